"""What a reader chooses is kept in the cookie, only where it differs, and maps are left out where they are not wanted."""

import pytest

from city.config import read_settings
from tests.staff import send, sign_in

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
MAPPED = "/en/districts/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_maps_no_script_and_no_tiles_are_asked_for_and_the_list_stays(client, city_data, lang):
    assert 'id="map"' in client.get(f"/{lang}/districts/").text
    assert send(client, f"/{lang}/settings", {"maps": "off"}).status_code == 303
    page = client.get(f"/{lang}/districts/")
    assert 'id="map"' not in page.text and "leaflet" not in page.text and f'href="/{lang}/settings"' in page.text
    assert f'href="/{lang}/districts/sergeli"' in page.text


def test_the_choice_is_in_the_cookie_only_while_it_differs(client, city_data):
    send(client, "/en/settings", {"maps": "off"})
    with client.session_transaction() as kept:
        assert kept["maps"] == "off"
    send(client, "/en/settings", {"maps": "on"})
    with client.session_transaction() as kept:
        assert "maps" not in kept
    assert 'id="map"' in client.get(MAPPED).text


def test_a_page_that_was_kept_by_the_browser_follows_the_choice(client, city_data):
    mark = client.get(MAPPED).headers["ETag"]
    assert client.get(MAPPED, headers={"If-None-Match": mark.removeprefix("W/")}).status_code in (200, 304)
    send(client, "/en/settings", {"maps": "off"})
    assert client.get(MAPPED, headers={"If-None-Match": mark}).status_code == 200


def test_a_choice_that_there_is_not_is_refused_and_a_form_of_another_site_too(client):
    assert send(client, "/en/settings", {"maps": "purple"}).status_code == 422
    assert client.post("/en/settings", data={"maps": "off"}).status_code == 400
    assert "maps" not in client.get("/en/settings").headers.get("Set-Cookie", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_is_chosen_and_what_else_is_kept(client, lang):
    page = client.get(f"/{lang}/settings").text
    assert 'value="on" checked' in page and f'href="/{lang}/cookies"' in page
    send(client, f"/{lang}/settings", {"maps": "off"})
    assert 'value="off" checked' in client.get(f"/{lang}/settings").text


@pytest.mark.skipif("emergency112" not in read_settings({}).FEATURES, reason="without the desk")
def test_dispatchers_have_their_map_whatever_they_chose_as_readers(client, city_data):
    send(client, "/en/settings", {"maps": "off"})
    sign_in(client, "dispatcher")
    assert 'id="map"' in client.get("/staff/112/").text
