"""What a dataset says of itself, in the reader's language or in all four: for pages, files and the catalogue."""

from flask_babel import force_locale
from flask_babel import gettext as _

from city.errors import N_
from city.language import LANGUAGES
from city.opendata.licences import LICENCES
from city.opendata.values import list_columns, say_moment

NOTE = N_("These data are made up for demonstration. They are not facts.")
PUBLISHER = N_("Tashkent City Services")
CATALOGUE = N_("Open data of Tashkent")
ABOUT = N_("Data of the services of this site, free to use: as files, as JSON, and described for programs.")


def say(text):
    """A text of a description in the reader's language; what nobody translated stays as it is."""
    return _(text) if text else ""


def in_languages(text):
    """{code: text} in the four languages."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language.locale):
            said[language.code] = say(text)
    return said


def describe(dataset, address):
    """A Dataset as values of JSON, for its files; `address` is that of its page."""
    illustrative, licence, updated_at = dataset.illustrative(), LICENCES[dataset.licence], dataset.updated_at()
    about = {"key": dataset.key, "page": address, "title": in_languages(dataset.title)}
    about |= {"description": in_languages(dataset.summary)}
    about |= {"how": in_languages(dataset.how)} if dataset.how else {}
    about |= {"illustrative": illustrative}
    about |= {"note": in_languages(NOTE)} if illustrative else {}
    about |= {"updated_at": say_moment(updated_at) if updated_at else None}
    about |= {"licence": licence.key, "licence_address": licence.uri, "source": in_languages(dataset.source)}
    about |= {"source_address": dataset.source_url} if dataset.source_url else {}
    columns = list_columns(dataset, illustrative)
    about["fields"] = [{"name": each.name, "type": each.kind, "label": in_languages(each.label)} for each in columns]
    return about


def describe_fully(dataset, about, files, api):
    """What the catalogue says of it beyond: theme, keywords, and `files` (offered.OfferedFile), with addresses from the root."""
    more = {"theme": dataset.theme, "keywords": list(dataset.keywords), "frequency": dataset.frequency, "api": api}
    more["files"] = [vars(each) | {"label": in_languages(each.label)} for each in files]
    return about | more
