"""The prices of a line as its page shows them."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import or_, select

from city.database import db
from transit.fares.models import Area, Fare, FareRule
from transit.models import Route
from transit.words import Worded, name_columns, words_of

MOST = 60  # rows of a table that somebody still reads


@dataclass(frozen=True)
class Price(Worded):
    """A fare that holds on a line. `pairs` are (from, to) areas as Words, None for anywhere; empty where it holds all along."""

    amount: Decimal
    currency: str
    rider: str
    medium: str
    payment: int | None
    says_transfers: bool
    transfers: int | None
    duration_s: int | None
    pairs: list


def list_prices(line_key):
    """The Prices of a line, the lowest first."""
    line = select(Route.id).where(Route.key == line_key).scalar_subquery()
    feed = select(Route.feed_id).where(Route.key == line_key).scalar_subquery()
    query = select(FareRule.fare_id, FareRule.from_area_id, FareRule.to_area_id).join(Fare, Fare.id == FareRule.fare_id)
    rules = db.session.execute(query.where(Fare.feed_id == feed, or_(FareRule.route_id.is_(None), FareRule.route_id == line)))
    pairs = defaultdict(set)
    for fare_id, start, end in rules:
        pairs[fare_id].add((start, end))
    areas = _read_areas({each for its in pairs.values() for pair in its for each in pair})
    fares = db.session.scalars(select(Fare).where(Fare.id.in_(list(pairs))).order_by(Fare.id).limit(MOST))
    found = [_read(fare, _tell_pairs(pairs[fare.id], areas)) for fare in fares]
    return sorted(found, key=lambda price: price.amount)


def _read_areas(numbers):
    query = select(Area.id, *name_columns(Area)).where(Area.id.in_([each for each in numbers if each is not None]))
    return {row.id: words_of(row) for row in db.session.execute(query)}


def _tell_pairs(pairs, areas):
    if (None, None) in pairs:
        return []
    return [(areas.get(start), areas.get(end)) for start, end in sorted(pairs, key=lambda pair: (pair[0] or 0, pair[1] or 0))]


def _read(fare, pairs):
    own = (Decimal(fare.amount), fare.currency, fare.rider, fare.medium, fare.payment)
    return Price(words_of(fare), *own, fare.says_transfers, fare.transfers, fare.duration_s, pairs)
