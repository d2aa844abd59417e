"""What readers use: 'was this page useful', the form to write to us, and the page of one's own message."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for

from city.accounts.guard import open_to_all, open_without_token
from city.accounts.throttle import network_of
from city.clock import now
from city.database import unit_of_work
from city.errors import WrongValue
from city.feedback import form_keys, limits, messages, pages, votes
from city.feedback.forms import MessageForm, VoteForm, WordsForm, WriteQuery
from city.feedback.labels import list_services, read_labels
from city.feedback.refusals import KeyUsed, StaleKey
from city.forms import filled, read_form, read_query, refused, shown_by
from city.language import BY_CODE, LANGUAGES, current

bp = Blueprint("feedback", __name__, url_prefix="/<lang:lang_path>", template_folder="templates")


@bp.post("/useful")
@open_without_token
def vote():
    form = read_form(VoteForm)
    page, language = pages.split_page(form.page)
    with unit_of_work():
        kept = votes.vote(page, language or current().code, form.useful == "yes", secret(), network(), now())
    return redirect(url_for(".thanks", key=form_keys.sign_vote(secret(), kept)), 303)


@bp.get("/useful/<key>")
def thanks(key):
    found = votes.get_vote(form_keys.read_vote(secret(), key))
    language = BY_CODE[found.language]
    back = f"/{language.path}{found.page}" if pages.is_public(f"/{language.path}{found.page}") else found.page
    return keep_to_oneself(render_template("feedback/thanks.html", vote=found, key=key, back=back))


@bp.post("/useful/<key>")
@open_without_token
@shown_by(thanks)
def add_words(key):
    form, number = read_form(WordsForm), form_keys.read_vote(secret(), key)
    if not form.website:
        with unit_of_work():
            limits.take_try(secret(), "vote", network(), now())
            votes.add_words(number, form.words)
    return redirect(url_for(".thanks", key=key), 303)


@bp.get("/contact/write")
def write():
    asked, again = (None, request.form) if request.form else (read_query(WriteQuery), None)
    page = again.get("page", "") if again else asked.page
    found = {"key": choose_key(), "page": page, "kind": asked.kind if asked else "question"}
    found |= {"service": pages.find_service(page) if page else "", "services": list_services(), "longest": messages.LONGEST}
    return keep_to_oneself(render_template("feedback/write.html", languages=LANGUAGES, **found))


@bp.post("/contact/write")
@open_to_all
@shown_by(write)
def send():
    form = read_form(MessageForm)
    form_key, shown_at = form_keys.read_key(secret(), form.key)
    form_keys.check_person(shown_at, form.website, now())
    told = messages.Told(**form.model_dump(exclude={"key", "website"}))
    if form.service and form.service not in list_services():
        raise WrongValue(name="service")
    with unit_of_work():
        limits.take_try(secret(), "message", network(), now())
        key = messages.receive(form_key, told, now()).key
    return redirect(url_for(".own_message", key=key), 303)


@bp.get("/contact/<key>")
def own_message(key):
    message = messages.get_by_key(key)
    return keep_to_oneself(render_template("feedback/own_message.html", message=message))


@bp.context_processor
def add_words_of_labels():
    return read_labels()


@bp.app_template_global("asks_if_useful")
def asks_if_useful():
    return pages.asks()


def choose_key():
    """The key that the form goes on with; a new one where the old one is of no more use."""
    if isinstance(refused(), (KeyUsed, StaleKey)) or not filled("key"):
        return form_keys.make_key(secret())
    return filled("key")


def keep_to_oneself(page):
    """The answer, which no browser keeps: it holds a key of its own."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def secret():
    return current_app.secret_key


def network():
    return network_of(request.remote_addr)
