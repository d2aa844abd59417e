"""The assessors' desk: opening, answering one by one and by form, conflicts, publishing, the road map, who may."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, update

from city.accounts.models import StaffSession
from tests.khokimiyat.losi_data import answer, open_one, publish
from tests.staff import PASSWORD, change, read_audit, send, sign_in, token_of

DESK = "/staff/losi"


@pytest.fixture
def number(app, tmp_path):
    """An open assessment with A1, A2, A3 and B1."""
    return open_one(app, tmp_path, 3, 1)


@pytest.fixture
def anna(app, client):
    return sign_in(client, "assessor", name="anna.karimova", password=PASSWORD)


def form_for(**states):
    """The fields of a form: A1="found" or A1=("found", "https://...", "note", "2")."""
    fields = {}
    for code, said in states.items():
        state, evidence, note, version = (said, "", "", "0") if isinstance(said, str) else said
        fields |= {f"state-{code}": state, f"evidence-{code}": evidence, f"note-{code}": note, f"version-{code}": version}
    return fields


def one(state, evidence="", note="", version=0):
    return {"state": state, "evidence": evidence, "note": note, "version": str(version)}


def read_item(answer, code):
    """What the sheet shows of an indicator: the state chosen, the address, the version."""
    page = BeautifulSoup(answer.text, "html.parser")
    item = page.select_one(f"#item-{code}")
    chosen = item.select_one("input[type=radio][checked]")["value"]
    return chosen, item.select_one("[data-field=evidence]")["value"], item.select_one("input[type=hidden]")["value"]


def actions(app):
    return [(action, detail) for _, action, _, detail in read_audit(app) if action.startswith("khokimiyat.losi")]


def test_an_assessment_is_opened_against_a_catalogue(app, client, city_data, anna):
    sent = {"catalogue": "decree-pq308", "portal_name": "tashkent.uz", "portal_address": "https://tashkent.uz"}
    opened = send(client, f"{DESK}/assessments/new", sent)
    assert opened.status_code == 303
    assert "0 of 81 answered" in client.get(opened.location).text
    assert actions(app)[0] == ("khokimiyat.losi_open", {"portal": "tashkent.uz", "catalogue": "decree-pq308"})


@pytest.mark.parametrize(("field", "value"), [("portal_name", " "), ("portal_address", "tashkent"), ("catalogue", "none")])
def test_a_wrong_form_comes_back_filled_and_opens_nothing(app, client, city_data, anna, field, value):
    sent = {"catalogue": "un-2024", "portal_name": "Sinov portali", "portal_address": "https://sinov.uz"} | {field: value}
    refused = send(client, f"{DESK}/assessments/new", sent)
    assert refused.status_code in (404, 422)
    assert refused.status_code == 404 or "sinov" in refused.text.lower()
    assert actions(app) == []


def test_one_answer_is_saved_at_once_and_says_how_far_one_is(app, client, number, anna):
    saved = send(client, f"{DESK}/assessments/{number}/answers/A1", one("found", "/uz/a", "footer"))
    assert saved.json["version"] == 1 and saved.json["evidence"] == "https://tashkent.uz/uz/a"
    assert saved.json["progress"] == {
        "a": "1 of 3 answered · 1 of 3 found · so far 0.3333",
        "b": "0 of 1 answered · 0 of 1 found · so far 0.0000",
        "whole": "1 of 4 answered · 1 of 4 found · so far 0.2500",
    }
    expected = {"answers": {"A1": {"state": "found", "evidence": "https://tashkent.uz/uz/a"}}}
    assert actions(app) == [("khokimiyat.losi_answer", expected)]


def test_an_answer_that_was_lost_on_the_way_back_is_sent_again_without_harm(client, number, anna):
    for _ in range(2):
        assert send(client, f"{DESK}/assessments/{number}/answers/A1", one("found")).json["version"] == 1


@pytest.mark.parametrize(
    ("code", "sent", "status"),
    [
        ("A1", one("found", "javascript:alert(1)"), 422),
        ("A1", one("perhaps"), 422),
        ("A1", one("found", note="x" * 2001), 422),
        ("A1", one("found", version=-1), 422),
        ("A1", {"state": "found"}, 422),
        ("A1", one("found", note="a\0b"), 400),
        ("Z9", one("found"), 404),
    ],
)
def test_a_wrong_answer_is_refused_in_words_and_changes_nothing(app, client, number, anna, code, sent, status):
    refused = send(client, f"{DESK}/assessments/{number}/answers/{code}", sent)
    assert refused.status_code == status and refused.json["sentence"]
    assert actions(app) == []


def test_the_later_assessor_gets_both_answers_and_overwrites_nothing(app, client, number, anna):
    answer(app, number, "bobur", A1="not_found")
    refused = send(client, f"{DESK}/assessments/{number}/answers/A1", one("found"))
    assert refused.status_code == 409
    theirs = refused.json["theirs"]
    assert (theirs["state"], theirs["label"], theirs["version"], theirs["by"]) == (
        "not_found",
        "Not found",
        1,
        "Saved meanwhile by bobur:",
    )
    kept = send(client, f"{DESK}/assessments/{number}/answers/A1", one("found", version=1))
    assert kept.json["version"] == 2


def test_a_form_saves_a_whole_criterion_without_a_script(app, client, number, anna):
    fields = form_for(A1=("found", "https://tashkent.uz/1", "", "0"), A2="not_found", A3="not_yet")
    saved = send(client, f"{DESK}/assessments/{number}?state=not_yet", fields)
    assert saved.location == f"{DESK}/assessments/{number}?state=not_yet"
    page = client.get(f"{DESK}/assessments/{number}")
    assert read_item(page, "A1") == ("found", "https://tashkent.uz/1", "1")
    assert read_item(page, "A2") == ("not_found", "", "1")
    assert read_item(page, "A3") == ("not_yet", "", "0")
    assert len(actions(app)) == 1


def test_a_wrong_address_brings_the_form_back_filled_and_saves_nothing(app, client, number, anna):
    refused = send(client, f"{DESK}/assessments/{number}", form_for(A1=("found", "no address", "", "0"), A2="found"))
    assert refused.status_code == 422 and 'href="#evidence-A1"' in refused.text
    assert read_item(refused, "A1") == ("found", "no address", "0") and read_item(refused, "A2")[0] == "found"
    assert actions(app) == []


def test_a_conflict_in_a_form_shows_both_and_a_second_sending_keeps_mine(app, client, number, anna):
    answer(app, number, "bobur", A1="not_found")
    refused = send(client, f"{DESK}/assessments/{number}", form_for(A1="found", A2="found"))
    assert refused.status_code == 409
    assert read_item(refused, "A1") == ("found", "", "1"), "mine in the field, their version beside"
    assert "Saved meanwhile by bobur:" in refused.text
    send(client, f"{DESK}/assessments/{number}", form_for(A1=("found", "", "", "1"), A2="found"))
    assert read_item(client.get(f"{DESK}/assessments/{number}"), "A1") == ("found", "", "2")


@pytest.mark.parametrize("fields", [{"version-A1": "x", "state-A1": "found"}, {"version-A1": "9" * 40, "state-A1": "found"}])
def test_a_form_with_a_broken_version_is_refused(app, client, number, anna, fields):
    assert send(client, f"{DESK}/assessments/{number}", fields).status_code == 422
    assert actions(app) == []


def test_an_expired_token_brings_the_page_back_filled(app, client, number, anna):
    stale = client.post(f"{DESK}/assessments/{number}", data=form_for(A1="found") | {"csrf_token": "stale"})
    assert stale.status_code == 400
    assert read_item(stale, "A1")[0] == "found"
    assert actions(app) == []


def test_an_expired_token_of_the_script_is_told_by_its_status(client, number, anna):
    sent = one("found") | {"csrf_token": "stale"}
    assert client.post(f"{DESK}/assessments/{number}/answers/A1", data=sent).status_code == 400


def test_a_session_that_ended_while_half_filled_keeps_every_answer(app, client, number, anna):
    token = token_of(client)
    change(app, update(StaffSession).values(ended_at=func.now()))
    fields = form_for(A1=("found", "https://tashkent.uz/1", "birinchi ʻ", "0"), A2="not_found")
    kept = client.post(f"{DESK}/assessments/{number}", data=fields | {"csrf_token": token})
    assert kept.status_code == 401 and "birinchi ʻ" in kept.text
    page = BeautifulSoup(kept.text, "html.parser").select_one("main form")
    again = {each["name"]: each.get("value") or each.get_text()[1:] for each in page.select("input, textarea")}
    after = client.post(page["action"], data=again | {"name": "anna.karimova", "password": PASSWORD})
    form = BeautifulSoup(after.text, "html.parser").select_one("form#kept")
    send(client, form["action"], {each["name"]: each.get_text()[1:] for each in form.select("textarea")})
    assert read_item(client.get(f"{DESK}/assessments/{number}"), "A1") == ("found", "https://tashkent.uz/1", "1")


def test_an_assessment_is_published_when_it_is_whole_and_then_frozen(app, client, number, anna):
    answer(app, number, A1="found", A2="found", A3="not_found")
    refused = send(client, f"{DESK}/assessments/{number}/publish")
    assert refused.status_code == 422 and "1 of 4 indicators have no answer yet" in refused.text
    answer(app, number, B1="found")
    assert send(client, f"{DESK}/assessments/{number}/publish").status_code == 303
    assert "0.7500" in client.get(f"/en/losi/assessments/{number}").text
    assert "Very high" in client.get(f"/en/losi/assessments/{number}").text
    assert send(client, f"{DESK}/assessments/{number}/answers/A1", one("not_found", version=1)).status_code == 409
    assert send(client, f"{DESK}/assessments/{number}", form_for(A1=("not_found", "", "", "1"))).status_code == 409
    assert 'name="state-A1"' not in client.get(f"{DESK}/assessments/{number}").text


def test_a_reviewer_publishes_and_does_not_answer(app, client, number):
    answer(app, number, A1="found", A2="found", A3="found", B1="found")
    sign_in(client, "reviewer")
    assert 'name="state-A1"' not in client.get(f"{DESK}/assessments/{number}").text
    assert send(client, f"{DESK}/assessments/{number}/answers/A1", one("not_found", version=1)).status_code == 403
    assert send(client, f"{DESK}/assessments/new", {}).status_code == 403
    assert send(client, f"{DESK}/assessments/{number}/publish").status_code == 303


@pytest.mark.parametrize("role", ["dispatcher", "editor", "publisher", "resident"])
def test_others_do_not_see_the_desk(client, number, role):
    sign_in(client, role)
    for path in ("/", f"/assessments/{number}", f"/assessments/{number}.xlsx", "/road-map"):
        assert client.get(DESK + path).status_code == 403


def test_a_correction_is_opened_with_all_answers(app, client, number, anna):
    publish(app, number, found=["A1"])
    copy = send(client, f"{DESK}/assessments/{number}/correct").location
    assert "4 of 4 answered · 1 of 4 found · 0.2500, Middle" in client.get(copy).text
    assert actions(app)[0][1] == {"corrects": number}
    assert send(client, f"{copy}/correct").status_code == 409


def test_an_assessor_sees_score_groups_and_cities_before_publishing(app, client, number, anna):
    answer(app, number, A1="found", A2="found")
    page = BeautifulSoup(client.get(f"{DESK}/assessments/{number}/result?edition=2018").text, "html.parser")
    text = " ".join(page.get_text(" ").split())
    assert "0.5000 High 2 of 4 found" in text and "So far: 2 of 4 answered." in text
    assert "Moscow" in text and len(page.select(".losi-own")) == 1
    links = [each["href"] for each in page.select(".chips a")]
    assert links[0] == f"{DESK}/assessments/{number}/result?edition=2024#comparison"
    assert client.get(f"{DESK}/assessments/{number}/result?edition=1999").status_code == 404


def test_only_one_correction_is_published(app, client, number, anna):
    publish(app, number, found=["A1"])
    first, second = (send(client, f"{DESK}/assessments/{number}/correct").location for _ in range(2))
    assert send(client, f"{first}/publish").status_code == 303
    assert send(client, f"{second}/publish").status_code == 409
    assert send(client, f"{DESK}/assessments/{number}/correct").status_code == 409
    assert send(client, f"{first}/correct").status_code == 303


def test_arguments_of_a_link_that_mean_nothing_do_no_harm(client, number, anna):
    sent = send(client, f"{DESK}/assessments/{number}?number=7&lang_path=x&_anchor=y&state=found", form_for(A1="found"))
    assert sent.location == f"{DESK}/assessments/{number}?state=found"


def test_the_state_of_a_step_is_set_with_a_note_and_shown_to_everybody(app, client, anna):
    sent = send(client, f"{DESK}/road-map/41/1", {"state": "done", "note": "Open at /uz/transit/"})
    assert sent.location == f"{DESK}/road-map"
    public = client.get("/en/losi/road-map").text
    assert "Open at /uz/transit/" in public and "Carried out" in public
    assert actions(app) == [("khokimiyat.losi_report", {"state": "done", "note": "Open at /uz/transit/"})]
    assert "anna.karimova" in client.get(f"{DESK}/road-map/41/1").text


def test_work_that_is_reported_after_its_deadline_is_late(client, anna):
    send(client, f"{DESK}/road-map/43/1", {"state": "under_way"})
    assert "Late" in client.get("/en/losi/road-map").text
    assert "Late" in client.get("/en/losi/").text


@pytest.mark.parametrize(("path", "form", "status"), [("41/1", {"state": "late"}, 422), ("41/9", {"state": "done"}, 404)])
def test_a_wrong_report_is_refused(app, client, anna, path, form, status):
    assert send(client, f"{DESK}/road-map/{path}", form).status_code == status
    assert actions(app) == []


def test_the_list_is_narrowed_by_links(client, app, number, anna):
    answer(app, number, A1="found")
    for query, count in (("?state=found", 1), ("?state=not_yet", 3), ("?criterion=b", 1), ("?q=A2", 1)):
        page = BeautifulSoup(client.get(f"{DESK}/assessments/{number}{query}").text, "html.parser")
        assert len(page.select(".item")) == count, query
