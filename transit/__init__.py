"""Public transport: lines, stations and the next trains, from GTFS timetables."""
