"""Pages of dispatchers, desks and supervisors."""

import pytest

from city.database import unit_of_work
from emergency112 import incidents, services
from tests.emergency112.making import (
    LONDON,
    after,
    count_incidents,
    make_form,
    make_person,
    read_kinds,
    sign_in_at_desk,
    take,
)
from tests.staff import read_audit, send, sign_in


@pytest.fixture
def dispatcher(client, city_data):
    return sign_in(client, "dispatcher")


def save(client, **changed):
    return send(client, "/staff/112/", make_form(**changed))


def count(client):
    with client.application.app_context():
        return count_incidents()


def take_in(client, **told):
    """An incident of somebody else's, and the number of its first hand-over."""
    person = make_person(client.application)
    with client.application.app_context():
        number = take(person, **told)
        return number, incidents.get_incident(number).handovers[0].id


def test_a_call_is_saved_without_script_and_stands_on_the_board(client, dispatcher):
    answer = save(client, what="Tom yonyapti", hurt="2")
    assert answer.status_code == 303
    board = client.get(answer.location).text
    assert "Tom yonyapti" in board and "Saved: incident" in board and "hurt: 2" in board


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": ""}, "Write what happened."),
        ({"where": ""}, "Say where it is"),
        ({"lon": str(LONDON[0]), "lat": str(LONDON[1])}, "outside Tashkent"),
        ({"lon": "x", "lat": "y"}, "The value of"),
        ({"callback": "qwerty"}, "not a telephone number"),
        ({"hurt": "many"}, "number of people hurt"),
        ({"services": []}, "Choose at least one service."),
        ({"key": "7"}, "no valid id"),
    ],
)
def test_a_call_that_is_refused_comes_back_filled_and_is_not_kept(client, dispatcher, changed, sentence):
    before = count(client)
    answer = save(client, **{"what": "Suv toshdi", "where": "Beruniy", "callback": "901234567", **changed})
    assert answer.status_code == 422 and sentence in answer.text and count(client) == before
    typed = {"what": "Suv toshdi", "where": "Beruniy", "callback": "901234567"} | changed
    assert all(typed[name] in answer.text for name in ("what", "where", "callback"))


def test_the_same_form_sent_twice_is_one_incident(client, dispatcher):
    before, form = count(client), make_form()
    for _ in range(2):
        assert send(client, "/staff/112/", form).status_code == 303
    assert count(client) == before + 1


def test_the_program_of_the_page_gets_numbers_and_problems(client, dispatcher):
    form = make_form()
    first, second = (send(client, "/api/v1/112/calls", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json["incident"] == second.json["incident"] and not second.json["is_new"]
    refused = send(client, "/api/v1/112/calls", make_form(callback="abc"))
    assert refused.status_code == 422 and refused.json["field"] == "callback"
    assert refused.content_type == "application/problem+json"


def test_a_call_with_a_stale_token_is_kept_on_the_page_that_answers(client, dispatcher):
    before = count(client)
    answer = client.post("/staff/112/", data=make_form(what="Tutun bor", csrf_token="old"))
    assert answer.status_code == 400 and "Tutun bor" in answer.text and count(client) == before


def test_a_call_whose_session_has_ended_waits_on_the_sign_in_page(client, city_data):
    answer = client.post("/staff/112/", data=make_form(what="Tutun bor"))
    assert answer.status_code == 401 and "Tutun bor" in answer.text and 'name="password"' in answer.text


def test_rows_are_asked_for_by_their_numbers(client, dispatcher):
    number, _ = take_in(client, what="Daraxt quladi")
    assert "Daraxt quladi" in client.get(f"/staff/112/board/rows?ids={number}").text
    assert client.get("/staff/112/board/rows?ids=x").status_code == 422


def test_an_incident_is_noted_on_sent_on_and_closed_with_a_reason(client, dispatcher):
    number, _ = take_in(client)
    page = f"/staff/112/incidents/{number}"
    assert send(client, f"{page}/note", {"note": "Eshik kodi 12"}).status_code == 303
    assert send(client, f"{page}/send", {"services": ["ambulance"]}).status_code == 303
    assert send(client, f"{page}/send", {"services": ["ambulance"]}).status_code == 409
    assert send(client, f"{page}/close", {"reason": ""}).status_code == 422
    assert send(client, f"{page}/close", {"reason": "False call"}).status_code == 303
    shown = client.get(page).text
    assert all(words in shown for words in ("Eshik kodi 12", "Ambulance", "False call", "Closed"))
    with client.application.app_context():
        assert read_kinds(number) == ["taken", "sent", "noted", "sent", "closed"]


def test_two_people_who_correct_one_incident_see_both_texts_and_lose_nothing(client, dispatcher):
    number, _ = take_in(client, what="Tutun")
    page = f"/staff/112/incidents/{number}/correct"
    form = {"what": "Katta olov", "where": "Chorsu", "version": "2"}
    assert send(client, page, form).status_code == 303
    refused = send(client, page, form | {"what": "Kichik olov"})
    assert refused.status_code == 409 and "Katta olov" in refused.text and "Kichik olov" in refused.text
    assert send(client, page, form | {"what": "Kichik olov", "version": "3"}).status_code == 303


def test_a_desk_sees_its_own_hand_overs_and_answers_them(client, city_data):
    person = sign_in_at_desk(client, "gas")
    _, fire = take_in(client, what="Faqat yongʻin")
    number, gas = take_in(client, what="Gaz hidi bor", services=("gas",))
    assert client.get("/staff/112/desks/").location == "/staff/112/desks/gas"
    page = client.get("/staff/112/desks/gas").text
    assert "Gaz hidi bor" in page and "Faqat yongʻin" not in page
    for said, state in (("receive", "Received"), ("accept", "Accepted"), ("finish", "Done")):
        answer = send(client, f"/staff/112/desks/gas/{gas}/{said}")
        assert answer.location == f"/staff/112/desks/gas#handover-{gas}"
        assert state in client.get(f"/staff/112/desks/gas/rows?ids={number}").text
    assert send(client, f"/staff/112/desks/gas/{fire}/accept").status_code == 404
    assert (person.name, "emergency112.finish", str(number), {"service": "gas"}) in read_audit(client.application)


def test_a_refusal_without_a_reason_is_asked_for_one(client, city_data):
    sign_in_at_desk(client, "gas")
    _, gas = take_in(client, services=("gas",))
    assert "Give the reason." in send(client, f"/staff/112/desks/gas/{gas}/refuse", {"reason": ""}).text
    assert send(client, f"/staff/112/desks/gas/{gas}/refuse", {"reason": "No crew"}).status_code == 303


def test_the_second_of_two_at_a_desk_is_told_who_was_first(app, client, city_data):
    first = sign_in_at_desk(client, "gas")
    _, gas = take_in(client, services=("gas",))
    send(client, f"/staff/112/desks/gas/{gas}/accept")
    other = app.test_client()
    sign_in_at_desk(other, "gas")
    refused = send(other, f"/staff/112/desks/gas/{gas}/refuse", {"reason": "No crew"})
    assert refused.status_code == 409 and f"{first.name} has answered" in refused.text


def test_nobody_answers_at_a_desk_where_they_do_not_sit(client, city_data):
    sign_in_at_desk(client, "gas")
    _, fire = take_in(client)
    assert client.get("/staff/112/desks/fire").status_code == 403
    assert client.get("/api/v1/112/desks/fire/events").status_code == 403
    assert send(client, f"/staff/112/desks/fire/{fire}/accept").status_code == 403
    assert client.get("/staff/112/desks/mountain").status_code == 404


def test_numbers_beyond_all_bounds_are_not_found(client, dispatcher):
    assert client.get("/staff/112/incidents/99999999999999999999").status_code == 404
    assert client.get("/staff/112/board/rows?ids=99999999999999999999").status_code == 422


def test_what_was_sent_to_a_service_that_is_disconnected_is_still_answered(client, city_data):
    sign_in_at_desk(client, "gas")
    _, gas = take_in(client, services=("gas",))
    with client.application.app_context(), unit_of_work():
        services.switch("gas", False)
    assert "not connected" in client.get("/staff/112/desks/gas").text
    assert send(client, f"/staff/112/desks/gas/{gas}/accept").status_code == 303


def test_a_wrong_number_in_a_correction_does_not_hide_that_somebody_else_was_there(client, dispatcher):
    number, _ = take_in(client)
    page = f"/staff/112/incidents/{number}/correct"
    form = {"what": "Katta olov", "where": "Chorsu", "version": "2"}
    assert send(client, page, form).status_code == 303
    for callback in ("abc", "901234567"):
        assert send(client, page, form | {"what": "Suv", "callback": callback}).status_code == 409
    wrong = send(client, page, form | {"what": "Suv", "version": "3", "callback": "abc"})
    assert wrong.status_code == 422 and 'name="version" value="3"' in wrong.text


def test_the_page_asks_whether_a_call_was_saved(client, dispatcher):
    form = make_form()
    assert client.get(f"/api/v1/112/calls/{form['key']}").json == {"incident": None}
    number = send(client, "/api/v1/112/calls", form).json["incident"]
    assert client.get(f"/api/v1/112/calls/{form['key']}").json == {"incident": number}
    other = send(client, "/staff/112/", form | {"what": "Boshqa hodisa"})
    assert other.status_code == 409 and form["key"] not in other.text and "Boshqa hodisa" in other.text


def test_a_refusal_that_is_refused_keeps_its_words(client, city_data):
    sign_in_at_desk(client, "gas")
    _, gas = take_in(client, services=("gas",))
    empty = send(client, f"/staff/112/desks/gas/{gas}/refuse", {"reason": ""})
    assert empty.status_code == 422 and 'href="#reason"' in empty.text and 'id="reason"' in empty.text
    stale = client.post(f"/staff/112/desks/gas/{gas}/refuse", data={"reason": "Ekipaj yoʻlda", "csrf_token": "old"})
    assert stale.status_code == 400 and "Ekipaj yoʻlda" in stale.text


def test_the_supervisor_seats_people_and_connects_services(client, city_data):
    sign_in(client, "supervisor")
    them = make_person(client.application, "desk")
    assert send(client, f"/staff/112/shift/people/{them.id}", {"services": ["fire", "social"]}).status_code == 303
    assert send(client, "/staff/112/shift/services/social/on").status_code == 303
    with client.application.app_context():
        assert [each.key for each in services.list_desks_of(them.id)] == ["fire", "social"]
    assert them.name in client.get("/staff/112/shift").text
    assert send(client, f"/staff/112/shift/people/{them.id}", {"services": ["mountain"]}).status_code == 404


def test_the_places_of_the_form_are_found_and_points_are_named(client, dispatcher):
    found = client.get("/api/v1/112/places?q=Чиланзар").json["places"]
    assert any(each["kind"] == "station" and each["lon"] for each in found)
    assert client.get("/api/v1/112/point?lon=69.2353&lat=41.3266").json == {"inside": True, "district": "Shayxontohur district"}
    assert client.get("/api/v1/112/point?lon=-0.12&lat=51.5").json == {"inside": False, "district": ""}


def test_the_map_draws_what_is_open_with_its_state(client, dispatcher):
    number, _ = take_in(client)
    points = client.get("/api/v1/112/points").json["features"]
    mine = next(each for each in points if each["properties"]["id"] == str(number))
    assert mine["geometry"]["coordinates"] == [69.2353, 41.3266] and mine["properties"]["mark"] == "sent"
    listed = client.get("/api/v1/112/incidents").json["incidents"]
    assert next(each for each in listed if each["number"] == number)["handovers"] == [{"service": "fire", "state": "sent"}]


def test_nothing_of_a_call_is_on_public_pages(client, city_data):
    take_in(client, what="Juda maxfiy hodisa")
    for path in ("/uz/", "/uz/112/", "/en/search?q=maxfiy", "/api/v1/search?q=maxfiy", "/api/v1/openapi.json", "/uz/sitemap"):
        answer = client.get(path)
        assert answer.status_code == 200 and "Juda maxfiy" not in answer.text


def test_nothing_of_a_call_is_in_the_log(client, city_data, caplog):
    sign_in(client, "dispatcher")
    with caplog.at_level("DEBUG", "city"):
        send(client, "/api/v1/112/calls", make_form(what="Maxfiy hodisa", where="Maxfiy joy", callback="901112233"))
        send(client, "/api/v1/112/calls", make_form(what="Maxfiy hodisa", callback="Maxfiy"))
        client.get("/api/v1/112/places?q=Maxfiy")
    assert "/api/v1/112/calls" in caplog.text
    assert "axfiy" not in caplog.text and "1112233" not in caplog.text


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru", "en"])
def test_the_board_speaks_the_language_of_its_reader(client, city_data, language):
    sign_in(client, "dispatcher", language=language)
    word = {"uz": "Yangi qoʻngʻiroq", "uz-Cyrl": "Янги қўнғироқ", "ru": "Новый звонок", "en": "New call"}[language]
    assert word in client.get("/staff/112/").text


def test_a_call_that_ended_hours_ago_is_off_the_board(client, dispatcher):
    number, _ = take_in(client)
    person = make_person(client.application)
    with client.application.app_context(), unit_of_work():
        incidents.close(number, "eski", person, after(0))
    assert f'id="incident-{number}"' not in client.get("/staff/112/").text


def test_demonstration_incidents_say_so(client, dispatcher):
    assert client.get("/staff/112/").text.count("Demonstration") == 3
