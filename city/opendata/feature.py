"""What open data add to the city: a menu entry with the catalogue, the addresses of files, links below every page."""

from flask import current_app
from flask_babel import ngettext

from city.errors import N_
from city.features import Feature, FooterLink, MenuEntry
from city.opendata import commands, files_views, suggest_views, views

PAGES = (suggest_views,)  # it has added its pages to views.bp when it was imported


def count_datasets():
    return [ngettext("%(num)d dataset", "%(num)d datasets", len(current_app.extensions["datasets"]))]


feature = Feature(
    name="opendata",
    blueprints=(views.bp, files_views.bp),
    menu=(
        MenuEntry(
            label=N_("Open data"),
            endpoint="opendata.list_datasets",
            colour="city",
            summary=N_("Data of the city as files, free to use"),
            counts=count_datasets,
        ),
    ),
    commands=(commands.data,),
    footer=(FooterLink(N_("Open data policy"), "opendata.policy"),),
)
