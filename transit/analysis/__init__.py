"""What the timetables mean for the city: service by line and hour, and who lives near a stop."""
