"""The journey planner: how to get from one place to another by public transport and on foot."""
