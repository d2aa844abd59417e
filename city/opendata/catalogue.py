"""The whole catalogue for programs: DCAT-AP 3 as Turtle, JSON-LD and RDF/XML, and DCAT-US 1.1."""

from flask import current_app, url_for

from city.language import LANGUAGES
from city.opendata import dcat_us, labels, offered, vocabularies
from city.opendata.licences import LICENCES
from city.opendata.writing import dump
from city.texts import contact

FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}


def write(form):
    """The text of the catalogue in one of FORMS, as DCAT-AP 3."""
    from city.opendata import dcat  # rdflib: 25 MB and a third of a second, which no other page needs

    return dcat.write(form, dump(describe()))


def write_dcat_us():
    return dump(dcat_us.write(describe()))


def describe():
    """All that the catalogue says, as values of JSON; addresses are absolute."""
    site, datasets = offered.site_address(), offered.list_datasets()
    said = {"address": site + url_for("opendata_files.index"), "site": site, "datasets": [_describe(each) for each in datasets]}
    said |= {"title": labels.in_languages(labels.CATALOGUE), "about": labels.in_languages(labels.ABOUT)}
    said |= {"publisher": labels.in_languages(labels.PUBLISHER), "pages": _list_pages(site), "email": find_email()}
    said |= {"write": site + url_for("feedback.write", lang_path="en"), "openapi": site + url_for("city_api.openapi")}
    said |= {"api": site + url_for("city_api.readable"), "dcat_us": site + url_for("opendata_files.data_json")}
    said |= {"themes": {key: labels.in_languages(each) for key, each in vocabularies.THEMES.items()}}
    said |= {"licences": {key: [each.name, each.uri, each.kind] for key, each in LICENCES.items()}}
    return said


def find_email():
    """Where questions go by mail; empty where nobody gave an address."""
    details = contact.details_of(contact.find_newest())
    return ("" if details.is_demo else details.email) or current_app.config["MAIL_FROM"]


def _list_pages(site):
    return {each.code: site + url_for("opendata.list_datasets", lang_path=each.path) for each in LANGUAGES}


def _describe(dataset):
    site, about = offered.site_address(), offered.about_of(dataset)
    api = site + url_for(dataset.api) if dataset.api else None
    said = labels.describe_fully(dataset, about, offered.list_files(dataset, about), api)
    for file in said["files"]:
        file["address"] = site + file["address"]
    said["files"] = [file for file in said["files"] if not file["too_large"]]
    return said
