"""Live clients: published libraries that send to a local server, with the calls that their users make.

One module per integration, named after its package where no other meaning stands in the way. A package is imported
only when its client is loaded.
"""
