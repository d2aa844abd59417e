"""What arrived is kept, and how punctual lines were is worked out from it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from city.clock import TASHKENT, now
from city.database import db, unit_of_work
from city.jobs.work import Work
from tests.transit.feeds import import_feed
from tests.transit.realtime.conftest import NOW
from tests.transit.realtime.messages import poll, skip, stop, update, write
from transit.realtime import archive, jobs, messages, punctuality
from transit.realtime.models import CANCELLED, Punctuality, SeenPattern, SeenTrip

TUESDAY = date(2026, 11, 24)
UNKNOWN, SKIPPED = archive.UNKNOWN, archive.SKIPPED


@pytest.fixture
def tell(city, tmp_path):
    """tell(seconds after eight o'clock, update, ...): a poll at that moment."""

    def tell(seconds, *updates, **more):
        moment = NOW + timedelta(seconds=seconds)
        assert poll(write(tmp_path / "rt.pb", moment, *updates, **more), moment).error is None

    return tell


def read_trip(trip="T1"):
    row = db.session.scalar(select(SeenTrip).where(SeenTrip.trip == trip))
    return row and (row.state, archive.unpack(row.delays))


def test_what_was_told_last_before_a_stop_is_kept_also_when_the_source_lets_go_of_it(tell):
    tell(0, update(stop(1, 100), stop(2, 200)))
    assert read_trip() is None
    tell(60, update(stop(1, 90), stop(2, 200)))
    assert read_trip() == (0, [90, 90, *[UNKNOWN] * 4])
    tell(300, update(stop(2, 150)))
    assert read_trip() == (0, [90, 90, *[UNKNOWN] * 4])
    tell(420, update(stop(2, 160)))
    tell(700, update(stop(3, 120)))
    assert read_trip() == (0, [90, 90, 160, 160, 120, 120])


def test_cancelled_trips_and_skipped_stops_are_kept(tell):
    tell(0, update(relation=messages.CANCELLED), update(stop(1, 0), skip(2), trip="T2"))
    assert read_trip() == (CANCELLED, [UNKNOWN] * 6)
    tell(1600, update(stop(1, 0), skip(2), trip="T2"))
    assert read_trip("T2")[1] == [0, 0, SKIPPED, SKIPPED, UNKNOWN, UNKNOWN]


def test_a_pattern_is_kept_once_for_all_its_trips(tell):
    tell(0, update(stop(1, 0)))
    tell(1300, update(stop(1, 0), trip="T2"))
    assert db.session.scalar(select(func.count()).select_from(SeenPattern)) == 1
    stops = archive.read_stops(db.session.scalar(select(SeenPattern.stops)))
    assert stops == [("tram:A", 0, 0), ("tram:B", 300, 300), ("tram:C", 600, 600)]


def test_the_archive_outlives_a_new_timetable(tell, tram):
    tell(60, update(stop(1, 90)))
    import_feed(tram, now=NOW + timedelta(seconds=90))
    tell(120, update(stop(1, 90)))
    assert read_trip()[1][:2] == [90, 90]


def work_out():
    with unit_of_work():
        punctuality.work_out(TUESDAY)


def test_figures_are_by_line_and_hour_and_working_out_twice_changes_nothing(tell):
    tell(0, update(stop(1, 400), stop(2, 0)), update(stop(1, -90), trip="T2", day=TUESDAY))
    tell(3600, update(stop(1, 400), stop(2, 0)), update(stop(1, -90), stop(3, 30), trip="T2"))
    tell(3600 * 2, update(trip="F1", start_s=36_000, relation=messages.CANCELLED))
    work_out()
    work_out()
    figures = punctuality.list_by_hour(TUESDAY, TUESDAY, "tram:R1")
    eight = figures[8]
    assert (eight.trips, eight.cancelled, eight.early, eight.on_time, eight.late) == (2, 0, 2, 3, 1)
    assert eight.on_time_share == pytest.approx(1 / 2)
    assert (figures[10].trips, figures[10].cancelled, figures[10].departures) == (1, 1, 0)
    total = punctuality.add_up(punctuality.list_by_line(TUESDAY, TUESDAY).values())
    assert total.trips == 3 and total.departures == 6
    assert not punctuality.is_simulated(TUESDAY, TUESDAY)


def test_simulated_figures_are_marked(tell):
    tell(60, update(stop(1, 90)), simulated=True)
    work_out()
    assert punctuality.is_simulated(TUESDAY, TUESDAY) and punctuality.has_simulated(["tram"])


def test_the_job_works_out_and_lets_go_of_old_trips_but_not_of_figures(other_app, tmp_path, tram):
    app = other_app(TRANSIT_REALTIME_KEPT_DAYS="30")
    with app.app_context():
        import_feed(tram)
        moment = NOW + timedelta(seconds=60)
        poll(write(tmp_path / "rt.pb", moment, update(stop(1, 90))), moment)
        work = Work(NOW + timedelta(hours=1))
        jobs.tidy(work)
        assert work.counts == {"days worked out": 1, "old trips deleted": 0}
        jobs.tidy(work := Work(NOW + timedelta(days=40)))
        assert work.counts == {"old trips deleted": 1}
        left = [db.session.scalar(select(func.count()).select_from(table)) for table in (SeenTrip, SeenPattern, Punctuality)]
        assert left == [0, 0, 1]


@pytest.fixture
def recorded(app, tmp_path, tram):
    """Figures of today."""
    today = now().astimezone(TASHKENT).date()
    numbers = {"feed": "tram", "trips": 4, "cancelled": 1, "early": 1, "on_time": 16, "late": 3, "delay_sum_s": 1300}
    with app.app_context():
        import_feed(tram)
        with unit_of_work():
            for hour in (8, 9, 24):
                db.session.add(Punctuality(day=today, route="tram:R1", hour=hour, simulated=False, **numbers))


@pytest.mark.parametrize("lang", ("uz", "uz-cyrl", "ru", "en"))
def test_the_page_shows_figures_by_hour_and_line(client, recorded, lang):
    page = client.get(f"/{lang}/transit/punctuality?days=1").text
    assert "08:00–09:00" in page and "00:00–01:00" in page and "80" in page
    assert client.get(f"/{lang}/transit/punctuality?line=tram:R1").status_code == 200


def test_the_file_holds_the_numbers_behind_the_shares(client, recorded):
    lines = client.get("/en/transit/punctuality.csv?days=1").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "line,departures,trips,cancelled,early,on_time,late,delay_sum_s"
    assert lines[1] == "tram:R1,60,12,3,3,48,9,3900"


def test_a_line_or_a_period_that_is_none_is_answered(client, recorded):
    assert "Nothing has been recorded" in client.get("/en/transit/punctuality?line=tram:R9").text
    assert client.get("/en/transit/punctuality?days=5").status_code == 422
