"""Deliberately wrong clients, and the correct one that they are made from.

They test the contract suite: the correct client passes every contract, each wrong one fails contracts for its own
mistake and for nothing else, and each contract is failed by at least one of them.
"""
