"""What plans journeys brings a compiler with it, a second and some 60 MB: it is loaded when the first journey is asked for."""

from importlib import import_module


def load(name):
    """A module of the planner: 'planning', 'reaching', 'calendar_file'."""
    return import_module(f"transit.planner.{name}")
