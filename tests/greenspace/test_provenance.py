"""Sources made readable."""

import pytest

from greenspace.provenance import Source, read_source, read_sources


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://www.kun.uz/news/1?a=b", Source("kun.uz", "https://www.kun.uz/news/1?a=b")),
        ("https://old.gov.uz", Source("old.gov.uz", "https://old.gov.uz")),
        (
            "OpenStreetMap, node 563671516",
            Source("OpenStreetMap, 563671516", "https://www.openstreetmap.org/node/563671516"),
        ),
        ("fact only", Source("Facts only")),
        ("a book of 1932", Source("a book of 1932")),
    ],
)
def test_a_source_is_named_after_its_host_its_object_or_itself(text, shown):
    assert read_source(text) == shown


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "http://[", "https://", "https://a@b/c", "ftp://kun.uz/a", "https://kun.uz/ a"],
)
def test_only_an_address_of_the_web_becomes_a_link(text):
    assert read_source(text).address is None


def test_further_sources_of_one_host_are_numbered():
    texts = [source.text for source in read_sources("https://kun.uz/1 | https://kun.uz/2 || facts of ours")]
    assert texts == ["kun.uz", "kun.uz (2)", "facts of ours"]
