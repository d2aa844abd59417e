"""The parts of the city itself, each offered as a service would offer it; they come after the services, on menus too."""

from city.accounts.feature import feature as accounts
from city.attachments.feature import feature as attachments
from city.choices import feature as choices
from city.demo import DISTRICT_SEARCH
from city.features import Feature
from city.feedback.feature import feature as feedback
from city.jobs.feature import feature as jobs
from city.landmarks import LANDMARK_SEARCH
from city.mail.feature import feature as mail
from city.opendata.feature import feature as opendata
from city.pictures.feature import feature as pictures
from city.place_datasets import CULTURE_POINTS, DISTRICTS
from city.programs.feature import feature as programs
from city.residents.feature import feature as residents
from city.search.feature import feature as search
from city.sources.feature import feature as sources
from city.statistics.feature import feature as statistics
from city.texts.feature import feature as texts
from city.upkeep.feature import feature as upkeep
from city.wifi.feature import feature as wifi

places = Feature(name="places", searches=(DISTRICT_SEARCH, LANDMARK_SEARCH), datasets=(DISTRICTS, CULTURE_POINTS))

PARTS = (
    places,
    search,
    wifi,
    opendata,
    texts,
    feedback,
    mail,
    statistics,
    accounts,
    residents,
    jobs,
    sources,
    upkeep,
    pictures,
    attachments,
    choices,
    programs,
)
