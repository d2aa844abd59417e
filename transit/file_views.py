"""Timetables as files, for programs that plan journeys."""

from flask import Blueprint, Response, current_app, url_for

from transit import given, metro

bp = Blueprint("transit_files", __name__)


@bp.get("/transit/timetables/<key>/gtfs.zip", endpoint="gtfs")
def give_gtfs(key):
    response = Response(given.read_zip(key, name_publisher()), mimetype="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename={key}-gtfs.zip"
    return response


def name_publisher():
    """The address that feed_info.txt names: our page of open data, by the setting and never by what a request says."""
    site = current_app.config["SITE_ADDRESS"]
    return site + url_for("opendata.list_datasets", lang_path="uz") if site else metro.PUBLISHER_URL
