"""What the services plug in fits what the city expects of it."""

import pytest

from city.accounts.roles import ROLES, join_permissions
from city.config import read_settings
from city.features import Feature, load_features
from city.language import LANGUAGES
from city.parts import PARTS

pytestmark = pytest.mark.once

KINDS = ("areas", "lines", "points", "cells", "ways")


@pytest.fixture
def features(app):
    return app.extensions["features"]


def test_features_are_loaded_in_the_order_of_the_setting():
    names = read_settings({}).FEATURES
    present = [name for name in names if name == "emergency112"]
    assert [each.name for each in load_features(present)] == present


def test_a_service_is_called_like_its_folder_and_comes_before_the_parts_of_the_city(app, features):
    services = app.config["FEATURES"]
    assert [feature.name for feature in features] == [*services, *(part.name for part in PARTS)]
    assert all(isinstance(feature, Feature) for feature in features)
    assert [__import__(name).__name__ for name in services] == list(services)


def test_jobs_say_when_they_are_due_and_carry_the_name_of_who_offers_them(features):
    for feature in features:
        for job in feature.jobs:
            assert job.name.startswith(f"{feature.name}.") and (job.every is None) != (job.daily_at is None)


def test_sources_carry_the_name_of_who_declares_them_and_may_be_silent_for_a_while(features):
    for feature in features:
        for source in feature.sources:
            assert source.key.startswith(f"{feature.name}.") and "/" not in source.key
            assert source.stale_after.total_seconds() > 0 and source.label and source.credit


def test_every_endpoint_that_a_feature_names_is_there(app, features):
    endpoints = app.view_functions
    for feature in features:
        for each in (*feature.menu, *feature.layers):
            assert each.endpoint in endpoints, f"{feature.name} names {each.endpoint}"


def test_links_of_the_footer_lead_to_pages_and_guides_are_written_in_four_languages(app, features):
    with app.test_request_context("/uz/"):
        assert all(app.url_for(link.endpoint, **link.values) for feature in features for link in feature.footer)
    keys = [guide.key for feature in features for guide in feature.guides]
    assert len(set(keys)) == len(keys)
    for feature in features:
        names = [(guide.folder, guide.key) for guide in feature.guides]
        names += [(feature.privacy, "privacy")] if feature.privacy else []
        for folder, name in names:
            assert all((folder / f"{name}.{language.code.lower()}.md").is_file() for language in LANGUAGES), f"{folder}/{name}"


def test_every_line_of_the_staff_menu_leads_to_a_page_that_asks_for_its_permission(app, features):
    for entry in (entry for feature in features for entry in feature.staff_menu):
        assert app.view_functions[entry.endpoint].permission == entry.permission


def test_permissions_of_a_feature_carry_its_name_and_roles_that_there_are(features):
    for feature in features:
        for permission, roles in feature.permissions.items():
            assert permission.startswith(f"{feature.name}.") and set(roles) <= ROLES.keys()
        assert all(action.startswith(f"{feature.name}.") for action in feature.actions)


def test_a_role_that_there_is_not_stops_the_boot():
    with pytest.raises(ValueError, match="king"):
        join_permissions([{"x.read": ("king",)}])


def test_layers_are_of_a_kind_that_maps_can_draw(features):
    layers = [layer for feature in features for layer in feature.layers]
    assert all(layer.kind in KINDS for layer in layers)
    assert len({layer.name for layer in layers}) == len(layers)


def test_each_kind_of_thing_to_find_is_offered_once(app):
    kinds = [source.kind for source in app.extensions["searches"]]
    assert len(set(kinds)) == len(kinds)


def test_a_city_without_services_serves(open_app, database_url, city_data):
    client = open_app(database_url, FEATURES="").test_client()
    assert client.get("/uz/").status_code == 200
    assert client.get("/uz/112/").status_code == 404
