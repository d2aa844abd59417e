"""The city's own pages."""

import pytest

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["", "districts/", "districts/sergeli", "sitemap", "accessibility", "search?q=sergeli"])
def test_every_page_of_the_city_is_whole_in_every_language(client, city_data, lang, path):
    assert client.get(f"/{lang}/{path}").status_code == 200
