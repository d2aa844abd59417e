"""Timetables that we may pass on: so far our own of the metro, whose GTFS file is built again, byte for byte."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from city.database import db
from city.errors import NotFound
from transit import demo, metro
from transit.metro_tables import feed_info
from transit.models import Feed


def list_feeds():
    """The Feeds that may be passed on. One that somebody else made says nothing of its licence, and is not among them."""
    feeds = db.session.scalars(select(Feed).where(Feed.key == demo.KEY, Feed.illustrative).order_by(Feed.id))
    return [feed for feed in feeds if feed.version == feed_info(feed.first_day, feed.last_day, "")["feed_version"]]


def list_keys():
    return [feed.key for feed in list_feeds()]


def read_zip(key, publisher_url=metro.PUBLISHER_URL):
    """The GTFS file of a timetable, with the address of who publishes it.

    Raises NotFound for one that there is not, or that may not be passed on.
    """
    feed = next((feed for feed in list_feeds() if feed.key == key), None)
    if not feed:
        raise NotFound()
    return build_zip(feed.first_day, feed.last_day, publisher_url)


@lru_cache(maxsize=2)
def build_zip(first_day, last_day, publisher_url):
    with TemporaryDirectory(prefix="transit-") as folder:
        path = Path(folder) / "metro.zip"
        metro.build_feed(path, first_day, last_day, publisher_url)
        return path.read_bytes()
