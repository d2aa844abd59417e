"""What the search plugs into the city: its command, and open data as things to find."""

from city.features import Feature
from city.search.commands import search
from city.search.datasets import DATASET_SEARCH

feature = Feature(name="search", searches=(DATASET_SEARCH,), commands=(search,))
