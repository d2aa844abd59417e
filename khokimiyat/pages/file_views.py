"""Files for pages: sent here, put into a text by the line that stands below each."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from city.accounts import audit
from city.accounts.current import current_person
from city.accounts.guard import guarded
from city.attachments import keeping
from city.attachments.kinds import read_file
from city.clock import now
from city.database import unit_of_work
from city.forms import read_form, shown_by
from city.language import current
from city.security import takes_files
from khokimiyat.pages.desk_views import bp
from khokimiyat.pages.forms import FileForm


@bp.get("/files")
@guarded("khokimiyat.edit")
def list_files():
    files = [(each, keeping.describe(each, current().code)) for each in keeping.list_files()]
    largest_mb = current_app.config["ATTACHMENT_MAX_MB"]
    return render_template("khokimiyat/pages/files.html", files=files, largest_mb=largest_mb)


@bp.post("/files")
@takes_files("ATTACHMENT_MAX_MB")
@guarded("khokimiyat.edit")
@shown_by(list_files)
def add_file():
    title, sent = keeping.tidy_title(read_form(FileForm).title), request.files.get("file")
    cleaned = read_file(sent.read() if sent else b"", sent.filename or "" if sent else "", title)
    with unit_of_work():
        added = keeping.add_file(cleaned, title, current_person().id, now())
        audit.record("khokimiyat.file_add", added.key, {"title": title})
    flash(_("The file is kept. Copy its line into the text."))
    return redirect(url_for(".list_files"), 303)
