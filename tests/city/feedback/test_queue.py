"""The queue of staff: overdue first and marked, taken by one, answered once; of two at once the second is told of the first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from city.clock import now
from city.database import db, unit_of_work
from city.feedback import answering, refusals
from city.feedback.models import Message
from city.mail.models import Letter
from tests.city.feedback.conftest import make_message
from tests.staff import add_person, read_audit, send, sign_in

QUEUE = "/staff/feedback/"
AGO = timedelta(days=9)


def read(app, number):
    with app.app_context():
        return db.session.get(Message, number)


def read_rows(client, path=QUEUE):
    page = BeautifulSoup(client.get(path).text, "html.parser")
    return [row.get_text(" ", strip=True) for row in page.select("tbody tr")]


def read_summary(answer):
    return BeautifulSoup(answer.text, "html.parser").select_one(".govuk-error-summary").get_text(" ", strip=True)


@pytest.fixture
def colleagues(app):
    """Two clients, each signed in as an editor of its own: (client, person), (client, person)."""
    first, second = app.test_client(), app.test_client()
    return (first, sign_in(first, "editor")), (second, sign_in(second, "publisher"))


def test_what_is_overdue_comes_first_and_says_so_by_word_shape_and_number(app, client):
    fresh, old = make_message(app), make_message(app, at=now() - AGO)
    sign_in(client, "editor")
    page = BeautifulSoup(client.get(QUEUE).text, "html.parser")
    rows = page.select("tbody tr")
    assert [row.a.text for row in rows] == [f"No. {old.id}", f"No. {fresh.id}"]
    assert rows[0].select_one(".late").get_text(" ", strip=True) == "▲ Overdue" and not rows[1].select(".late")
    assert page.select_one(".bar__menu .late").get_text(" ", strip=True) == "▲ 1 waiting too long"


def test_the_menu_says_nothing_where_nothing_is_overdue(app, client):
    make_message(app)
    sign_in(client, "editor")
    assert not BeautifulSoup(client.get(QUEUE).text, "html.parser").select(".late")


def test_the_queue_is_narrowed_by_state_kind_and_service(app, client):
    make_message(app, kind="complaint", service="transit")
    make_message(app, kind="question", service="transit")
    make_message(app, kind="question")
    sign_in(client, "editor")
    for asked, count in (
        ("", 3),
        ("?kind=question", 2),
        ("?kind=question&service=transit", 1),
        ("?state=answered", 0),
        ("?state=all", 3),
    ):
        assert len(read_rows(client, QUEUE + asked)) == count
    chips = BeautifulSoup(client.get(QUEUE + "?kind=question").text, "html.parser").select('.chips a[aria-current="true"]')
    assert [each.get_text(" ", strip=True) for each in chips] == ["To be answered 2", "Question 2", "All 2"]


def test_a_message_is_taken_and_answered_and_its_writer_reads_it(app, client):
    message = make_message(app, text="How do I get to Chorsu?")
    me, path = sign_in(client, "editor"), f"{QUEUE}{message.id}"
    assert send(client, f"{path}/take", {"version": 1}).status_code == 303
    assert read(app, message.id).holder_name == me.name
    assert send(client, f"{path}/answer", {"version": 2, "answer": "By metro, <b>line 2</b>."}).status_code == 303
    own = app.test_client().get(f"/en/contact/{message.key}").text
    assert "By metro, &lt;b&gt;line 2&lt;/b&gt;." in own
    assert [row[1] for row in read_audit(app)] == ["feedback.answer", "feedback.take"]
    assert "By metro" in client.get(path).text and "/answer" not in client.get(path).text


def test_an_answer_goes_by_mail_in_the_language_of_the_writer_where_there_is_an_address(app, client):
    message = make_message(app, email="anna@example.uz", name="Анна", language="ru", text="Как?\nКогда?")
    plain = make_message(app)
    sign_in(client, "editor", language="uz")
    for each in (message, plain):
        send(client, f"{QUEUE}{each.id}/take", {"version": 1})
        send(client, f"{QUEUE}{each.id}/answer", {"version": 2, "answer": "Так."})
    with app.app_context():
        (letter,) = db.session.scalars(select(Letter)).all()
    assert (letter.recipient, letter.language, letter.state) == ("anna@example.uz", "ru", "waiting")
    assert letter.subject == f"Ответ на ваше сообщение № {message.id}"
    for part in ("Здравствуйте, Анна!", "Так.", "> Как?\n> Когда?", f"http://localhost/ru/contact/{message.key}"):
        assert part in letter.text
    assert [row[3] for row in read_audit(app, actions=("feedback.answer",))] == [{"by": "page"}, {"by": "mail"}]


def test_a_refused_answer_leaves_no_letter(app, client):
    message = make_message(app, email="anna@example.uz")
    sign_in(client, "editor")
    send(client, f"{QUEUE}{message.id}/take", {"version": 1})
    assert send(client, f"{QUEUE}{message.id}/answer", {"version": 2, "answer": "  "}).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Letter)).all() == []


def test_of_two_who_take_at_once_the_second_is_told_who_was_first(app, colleagues):
    (anna, first), (bobur, _) = colleagues
    message = make_message(app)
    for client in (anna, bobur):
        client.get(f"{QUEUE}{message.id}")
    assert send(anna, f"{QUEUE}{message.id}/take", {"version": 1}).status_code == 303
    refused = send(bobur, f"{QUEUE}{message.id}/take", {"version": 1})
    assert refused.status_code == 409 and f"{first.name} has taken message {message.id}" in read_summary(refused)
    assert read(app, message.id).holder_id == first.id


def test_of_two_answers_at_once_one_is_kept_and_the_other_is_still_on_the_page(app, colleagues):
    (anna, first), (bobur, second) = colleagues
    message = make_message(app)
    send(anna, f"{QUEUE}{message.id}/take", {"version": 1})
    send(bobur, f"{QUEUE}{message.id}/take", {"version": 2})  # takes over
    late = send(anna, f"{QUEUE}{message.id}/answer", {"version": 2, "answer": "My long answer"})
    assert late.status_code == 409 and f"{second.name} has taken" in read_summary(late) and "My long answer" in late.text
    assert send(bobur, f"{QUEUE}{message.id}/answer", {"version": 3, "answer": "Hers"}).status_code == 303
    again = send(anna, f"{QUEUE}{message.id}/answer", {"version": 3, "answer": "My long answer"})
    assert again.status_code == 409 and f"{second.name} has answered" in read_summary(again) and "My long answer" in again.text
    assert read(app, message.id).answer == "Hers"


def test_many_at_once_take_a_message_once(app):
    people = [add_person(app, "editor") for _ in range(6)]
    message = make_message(app)

    def take(person):
        try:
            with app.app_context(), unit_of_work():
                answering.take(message.id, 1, person, now())
            return "taken"
        except refusals.TakenMeanwhile:
            return "told"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(take, people)) == ["taken", *["told"] * 5]


def test_who_has_not_taken_a_message_answers_none(app, colleagues):
    (anna, first), (bobur, _) = colleagues
    message = make_message(app)
    assert "first" in read_summary(send(anna, f"{QUEUE}{message.id}/answer", {"version": 1, "answer": "So"}))
    send(anna, f"{QUEUE}{message.id}/take", {"version": 1})
    refused = send(bobur, f"{QUEUE}{message.id}/close", {"version": 2, "reason": "unclear"})
    assert refused.status_code == 409 and first.name in read_summary(refused)


def test_a_message_is_handed_to_somebody_who_may_answer(app, colleagues):
    (anna, first), (bobur, second) = colleagues
    dispatcher, gone = add_person(app, "dispatcher"), add_person(app, "editor", name="gone.editor")
    message, path = make_message(app), QUEUE
    sign_in(app.test_client(), "administrator")
    send(anna, f"{path}{message.id}/take", {"version": 1})
    options = BeautifulSoup(anna.get(f"{path}{message.id}").text, "html.parser").select("#to option")
    assert {str(second.id), str(gone.id)} <= {each["value"] for each in options}
    assert str(dispatcher.id) not in {each["value"] for each in options}
    for wrong in (dispatcher.id, first.id, 0):
        assert send(anna, f"{path}{message.id}/hand-over", {"version": 2, "to": wrong}).status_code == 422
    assert send(anna, f"{path}{message.id}/hand-over", {"version": 2, "to": second.id}).status_code == 303
    assert read(app, message.id).holder_name == second.name
    assert send(bobur, f"{path}{message.id}/answer", {"version": 3, "answer": "So"}).status_code == 303


def test_a_message_is_closed_for_a_reason_that_its_writer_reads(app, client):
    message = make_message(app)
    sign_in(client, "editor")
    send(client, f"{QUEUE}{message.id}/take", {"version": 1})
    assert send(client, f"{QUEUE}{message.id}/close", {"version": 2, "reason": "whim"}).status_code == 422
    assert send(client, f"{QUEUE}{message.id}/close", {"version": 2, "reason": "elsewhere"}).status_code == 303
    assert "not a matter of this site" in app.test_client().get(f"/en/contact/{message.key}").text
    assert send(client, f"{QUEUE}{message.id}/answer", {"version": 3, "answer": "After all"}).status_code == 409


def test_a_supervisor_reads_without_seeing_whose_it_is_and_changes_nothing(app, client):
    message = make_message(app, email="anna@example.uz", name="Anna K.")
    sign_in(client, "supervisor")
    page = client.get(f"{QUEUE}{message.id}").text
    assert "How?" in page and "anna@example.uz" not in page and "Anna K." not in page and "/take" not in page
    assert send(client, f"{QUEUE}{message.id}/take", {"version": 1}).status_code == 403


def test_what_became_of_a_message_cannot_be_changed_or_deleted(app):
    make_message(app)
    for statement in ("UPDATE city_feedback_event SET kind = 'x'", "DELETE FROM city_feedback_event"):
        with app.app_context(), pytest.raises(DBAPIError, match="never changed or deleted"), unit_of_work():
            db.session.execute(text(statement))


def test_events_hold_nothing_that_the_writer_told(app):
    message = make_message(app, email="anna@example.uz", name="Anna", text="My secret")
    with app.app_context():
        assert [(each.kind, each.data) for each in answering.list_events(message.id)] == [("received", {})]


def test_a_day_off_moves_what_is_due_and_taking_it_out_moves_it_back(app, client):
    message = make_message(app)
    sign_in(client, "administrator")
    due = message.due_on
    assert send(client, f"{QUEUE}days", {"day": due.isoformat(), "name": "Ramazon hayiti"}).status_code == 303
    assert read(app, message.id).due_on > due and "Ramazon hayiti" in client.get(f"{QUEUE}days").text
    assert send(client, f"{QUEUE}days", {"day": due.isoformat()}).status_code == 422
    assert send(client, f"{QUEUE}days/remove", {"day": due.isoformat()}).status_code == 303
    assert read(app, message.id).due_on == due
    assert send(client, f"{QUEUE}days/remove", {"day": due.isoformat()}).status_code == 404
    assert [row[1] for row in read_audit(app)] == ["feedback.day_remove", "feedback.day_add"]


def test_demonstration_messages_say_so_where_they_show(app, client, city_data):
    sign_in(client, "editor")
    page = client.get(QUEUE + "?state=all")
    assert page.text.count("Demonstration") >= 6
    assert "made up for demonstration" in client.get(f"{QUEUE}1").text
    assert "made up for demonstration" in client.get("/en/statistics").text
