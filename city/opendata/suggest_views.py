"""Suggesting a dataset: a form whose message goes where all messages of readers go, and is answered like them."""

from flask import redirect, render_template, request, url_for
from pydantic import Field

from city.accounts.guard import open_to_all
from city.clock import now
from city.database import unit_of_work
from city.errors import N_, CityError
from city.feedback import form_keys, limits, messages
from city.feedback.views import choose_key, keep_to_oneself, network, secret
from city.feedback.words import says_something, tidy_line
from city.forms import Query, read_form, shown_by
from city.language import current
from city.opendata.views import bp

LONGEST = {"title": 200, "why": 3000}


class NoTitle(CityError):
    status = 422
    field = "title"
    sentence = N_("Say which data you would like to have.")


class NoReason(CityError):
    status = 422
    field = "why"
    sentence = N_("Say what you would use the data for: it helps to decide what comes first.")


class SuggestForm(Query):
    key: str = Field("", max_length=200)
    title: str = ""
    why: str = ""
    email: str = ""
    website: str = ""  # nobody sees this field: a program fills it in


@bp.get("/suggest")
def suggest():
    return keep_to_oneself(render_template("opendata/suggest.html", key=choose_key(), longest=LONGEST))


@bp.post("/suggest")
@open_to_all
@shown_by(suggest)
def send_suggestion():
    form = read_form(SuggestForm)
    form_key, shown_at = form_keys.read_key(secret(), form.key)
    form_keys.check_person(shown_at, form.website, now())
    told = messages.Told("proposal", write_message(form), request.path, bp.name, current().code, form.email)
    with unit_of_work():
        limits.take_try(secret(), "message", network(), now())
        key = messages.receive(form_key, told, now()).key
    return redirect(url_for("feedback.own_message", key=key), 303)


def write_message(form):
    """Both fields as one message. Raises NoTitle, NoReason or TooLongText."""
    title, why = tidy_line("title", form.title, LONGEST["title"]), form.why
    if not says_something(title):
        raise NoTitle()
    if not says_something(why):
        raise NoReason()
    return f"{title}\n\n{messages.tidy('why', why, LONGEST['why'])}"
