"""Sets of open data in the search, where they have a page."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from city.errors import N_
from city.features import SearchEntry, SearchSource
from city.language import LANGUAGES

PAGE = "opendata.dataset"
SPOKEN = "ochiq maʼlumotlar maʼlumotlar toʻplami открытые данные набор данных open data dataset"


def list_entries():
    """Every dataset of every feature, named and summed up in the four languages."""
    if PAGE not in current_app.view_functions:
        return
    for feature in current_app.extensions["features"]:
        for dataset in feature.datasets:
            yield SearchEntry(
                dataset.key,
                _say(dataset.title),
                PAGE,
                {"key": dataset.key},
                words=f"{SPOKEN} {' '.join(dataset.keywords)}",
                texts=_say(dataset.summary),
            )


def _say(text):
    """A text of ours in each language."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language.locale):
            said[language.code] = _(text)
    return said


DATASET_SEARCH = SearchSource("dataset", N_("Open data"), list_entries)
