"""Alerts in a message of real time reach those who show alerts."""

from datetime import timedelta

import pytest
from google.transit import gtfs_realtime_pb2 as wire

from city.jobs.work import Work
from tests.transit.feeds import import_feed
from tests.transit.realtime.conftest import NOW
from transit.realtime import jobs


def write_alerts(path, *headers):
    message = wire.FeedMessage()
    message.header.gtfs_realtime_version, message.header.timestamp = "2.0", int(NOW.timestamp())
    for number, header in enumerate(headers):
        alert = message.entity.add(id=f"a{number}").alert
        alert.informed_entity.add(route_id="R1")
        alert.header_text.translation.add(text=header, language="en")
    path.write_bytes(message.SerializeToString())
    return path


def test_an_alert_of_a_source_is_shown_and_gone_when_it_is_told_no_more(other_app, tram, tmp_path):
    path = write_alerts(tmp_path / "rt.pb", "Detour at the bridge")
    app = other_app(TRANSIT_REALTIME=f"tram={path}")
    with app.app_context():
        import_feed(tram)
        jobs.poll(Work(NOW))
    page = "/en/transit/routes/tram:R1"
    assert "Detour at the bridge" in app.test_client().get(page).text
    write_alerts(path)
    with app.app_context():
        jobs.poll(Work(NOW))
    assert "Detour at the bridge" not in app.test_client().get(page).text


@pytest.mark.parametrize(("hours", "stays"), [(23, True), (25, False)])
def test_an_alert_of_a_source_that_falls_silent_is_withdrawn_after_a_day(other_app, tram, tmp_path, hours, stays):
    path = write_alerts(tmp_path / "rt.pb", "Detour at the bridge")
    app = other_app(TRANSIT_REALTIME=f"tram={path}")
    with app.app_context():
        import_feed(tram)
        jobs.poll(Work(NOW))
        path.unlink()
        jobs.poll(Work(NOW + timedelta(minutes=1)))
        jobs.tidy(Work(NOW + timedelta(hours=hours)))
    assert ("Detour at the bridge" in app.test_client().get("/en/transit/routes/tram:R1").text) == stays


def test_an_alert_of_a_source_that_is_set_no_more_is_withdrawn(other_app, tram, tmp_path):
    path = write_alerts(tmp_path / "rt.pb", "Detour at the bridge")
    with other_app(TRANSIT_REALTIME=f"tram={path}").app_context():
        import_feed(tram)
        jobs.poll(Work(NOW))
    app = other_app(TRANSIT_REALTIME="")
    with app.app_context():
        jobs.tidy(Work(NOW))
    assert "Detour at the bridge" not in app.test_client().get("/en/transit/routes/tram:R1").text
