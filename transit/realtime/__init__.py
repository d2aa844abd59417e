"""Real time: where vehicles are, how late they run, and how punctual they were (GTFS-Realtime 2.0)."""
