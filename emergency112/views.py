"""The public page of 112: when to call, what to say, how to text, what a false call costs."""

from flask import Blueprint, render_template

bp = Blueprint("emergency112", __name__, url_prefix="/<lang:lang_path>/112", template_folder="templates")


@bp.get("/")
def guide():
    return render_template("emergency112/guide.html")
