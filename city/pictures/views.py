"""Pictures as browsers fetch them. None ever changes, so each may be kept."""

from flask import Blueprint, Response
from markupsafe import Markup

from city.pictures import keeping, showing

bp = Blueprint("pictures", __name__, url_prefix="/pictures")


@bp.get("/<key>.jpg")
def whole(key):
    return answer(keeping.get_jpeg(key), "jpeg")


@bp.get("/<key>-<int:width>.webp")
def webp(key, width):
    return answer(keeping.get_size(key, width, "webp"), "webp")


@bp.get("/<key>-<int:width>.jpg")
def jpeg(key, width):
    return answer(keeping.get_size(key, width, "jpeg"), "jpeg")


def answer(data, kind):
    response = Response(data, mimetype=f"image/{kind}")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@bp.app_template_global()
def picture(shown, alt=None, sizes=showing.IN_GRID):
    """A picture (showing.Shown) on a page."""
    return Markup(shown.html(alt, sizes=sizes))
