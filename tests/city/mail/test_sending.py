"""Letters over a real line to a real mail server: sent once, tried again while it is gone, given up when it refuses."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from city.clock import now
from city.config import ROOT
from city.database import db, unit_of_work
from city.jobs.work import Work
from city.mail import jobs, outbox, smtp
from city.mail.models import Letter
from tests.city.mail.server import MailServer
from tests.staff import read_audit, send, sign_in

START = now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server():
    made = MailServer()
    made.begin()
    yield made
    made.end()


@pytest.fixture
def mailing(open_app, database_url, server):
    """The application, with `server` as its mail server."""
    return open_app(database_url, **server.settings)


def put(app, recipient="anna@example.uz", key="", subject="Javob: oʻ gʻ", text="Qalaysiz?\nЯхши.\n", at=START):
    with app.app_context(), unit_of_work():
        return outbox.put(key or f"test:{recipient}", recipient, subject, text, "uz", at).id


def run(app, at=START):
    """{what: how many} of one run of the job."""
    work = Work(at)
    with app.app_context():
        jobs.send(work)
        db.session.rollback()
    return dict(work.counts)


def read(app, number):
    with app.app_context():
        return db.session.get(Letter, number)


def test_a_letter_is_sent_once_in_utf8_and_marked_as_a_programs(mailing, server):
    number = put(mailing)
    assert run(mailing) == {"letters sent": 1} and run(mailing, START + MINUTE) == {}
    ((recipients, message),) = server.letters
    assert recipients == ["anna@example.uz"] and message["From"] == "city@tashkent.example"
    assert message["Subject"] == "Javob: oʻ gʻ" and message.get_content().splitlines() == ["Qalaysiz?", "Яхши."]
    assert message.get_content_type() == "text/plain" and message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "uz" and message["Message-ID"] == f"<{read(mailing, number).uid}@tashkent.example>"
    kept = read(mailing, number)
    assert (kept.state, kept.tries, kept.sent_at, kept.claim) == ("sent", 1, START, "")


def test_told_twice_it_is_one_letter(mailing, server):
    assert put(mailing, key="feedback.answer:1") == put(mailing, key="feedback.answer:1")
    assert run(mailing) == {"letters sent": 1}


def test_a_letter_is_put_with_what_it_tells_of_or_not_at_all(mailing):
    with pytest.raises(RuntimeError), mailing.app_context(), unit_of_work():
        outbox.put("x", "anna@example.uz", "x", "x", "uz", START)
        raise RuntimeError()
    assert run(mailing) == {}


def test_a_letter_of_a_subscription_says_where_it_ends(mailing, server):
    with mailing.app_context(), unit_of_work():
        outbox.put("news:1", "anna@example.uz", "News", "News", "uz", START, unsubscribe="https://tashkent.example/uz/stop/x")
    put(mailing, "bobur@example.uz")
    run(mailing)
    assert [message["List-Unsubscribe"] for _, message in server.letters] == ["<https://tashkent.example/uz/stop/x>", None]


def test_a_letter_that_makes_no_message_fails_and_does_not_stop_the_others(mailing, server):
    with mailing.app_context(), unit_of_work():
        wrong = outbox.put("x", "anna@example.uz", "x", "x", "uz", START, unsubscribe="https://x.example/\r\nBcc: all@x.uz").id
    put(mailing, "bobur@example.uz")
    assert run(mailing) == {"letters failed": 1, "letters sent": 1} and read(mailing, wrong).state == "failed"
    assert len(server.letters) == 1


def test_a_line_break_in_a_subject_makes_no_header(mailing, server):
    put(mailing, subject="Answer\r\nBcc: all@example.uz")
    run(mailing)
    ((recipients, message),) = server.letters
    assert recipients == ["anna@example.uz"] and message["Bcc"] is None
    assert message["Subject"] == "Answer Bcc: all@example.uz"


def test_while_the_mail_server_is_gone_letters_wait_and_are_sent_when_it_is_back(mailing, server):
    server.end()
    numbers = [put(mailing), put(mailing, "bobur@example.uz")]
    assert run(mailing) == {"letters postponed": 2}
    kept = read(mailing, numbers[0])
    assert (kept.state, kept.due_at, kept.claim) == ("waiting", START + MINUTE, "") and "refused" in kept.error.lower()
    assert run(mailing, START + MINUTE / 2) == {}
    server.begin()
    assert run(mailing, START + MINUTE) == {"letters sent": 2} and len(server.letters) == 2
    assert read(mailing, numbers[0]).error == ""


def test_waits_grow_and_in_the_end_the_letter_has_failed(mailing, server):
    server.end()
    number, at, waits = put(mailing), START, []
    while read(mailing, number).state == "waiting":
        run(mailing, at)
        kept = read(mailing, number)
        waits.append(kept.due_at - at)
        at = kept.due_at
    assert [each.total_seconds() / 60 for each in waits[:-1]] == [1, 5, 30, 120, 720, 720, 720, 720]
    assert (kept.state, kept.tries) == ("failed", 9)


def test_a_recipient_that_there_is_not_fails_at_once_and_the_others_get_theirs(mailing, server):
    server.box.answers["nobody@example.uz"] = "550 5.1.1 no such user"
    failed, sent = put(mailing, "nobody@example.uz"), put(mailing)
    assert run(mailing) == {"letters failed": 1, "letters sent": 1}
    assert (read(mailing, failed).state, read(mailing, failed).error) == ("failed", "550 5.1.1 no such user")
    assert read(mailing, sent).state == "sent" and run(mailing, START + 100 * MINUTE) == {}


def test_a_server_that_hangs_up_over_one_letter_gets_the_others(mailing, server):
    server.box.answers["anna@example.uz"] = "421 4.7.0 bye"
    first, others = put(mailing), [put(mailing, f"bobur{number}@example.uz") for number in range(2)]
    assert run(mailing) == {"letters postponed": 1, "letters sent": 2}
    assert read(mailing, first).state == "waiting" and {read(mailing, each).state for each in others} == {"sent"}


def test_a_recipient_that_is_full_is_tried_again(mailing, server):
    server.box.answers["anna@example.uz"] = "452 4.2.2 mailbox full"
    number = put(mailing)
    assert run(mailing) == {"letters postponed": 1} and read(mailing, number).state == "waiting"
    server.box.answers.clear()
    assert run(mailing, START + MINUTE) == {"letters sent": 1}


def test_two_processes_send_each_letter_once(mailing, open_app, database_url, server):
    others = [mailing, open_app(database_url, **server.settings)]
    for n in range(30):
        put(mailing, f"p{n}@example.uz")
    threads = [threading.Thread(target=run, args=(app,)) for app in others]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(recipients[0] for recipients, _ in server.letters) == sorted(f"p{n}@example.uz" for n in range(30))


KILLED = """
import os, signal
from datetime import datetime
import sys
from city.app import create_app
from city.jobs.work import Work
from city.mail import jobs, outbox
outbox.note_sent = lambda *values: os.kill(os.getpid(), signal.SIGKILL)
app = create_app()
with app.app_context():
    jobs.send(Work(datetime.fromisoformat(sys.argv[1])))
"""


def test_whoever_is_killed_between_sending_and_noting_leaves_one_letter_to_be_sent_again_with_the_same_id(
    mailing, database_url, server
):
    put(mailing)
    put(mailing, "bobur@example.uz")
    environ = os.environ | server.settings | {"DATABASE_URL": database_url, "LOG_LEVEL": "WARNING"}
    killed = subprocess.run([sys.executable, "-c", KILLED, START.isoformat()], cwd=ROOT, env=environ, timeout=60)
    assert killed.returncode == -signal.SIGKILL and len(server.letters) == 1
    assert run(mailing, START + MINUTE) == {}, "somebody may still be sending them"
    assert run(mailing, START + outbox.CLAIM + MINUTE) == {"letters sent": 2}
    ids = [message["Message-ID"] for _, message in server.letters]
    assert len(ids) == 3 and len(set(ids)) == 2 and ids.count(ids[0]) == 2


def test_a_run_whose_claim_has_passed_to_another_notes_nothing(mailing, server):
    number = put(mailing)
    with mailing.app_context():
        with unit_of_work():
            claim, (letter,) = outbox.take(START)
        with unit_of_work():
            outbox.take(START + outbox.CLAIM + MINUTE)
        with unit_of_work():
            assert not outbox.note_failed(claim, letter, "late")
    assert read(mailing, number).state == "waiting"


def test_without_encryption_where_it_is_asked_for_nothing_is_sent(open_app, database_url, server):
    app = open_app(database_url, **server.settings | {"SMTP_TLS": "starttls", "SMTP_USER": "city", "SMTP_PASSWORD": "hush"})
    number = put(app)
    assert run(app) == {"letters postponed": 1} and server.letters == []
    assert "STARTTLS" in read(app, number).error and "hush" not in read(app, number).error


def test_address_and_text_are_forgotten_after_thirty_days_also_of_a_letter_that_nobody_could_send(mailing, server):
    sent = put(mailing)
    run(mailing)
    waiting = put(mailing, "bobur@example.uz")
    for days, erased in ((29, {}), (31, {"letters erased": 2})):
        work = Work(START + timedelta(days=days))
        with mailing.app_context():
            jobs.forget(work)
        assert {name: count for name, count in work.counts.items() if count} == erased
    assert (read(mailing, sent).recipient, read(mailing, sent).text, read(mailing, sent).state) == ("", "", "sent")
    assert (read(mailing, waiting).recipient, read(mailing, waiting).state) == ("", "failed")


# What administrators see


def test_without_a_mail_server_letters_are_kept_and_the_page_says_that_mail_is_off(app, client):
    put(app)
    sign_in(client, "administrator")
    page = client.get("/staff/mail/").text
    assert "Mail is off" in page and "anna@example.uz" in page
    with app.app_context():
        assert not jobs.is_on() and db.session.scalar(select(Letter.state)) == "waiting"


def test_a_letter_that_failed_is_shown_with_the_reason_and_sent_again_on_request(mailing, server):
    server.box.answers["anna@example.uz"] = "550 no such user"
    number, client = put(mailing), mailing.test_client()
    run(mailing)
    sign_in(client, "administrator")
    page = client.get("/staff/mail/?state=failed").text
    assert "550 no such user" in page and "Mail is off" not in page and 'class="late"' in page
    server.box.answers.clear()
    assert send(client, f"/staff/mail/{number}/again").status_code == 303
    assert run(mailing, now() + MINUTE) == {"letters sent": 1}
    assert send(client, f"/staff/mail/{number}/again").status_code == 409
    assert send(client, "/staff/mail/999/again").status_code == 404
    assert [row[1:3] for row in read_audit(mailing)] == [("mail.again", str(number))]


def test_after_a_mail_server_was_set_wrongly_all_that_failed_are_sent_again_at_once(mailing, server):
    client, people = mailing.test_client(), ("anna@example.uz", "bobur@example.uz", "sent@example.uz")
    server.box.answers.update(dict.fromkeys(people[:2], "554 not from here"))
    for each in people:
        put(mailing, each)
    run(mailing)
    server.box.answers.clear()
    sign_in(client, "administrator")
    assert 'action="/staff/mail/again"' in client.get("/staff/mail/").text
    assert send(client, "/staff/mail/again").status_code == 303
    assert run(mailing, now() + MINUTE) == {"letters sent": 2} and read_audit(mailing)[0][3] == {"letters": 2}


@pytest.mark.once
def test_a_message_is_the_same_however_often_it_is_written():
    letter = outbox.Taken(1, "abc", "anna@example.uz", "S", "T", "ru", "", 1)
    assert smtp.write(letter, "city@x.uz", START).as_bytes() == smtp.write(letter, "city@x.uz", START).as_bytes()
