"""Nothing that was filled in is lost: a form that comes after its session has ended, or with a stale token, is kept.

It is kept in the page that answers, as hidden fields: never in an address, never on the server. Passwords, codes and files
are not kept, and the page says so. A form that another site sent is not kept at all.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import current_app, g, make_response, redirect, render_template, request, session, url_for
from itsdangerous import URLSafeSerializer

from city.accounts import sessions
from city.accounts.current import COOKIE_KEY, find_person
from city.accounts.errors import ForeignForm, StaleForm
from city.errors import CityError
from city.forms import show_again
from city.problems import answer_city_error

STEPS = {"code": "code", "password": "own_password", "totp": "own_codes"}  # what is owed: the page for it
HERE = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")
FIELD = "kept:"
NOT_KEPT = re.compile(r".*password.*|one_time_code|csrf_token|kept[:-].*")


@dataclass(frozen=True)
class Kept:
    """A form that waits to be sent: where to, what was filled in, whether something of it could not be kept."""

    target: str
    fields: tuple[tuple[str, str], ...]
    incomplete: bool
    whose: str  # signed id of the person whose session it was; empty where nobody knows


def here():
    """The address of this request, as people come back to it."""
    query = request.query_string.decode()
    return quote(request.path) + (f"?{query}" if query else "")


def safe_next():
    """Where to go afterwards: the address that was asked for if it is one of the staff's own, else their own home."""
    asked, person = request.values.get("next", ""), find_person()
    if asked.startswith("/staff/") and HERE.fullmatch(asked):
        return asked
    return url_for("accounts.home" if not person or person.may("accounts.home") else "accounts.own")


def keep_for_sign_in():
    """Answer a form whose session has ended: the sign-in page, with the form on it."""
    return _keep_for("sign_in", 401)


def keep_for_step(step):
    """Answer a form of somebody who has a step of signing in to do first."""
    return _keep_for(STEPS[step], 403)


def answer_stale_form(error):
    """Answer a form whose token is not right: the same page filled again, or one that holds the form."""
    if is_foreign():
        return answer_city_error(ForeignForm())
    if request.path.startswith("/api/"):
        return answer_city_error(StaleForm())
    view = current_app.view_functions[request.endpoint]
    try:
        if hasattr(view, "page"):
            return show_again(view.page, StaleForm(), request.view_args)
    except CityError as wrong:  # what the form is about is gone
        return answer_city_error(wrong)
    page = render_template("accounts/resume.html", kept=_keep(), stale=True)
    return make_response(page, StaleForm.status)


def find_kept():
    """The form that the page of a step holds; None where there is none."""
    if "kept" not in g:
        target = request.form.get("kept-target", "")
        g.kept = _read_kept(target) if HERE.fullmatch(target) else None
    return g.kept


def lead_on():
    """After a step of signing in: the next step, or the form that waits, or the page that was asked for."""
    person, kept = find_person(), find_kept()
    owed = person.owes if person else "code"
    if owed:
        step = STEPS[owed]
        return show(step) if kept else redirect(url_for(f"accounts.{step}", next=safe_next()), 303)
    if kept:
        at_once = not kept.incomplete and kept.whose == _sign(person.id)
        return render_template("accounts/resume.html", kept=kept, at_once=at_once)
    return redirect(safe_next(), 303)


def start_again():
    """Answer a code that came too late: the sign-in page, with the form that waits."""
    if find_kept():
        return show("sign_in", 401)
    return redirect(url_for("accounts.sign_in", next=safe_next()), 303)


def show(name, status=200):
    """The page of a step, in answer to a form that was not its own."""
    return make_response(current_app.view_functions[f"accounts.{name}"](), status)


def is_foreign():
    """Whether a browser says that another site sent this form."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc != request.host


def _keep_for(page, status):
    if is_foreign():
        return answer_city_error(ForeignForm())
    g.kept = find_kept() or _keep()
    return show(page, status)


def _keep():
    sent = tuple(request.form.items(multi=True))
    fields = tuple((name, value) for name, value in sent if not NOT_KEPT.fullmatch(name))
    left_out = any(name != "csrf_token" for name, _ in set(sent) - set(fields))
    files = any(file.filename for file in request.files.values())
    return Kept(here(), fields, files or left_out, _find_whose())


def _read_kept(target):
    sent = request.form.items(multi=True)
    return Kept(
        target,
        tuple((name.removeprefix(FIELD), value) for name, value in sent if name.startswith(FIELD)),
        "kept-incomplete" in request.form,
        request.form.get("kept-whose", ""),
    )


def _find_whose():
    """Whose session it was, where the cookie still holds its key: somebody else's form is not sent without asking."""
    key = session.get(COOKIE_KEY)
    found = sessions.find(key) if key else None
    return _sign(found.person_id) if found else ""


def _sign(person_id):
    return URLSafeSerializer(current_app.secret_key, salt="kept form").dumps(person_id)
