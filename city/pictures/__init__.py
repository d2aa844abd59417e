"""Pictures that people of the city put on its pages: looked at by content, made small, freed of what a camera wrote into them."""
