"""Letters to owners of programs, each in the language in which the program was registered."""

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from city.language import BY_CODE
from city.mail import outbox
from city.programs import keys


def put_link(program, now, accepted=False):
    """Put a letter with a link that draws a key into the outbox. Inside its unit of work."""
    language, secret = BY_CODE[program.language], keys.make_link(program, now)
    with force_locale(language.locale):
        first = (
            _("Your program “%(name)s” is registered.", name=program.name)
            if accepted
            else _("You asked for a new key for “%(name)s”.", name=program.name)
        )
        parts = (
            _("Hello!"),
            first,
            _(
                "Under this link its key is shown once. The link is good for 7 days; "
                "a key that you have ends when a new one is drawn:"
            ),
            url_for("programs.draw", secret=secret, lang_path=language.path, _external=True),
            _("How the key is used:"),
            url_for("city_api.readable", lang_path=language.path, _external=True) + "#keys",
            _("If you did not ask for this, do nothing."),
        )
        subject = _("Key for your program “%(name)s”", name=program.name)
    return _put(program, f"link:{program.link_hash}", subject, parts, now)


def put_decision(program, now):
    """Put a letter that a program is refused or withdrawn, and why, into the outbox. Inside its unit of work."""
    language = BY_CODE[program.language]
    with force_locale(language.locale):
        refused = program.state == "refused"
        subject = _("About your program “%(name)s”", name=program.name)
        parts = (
            _("Hello!"),
            _("Your program was not registered, because:")
            if refused
            else _("The registration of your program was withdrawn, and its key is no more good, because:"),
            program.reason,
            _("Without a key all data can be read as before, up to the usual limits."),
        )
    return _put(program, f"{program.state}:{program.id}", subject, parts, now)


def _put(program, about, subject, parts, now):
    text = "\n\n".join(parts) + "\n"
    return outbox.put(f"programs.{about}", program.email, subject, text, program.language, now)
