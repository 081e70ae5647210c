"""The checks of driver check: does a driver keep to the protocol?"""
