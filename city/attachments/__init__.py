"""Files that people of the city put beside its pages: known by content, freed of who made them, handed out and never shown."""
