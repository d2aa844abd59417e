"""What a ride costs, as far as a feed says it."""
