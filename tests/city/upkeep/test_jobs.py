"""The jobs of upkeep do what they say, and a second run finds nothing left to do."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from city import search
from city.accounts import sessions, throttle
from city.accounts.models import StaffSession, Tries
from city.clock import now
from city.database import db, unit_of_work
from city.jobs.work import Work
from city.upkeep import jobs
from tests.staff import add_person, sign_in

OF_KIND = "FROM city_search_entry WHERE kind = 'station'"
FAULTS = {
    "missing": f"DELETE {OF_KIND} AND ref = (SELECT min(ref) {OF_KIND})",
    "renamed": "UPDATE city_search_entry SET names = '{\"uz\": \"Nowhere\"}' WHERE kind = 'station'",
    "surplus": 'INSERT INTO city_search_entry (id, kind, ref, endpoint, "values", names)'
    " VALUES (1000000, 'station', 'ghost', 'transit.stop', '{}', '{\"uz\": \"Ghost\"}')",
    "without words": f"DELETE FROM city_search_posting WHERE entry_id IN (SELECT id {OF_KIND})",
}


def run(app, job):
    """What it counted."""
    work = Work(now())
    with app.app_context():
        job(work)
    return dict(work.counts)


def find(app, name):
    with app.app_context():
        return [hit.name("uz").text for hit in search.find(name, kind="station")]


def test_a_sound_index_is_left_alone(app, city_data):
    counts = run(app, jobs.check_search)
    assert counts["kinds checked"] > 5 and "entries mended" not in counts


@pytest.mark.parametrize("fault", FAULTS)
def test_an_index_that_differs_is_mended(app, city_data, fault):
    before = find(app, "Chorsu")
    with app.app_context(), unit_of_work():
        db.session.execute(text(FAULTS[fault]))
    assert run(app, jobs.check_search)["entries mended"] >= 1
    assert find(app, "Chorsu") == before and not find(app, "Ghost") and not find(app, "Nowhere")
    assert "entries mended" not in run(app, jobs.check_search)


def test_old_sessions_and_tries_go_and_those_in_use_stay(app, client, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 500)
    sign_in(client, "editor")
    person = add_person(app, "editor")
    with app.app_context(), unit_of_work():
        for _ in range(3):
            sessions.begin(person, "Chrome", now() - timedelta(days=40), True)
        throttle.take_try({"old": throttle.ACCOUNT, "new": throttle.ACCOUNT}, now())
        db.session.execute(update(Tries).where(Tries.key == "old").values(last_at=now() - timedelta(days=3)))
    counts = run(app, jobs.clean)
    assert (counts["sessions deleted"], counts["tries to sign in deleted"]) == (3, 1)
    with app.app_context():
        assert db.session.query(StaffSession).count() == 1
    assert client.get("/staff/").status_code == 200


def test_a_copy_a_day_is_kept_as_many_days_as_the_setting_says(app, tmp_path):
    app.config.update(BACKUP_PATH=tmp_path, BACKUPS_KEPT=2)
    for day in range(4):
        work = Work(now() + timedelta(days=day))
        with app.app_context():
            jobs.back_up(work)
    assert work.counts["old copies deleted"] == 1 and work.counts["megabytes"] > 0
    assert len(list(tmp_path.iterdir())) == 2
