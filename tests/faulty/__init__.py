"""Deliberately wrong clients, and the faultless one that they are made from.

They test the contract suite: the faultless client passes every contract, every wrong one is caught for what
is wrong with it and for nothing else, and no contract is there that none of them breaks.
"""
