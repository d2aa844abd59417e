"""Search over what the services offer: one index, in any script, typing mistakes forgiven, alike on both databases."""

from sqlalchemy import text

from city.database import db
from city.search.finding import LONGEST_QUERY, Answer, Hit, find, look_up
from city.search.matching import Filters
from city.search.models import Entry
from city.search.writing import forget_entries, has_old_entries, rebuild, replace_entries, replace_entry

__all__ = [
    "LONGEST_QUERY",
    "Answer",
    "Entry",
    "Filters",
    "Hit",
    "count_entries",
    "find",
    "forget_entries",
    "has_old_entries",
    "look_up",
    "rebuild",
    "replace_entries",
    "replace_entry",
]


def count_entries():
    return db.session.scalar(text("SELECT count(*) FROM city_search_entry"))
