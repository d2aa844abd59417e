"""What pages say of operators and of those who have to be named."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, or_, select

from city.database import database_name, db
from transit.models import Feed, Route, Trip
from transit.operators.models import Agency, Attribution
from transit.words import Worded, name_columns, words_of

YES, NO = 1, 2  # of wheelchair_accessible and bikes_allowed; 0 is what nobody says


@dataclass(frozen=True)
class Operator(Worded):
    """Who runs a line, and how to reach them; empty is what nobody says."""

    url: str
    phone: str
    email: str
    fare_url: str


@dataclass(frozen=True)
class LineFacts:
    """What a feed says of a line beside its names. `rides` are how many there are of each wheelchair_accessible."""

    description: str
    url: str
    operator: Operator | None
    rides: dict
    bikes: dict

    @property
    def wheelchair(self):
        return tell_share(self.rides)

    @property
    def bicycle(self):
        return tell_share(self.bikes)


def tell_share(counts):
    """ "all", "some" or "none" of the rides that say anything; None where none does."""
    yes, no = counts.get(YES, 0), counts.get(NO, 0)
    if not yes and not no:
        return None
    return "none" if not yes else "some" if no or counts.get(0) else "all"


@dataclass(frozen=True)
class Credits:
    """Who made a timetable: the publisher with an address and how to reach them, and others to be named."""

    publisher: str
    url: str
    contact_email: str
    contact_url: str
    others: list  # rows with organization, url and email


def read_line_facts(key):
    """The LineFacts of a line that there is."""
    own = (Route.id, Route.description, Route.url, Agency.id.label("agency"))
    query = select(*own, *name_columns(Agency), Agency.url, Agency.phone, Agency.email, Agency.fare_url)
    row = db.session.execute(query.outerjoin(Agency, Agency.id == Route.agency_id).where(Route.key == key)).first()
    operator = Operator(words_of(row), *row[8:]) if row.agency else None
    rides, bikes = (_count(column, row.id) for column in (Trip.wheelchair, Trip.bikes))
    return LineFacts(row.description, row[2], operator, rides, bikes)


def _count(column, route_id):
    query = select(column, func.count()).where(Trip.route_id == route_id).group_by(column)
    return dict(db.session.execute(query).all())


def read_credits(timetable, line_key=None):
    """The Credits of a shown.Timetable, and of one line of it; None where it is gone."""
    return _read_credits(database_name(), timetable.key, timetable.imported_at, line_key)


@lru_cache(maxsize=512)
def _read_credits(database, feed_key, imported_at, line_key):
    query = select(Feed.id, Feed.publisher, Feed.publisher_url, Feed.contact_email, Feed.contact_url)
    row = db.session.execute(query.where(Feed.key == feed_key)).first()
    if not row:
        return None
    line = select(Route.id).where(Route.key == line_key).scalar_subquery()
    others = select(Attribution.organization, Attribution.url, Attribution.email).order_by(Attribution.id)
    others = others.where(Attribution.feed_id == row.id, or_(Attribution.route_id.is_(None), Attribution.route_id == line))
    return Credits(*row[1:], list(dict.fromkeys(db.session.execute(others))))
