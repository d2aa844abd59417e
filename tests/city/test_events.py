"""What is told in a unit of work is read by all, in the order of the commits, or not at all."""

import random
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import DBAPIError

from city import events
from city.database import db, unit_of_work
from city.events import publish, read_after, read_missed, read_newest_id

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def tell(*numbers, channel="board"):
    with unit_of_work():
        for number in numbers:
            publish(channel, "call", {"n": number})


def list_told(position=0):
    return [row.data["n"] for row in read_after(position)]


def add_old(count, at=LONG_AGO):
    rows = [{"channel": "board", "kind": "call", "data": {"n": number}, "at": at} for number in range(count)]
    with unit_of_work():
        db.session.execute(insert(events.TABLE), rows)


def in_thread(app, work):
    """A thread that does `work` in an application context of its own."""

    def run():
        with app.app_context():
            work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


@pytest.fixture(autouse=True)
def context(app):
    with app.app_context():
        yield


def test_what_is_told_is_read_with_growing_ids():
    tell(1, 2)
    tell(3)
    rows = read_after(0)
    assert [tuple(row)[1:] for row in rows] == [("board", "call", {"n": n}) for n in (1, 2, 3)]
    assert sorted(row.id for row in rows) == [row.id for row in rows]
    assert read_newest_id() == rows[-1].id
    assert list_told(rows[0].id) == [2, 3]


def test_a_rollback_tells_nothing():
    with pytest.raises(KeyError), unit_of_work():
        publish("board", "call", {"n": 1})
        raise KeyError
    tell(2)
    assert list_told() == [2]


def test_a_savepoint_that_is_rolled_back_takes_its_events_along():
    with unit_of_work() as session:
        publish("board", "call", {"n": 1})
        with pytest.raises(KeyError), session.begin_nested():
            publish("board", "call", {"n": 2})
            with session.begin_nested():
                publish("board", "call", {"n": 3})
            raise KeyError
        with session.begin_nested():
            publish("board", "call", {"n": 4})
    assert list_told() == [1, 4]


def test_what_was_told_in_a_session_that_was_closed_is_not_told_by_the_next():
    db.session.rollback()
    db.session.connection(execution_options={"write": True})
    publish("board", "call", {"n": 1})
    db.session().close()
    tell(2)
    assert list_told() == [2]


def test_a_failed_commit_tells_nothing():
    with pytest.raises(DBAPIError), unit_of_work() as session:
        publish("board", "call", {"n": 1})
        session.execute(text("INSERT INTO nowhere VALUES (1)"))
    tell(2)
    assert list_told() == [2]


def test_later_changes_of_the_data_are_not_told():
    data = {"n": 1}
    with unit_of_work():
        publish("board", "call", data)
        data["n"] = 2
    assert list_told() == [1]


def test_outside_a_unit_of_work_nothing_is_told():
    with pytest.raises(RuntimeError):
        publish("board", "call", {})


@pytest.mark.parametrize("channel", ["", "a b", "Board", "x" * 65])
def test_a_channel_has_a_plain_name(channel):
    with pytest.raises(ValueError), unit_of_work():
        publish(channel, "call", {})


@pytest.mark.parametrize("kind", ["", "call\ndata: x", "reload", "hello", "error"])
def test_a_kind_has_a_plain_name_that_is_not_one_of_the_stream(kind):
    with pytest.raises(ValueError), unit_of_work():
        publish("board", kind, {})


def test_data_that_json_cannot_hold_is_refused_where_it_is_told():
    with pytest.raises(TypeError), unit_of_work():
        publish("board", "call", {"at": LONG_AGO})


def test_what_was_missed_is_what_came_after_on_the_channels():
    tell(1)
    position = read_newest_id()
    tell(2)
    tell(3, channel="desk")
    tell(4, channel="elsewhere")
    rows, newest = read_missed({"board", "desk"}, position)
    assert [row.data["n"] for row in rows] == [2, 3]
    assert newest == read_newest_id()
    assert read_missed({"board"}, newest) == ([], newest)


@pytest.mark.parametrize("after", [-1, 99])
def test_an_id_that_never_was_is_not_answered(after):
    tell(1)
    assert read_missed({"board"}, after)[0] is None


def test_before_anything_was_told_nothing_was_missed():
    assert read_missed({"board"}, 0) == ([], 0)


def test_more_than_can_be_told_at_once_is_not_told(monkeypatch):
    monkeypatch.setattr(events, "MISSED_AT_MOST", 2)
    tell(1, 2)
    assert len(read_missed({"board"}, 0)[0]) == 2
    tell(3)
    assert read_missed({"board"}, 0)[0] is None


def test_an_id_from_before_what_is_kept_is_not_answered():
    add_old(3)
    tell(3)
    assert list_told() == [3]
    assert read_missed({"board"}, 1)[0] is None
    rows, _ = read_missed({"board"}, read_newest_id() - 1)
    assert [row.data["n"] for row in rows] == [3]


def test_rows_go_after_the_setting_a_hundred_at_once():
    add_old(150)
    tell(1)
    assert len(list_told()) == 51
    tell(2)
    assert list_told() == [1, 2]


def test_rows_stay_until_then():
    add_old(1, at=datetime.now(UTC) - timedelta(hours=23))
    tell(7)
    assert list_told() == [0, 7]


def test_an_id_is_never_given_twice():
    add_old(3)
    with unit_of_work():
        db.session.execute(text("DELETE FROM city_event"))
    tell(1)
    assert read_newest_id() == 4


def test_of_two_commits_at_once_the_second_waits_and_none_is_passed_over(app):
    """The first has its number and is about to commit; without a turn, the second would be read before it."""
    numbered, go_on, second_done = threading.Event(), threading.Event(), threading.Event()

    def first():
        def hold(session):
            numbered.set()
            assert go_on.wait(10)

        event.listen(db.session(), "before_commit", hold)
        tell(1)

    def second():
        tell(2)
        second_done.set()

    threads = [in_thread(app, first)]
    assert numbered.wait(10)
    threads.append(in_thread(app, second))
    assert not second_done.wait(0.5)
    with app.app_context():
        assert list_told() == []
        go_on.set()
        for thread in threads:
            thread.join(10)
        assert list_told() == [1, 2]


def test_a_long_unit_of_work_holds_nobody_up_on_postgresql(app, database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time")
    told, go_on = threading.Event(), threading.Event()

    def long_one():
        with unit_of_work():
            publish("board", "call", {"n": 1})
            told.set()
            assert go_on.wait(10)

    thread = in_thread(app, long_one)
    assert told.wait(10)
    with app.app_context():
        tell(2)
        assert list_told() == [2]
        go_on.set()
        thread.join(10)
        assert list_told() == [2, 1]


def test_a_reader_beside_four_writers_passes_nothing_over(app):
    """Each writer commits or rolls back at random; what a position has passed must never grow."""
    writers, rounds, read = 4, 40, []

    def write(number):
        chance = random.Random(number)
        for turn in range(rounds):
            try:
                with unit_of_work():
                    publish("board", "call", {"n": number * 1000 + turn})
                    if chance.random() < 0.2:
                        raise KeyError
            except KeyError:
                continue
            time.sleep(chance.random() / 500)

    def read_on():
        while rows := read_after(read[-1].id if read else 0):
            read.extend(rows)

    threads = [in_thread(app, lambda number=number: write(number)) for number in range(writers)]
    with app.app_context():
        while any(thread.is_alive() for thread in threads):
            read_on()
        read_on()
        assert [row.id for row in read] == [row.id for row in read_after(0, 1000)]
        assert len(read) > writers * rounds / 2


def test_the_bell_is_heard_on_postgresql(app, database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no bell")
    listener = events.Listener(db.engine)
    listener.wait()
    rung = in_thread(app, lambda: (time.sleep(0.2), tell(1)))
    begun = time.monotonic()
    listener.wait()
    assert time.monotonic() - begun < 0.9
    rung.join(10)
    listener.close()


def test_nobody_rings_for_what_was_rolled_back(database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no bell")
    listener = events.Listener(db.engine)
    listener.wait()
    with pytest.raises(KeyError), unit_of_work():
        publish("board", "call", {})
        raise KeyError
    begun = time.monotonic()
    listener.wait()
    assert time.monotonic() - begun >= events.LISTEN_S * 0.9
    listener.close()


def test_a_listener_that_was_cut_off_polls_and_listens_again(database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has no bell")
    listener = events.Listener(db.engine)
    listener.wait()
    cut_listeners()
    begun = time.monotonic()
    for _ in range(8):
        listener.wait()
    assert time.monotonic() - begun < 4
    assert count_listeners() == 1
    listener.close()
    deadline = time.monotonic() + 10
    while count_listeners():  # the server lets go of a connection in its own time
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_on_sqlite_it_waits_a_quarter_of_a_second(database_url):
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL rings")
    listener = events.Listener(db.engine)
    begun = time.monotonic()
    listener.wait()
    assert 0.2 < time.monotonic() - begun < 0.6
    listener.close()


LISTENERS = "FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN city_event'"


def count_listeners():
    with db.engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) {LISTENERS}"))


def cut_listeners():
    with db.engine.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {LISTENERS}"))
