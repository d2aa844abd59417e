"""Addresses that strangers gave: none of them leads inside, whatever its name says first."""

import pytest

from city import http
from city.http import errors
from city.http.errors import AddressRefused, PrivateAddress
from tests.city.http.servers import GOOD_BYTES, redirect, reply, serving

pytestmark = pytest.mark.once

GOOD = reply(GOOD_BYTES)
INSIDE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1"),
    *("2002:7f00:1::1", "2002:808:808::1", "2001:0:4136:e378::1", "100::1", "192.88.99.1"),
]
OUTSIDE = ["8.8.8.8", "185.74.5.1", "2606:4700:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_of_the_internet(address):
    assert not http.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet(address):
    assert http.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "//example.org/", "example.org", "", "https://"),
        *(
            "https://user:password@example.org/",
            "https://user@example.org/",
            "https://:@example.org/",
            "https://example.org:8443/",
        ),
        *("https://example.org:22/", "https://exa mple.org/", "https://example.org\\@127.0.0.1/", "https://example.org/\r\nX: y"),
        *("https://example.org:99999/", "https://[::1/", "https://" + "a" * 2000),
    ],
)
def test_an_address_that_nobody_should_give(address):
    with pytest.raises(AddressRefused):
        http.fetch(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]"])
def test_this_machine_by_any_name_is_not_asked(host):
    with serving(GOOD) as server, pytest.raises((PrivateAddress, errors.SourceAway)):
        http.Door(ports=frozenset({server.port})).fetch(f"http://{host}:{server.port}/", within_s=5)
    assert server.connections == 0


def make_door(*answers, public=("127.0.0.2",), ports=()):
    """A door whose names lead to one answer after the other, and for which `public` counts as the Internet."""
    turns = list(answers)
    asked = []

    def look_up(host, port):
        asked.append(host)
        return turns.pop(0) if len(turns) > 1 else turns[0]

    made = http.Door(look_up=look_up, is_public=lambda address: address in public, ports=frozenset(ports))
    return made, asked


def test_a_name_with_one_private_address_among_others_is_refused_whole():
    made, _ = make_door(["127.0.0.2", "127.0.0.1"], ports=[80])
    with pytest.raises(PrivateAddress):
        made.fetch("http://both.example/")


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_asked():
    with serving(GOOD, host="127.0.0.2") as outside, serving(GOOD, host="127.0.0.1", port=outside.port) as inside:
        made, asked = make_door(["127.0.0.2"], ["127.0.0.1"], ports=[outside.port])
        assert made.fetch(f"http://turns.example:{outside.port}/").data == GOOD_BYTES
        assert asked == ["turns.example"] and (outside.connections, inside.connections) == (1, 0)
        assert f"Host: turns.example:{outside.port}" in outside.asked[0]
        with pytest.raises(PrivateAddress):
            made.fetch(f"http://turns.example:{outside.port}/")
        assert inside.connections == 0


def test_a_second_try_looks_again_and_is_checked_again():
    trouble = reply(status="503 Service Unavailable")
    with serving(trouble, host="127.0.0.2") as outside, serving(GOOD, host="127.0.0.1", port=outside.port) as inside:
        made, _ = make_door(["127.0.0.2"], ["127.0.0.1"], ports=[outside.port])
        with pytest.raises(PrivateAddress):
            made.fetch(f"http://turns.example:{outside.port}/")
    assert (outside.connections, inside.connections) == (1, 0)


@pytest.mark.parametrize("target", ["http://127.0.0.1:{port}/", "http://inside.example:{port}/", "/again"])
def test_a_redirection_is_checked_like_the_first_address(target):
    with serving(GOOD, host="127.0.0.1") as inside:
        lead = redirect(target.format(port=inside.port))
        with serving(lead, host="127.0.0.2", port=inside.port) as outside:
            made, _ = make_door(["127.0.0.2"], ["127.0.0.1"], ports=[inside.port])
            with pytest.raises(PrivateAddress):
                made.fetch(f"http://outside.example:{inside.port}/")
        assert (outside.connections, inside.connections) == (1, 0)


def test_proxies_of_the_environment_are_not_asked(monkeypatch):
    with serving(GOOD) as proxy, serving(GOOD, host="127.0.0.2") as outside:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, str(proxy))
        made, _ = make_door(["127.0.0.2"], ports=[outside.port])
        assert made.fetch(f"http://outside.example:{outside.port}/").data == GOOD_BYTES
        assert http.session(door=made).get(f"http://outside.example:{outside.port}/").content == GOOD_BYTES
    assert proxy.connections == 0
