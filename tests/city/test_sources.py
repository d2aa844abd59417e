"""Sources: what is written down of each, and how its age is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from city import http
from city.database import unit_of_work
from city.errors import CityError
from city.features import Source
from city.sources import ages, reading
from tests.city.http.servers import in_turn, never, reply, serving
from tests.staff import sign_in

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
GOOD = reply(b"one", kind="text/csv", ETag='"1"')
DECLARED = {"x.list": Source("x.list", "List", "somebody", timedelta(hours=6))}


def read(address, use=lambda answer: None, now=NOW, key="x.list/a", **asked):
    return reading.read_source(key, str(address), use, now, trusted=True, **asked)


def find(now=NOW, key="x.list/a"):
    return ages.find_source(key, DECLARED, now)


@pytest.fixture
def context(app):
    with app.app_context():
        yield


def test_a_good_answer_is_used_and_written_down_without_what_may_be_secret(context):
    used = []
    with serving(GOOD) as server:
        assert read(f"{server}/list.csv?key=secret", lambda answer: used.append(answer.data))
        found = find()
        assert used == [b"one"] and found.record.address == f"{server}/list.csv"
    assert (found.record.good_at, found.record.failures, found.is_stale, found.member) == (NOW, 0, False, "a")


def test_the_marks_are_sent_next_time_and_what_is_unchanged_is_not_used_again(context):
    used, later = [], NOW + timedelta(hours=6)
    unchanged = reply(status="304 Not Modified", kind=None, length=False)
    with serving(in_turn(GOOD, unchanged)) as server:
        assert read(server, used.append)
        assert not read(server, used.append, later)
    assert len(used) == 1 and 'If-None-Match: "1"' in server.asked[1]
    record = find(later).record
    assert (record.good_at, record.changed_at, record.etag) == (later, NOW, '"1"')


def test_a_server_without_marks_that_sends_the_same_bytes_has_nothing_new(context):
    with serving(reply(b"one")) as server:
        assert [read(server), read(server)] == [True, False]


def test_another_address_is_asked_without_the_marks_of_the_old_one(context):
    with serving(GOOD) as server:
        assert read(f"{server}/a") and read(f"{server}/b")
    assert "If-None-Match" not in server.asked[1]


def test_a_failure_is_written_down_and_what_was_good_stays_known(context):
    with serving(GOOD) as server:
        read(server)
    for hours in (1, 2):
        with pytest.raises(http.errors.SourceAway):
            read(server, now=NOW + timedelta(hours=hours), within_s=0.5)
    found = find(NOW + timedelta(hours=2))
    assert (found.record.good_at, found.record.failing_since, found.record.failures) == (NOW, NOW + timedelta(hours=1), 2)
    assert found.record.error == {"sentence": http.errors.SourceAway.sentence, "values": {"host": "127.0.0.1"}}
    assert found.record.etag == '"1"' and not found.is_stale and find(NOW + timedelta(hours=7)).is_stale


def test_data_that_could_not_be_used_are_asked_for_again(context):
    def refuse(answer):
        raise CityError()

    used = []
    with serving(GOOD) as server:
        with pytest.raises(CityError):
            read(server, refuse)
        assert find().record.etag is None and find().is_stale
        assert read(server, used.append)
    assert len(used) == 1 and find().record.failing_since is None and find().record.error is None


def test_a_fault_that_nobody_foresaw_is_a_failure_of_that_source(context, caplog):
    with serving(GOOD) as server, pytest.raises(reading.SourceUnreadable):
        read(server, lambda answer: 1 / 0)
    assert find().record.failures == 1 and "ZeroDivisionError" in caplog.text


def test_a_file_is_a_source_too(context, tmp_path):
    path, used = tmp_path / "list.csv", []
    path.write_bytes(b"one")
    assert [read(path, used.append), read(path, used.append)] == [True, False]
    path.write_bytes(b"two")
    assert read(path, used.append) and used[1].path == path
    path.unlink()
    with pytest.raises(reading.FileAway):
        read(path)


def test_no_transaction_is_open_while_the_source_is_asked(context):
    with serving(never) as server, pytest.raises(http.errors.SourceSilent):
        read(server, within_s=0.3)
    with unit_of_work():
        reading.forget("x.list/a")
    assert find() is None


def test_staff_see_each_source_with_its_state_in_their_language(app, client):
    with app.app_context():
        with serving(GOOD) as server:
            read(server, key="transit.feed/metro", now=datetime.now(UTC))
            read(server, key="old.thing")
        with pytest.raises(http.errors.SourceAway):
            read(server, key="transit.feed/bus", now=datetime.now(UTC), within_s=0.5)
    sign_in(client, "editor", language="ru")
    page = client.get("/staff/sources/").text
    assert "Расписание: metro" in page and "Обновлено" in page and "old.thing" in page
    assert "127.0.0.1 недоступен" in page and "Устарело" in page


def test_a_dispatcher_does_not_see_them(client):
    sign_in(client, "dispatcher")
    assert client.get("/staff/sources/").status_code == 403
