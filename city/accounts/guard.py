"""Who may ask for what: a view names its permission, and every request is held against it before the view is called."""

from flask import current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect

from city.accounts import audit, resume, roles
from city.accounts.current import find_person
from city.accounts.errors import ForeignForm, NotAllowed, NotSignedIn, StepOwed
from city.accounts.roles import join_permissions
from city.clock import now
from city.language import speak

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
PLACE = "/staff/"
csrf = CSRFProtect()


def guarded(permission, while_owing=False, audited=True):
    """Mark a view as one for people who have the permission.

    What it changes must leave a row in the audit, unless `audited` is False because it changes nothing.
    `while_owing`: it may be asked for by somebody who has still to change a first password or set up codes.
    """

    def mark(view):
        view.permission, view.while_owing, view.audited = permission, while_owing, audited
        return view

    return mark


def open_to_all(view):
    """Mark a view that takes forms, or lies under /staff/, as one that anybody may ask for. Its forms need a token too."""
    view.open_to_all = True
    return view


def open_without_token(view):
    """Mark a view that takes a form which stands on pages that are kept and bring no cookie, so that it has no token.

    In the token's place, what the browser says of where the form comes from must not be another site.
    """
    view.open_to_all = view.without_token = True
    return view


def init_app(app):
    longest_h = max(app.config["STAFF_SESSION_HOURS"], app.config["STAFF_SHIFT_HOURS"])
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=longest_h * 3600)
    app.extensions["shift_roles"] = roles.join_shift_roles(feature.shift_roles for feature in app.extensions["features"])
    app.extensions["permissions"] = join_permissions(feature.permissions for feature in app.extensions["features"])
    csrf.init_app(app)
    app.before_request(admit)
    app.after_request(finish)
    app.register_error_handler(CSRFError, resume.answer_stale_form)


def check_routes(app):
    """Raise RuntimeError, so that the city does not start, for a route that somebody forgot to guard."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", None)
        if permission and permission not in app.extensions["permissions"]:
            raise RuntimeError(f"{rule.rule}: no feature declares the permission {permission}")
        private = rule.rule.startswith(PLACE) or rule.methods & WRITING
        if private and not permission and not hasattr(view, "open_to_all"):
            raise RuntimeError(f"{rule.rule}: mark its view with @guarded(permission) or @open_to_all")


def admit():
    """Let the request through to its view, or answer in the view's place."""
    view = current_app.view_functions.get(request.endpoint)
    if hasattr(view, "permission"):
        return admit_staff(view)
    if hasattr(view, "open_to_all") and request.method in WRITING:
        check_sender(view)
        audit.act_as(None, "", now())
    return None


def check_sender(view):
    """Raise where a public form does not come from a page of ours."""
    if not hasattr(view, "without_token"):
        csrf.protect()
    elif resume.is_foreign():
        raise ForeignForm()


def admit_staff(view):
    person = find_person()
    if not person:
        return ask_to_sign_in()
    speak(person.language)
    if not person.may(view.permission):
        raise NotAllowed()
    if person.owes and not view.while_owing:
        return ask_for_step(person.owes)
    if request.method in WRITING:
        csrf.protect()
    g.must_audit = view.audited and request.method in WRITING
    audit.act_as(person.id, person.name, now(), g.must_audit)
    return None


def ask_to_sign_in():
    """A reader is led to the sign-in page and back; a form that was sent is kept on it; a program gets a problem."""
    if request.path.startswith("/api/"):
        raise NotSignedIn()
    if request.method in WRITING:
        return resume.keep_for_sign_in()
    return redirect(url_for("accounts.sign_in", next=resume.here()))


def ask_for_step(step):
    if request.path.startswith("/api/"):
        raise StepOwed()
    if request.method in WRITING:
        return resume.keep_for_step(step)
    return redirect(url_for(f"accounts.{resume.STEPS[step]}", next=resume.here()))


def finish(response):
    """No browser keeps what staff see; a form that was taken without leaving a row in the audit is a fault of ours."""
    view = current_app.view_functions.get(request.endpoint)
    if hasattr(view, "permission") or request.path.startswith(PLACE):
        response.headers["Cache-Control"] = "no-store"
    if g.get("must_audit") and response.status_code < 400 and not audit.has_recorded():
        raise audit.NotAudited(f"{request.endpoint}: call city.accounts.audit.record() in its unit of work")
    return response
