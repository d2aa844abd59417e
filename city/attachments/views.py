"""Files as browsers fetch them: put on the disk, never opened in the place of a page of ours."""

from flask import Blueprint, Response, request

from city.attachments import keeping
from city.attachments.kinds import KINDS
from city.security import seal

bp = Blueprint("attachments", __name__, url_prefix="/files")


@bp.get("/<key>/<name>.<kind>")
def download(key, name, kind):
    file = keeping.get_file(key, name, kind)
    response = Response(file.data, content_type=KINDS[file.kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}.{file.kind}"'
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(file.key)  # what lies under a key never changes
    seal(response)
    return response.make_conditional(request, accept_ranges=True, complete_length=file.size)
