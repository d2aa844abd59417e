"""Where data come from by themselves: what a source last gave, when, and since when it has been silent."""
