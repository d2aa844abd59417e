"""The page of the journey planner: a form, journeys to choose from, one of them alone, and its calendar file."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from city.clock import TASHKENT, now
from city.errors import CityError
from city.forms import read_query
from city.language import current
from city.maps import Drawing, draw_map, drawing_of, find_layer
from transit import labels
from transit.mapping import find_view
from transit.planner.api import find_planner
from transit.planner.forms import PlanQuery
from transit.planner.kinds import list_present
from transit.planner.labels import KIND_LABELS
from transit.planner.loading import load
from transit.planner.refusals import NothingAsked
from transit.views import bp

MOST_SHOWN = 5
WALKS_M = (300, 500, 1000, 2000)


@dataclass
class Asked:
    """What the page knows of the question: the ends as they were understood, others that may be meant, what is wrong."""

    query: PlanQuery
    ends: dict = field(default_factory=dict)  # name of the field -> End
    meant: dict = field(default_factory=dict)  # name of the field -> further Ends
    error: CityError | None = None
    plan: object = None  # planning.Plan
    is_later: bool = False  # nothing goes in the window: what goes next is shown

    @property
    def is_asked(self):
        """Whether both ends are there; a link may give one and leave the other to the reader."""
        return bool(self.query.start and self.query.goal)

    def address(self, endpoint="transit.plan", **changes):
        """An address that asks the same again, with changes."""
        said = {name: end.key for name, end in self.ends.items()} | self.query.likings() | self.moment()
        said |= {"when": self.query.when}
        return url_for(endpoint, **{name: value for name, value in (said | changes).items() if value is not None})

    def moment(self):
        """The moment asked about, as arguments of an address."""
        at, arrive = self.query.moment(now())
        return {"arrive_by" if arrive else "depart_at": write_moment(at)}


@bp.get("/plan")
def plan():
    asked = ask(read_query(PlanQuery).turned())
    page = {"asked": asked, "query": asked.query, "labels": labels, "shown": list_shown(asked), "walks_m": WALKS_M}
    page |= {"kinds": list_kinds(), "at": read_at(asked.query), "map": draw_plan(asked), "links": list_links(asked)}
    return render_template("transit/planner/plan.html", **page), asked.error.status if asked.error else 200


@bp.get("/plan.ics")
def plan_file():
    asked = ask(read_query(PlanQuery).turned())
    if asked.error or not asked.plan:
        raise asked.error or NothingAsked(name="to" if asked.query.start else "from")
    chosen = list_shown(asked)[:1]
    addresses = [asked.address(journey=each.key, _external=True) for each in chosen]
    calendar_file = load("calendar_file")
    words = [calendar_file.Words(*describe_for_calendar(*pair)) for pair in zip(chosen, addresses, strict=True)]
    written = calendar_file.write(chosen, words, now(), request.host)
    return Response(written, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="journey.ics"'})


def ask(query):
    """What was asked, understood and answered, or what is wrong with it."""
    asked = Asked(query)
    try:
        for name in ("from", "to"):
            text = query.chosen(name)
            if text:
                asked.ends[name], asked.meant[name] = choose(query, name, text)
        if asked.is_asked:
            answer(asked)
    except CityError as error:
        asked.error = error
    return asked


def choose(query, name, text):
    """(End, all that the words of the field may mean where those are several)."""
    end, others = load("planning").choose_end(text, name)
    words = query.start if name == "from" else query.goal
    if text != words and words:  # chosen among several before: they stay on the page
        others = [each for each in load("planning").list_ends(words) if each.key != end.key]
    return end, [end, *others] if others else []


def answer(asked):
    """Fill in the plan: journeys of the window, else what goes next."""
    query, planner = asked.query, find_planner()
    wish = query.wish(asked.ends["from"], asked.ends["to"], now())
    from_the_end = wish.arrive or bool(query.before)
    limit = None if query.journey else MOST_SHOWN
    asked.plan = load("planning").make_plan(planner, wish, query.when, limit, from_the_end)
    if not any(each.rides for each in asked.plan.journeys) and not query.when and wish.window_min:
        next_plan = load("planning").make_plan(planner, replace(wish, window_min=0), None, limit)
        asked.is_later = any(each.rides for each in next_plan.journeys)
        asked.plan = next_plan


def list_shown(asked):
    """The journeys on the page: the one that a link names, else all."""
    found = asked.plan.journeys if asked.plan else []
    named = [each for each in found if each.key == asked.query.journey]
    return named or found


def list_links(asked):
    """Addresses of what goes earlier and later, first and last."""
    if not asked.plan:
        return {}
    rides = [each for each in asked.plan.journeys if each.rides]
    at = asked.plan.wish.at
    first = min((each.departs for each in rides), default=at)
    last = max((each.departs for each in rides), default=at + timedelta(minutes=asked.plan.wish.window_min))
    none = {"depart_at": None, "arrive_by": None, "when": None}
    return {
        "earlier": asked.address(**none | {"before": write_moment(first)}),
        "later": asked.address(**none | {"depart_at": write_moment(last + timedelta(minutes=1))}),
        "first": asked.address(**none | {"depart_at": write_moment(at), "when": "first"}),
        "last": asked.address(**none | {"depart_at": write_moment(at), "when": "last"}),
    }


def write_moment(at):
    return at.astimezone(TASHKENT).strftime("%Y-%m-%dT%H:%M")


def read_at(query):
    """The moment that the form shows; now where what was given is wrong."""
    try:
        return query.moment(now())[0].astimezone(TASHKENT)
    except CityError:
        return now().astimezone(TASHKENT)


def list_kinds():
    """Kinds of transport that may be avoided: [(kind, label)], where there are several."""
    kinds = [kind for kind in list_present(find_planner()) if kind in KIND_LABELS]
    return [(kind, _(KIND_LABELS[kind])) for kind in kinds] if len(kinds) > 1 else []


def draw_plan(asked):
    """The map: the way of the journey that is open, among the stations."""
    drawn, shown = [drawing_of(find_layer("stations"))], list_shown(asked)
    if not shown:
        return draw_map(drawn, _("Map of public transport"), next((end.lon_lat for end in asked.ends.values()), None))
    chosen = shown[0]
    places = [call.stop.lon_lat for ride in chosen.rides for call in ride.calls]
    places += [end.lon_lat for end in asked.ends.values()]
    asks = {"lang": current().code, "window_min": asked.plan.wish.window_min, "journey": chosen.key}
    way = Drawing("journey", asked.address("transit_api.journey_map", **asks), "lines", "transit")
    return draw_map([way, *drawn], _("Map of the journey"), *find_view(places))


def describe_for_calendar(journey, address):
    """(what the event is called, what it says, where its page is)."""
    start, goal = (str(leg.name(current().code)) for leg in (journey.legs[0].start, journey.legs[-1].goal))
    lines = [labels_of(leg) for leg in journey.legs]
    return _("%(start)s → %(goal)s", start=start, goal=goal), "\n".join(lines), address


def labels_of(leg):
    times = f"{leg.departs:%H:%M}–{leg.arrives:%H:%M}"
    goal = str(leg.goal.name(current().code))
    if not leg.is_ride:
        return _("%(times)s on foot to %(goal)s, %(metres)s m", times=times, goal=goal, metres=leg.metres)
    line = leg.line.badge or str(leg.line.name(current().code))
    start = str(leg.start.name(current().code))
    return _("%(times)s %(line)s: %(start)s → %(goal)s", times=times, line=line, start=start, goal=goal)
