"""Air posts: loading them from the project's own files, listing, and what search knows of them."""

import csv
from pathlib import Path

from sqlalchemy import select

from city import geo
from city.database import db
from city.errors import WrongValue
from city.features import SearchEntry
from greenspace.air.models import AirPost, AirYear

FOLDER = Path(__file__).parent.parent / "data"
GUIDELINE_UG_M3 = 5  # of the WHO, 2021: PM2.5 as the mean of a year
SPOKEN = "havo sifati воздух качество воздуха air quality pm2.5 post пост"


def list_posts():
    """All posts with their years, by name."""
    return db.session.scalars(select(AirPost).order_by(AirPost.name_uz, AirPost.id)).all()


def list_years():
    """The years there are figures of, the newest first."""
    return db.session.scalars(select(AirYear.year).distinct().order_by(AirYear.year.desc())).all()


def choose_year(asked, years):
    """The year asked for, else the newest; None where there is none. Raises WrongValue for one without figures."""
    if asked is not None and asked not in years:
        raise WrongValue(name="year")
    return asked or next(iter(years), None)


def rank(posts, year):
    """[(post, AirYear)] of a year, the highest median first."""
    found = [(post, figures) for post in posts if (figures := post.find_year(year))]
    return sorted(found, key=lambda pair: -pair[1].pm25_median_ug_m3)


def list_entries():
    """Every post as search is to know it: its place on the page of all."""
    for post in list_posts():
        yield SearchEntry(post.key, post.names, "greenspace.air", {"_anchor": f"post-{post.key}"}, *post.lon_lat, SPOKEN)


def load_posts():
    """What the project's own files have and the tables have not. Inside a unit of work."""
    known = dict(db.session.execute(select(AirPost.key, AirPost.id)).all())
    added = [_read_post(row) for row in _read_rows("air_posts.csv") if row["key"] not in known]
    db.session.add_all(added)
    db.session.flush()
    ids = known | {post.key: post.id for post in added}
    kept = set(db.session.execute(select(AirYear.post_id, AirYear.year)).all())
    years = [_read_year(ids, row) for row in _read_rows("air_years.csv")]
    db.session.add_all(year for year in years if (year.post_id, year.year) not in kept)
    db.session.flush()
    db.session.expire_all()  # places were written as text, and are to be read as points


def _read_rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_post(row):
    place = geo.point_text(float(row.pop("lon")), float(row.pop("lat")))
    return AirPost(**row, place=place)


def _read_year(ids, row):
    figures = {name: float(row[name]) for name in ("pm25_median_ug_m3", "pm25_mean_ug_m3")}
    return AirYear(post_id=ids[row["post"]], year=int(row["year"]), days=int(row["days"]), **figures)
