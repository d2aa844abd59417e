"""The calls of trips at stops: the bulk of a timetable, kept in columns."""
