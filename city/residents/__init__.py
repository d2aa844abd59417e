"""Residents: signing in through OneID, and what is kept about them."""
