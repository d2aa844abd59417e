"""The queue of staff: messages, one of them, what is done with it, and what people think of pages."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from city.accounts import audit, people
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.accounts.roles import permissions_of
from city.clock import now
from city.database import unit_of_work
from city.feedback import answering, letters, pages, queue, votes
from city.feedback.forms import AnswerForm, CloseForm, HandForm, QueueQuery, StepForm, VotesQuery
from city.feedback.labels import list_chips, read_labels
from city.feedback.refusals import NoSuchColleague
from city.feedback.working_days import day_of
from city.forms import read_form, read_query, shown_by
from city.mail.jobs import is_on

bp = Blueprint("feedback_staff", __name__, url_prefix="/staff/feedback", template_folder="templates")
MESSAGE = "/<int(max=2147483647):number>"
ANSWERS = "feedback.answer"


@bp.get("/")
@guarded("feedback.read")
def list_messages():
    query, today = read_query(QueueQuery), day_of(now())
    found, more = queue.list_messages(today, query.state, query.kind, query.service, query.page)
    page = {"chips": list_chips(query, today), "overdue": queue.count_messages(today, "overdue"), "mail_is_on": is_on()}
    return render_template("feedback/queue.html", messages=found, more=more, query=query, **page)


@bp.get(MESSAGE)
@guarded("feedback.read")
def one_message(number):
    message = answering.get_message(number)
    page = {"events": answering.list_events(number), "colleagues": list_colleagues(), "mail_is_on": is_on()}
    return render_template("feedback/one_message.html", message=message, longest=answering.LONGEST_ANSWER, **page)


@bp.post(f"{MESSAGE}/take")
@guarded(ANSWERS)
@shown_by(one_message)
def take(number):
    form = read_form(StepForm)
    with unit_of_work():
        answering.take(number, form.version, current_person(), now())
        audit.record("feedback.take", number)
    return done(number, _("The message is yours. Nobody else answers it meanwhile."))


@bp.post(f"{MESSAGE}/hand-over")
@guarded(ANSWERS)
@shown_by(one_message)
def hand_over(number):
    form, colleagues = read_form(HandForm), {each.id: each for each in list_colleagues()}
    if form.to not in colleagues:
        raise NoSuchColleague()
    name = colleagues[form.to].name
    with unit_of_work():
        answering.hand_over(number, form.version, people.get(form.to), current_person(), now())
        audit.record("feedback.hand_over", number, {"to": name})
    return done(number, _("%(name)s has the message now.", name=name))


@bp.post(f"{MESSAGE}/answer")
@guarded(ANSWERS)
@shown_by(one_message)
def answer(number):
    form = read_form(AnswerForm)
    with unit_of_work():
        message = answering.answer(number, form.version, form.answer, current_person(), now())
        letter = letters.put_answer(message, now())
        audit.record("feedback.answer", number, {"by": "mail" if letter else "page"})
    return done(number, _("The answer is sent by e-mail, and it is on the writer’s page.") if letter else _("It is answered."))


@bp.post(f"{MESSAGE}/close")
@guarded(ANSWERS)
@shown_by(one_message)
def close(number):
    form = read_form(CloseForm)
    with unit_of_work():
        answering.close(number, form.version, form.reason, current_person(), now())
        audit.record("feedback.close", number, {"reason": form.reason})
    return done(number, _("The message is closed without an answer."))


@bp.get("/votes")
@guarded("feedback.read")
def list_votes():
    query = read_query(VotesQuery)
    page = {"standings": votes.list_standings(), "comments": votes.list_comments(query.page)}
    return render_template("feedback/votes.html", query=query, **page)


@bp.context_processor
def add_words():
    today = day_of(now())
    words = {"is_overdue": lambda message: queue.is_overdue(message, today), "is_public": pages.is_public}
    return read_labels() | words | {"reasons": answering.REASONS}


def list_colleagues():
    """Other people whose account is on and who may answer messages."""
    me, granted = current_person(), current_app.extensions["permissions"]
    others = [each for each in people.list_people() if each.id != me.id and not each.disabled_at]
    return [each for each in others if ANSWERS in permissions_of(each.roles, granted)]


def count_overdue():
    return queue.count_messages(day_of(now()), "overdue")


def done(number, sentence):
    flash(sentence)
    return redirect(url_for(".one_message", number=number), 303)
