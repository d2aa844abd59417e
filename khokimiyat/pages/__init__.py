"""Pages and news of the city hall: written, approved, published, kept in versions."""
