"""Who runs the lines of a timetable, and who has to be named with it."""
