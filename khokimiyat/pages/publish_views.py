"""Publishing at the desk: asking for it, publishing, sending back, withdrawing."""

from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, shown_by
from khokimiyat.pages import publishing
from khokimiyat.pages.desk_views import PAGE, bp, done, one_page
from khokimiyat.pages.forms import VersionForm
from khokimiyat.pages.writing import get_page


@bp.post(f"{PAGE}/ask")
@guarded("khokimiyat.edit")
@shown_by(one_page)
def ask(number):
    take("asked", number, publishing.ask)
    return done(number, _("A publisher is asked to publish it."))


@bp.post(f"{PAGE}/publish")
@guarded("khokimiyat.publish")
@shown_by(one_page)
def publish(number):
    take("published", number, publishing.publish)
    return done(number, _("Readers see it from now on."))


@bp.post(f"{PAGE}/send-back")
@guarded("khokimiyat.publish")
@shown_by(one_page)
def send_back(number):
    reason = read_form(VersionForm).reason
    take("returned", number, publishing.send_back, reason)
    return done(number, _("It is sent back to its author."))


@bp.post(f"{PAGE}/withdraw")
@guarded("khokimiyat.publish")
@shown_by(one_page)
def withdraw(number):
    take("withdrawn", number, publishing.withdraw)
    return done(number, _("Readers do not see it any more."))


def take(step, number, act, *values):
    """One step of a version, and its row in the audit."""
    form = read_form(VersionForm)
    with unit_of_work():
        act(number, form.version, *values, current_person(), now())
        detail = {"version": form.version} | ({"reason": form.reason} if form.reason else {})
        audit.record(f"khokimiyat.page_{step}", get_page(number).slug, detail)
