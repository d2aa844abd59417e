"""Sessions: how long they count, how they are ended, and that an ending is seen by every process at the next request."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError

from city.accounts import current, sessions
from city.accounts.guard import guarded
from city.accounts.models import Person, StaffSession
from city.accounts.sessions import describe_browser
from city.clock import now
from city.database import db, unit_of_work
from city.streams import stream
from tests.staff import add_person, change, read_audit, send, sign_in, token_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def is_in(client):
    return client.get("/staff/me").status_code == 200


def set_back(app, **columns):
    change(app, update(StaffSession).values({name: now() - ago for name, ago in columns.items()}))


@pytest.mark.parametrize(
    ("begun", "used", "counts"),
    [
        (timedelta(hours=11), timedelta(minutes=1), True),
        (timedelta(hours=12), timedelta(minutes=1), False),
        (timedelta(hours=2), timedelta(minutes=59), True),
        (timedelta(hours=2), timedelta(minutes=60), False),
    ],
)
def test_a_session_counts_for_twelve_hours_and_for_one_without_use(app, client, begun, used, counts):
    sign_in(client, "editor")
    set_back(app, begun_at=begun, used_at=used)
    assert is_in(client) == counts


def test_how_long_a_session_counts_is_a_setting(open_app, database_url):
    app = open_app(database_url, STAFF_SESSION_HOURS="1", STAFF_IDLE_MINUTES="5")
    client, idle = app.test_client(), app.test_client()
    sign_in(client, "editor")
    sign_in(idle, "editor")
    set_back(app, begun_at=timedelta(minutes=6), used_at=timedelta(minutes=6))
    assert not is_in(idle)
    set_back(app, begun_at=timedelta(minutes=59), used_at=timedelta(minutes=0))
    assert is_in(client)
    set_back(app, begun_at=timedelta(minutes=60), used_at=timedelta(minutes=0))
    assert not is_in(client)


@pytest.mark.parametrize(
    ("begun", "used", "counts"),
    [
        (timedelta(hours=24), timedelta(hours=3, minutes=59), True),
        (timedelta(hours=25, minutes=59), timedelta(minutes=1), True),
        (timedelta(hours=26), timedelta(minutes=1), False),
        (timedelta(hours=5), timedelta(hours=4), False),
    ],
)
def test_a_shift_lasts_for_26_hours_and_a_closed_browser_for_four(app, client, begun, used, counts):
    app.extensions["shift_roles"] = frozenset({"dispatcher"})
    sign_in(client, "dispatcher")
    set_back(app, begun_at=begun, used_at=used)
    assert is_in(client) == counts


def test_the_form_of_a_shift_is_taken_after_24_hours(app, client, monkeypatch):
    app.extensions["shift_roles"] = frozenset({"dispatcher"})
    sign_in(client, "dispatcher")
    token_of(client)
    with client.session_transaction() as kept, monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) - 24 * 3600)
        old = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(kept["csrf_token"])
    set_back(app, begun_at=timedelta(hours=25), used_at=timedelta(minutes=0))
    assert client.post("/staff/me/language", data={"language": "ru", "csrf_token": old}).status_code == 303


def test_who_only_watches_a_board_for_24_hours_stays_signed_in(app, client, monkeypatch):
    """The clock is moved by a quarter of an hour at a time, and only the stream asks."""
    app.extensions["shift_roles"] = frozenset({"dispatcher"})
    sign_in(client, "dispatcher")
    asked, begun = {}, now()

    @app.get("/staff/stream")
    def open_stream():
        asked["allowed"] = current.watch("accounts.home")
        return {}

    client.get("/staff/stream")
    for quarter in range(1, 97):
        monkeypatch.setattr(current, "now", lambda at=begun + quarter * timedelta(minutes=15): at)
        with app.app_context():
            assert asked["allowed"](), f"after {quarter / 4} hours"
    assert is_in(client)
    monkeypatch.setattr(current, "now", lambda: begun + timedelta(hours=26))
    with app.app_context():
        assert not asked["allowed"]()


@pytest.mark.parametrize("path", ["end-sessions", "off", "reset-codes", "new-password", "roles"])
def test_what_an_administrator_does_ends_an_open_stream_at_once(app, client, path):
    theirs, boss = app.test_client(), sign_in(client, "administrator")
    person = sign_in(theirs, "dispatcher")
    app.add_url_rule(
        "/staff/watched", view_func=guarded("accounts.home")(lambda: stream(["board"], current.watch("accounts.home")))
    )
    app.extensions["streams"].heartbeat_s = 30
    answer = theirs.get("/staff/watched", buffered=False)
    blocks, begun = iter(answer.response), time.monotonic()
    assert b"event: hello" in next(blocks)
    assert send(client, f"/staff/people/{person.id}/{path}", {"roles": ["resident"]}).status_code < 400, boss
    assert b"event: over" in next(blocks)
    assert list(blocks) == [] and time.monotonic() - begun < 5
    answer.close()


def test_the_stream_of_somebody_else_goes_on(app, client):
    sign_in(client, "administrator")
    theirs, other = app.test_client(), add_person(app, "dispatcher")
    sign_in(theirs, "dispatcher")
    app.add_url_rule(
        "/staff/watched", view_func=guarded("accounts.home")(lambda: stream(["board"], current.watch("accounts.home")))
    )
    app.extensions["streams"].heartbeat_s = 1
    answer = theirs.get("/staff/watched", buffered=False)
    blocks = iter(answer.response)
    next(blocks)
    send(client, f"/staff/people/{other.id}/off")
    assert b"event: alive" in next(blocks)
    answer.close()


def test_use_is_noted_once_a_minute(app, client):
    sign_in(client, "dispatcher")
    set_back(app, used_at=timedelta(seconds=50))
    is_in(client)
    assert read_use(app) > timedelta(seconds=45)
    set_back(app, used_at=timedelta(seconds=61))
    is_in(client)
    assert read_use(app) < timedelta(seconds=10)


def test_a_disk_that_is_full_keeps_nobody_from_reading(app, client, monkeypatch):
    def be_full(*_):
        raise OperationalError("UPDATE", {}, Exception("database or disk is full"))

    sign_in(client, "dispatcher")
    set_back(app, used_at=timedelta(minutes=5))
    monkeypatch.setattr(sessions, "note_use", be_full)
    assert is_in(client)


def read_use(app):
    with app.app_context():
        return now() - db.session.scalar(select(StaffSession.used_at))


def test_an_administrator_ends_the_sessions_of_somebody_in_every_process(app, client, open_app, database_url):
    elsewhere = open_app(database_url).test_client()
    dispatcher = sign_in(client, "dispatcher")
    sign_in(elsewhere, person=dispatcher)
    assert is_in(client) and is_in(elsewhere)
    administrator = app.test_client()
    sign_in(administrator, "administrator", name="boss")
    assert send(administrator, f"/staff/people/{dispatcher.id}/end-sessions").status_code == 303
    assert not is_in(client) and not is_in(elsewhere) and is_in(administrator)
    assert read_audit(app)[0] == ("boss", "accounts.sessions_end", dispatcher.name, {"sessions": 2})


def test_switching_an_account_off_ends_its_sessions(app, client):
    dispatcher = sign_in(client, "dispatcher")
    change(app, update(Person).where(Person.id == dispatcher.id).values(disabled_at=func.now()))
    assert not is_in(client)


def test_a_new_role_counts_from_the_next_request_on(app, client):
    person = sign_in(client, "dispatcher")
    administrator = app.test_client()
    sign_in(administrator, "administrator")
    assert client.get("/staff/people").status_code == 403
    send(administrator, f"/staff/people/{person.id}/roles", {"roles": ["administrator"]})
    assert client.get("/staff/people").status_code == 200
    send(administrator, f"/staff/people/{person.id}/roles", {"roles": ["dispatcher"]})
    assert client.get("/staff/people").status_code == 403


def test_a_person_sees_the_own_sessions_and_ends_one_of_them(app, client):
    person = sign_in(client, "dispatcher")
    other = app.test_client()
    sign_in(other, person=person)
    page = client.get("/staff/me").text
    assert page.count("<strong>Chrome, Linux</strong>") == 2 and page.count(">this one<") == 1
    with app.app_context():
        first, second = db.session.scalars(select(StaffSession.id).order_by(StaffSession.id)).all()
    assert send(client, f"/staff/me/sessions/{second}/end").status_code == 303
    assert is_in(client) and not is_in(other)
    assert send(client, f"/staff/me/sessions/{first}/end").status_code == 303
    assert not is_in(client)


def test_a_person_ends_all_sessions_but_this_one(app, client):
    person = sign_in(client, "dispatcher")
    others = [app.test_client() for _ in range(2)]
    for other in others:
        sign_in(other, person=person)
    send(client, "/staff/me/sessions/end-others")
    assert is_in(client) and not any(map(is_in, others))


def test_nobody_ends_the_session_of_somebody_else_by_its_number(app, client):
    theirs = app.test_client()
    sign_in(theirs, "editor")
    sign_in(client, "dispatcher")
    with app.app_context():
        number = db.session.scalar(select(func.min(StaffSession.id)))
    assert send(client, f"/staff/me/sessions/{number}/end").status_code == 404
    assert is_in(theirs)


@pytest.mark.parametrize("key", ["", "made-up", "x" * 5000, "ключ"])
def test_a_key_that_never_was_opens_nothing(client, key):
    with client.session_transaction() as kept:
        kept["staff"] = key
    assert not is_in(client)


def test_a_key_that_was_changed_on_the_way_opens_nothing(client):
    sign_in(client, "dispatcher")
    cookie = client.get_cookie("city")
    client.set_cookie("city", cookie.value[:-2] + ("aa" if not cookie.value.endswith("aa") else "bb"))
    assert not is_in(client)


def test_sessions_of_last_month_are_swept_away(app):
    person = add_person(app, "dispatcher")
    with app.app_context():
        for day in (0, 20, 40):
            with unit_of_work():
                sessions.begin(person, "", NOON + timedelta(days=day), confirmed=True)
                sessions.forget_old(NOON + timedelta(days=day))
        assert db.session.scalar(select(func.count()).select_from(StaffSession)) == 2


def test_an_answer_that_goes_on_asks_whether_the_session_still_counts(app, client):
    """What streams do at each heartbeat: it counts as use, holds no transaction, and ends with the session."""
    person = sign_in(client, "dispatcher")
    asked = {}

    @app.get("/staff/stream")
    def open_stream():
        asked["allowed"] = current.watch("accounts.home")
        return {}

    client.get("/staff/stream")
    set_back(app, used_at=timedelta(minutes=30))
    with app.app_context():
        assert asked["allowed"]() and not db.session().in_transaction()
    assert read_use(app) < timedelta(seconds=10)
    with app.app_context(), unit_of_work():
        sessions.end_all(person.id, now())
    with app.app_context():
        assert not asked["allowed"]()


@pytest.mark.once
@pytest.mark.parametrize(
    ("user_agent", "described"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",
            "Chrome, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 YaBrowser/26.9 Safari/537.36", "Yandex Browser, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", ""),
        ("<script>", ""),
    ],
)
def test_a_browser_is_described_in_two_words(user_agent, described):
    assert describe_browser(user_agent) == described
