"""Entrances of stations, and the ways from them to the platforms."""
