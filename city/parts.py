"""The parts of the city itself, each offered as a service would offer it; they come after the services, on menus too."""

from city.accounts.feature import feature as accounts
from city.demo import DISTRICT_SEARCH
from city.features import Feature
from city.feedback.feature import feature as feedback
from city.landmarks import LANDMARK_SEARCH
from city.mail.feature import feature as mail
from city.statistics.feature import feature as statistics

places = Feature(name="places", searches=(DISTRICT_SEARCH, LANDMARK_SEARCH))

PARTS = (places, feedback, mail, statistics, accounts)
