"""Timetables to read and to print: a stop's whole day, a stop's sheet, a line's grid, how often a line runs."""
