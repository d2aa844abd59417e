"""What pages say of operators and of those who have to be named."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from city.database import db
from transit.models import Feed, Route
from transit.operators.models import Agency, Attribution
from transit.words import Worded, name_columns, words_of


@dataclass(frozen=True)
class Operator(Worded):
    """Who runs a line, and how to reach them; empty is what nobody says."""

    url: str
    phone: str
    email: str
    fare_url: str


@dataclass(frozen=True)
class Credits:
    """Who made a timetable: the publisher with an address and how to reach them, and others to be named."""

    publisher: str
    url: str
    contact_email: str
    contact_url: str
    others: list  # rows with organization, url and email


def find_operator(line_key):
    """The Operator of a line; None where the timetable does not say."""
    query = select(*name_columns(Agency), Agency.url, Agency.phone, Agency.email, Agency.fare_url)
    row = db.session.execute(query.join(Route, Route.agency_id == Agency.id).where(Route.key == line_key)).first()
    return row and Operator(words_of(row), row.url, row.phone, row.email, row.fare_url)


def read_credits(feed_key, line_key=None):
    """The Credits of a timetable, and of one line of it."""
    query = select(Feed.id, Feed.publisher, Feed.publisher_url, Feed.contact_email, Feed.contact_url)
    row = db.session.execute(query.where(Feed.key == feed_key)).first()
    if not row:
        return None
    line = select(Route.id).where(Route.key == line_key).scalar_subquery()
    others = select(Attribution.organization, Attribution.url, Attribution.email).order_by(Attribution.id)
    others = others.where(Attribution.feed_id == row.id, or_(Attribution.route_id.is_(None), Attribution.route_id == line))
    return Credits(*row[1:], list(dict.fromkeys(db.session.execute(others))))
