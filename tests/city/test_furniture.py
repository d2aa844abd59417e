"""What is alike on every page is made once, and is still that of the language and of the place where the reader is."""

from bs4 import BeautifulSoup

from city import furniture


def read(client, path):
    return BeautifulSoup(client.get(path).text, "html.parser")


def test_the_menu_marks_the_service_whose_page_it_is(client, city_data):
    for path, label in (
        ("/en/transit/", "Public transport"),
        ("/en/green/", "Parks and green areas"),
        ("/en/districts/", "Districts"),
    ):
        for _again in range(2):
            (marked,) = read(client, path).select(".bar__menu [aria-current]")
            assert marked.get_text(strip=True) == label


def test_each_language_has_its_own(client, city_data):
    found = {lang: read(client, f"/{lang}/").select_one(".foot__links").get_text() for lang in ("uz", "uz-cyrl", "ru", "en")}
    assert len(set(found.values())) == 4
    assert "Site map" in found["en"]


def test_addresses_go_on_in_the_readers_language(client, city_data):
    for lang in ("ru", "en", "ru"):
        links = [link["href"] for link in read(client, f"/{lang}/").select(".bar__menu a")]
        assert all(link.startswith(f"/{lang}/") for link in links)


def test_a_thing_is_made_once_for_all_that_it_depends_on(app):
    made = []
    with app.test_request_context("/en/"):
        for each in ("a", "b", "a"):
            furniture.keep_furniture("test", lambda: made.append(1) or len(made), each)
    assert len(made) == 2


def test_an_address_with_a_host_is_not_kept(app):
    for host in ("one.example", "two.example"):
        with app.test_request_context("/en/", headers={"Host": host}):
            address = furniture.keep_address("city.home", _external=True)
        assert address == f"http://{host}/en/"


def test_an_address_of_a_mounted_site_keeps_its_place(app):
    for root in ("", "/site"):
        with app.test_request_context("/en/", environ_overrides={"SCRIPT_NAME": root}):
            assert furniture.keep_address("city.home") == f"{root}/en/"
