"""Versions of timetables: what came, what the validator says of it, which one is in place, and the way back."""
