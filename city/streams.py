"""Streams: the answer that goes on, as server-sent events (HTML Living Standard, section 9.2)."""

import json
import random
import time

from flask import Response, current_app, request

from city import events
from city.accounts.sessions import CHANNEL
from city.delivery import Hub, Told

ASK = b""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def init_app(app):
    app.extensions["streams"] = Hub(app, _tell)
    events.keep_for(app.config["EVENTS_KEPT_HOURS"])


def stream(channels, allowed=None, public=False):
    """An answer that tells what is published on `channels`: from now, or after the id that was heard last.

    `allowed`, where given, is asked at every heartbeat in an application context, and at once when something is told on its
    `channel`; False ends the stream with an event `over`. Raises TooManyStreams where this process has no thread to spare;
    `public` ones, which anybody may open, take at most half of them, so that the desks of 112 always find room.
    """
    hub = current_app.extensions["streams"]
    heard = request.headers.get("Last-Event-ID") or request.args.get("last_event_id")
    follows = frozenset(filter(None, (*channels, getattr(allowed, "channel", None))))
    body = _follow(hub, follows, heard, request.environ.get("gunicorn.socket"), allowed, public)
    next(body)  # up to here an error can be answered; from here on the body cleans up after itself
    return Response(body, mimetype="text/event-stream", headers=HEADERS, direct_passthrough=True)


def _follow(hub, channels, heard, client, allowed, public):
    box = hub.open(channels, client, public)
    try:
        missed, position = _catch_up(channels, heard)
        box.begin(position)
        yield b""
        retry = b"retry: %d\n\n" % random.randint(500, 1500)  # not all at once where a process has ended
        yield retry + missed + _block("hello", {"heartbeat_s": hub.heartbeat_s}, position)
        yield from _go_on(hub, box, allowed)
    finally:
        hub.close(box)


def _catch_up(channels, heard):
    """(bytes of what was missed, id up to which all is told). For an id unknown or too old: a reload."""
    if not heard:
        return b"", events.read_newest_id()
    after = int(heard) if heard.isascii() and heard.isdecimal() and len(heard) < 20 else -1
    rows, newest = events.read_missed(channels, after)
    if rows is None:
        return _block("reload", {}, newest), newest
    return b"".join(_tell(row).text for row in rows), newest


def _go_on(hub, box, allowed):
    """What comes, or a heartbeat, until the browser leaves or falls behind, or the process stops."""
    asked_at = time.monotonic()
    while box.wait(hub.heartbeat_s):
        texts, position = box.take()
        if allowed and (ASK in texts or time.monotonic() - asked_at >= hub.heartbeat_s):
            asked_at = time.monotonic()
            if not (may_go_on := hub.ask(allowed)):
                if may_go_on is False:  # else the database is away, and the browser tries again
                    yield _block("over", {}, position)
                return
        yield b"".join(texts) or b": heartbeat\n" + _block("alive", {}, position)


def _tell(row):
    """What goes to browsers; of who may still listen they hear nothing, their stream asks."""
    return Told(row.id, row.channel, ASK if row.channel.startswith(CHANNEL) else _block(row.kind, row.data, row.id))


def _block(kind, data, number):
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
