"""Open data: what features offer (city.datasets) as pages, files and a catalogue."""
