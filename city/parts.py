"""The parts of the city itself, each offered as a service would offer it; they come after the services, on menus too."""

from city.accounts.feature import feature as accounts
from city.demo import DISTRICT_SEARCH
from city.features import Feature
from city.landmarks import LANDMARK_SEARCH
from city.residents.feature import feature as residents

places = Feature(name="places", searches=(DISTRICT_SEARCH, LANDMARK_SEARCH))

PARTS = (places, accounts, residents)
