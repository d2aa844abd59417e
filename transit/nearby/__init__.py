"""Departures of several stops at once: around a place, and of the stops that somebody keeps on a telephone."""
