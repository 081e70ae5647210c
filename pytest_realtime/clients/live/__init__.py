"""Clients that are asked on the wire: published libraries, sending to a local server as their users make them send.

One module an integration; none of their packages is imported before its client is asked for. The module of a
package has the package's name where no other meaning stands in the way.
"""
