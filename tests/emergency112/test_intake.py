"""Taking a call: one incident a call, refused with a reason or kept whole."""

import threading

import pytest

from city.database import db, unit_of_work
from city.errors import OutsideTashkent
from emergency112 import handovers, incidents, intake, refusals, services
from tests.emergency112.making import LONDON, NOON, after, count_incidents, make_key, make_person, make_told, read_kinds, take


@pytest.fixture
def dispatcher(app):
    return make_person(app)


@pytest.fixture
def context(app, city_data, dispatcher):
    with app.app_context() as opened:
        yield opened


def test_a_call_becomes_an_incident_that_is_sent_to_each_service(context, dispatcher):
    found = incidents.get_incident(take(dispatcher, services=("fire", "ambulance")))
    assert (found.what, found.where, found.state, found.district) == ("Tutun chiqyapti", "Chorsu", "sent", "shayxontohur")
    assert found.call.callback == "+998901234567" and found.call.taken_by == dispatcher.id
    assert [(each.service_key, each.state) for each in found.handovers] == [("fire", "sent"), ("ambulance", "sent")]
    assert read_kinds(found.id) == ["taken", "sent", "sent"]


def test_the_same_call_sent_twice_is_one_incident(context, dispatcher):
    before, key = count_incidents(), make_key()
    first, second = take(dispatcher, key), take(dispatcher, key.upper(), now=after(5))
    assert first == second and count_incidents() == before + 1
    assert read_kinds(first) == ["taken", "sent"]


def test_what_was_typed_on_after_an_answer_that_got_lost_is_kept(context, dispatcher):
    key = make_key()
    number = take(dispatcher, key)
    assert take(dispatcher, key, again=True, hurt=3, services=("fire", "gas")) == number
    found = incidents.get_incident(number)
    assert found.hurt == 3 and [each.service_key for each in found.handovers] == ["fire", "gas"]
    assert read_kinds(number) == ["taken", "sent", "corrected", "sent"]


def test_another_call_under_an_id_that_was_saved_overwrites_nothing(app, context, dispatcher):
    key = make_key()
    number = take(dispatcher, key)
    for person in (dispatcher, make_person(app)):
        with pytest.raises(refusals.KeyUsed) as raised:
            take(person, key, what="Boshqa hodisa")
        assert raised.value.values == {"number": number}
    assert incidents.get_incident(number).what == "Tutun chiqyapti" and read_kinds(number) == ["taken", "sent"]


def test_sending_again_does_not_undo_what_somebody_else_has_put_right(app, context, dispatcher):
    key, supervisor = make_key(), make_person(app, "supervisor")
    number = take(dispatcher, key)
    with unit_of_work():
        intake.correct(number, 2, make_told(what="Toʻqqizinchi qavat, bolalar ichkarida"), supervisor, after(10))
    assert take(dispatcher, key) == number
    with pytest.raises(refusals.KeyUsed):
        take(dispatcher, key, again=True, hurt=2)
    assert incidents.get_incident(number).what == "Toʻqqizinchi qavat, bolalar ichkarida"


def test_what_is_added_to_an_incident_that_has_ended_is_not_said_to_be_saved(context, dispatcher):
    key = make_key()
    number = take(dispatcher, key)
    with unit_of_work():
        incidents.close(number, "yolgʻon", dispatcher, after(9))
    assert take(dispatcher, key) == number
    with pytest.raises(refusals.KeyUsed):
        take(dispatcher, key, again=True, hurt=2)


@pytest.mark.parametrize("key", ["", "7", "not-an-id", "727a0a5f-d13a-4933-84ab-e4c19430959b"])
def test_an_id_that_is_no_uuid_of_version_7_is_refused(context, dispatcher, key):
    with pytest.raises(refusals.WrongKey), unit_of_work():
        intake.take_call(key, make_told(), dispatcher, NOON)


@pytest.mark.parametrize(
    ("told", "refusal", "field"),
    [
        ({"what": "  "}, refusals.NothingSaid, "what"),
        ({"what": "\u200b"}, refusals.NothingSaid, "what"),
        ({"what": "a" * 5001}, refusals.TextTooLong, "what"),
        ({"where": "a" * 1001}, refusals.TextTooLong, "where"),
        ({"where": "", "lon_lat": None}, refusals.NoPlace, "where"),
        ({"lon_lat": LONDON}, OutsideTashkent, "where"),
        ({"lon_lat": (float("nan"), 41.3)}, OutsideTashkent, "where"),
        ({"callback": "abcdefg"}, refusals.NotANumber, "callback"),
        ({"services": ()}, refusals.NoService, "services"),
        ({"services": ("social",)}, refusals.ServiceOff, "services"),
        ({"services": ("mountain",)}, refusals.UnknownService, ""),
    ],
)
def test_a_call_that_lacks_something_is_refused_by_its_field_and_not_kept(context, dispatcher, told, refusal, field):
    before = count_incidents()
    with pytest.raises(refusal) as raised:
        take(dispatcher, **told)
    assert raised.value.field == field and count_incidents() == before


def test_lines_count_once_however_the_browser_ends_them(context, dispatcher):
    number = take(dispatcher, what="a\r\n" * 2500)
    assert incidents.get_incident(number).what == ("a\n" * 2500).strip()


def test_a_place_may_be_words_or_a_point_alone(context, dispatcher):
    words, point = take(dispatcher, lon_lat=None), take(dispatcher, where="")
    assert incidents.get_incident(words).lon_lat is None
    assert incidents.get_incident(point).district == "shayxontohur"


def test_social_protection_gets_calls_once_it_is_switched_on(context, dispatcher):
    with unit_of_work():
        services.switch("social", True)
    number = take(dispatcher, services=("social",))
    assert [each.service_key for each in incidents.get_incident(number).handovers] == ["social"]


def test_a_correction_keeps_what_stood_there_before_as_an_event(context, dispatcher):
    number = take(dispatcher)
    version = incidents.get_incident(number).version
    with unit_of_work():
        intake.correct(number, version, make_told(what="Olov", hurt=2), dispatcher, after(60))
    assert read_kinds(number)[-1] == "corrected"
    assert incidents.get_incident(number).what == "Olov"


def test_of_two_corrections_at_once_the_later_is_refused(context, dispatcher):
    number = take(dispatcher)
    version = incidents.get_incident(number).version
    with unit_of_work():
        intake.correct(number, version, make_told(what="Olov"), dispatcher, after(60))
    with pytest.raises(refusals.ChangedMeanwhile), unit_of_work():
        intake.correct(number, version, make_told(what="Suv"), dispatcher, after(61))
    assert incidents.get_incident(number).what == "Olov"


def test_an_incident_that_has_ended_is_not_corrected(context, dispatcher):
    number = take(dispatcher)
    with unit_of_work():
        incidents.close(number, "yolgʻon", dispatcher, after(9))
    with pytest.raises(refusals.IncidentEnded), unit_of_work():
        intake.correct(number, incidents.get_incident(number).version, make_told(), dispatcher, after(60))


def test_the_same_call_sent_by_many_threads_at_once_is_one_incident(app, city_data, dispatcher):
    key, numbers, start = make_key(), [], threading.Barrier(6)

    def send():
        with app.app_context():
            start.wait()
            numbers.append(take(dispatcher, key))
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(numbers) == 6 and len(set(numbers)) == 1
    with app.app_context():
        assert read_kinds(numbers[0]) == ["taken", "sent"]
        assert len(handovers.get_to_change(numbers[0]).handovers) == 1
