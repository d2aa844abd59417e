"""Nothing that was acknowledged is lost, and nothing is doubled, however often the web processes are killed with SIGKILL."""

import random
import threading
import time

import pytest
from sqlalchemy import func, select

from city.database import db
from emergency112.models import Call, Incident, IncidentEvent
from tests.emergency112.serving import Sender, Server, make_call

CALLS, DESKS = 100, 4
PAUSE_S = (0.02, 0.3)  # between two kills, at random


@pytest.fixture
def server(app, city_data, database_url):
    started = Server(database_url)
    started.start()
    yield started
    started.stop()


class Killer(threading.Thread):
    """Kills a web process, each fourth time the whole server, at random moments until it is told to stop."""

    def __init__(self, server, seed):
        super().__init__(daemon=True)
        self._server, self._random, self._stopped = server, random.Random(seed), threading.Event()
        self.workers = self.servers = 0

    def run(self):
        while not self._stopped.wait(self._random.uniform(*PAUSE_S)):
            if self.servers < 3 and self.workers % 4 == 3:
                self._server.kill()
                self._server.start()
                self.servers += 1
            self._server.kill_worker(self._random.randrange(8))
            self.workers += 1

    def stop(self):
        self._stopped.set()
        self.join(60)


def take_calls(senders, forms):
    """{call's id: the incident's number that was acknowledged}; each desk sends its share one after another."""
    acknowledged, tries = {}, []

    def work(sender, mine):
        for form in mine:
            number, count = sender.send_until_saved(form)
            acknowledged[form["key"]] = number
            tries.append(count)
            time.sleep(random.uniform(0, 0.3))

    threads = [threading.Thread(target=work, args=(sender, forms[at :: len(senders)])) for at, sender in enumerate(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    return acknowledged, sum(tries)


def test_a_hundred_calls_survive_kill_9_at_random_moments(app, server, record_property):
    forms, senders = [make_call(number) for number in range(CALLS)], [Sender(app, server.port) for _ in range(DESKS)]
    with app.app_context():
        before = db.session.scalar(select(func.count(Incident.id)))
    killer = Killer(server, seed=time.time_ns())
    killer.start()
    acknowledged, sent = take_calls(senders, forms)
    killer.stop()
    with app.app_context():
        calls = dict(db.session.execute(select(Call.key, Call.incident_id).where(Call.key.in_(acknowledged))).all())
        incidents = db.session.scalar(select(func.count(Incident.id))) - before
        taken = db.session.scalars(select(IncidentEvent.incident_id).where(IncidentEvent.kind == "taken")).all()
    found = sum(calls.get(key) == number for key, number in acknowledged.items())
    doubled = incidents - len(calls) + len(taken) - len(set(taken))
    killed = f"{killer.workers} web processes and {killer.servers} servers killed, {sent} sendings of {CALLS} calls"
    record_property("kill -9", killed)
    record_property("acknowledged / found / doubled", f"{len(acknowledged)} / {found} / {doubled}")
    assert (len(acknowledged), found, doubled) == (CALLS, CALLS, 0)
    assert killer.workers > 3 and killer.servers > 0
