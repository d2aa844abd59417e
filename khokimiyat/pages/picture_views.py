"""Pictures for pages: sent here, put into a text by the line that stands beside each."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, shown_by
from city.pictures.keeping import add_picture as keep_picture
from city.pictures.keeping import list_pictures as list_kept
from city.pictures.making import read_picture
from city.security import takes_files
from khokimiyat.pages.desk_views import bp
from khokimiyat.pages.forms import PictureForm

LARGEST_MB = 15


@bp.get("/pictures")
@guarded("khokimiyat.edit")
def list_pictures():
    return render_template("khokimiyat/pages/pictures.html", pictures=list_kept(), largest_mb=LARGEST_MB)


@bp.post("/pictures")
@takes_files(LARGEST_MB)
@guarded("khokimiyat.edit")
@shown_by(list_pictures)
def add_picture():
    form, sent = read_form(PictureForm), request.files.get("picture")
    made = read_picture(sent.read() if sent else b"")
    with unit_of_work():
        added = keep_picture(made, form.alt, current_person().id, now())
        audit.record("khokimiyat.picture_add", added.key)
    flash(_("The picture is kept. Copy its line into the text."))
    return redirect(url_for(".list_pictures"), 303)
