"""Jobs: work that is done by itself, by one process of its own."""
