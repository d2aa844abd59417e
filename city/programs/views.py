"""What owners of programs use: the form to register, asking for a new key, and the page that shows a key once."""

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts.guard import open_to_all
from city.accounts.throttle import network_of
from city.clock import now
from city.database import unit_of_work
from city.feedback import form_keys, limits
from city.feedback.refusals import StaleKey
from city.forms import filled, read_form, refused, shown_by
from city.language import current
from city.mail.addresses import check_address
from city.programs import keys, letters, registering
from city.programs.forms import LinkForm, RegisterForm
from city.programs.refusals import SentAlready

bp = Blueprint("programs", __name__, url_prefix="/<lang:lang_path>/api", template_folder="templates")


@bp.get("/register")
def register():
    return keep_to_oneself(render_template("programs/register.html", key=choose_key(), longest=registering.LONGEST))


@bp.post("/register")
@open_to_all
@shown_by(register)
def send():
    form = read_form(RegisterForm)
    form_key = check_form(form)
    asked = registering.Asked(form.name, form.purpose, form.email, form.site, current().code)
    with unit_of_work():
        take_try()
        registering.register(form_key, asked, now())
    return redirect(url_for(".registered"), 303)


@bp.get("/registered")
def registered():
    return render_template(
        "programs/registered.html", text=_("We look at it within three working days and write to your address.")
    )


@bp.get("/key")
def ask_for_link():
    return keep_to_oneself(render_template("programs/ask_for_link.html", key=choose_key()))


@bp.post("/key")
@open_to_all
@shown_by(ask_for_link)
def send_link():
    """The answer is the same for every address: it tells nobody who has registered."""
    form = read_form(LinkForm)
    check_form(form)
    check_address(form.email)
    with unit_of_work():
        take_try()
        for program in registering.list_accepted_of(form.email):
            letters.put_link(program, now())
    return redirect(url_for(".link_sent"), 303)


@bp.get("/key/sent")
def link_sent():
    text = _("If a registered program has this address, a letter with a link is on its way. The link is good for 7 days.")
    return render_template("programs/registered.html", text=text)


@bp.get("/key/<secret>")
def draw(secret):
    program = keys.get_by_link(secret, now())
    has_key = any(not each.ended_at for each in keys.list_keys(program.id))
    return keep_to_oneself(render_template("programs/draw.html", program=program, secret=secret, has_key=has_key))


@bp.post("/key/<secret>")
@open_to_all
def show_key(secret):
    """The key, in the answer itself: it stands nowhere else, and a page that is loaded anew does not have it."""
    keys.get_by_link(secret, now())  # a link that is none must not cost a writer's turn
    with unit_of_work():
        program, key = keys.draw_key(secret, now())
        name = program.name
    current_app.extensions["keys"].forget()
    return keep_to_oneself(render_template("programs/key.html", name=name, key=key))


def check_form(form):
    """The id of the form. Raises StaleKey or LooksAutomatic."""
    form_key, shown_at = form_keys.read_key(current_app.secret_key, form.key)
    form_keys.check_person(shown_at, form.website, now())
    return form_key


def take_try():
    limits.take_try(current_app.secret_key, "program", network_of(request.remote_addr), now())


def choose_key():
    """The key that the form goes on with; a new one where the old one is of no more use."""
    if isinstance(refused(), (SentAlready, StaleKey)) or not filled("key"):
        return form_keys.make_key(current_app.secret_key)
    return filled("key")


def keep_to_oneself(page):
    """The answer, which no browser keeps, and which tells other sites nothing of its address."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
