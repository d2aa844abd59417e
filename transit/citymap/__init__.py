"""What the city's map draws of public transport: stops gathered in cells from afar, lines simplified for each zoom."""
