"""Upkeep: copies of the database and back again, a search index that is whole, and what is too old to keep."""
