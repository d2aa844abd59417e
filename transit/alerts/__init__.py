"""Service alerts: what clerks write of changes in service, and what sources tell; shown to passengers and given to programs."""
