"""Asking others: what they do wrong, what is made of it, and that nothing is left half-written."""

import os
import signal
import subprocess
import sys
import time

import pytest

from city import http
from city.http import door, errors
from city.http.errors import AddressRefused
from tests.city.http import servers
from tests.city.http.servers import in_turn, redirect, reply, serving

pytestmark = pytest.mark.once

GOOD = reply(b"PK good", ETag='"1"', Last_Modified="Tue, 24 Nov 2026 00:00:00 GMT")


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch):
    monkeypatch.setattr(door, "FIRST_WAIT_S", 0.05)


def fetch(server, path="/feed.zip", **asked):
    return http.fetch(f"{server}{path}", **{"accept": http.ZIP, "trusted": True, "within_s": 10} | asked)


def test_a_whole_answer_is_put_in_its_place_with_its_marks(tmp_path):
    with serving(GOOD) as server:
        answer = fetch(server, into=tmp_path / "deep" / "feed.zip")
    assert answer.path.read_bytes() == b"PK good" and answer.size == 7
    assert (answer.etag, answer.last_modified) == ('"1"', "Tue, 24 Nov 2026 00:00:00 GMT")
    assert len(answer.sha256) == 64 and [file.name for file in answer.path.parent.iterdir()] == ["feed.zip"]


def test_marks_are_sent_back_and_an_unchanged_source_leaves_the_file_alone(tmp_path):
    kept = tmp_path / "feed.zip"
    kept.write_bytes(b"before")
    with serving(reply(status="304 Not Modified", kind=None, length=False)) as server:
        answer = fetch(server, into=kept, etag='"1"', last_modified="Tue, 24 Nov 2026 00:00:00 GMT")
    assert answer.not_modified and kept.read_bytes() == b"before"
    assert 'If-None-Match: "1"' in server.asked[0] and "If-Modified-Since: Tue, 24 Nov" in server.asked[0]


def test_we_say_who_asks():
    http.introduce_as("https://city.example/contact")
    try:
        with serving(GOOD) as server:
            fetch(server)
    finally:
        http.introduce_as("")
    assert "User-Agent: TashkentCityServices/0.1 (+https://city.example/contact)" in server.asked[0]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(b"<h1>Sorry</h1>", kind="text/html; charset=utf-8"), errors.SourceSentPage),
        (reply(b"{}", kind="application/json"), errors.SourceWrongKind),
        (reply(status="404 Not Found"), errors.SourceRefused),
        (reply(status="304 Not Modified", length=False), errors.SourceRefused),
        (reply(length=5_000_000_000), errors.SourceTooBig),
        (servers.endless, errors.SourceTooBig),
        (servers.bomb(30), errors.SourceTooBig),
        (servers.broken_off, errors.SourceBroken),
        (servers.broken_off_in_chunks, errors.SourceBroken),
        (reply(b"no gzip", Content_Encoding="gzip"), errors.SourceBroken),
        (lambda connection, *_: connection.sendall(b"what?\r\n\r\n"), errors.SourceBroken),
        (lambda connection, *_: None, errors.SourceBroken),
    ],
)
def test_an_answer_that_is_not_what_it_should_be_leaves_what_was_there(tmp_path, answer, error):
    kept = tmp_path / "feed.zip"
    kept.write_bytes(b"before")
    with serving(answer) as server, pytest.raises(error) as raised:
        fetch(server, into=kept, most_bytes=20_000_000)
    assert type(raised.value) is error and "127.0.0.1" in str(raised.value)
    assert kept.read_bytes() == b"before" and len(list(tmp_path.iterdir())) == 1


def test_a_bomb_is_not_unpacked_to_be_counted():
    with serving(servers.bomb(600)) as server, pytest.raises(errors.SourceTooBig):
        before = read_peak_kb()
        fetch(server, most_bytes=1_000_000)
    assert read_peak_kb() - before < 100_000


def read_peak_kb():
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("answer", [servers.never, servers.drip, servers.drip_head])
def test_a_source_that_never_comes_to_an_end_is_left_at_the_deadline(answer):
    began = time.monotonic()
    with serving(answer) as server, pytest.raises(errors.SourceSilent):
        fetch(server, within_s=1)
    assert time.monotonic() - began < 6


def test_nobody_listens():
    with serving(GOOD) as server:
        pass
    with pytest.raises(errors.SourceAway):
        fetch(server)


def test_a_name_that_leads_nowhere_and_one_that_takes_too_long():
    def slow(host, port):
        time.sleep(3)
        return ["127.0.0.1"]

    def nowhere(host, port):
        raise OSError("no such name")

    for look_up, error in ((slow, errors.SourceSilent), (nowhere, errors.SourceAway)):
        with pytest.raises(error):
            http.Door(look_up=look_up).fetch("http://nowhere.example/", within_s=0.5)


def test_trouble_that_passes_is_waited_for():
    with serving(in_turn(reply(status="503 Service Unavailable"), lambda *_: None, GOOD)) as server:
        assert fetch(server).data == b"PK good"
    assert len(server.asked) == 3


def test_trouble_that_stays_is_told_after_three_tries():
    with serving(reply(status="502 Bad Gateway")) as server, pytest.raises(errors.SourceRefused) as raised:
        fetch(server)
    assert raised.value.values["code"] == 502 and len(server.asked) == 3


def test_we_wait_as_long_as_we_are_asked_to():
    began = time.monotonic()
    with serving(in_turn(reply(status="429 Too Many Requests", Retry_After="1"), GOOD)) as server:
        assert fetch(server).data == b"PK good"
    assert time.monotonic() - began >= 1


def test_we_do_not_wait_beyond_our_own_deadline():
    began = time.monotonic()
    with serving(reply(status="429 Too Many Requests", Retry_After="3600")) as server, pytest.raises(errors.SourceRefused):
        fetch(server)
    assert time.monotonic() - began < 8 and len(server.asked) == 1


def test_a_redirection_on_the_same_server_is_followed():
    with serving(in_turn(redirect("/new.zip"), GOOD)) as server:
        answer = fetch(server)
    assert answer.address == f"{server}/new.zip" and server.asked[1].startswith("GET /new.zip ")


def test_redirections_in_a_circle_end():
    with serving(redirect("/feed.zip")) as server, pytest.raises(errors.RedirectedTooOften):
        fetch(server)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "file:///etc/passwd", "gopher://x/", "http://u:p@127.0.0.1/"]
)
def test_a_trusted_source_may_not_lead_elsewhere_inside(target):
    with serving(redirect(target)) as server, pytest.raises(AddressRefused):
        fetch(server)
    assert len(server.asked) == 1


def test_another_port_of_the_same_machine_is_another_server():
    with serving(GOOD) as inside, serving(redirect(f"{inside}/")) as server, pytest.raises(AddressRefused):
        fetch(server)
    assert inside.connections == 0


def test_from_a_safe_connection_to_an_unsafe_one_is_not_followed():
    with pytest.raises(errors.RedirectedDown):
        door.follow(http.read_address("https://example.org/a"), "http://example.org/b")


def test_a_killed_fetch_leaves_what_was_there(tmp_path):
    kept = tmp_path / "feed.zip"
    kept.write_bytes(b"before")
    code = "import sys; from city import http; http.fetch(sys.argv[1], into=sys.argv[2], trusted=True, most_bytes=10**12)"
    with serving(servers.endless) as server:
        fetching = subprocess.Popen([sys.executable, "-c", code, str(server), str(kept)])
        try:
            wait_for(lambda: any(file.stat().st_size > 1_000_000 for file in tmp_path.glob(".feed.zip.*.part")))
        finally:
            os.kill(fetching.pid, signal.SIGKILL)
            fetching.wait()
    assert kept.read_bytes() == b"before"
    for part in tmp_path.glob("*.part"):
        os.utime(part, (0, 0))
    with serving(GOOD) as server:
        fetch(server, into=kept)
    assert kept.read_bytes() == b"PK good" and len(list(tmp_path.iterdir())) == 1


def wait_for(is_so, within_s=20):
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
