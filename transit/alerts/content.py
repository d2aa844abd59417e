"""What an alert says: of which lines and stops, when, why, what follows for passengers, and in which words."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from city.names import FALLBACK, pick_name
from transit.alerts.kinds import UNKNOWN_CAUSE, UNKNOWN_EFFECT

LANGUAGES = tuple(FALLBACK)
LANGUAGE_NAMES = {"uz": "Oʻzbekcha", "uz-Cyrl": "Ўзбекча", "ru": "Русский", "en": "English"}
PARTS = ("header", "text", "link")
LONGEST = {"header": 150, "text": 4000, "link": 500}


@dataclass(frozen=True)
class Text:
    """One language of an alert: plain text, and the address of a page that says more."""

    header: str = ""
    text: str = ""
    link: str = ""

    @property
    def is_empty(self):
        return not (self.header or self.text or self.link)


@dataclass(frozen=True)
class Period:
    """From `begin` on and before `end`; None is open."""

    begin: datetime | None = None
    end: datetime | None = None

    def meets(self, begin, end):
        """Whether some of it lies between two moments; `end` None is open, and `begin` itself counts."""
        return (self.end is None or self.end > begin) and (end is None or self.begin is None or self.begin <= end)


@dataclass(frozen=True)
class About:
    """What an alert is about: all that is said here at once, so an empty one is about everything. Keys are public ones.

    The entity of GTFS-Realtime. Clerks name a timetable, a line or a stop; the rest comes from sources.
    """

    feed: str = ""
    line: str = ""
    stop: str = ""
    direction: int | None = None
    route_type: int | None = None
    trip: str = ""  # trip_id of the feed

    @property
    def is_wide(self):
        """Whether it is about a whole timetable, or all of them."""
        return not (self.line or self.stop or self.trip)


@dataclass(frozen=True)
class Content:
    """An alert without periods holds from its publishing until further notice."""

    cause: str = UNKNOWN_CAUSE
    effect: str = UNKNOWN_EFFECT
    about: tuple[About, ...] = ()
    periods: tuple[Period, ...] = ()
    texts: dict[str, Text] = field(default_factory=dict)

    @property
    def headers(self):
        return {lang: text.header for lang, text in self.texts.items() if text.header}

    @property
    def begins_at(self):
        """The first moment of all, None where it is open."""
        begins = [period.begin for period in self.periods]
        return None if not begins or None in begins else min(begins)

    @property
    def ends_at(self):
        """The last moment of all, None where it is open."""
        ends = [period.end for period in self.periods]
        return None if not ends or None in ends else max(ends)

    def meets(self, begin, end=None):
        """Whether it holds at some time from `begin` on, until `end` where one is given."""
        return any(period.meets(begin, end) for period in self.periods or (Period(),))

    def holds(self, moment):
        return self.meets(moment, moment)

    def name(self, lang):
        """The header for a reader of `lang`, as a LocalName."""
        return pick_name(self.headers, lang)


def to_json(content):
    """The content as JSON can hold it."""
    periods = [{name: at.isoformat() if at else None for name, at in asdict(each).items()} for each in content.periods]
    about = [{name: value for name, value in asdict(each).items() if value not in ("", None)} for each in content.about]
    texts = {lang: asdict(text) for lang, text in content.texts.items()}
    return {"cause": content.cause, "effect": content.effect, "about": about, "periods": periods, "texts": texts}


def from_json(kept):
    return Content(
        kept["cause"],
        kept["effect"],
        tuple(About(**each) for each in kept["about"]),
        tuple(Period(*(_read_moment(each[name]) for name in ("begin", "end"))) for each in kept["periods"]),
        {lang: Text(**kept["texts"][lang]) for lang in LANGUAGES if lang in kept["texts"]},
    )


def _read_moment(text):
    return datetime.fromisoformat(text) if text else None
