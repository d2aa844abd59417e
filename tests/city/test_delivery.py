"""Inside one process: the reader that goes on, and the box between it and a stream."""

import socket
import time

import pytest
from sqlalchemy.exc import OperationalError

from city import delivery, events
from city.delivery import Box, Told
from tests.city.live import bp
from tests.city.test_events import tell


def test_a_reader_that_fails_says_so_once_and_goes_on(app, monkeypatch, caplog):
    app.register_blueprint(bp)
    read, failing = events.read_after, iter([True] * 3)

    def read_after(*values):
        if next(failing, False):
            raise OperationalError("SELECT", {}, OSError())
        return read(*values)

    monkeypatch.setattr(events, "LISTEN_S", 0.1)
    monkeypatch.setattr(events, "read_after", read_after)
    with app.test_client().get("/api/live-test", buffered=False) as answer:
        parts = iter(answer.response)
        next(parts)
        with app.app_context():
            tell(1)
        assert b'data: {"n": 1}' in next(parts)
    assert [record.getMessage() for record in caplog.records] == ["events cannot be read: OperationalError"]


def told(*ids, channel="board"):
    return [Told(number, channel, b"%d" % number) for number in ids]


def test_what_came_before_the_start_is_not_given_twice():
    box = Box({"board"}, None)
    box.put(told(3, 4), 4)
    box.begin(3)
    box.put(told(5), 5)
    assert box.take() == ([b"4", b"5"], 5)
    box.close()


def test_other_channels_do_not_wake():
    box = Box({"board"}, None)
    box.put(told(3, channel="desk"), 3)
    assert box.wait(0.01) and box.take() == ([], 3)
    box.close()


def test_a_slow_browser_is_cut_off_even_while_it_is_being_sent_to():
    ours, theirs = socket.socketpair()
    box = Box({"board"}, ours)
    for number in range(1, delivery.WAITING_AT_MOST + 2):
        box.put(told(number), number)
    assert not box.wait(0)
    with pytest.raises(BrokenPipeError):
        ours.sendall(b"more")
    box.close()
    ours.close()
    theirs.close()


def test_a_browser_that_left_ends_the_wait():
    ours, theirs = socket.socketpair()
    box = Box({"board"}, ours)
    theirs.close()
    begun = time.monotonic()
    assert not box.wait(5)
    assert time.monotonic() - begun < 1
    box.close()
    ours.close()
