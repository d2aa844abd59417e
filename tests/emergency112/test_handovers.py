"""Hand-overs: sent, received, accepted or refused, done; the incident's state follows."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from city.database import db, unit_of_work
from city.errors import NotFound
from emergency112 import handovers, incidents, refusals, services
from tests.emergency112.making import after, make_person, read_kinds, take


@pytest.fixture
def dispatcher(app):
    return make_person(app)


@pytest.fixture
def firefighter(app):
    return make_person(app, "desk")


@pytest.fixture
def context(app, city_data, dispatcher, firefighter):
    with app.app_context() as opened:
        yield opened


def say(number, service, *answers, person, seconds=10, reason="band"):
    """What a desk answers, one after another, to the newest hand-over of an incident to its service."""
    newest = [each.id for each in incidents.get_incident(number).handovers if each.service_key == service][-1]
    for answer in answers:
        with unit_of_work():
            handovers.answer(service, newest, answer, person, after(seconds), reason)


def send(number, *keys, person, seconds=30):
    with unit_of_work():
        found = handovers.get_to_change(number)
        handovers.send(found, [services.get_connected(key) for key in keys], person, after(seconds))


def state_of(number):
    return incidents.get_incident(number).state


def test_the_incident_is_as_far_as_its_hand_over_that_is_least_far(context, dispatcher, firefighter):
    number = take(dispatcher, services=("fire", "gas"))
    say(number, "fire", "receive", "accept", person=firefighter)
    assert state_of(number) == "sent"
    say(number, "gas", "receive", person=firefighter)
    assert state_of(number) == "received"
    say(number, "gas", "accept", person=firefighter)
    assert state_of(number) == "accepted"
    say(number, "gas", "finish", person=firefighter)
    assert state_of(number) == "accepted"
    say(number, "fire", "finish", person=firefighter)
    assert state_of(number) == "done"
    assert read_kinds(number) == ["taken", "sent", "sent", "received", "accepted", "received", "accepted", "done", "done"]


def test_a_refusal_needs_a_reason_and_calls_for_attention(context, dispatcher, firefighter):
    number = take(dispatcher, services=("fire", "gas"))
    with pytest.raises(refusals.NoReason):
        say(number, "fire", "refuse", person=firefighter, reason="  ")
    say(number, "fire", "refuse", person=firefighter)
    assert state_of(number) == "refused"
    assert incidents.get_incident(number).handovers[0].reason == "band"


def test_a_refused_incident_is_sent_again_and_the_refusal_is_settled(context, dispatcher, firefighter):
    number = take(dispatcher)
    say(number, "fire", "refuse", person=firefighter)
    send(number, "fire", person=dispatcher)
    assert state_of(number) == "sent"
    say(number, "fire", "accept", "finish", person=firefighter, seconds=60)
    assert state_of(number) == "done"


def test_a_service_that_has_the_incident_is_not_sent_it_twice(context, dispatcher):
    number = take(dispatcher)
    with pytest.raises(refusals.AlreadySent):
        send(number, "fire", person=dispatcher)
    assert len(incidents.get_incident(number).handovers) == 1


@pytest.mark.parametrize("answer", ["finish"])
def test_what_was_not_accepted_cannot_be_done(context, dispatcher, firefighter, answer):
    number = take(dispatcher)
    with pytest.raises(refusals.AlreadyAnswered):
        say(number, "fire", answer, person=firefighter)


def test_a_double_click_is_one_answer(context, dispatcher, firefighter):
    number = take(dispatcher)
    say(number, "fire", "accept", "accept", person=firefighter)
    assert read_kinds(number) == ["taken", "sent", "accepted"]


def test_a_hand_over_of_another_service_is_not_found(context, dispatcher, firefighter):
    number = take(dispatcher)
    handover = incidents.get_incident(number).handovers[0].id
    with pytest.raises(NotFound), unit_of_work():
        handovers.answer("gas", handover, "accept", firefighter, after(1))


def test_a_closed_incident_is_answered_by_nobody(context, dispatcher, firefighter):
    number = take(dispatcher)
    with unit_of_work():
        incidents.close(number, "yolgʻon", dispatcher, after(5))
    with pytest.raises(refusals.IncidentEnded):
        say(number, "fire", "accept", person=firefighter)
    with pytest.raises(refusals.IncidentEnded):
        send(number, "gas", person=dispatcher)


def test_of_two_people_who_answer_at_once_one_is_told_who_was_first(app, city_data, dispatcher):
    people, start, outcomes = [make_person(app, "desk") for _ in range(2)], threading.Barrier(2), {}
    with app.app_context():
        number = take(dispatcher)
        handover = incidents.get_incident(number).handovers[0].id

    def answer(person, said):
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    handovers.answer("fire", handover, said, person, after(10), "band")
                outcomes[said] = None
            except refusals.AlreadyAnswered as refused:
                outcomes[said] = refused.values["name"]
            db.session.remove()

    threads = [threading.Thread(target=answer, args=pair) for pair in zip(people, ("accept", "refuse"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    with app.app_context():
        won = incidents.get_incident(number).handovers[0]
    loser = {"accepted": "refuse", "refused": "accept"}[won.state]
    assert outcomes[loser] == won.changed_by and list(outcomes.values()).count(None) == 1


@pytest.mark.parametrize("statement", ["UPDATE emergency112_event SET kind = 'x'", "DELETE FROM emergency112_event"])
def test_what_happened_is_never_changed_or_deleted(context, dispatcher, statement):
    number = take(dispatcher)
    with pytest.raises(DatabaseError, match="never changed or deleted"), unit_of_work():
        db.session.execute(text(statement))
    assert read_kinds(number) == ["taken", "sent"]


def test_what_happened_is_never_replaced(context, dispatcher):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL knows no INSERT OR REPLACE")
    number = take(dispatcher)
    forged = "INSERT OR REPLACE INTO emergency112_event SELECT id, incident_id, 'forged', data, at, person_id, person_name"
    with pytest.raises(DatabaseError, match="never changed or deleted"), unit_of_work():
        db.session.execute(text(f"{forged} FROM emergency112_event"))
    assert read_kinds(number) == ["taken", "sent"]


def test_the_event_and_the_change_are_kept_together_or_not_at_all(context, dispatcher):
    number = take(dispatcher)
    with pytest.raises(ZeroDivisionError), unit_of_work():
        incidents.add_note(number, "izoh", dispatcher, after(1))
        raise ZeroDivisionError
    assert read_kinds(number) == ["taken", "sent"] and incidents.get_incident(number).version == 2
