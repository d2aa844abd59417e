"""The city hall: its pages and news, and the LOSI assessment of the city's portals."""
