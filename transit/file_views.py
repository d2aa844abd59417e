"""Timetables as files, for programs that plan journeys."""

from flask import Blueprint, Response

from transit import given

bp = Blueprint("transit_files", __name__)


@bp.get("/transit/timetables/<key>/gtfs.zip", endpoint="gtfs")
def give_gtfs(key):
    response = Response(given.read_zip(key), mimetype="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename={key}-gtfs.zip"
    return response
