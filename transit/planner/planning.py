"""A plan: the wish of somebody, checked, searched for and described."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from city.clock import TASHKENT
from city.errors import WrongValue
from transit.planner import asking, ends, meaning, naming, reaching
from transit.planner.delays import LivePlanner
from transit.planner.journeys import describe
from transit.planner.network import day_of
from transit.planner.refusals import DayNotCovered, NothingAsked, NoTimetable, SameEnds
from transit.planner.store import Store
from transit.planner.wishes import Wish

STORE = Store()
_live = []  # the last LivePlanner
BEGINS = time(3)  # of a day of service: who comes home by night still belongs to the evening
SAME_M = 30


@dataclass(frozen=True)
class Plan:
    """Journeys in their order; `more` says that there are others in the window, which were left out."""

    wish: Wish
    journeys: list
    more: bool = False


def find_planner(folder, told):
    """The Planner of the timetables that are active, whose files are in a folder, with what real time has `told`."""
    planner = STORE.current(folder)
    return _with_delays(planner, told) if told.trips else planner


def _with_delays(planner, told):
    """Made once for each poll of real time."""
    known = _live[0] if _live else None
    if known is None or known.planner is not planner or known.told.stamp != told.stamp:
        known = LivePlanner(planner, told)
        _live[:] = [known]
    return known


def choose_end(text, name):
    """(End, further Ends that may be meant). Raises NothingAsked, UnknownStop, UnknownPlace, TooFar."""
    if not text:
        raise NothingAsked(name=name)
    exact = ends.find_end(text, name)
    if exact:
        return exact, []
    likely, *others = meaning.find_meant(text, name)
    return likely, others


def list_ends(text):
    """Ends that some words may mean, the likeliest first; none where nothing was found."""
    try:
        likely, others = choose_end(text, "q")
    except WrongValue:
        return []
    return [likely, *others]


def make_plan(planner, wish, when=None, limit=None, from_the_end=False):
    """The Plan of a wish. `when` 'first' or 'last' asks for that connection of the wish's day of service."""
    check(wish)
    if when:
        wish = replace(wish, at=day_border(wish.at, when), arrive=False, window_min=0)
    question = asking.Asking(planner, wish)
    search = {"first": asking.first_of_day, "last": asking.last_of_day}.get(when)
    found = search(planner, wish) if search else question.list_found()
    shown = choose(found, limit, from_the_end) if limit else found
    return Plan(wish, describe(question, shown), len(shown) < len(found))


def choose(found, limit, from_the_end):
    """At most `limit` of the journeys with a ride, and the way on foot beside them."""
    walks, rides = [each for each in found if not each.rides], [each for each in found if each.rides]
    return walks + (rides[-limit:] if from_the_end else rides[:limit])


def find_reach(planner, start, at, most_min):
    """The reaching.Reach from an End. Raises NoTimetable, DayNotCovered, TooFar."""
    check_day(day_of(at))
    return reaching.find_reach(planner, start, at, most_min)


def check(wish):
    """Raises SameEnds, NoTimetable, DayNotCovered."""
    if is_same(wish.start, wish.goal):
        raise SameEnds(name="to")
    check_day(day_of(wish.at))


def check_day(day):
    """Raises NoTimetable, DayNotCovered."""
    first, last = naming.read_period()
    if not first:
        raise NoTimetable()
    if not first - timedelta(days=1) <= day <= last + timedelta(days=1):
        raise DayNotCovered(first=first, last=last, day=day)


def is_same(one, other):
    if one.key == other.key:
        return True
    if one.stops or other.stops:
        return bool(one.stops & other.stops)
    north = (one.lon_lat[1] - other.lon_lat[1]) * 111_320
    east = (one.lon_lat[0] - other.lon_lat[0]) * 111_320 * 0.75
    return north**2 + east**2 < SAME_M**2


def day_border(at, when):
    """The moment from which, or until which, the day of service of `at` lasts."""
    here = at.astimezone(TASHKENT)
    day = (here - timedelta(hours=BEGINS.hour)).date() + timedelta(days=when == "last")
    return datetime.combine(day, BEGINS, TASHKENT)
