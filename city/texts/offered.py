"""What the features of this application bring along: guides for the help pages, sections of the privacy policy."""

from flask import current_app

from city.texts import catalogue

OF_PARTS = catalogue.HERE / "sections"  # of parts of the city itself: a folder for each, by its name


def list_guides():
    return [guide for feature in current_app.extensions["features"] for guide in feature.guides]


def list_pages():
    """All pages of text (catalogue.Page): the city's own first, then the guides."""
    folders = [feature.privacy or OF_PARTS / feature.name for feature in current_app.extensions["features"]]
    return catalogue.list_pages(list_guides(), [folder for folder in folders if folder.is_dir()])


def get_page(key):
    """Raises NotFound."""
    return catalogue.get_page(list_pages(), key)
