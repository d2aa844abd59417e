"""What clerks send, and what readers and programs may ask of alerts."""

import re
from datetime import datetime
from typing import Literal

from pydantic import Field, create_model

from city.clock import TASHKENT
from city.errors import N_, WrongValue
from city.forms import LanguageQuery, Query
from transit.alerts import kinds
from transit.alerts.checking import field_of
from transit.alerts.content import LANGUAGES, PARTS, Content, Period, Text
from transit.alerts.naming import read_ref, write_ref
from transit.alerts.refusals import WrongMoment

SHOWN_AS = "line stop feed all"
MOST = 2**31 - 1  # that the database can hold
YEARS = range(2000, 2100)
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TEXT_FIELDS = tuple((field_of(part, lang), part, lang) for lang in LANGUAGES for part in PARTS)
LISTED = ("now", "planned", "over", "draft", "withdrawn")
Texts = create_model("Texts", __base__=Query, **{name: (str, "") for name, _, _ in TEXT_FIELDS})


class AlertForm(Texts):
    """An alert as it was written. `base` is the version that the writing began from; `q` looks for lines and stops."""

    base: int = Field(0, ge=0, le=MOST)
    cause: Literal[kinds.CAUSES] = kinds.UNKNOWN_CAUSE
    effect: Literal[kinds.EFFECTS] = kinds.UNKNOWN_EFFECT
    about: list[str] = []
    begins: list[str] = []
    ends: list[str] = []
    q: str = Field("", max_length=200)
    publish: bool = False

    def values(self):
        """{name of a field: value}, as `flatten` gives them of a content."""
        texts = {name: tidy(getattr(self, name)) for name, _, _ in TEXT_FIELDS}
        rows = tuple(pair for pair in zip(self.begins, self.ends, strict=False) if any(pair))
        return {"cause": self.cause, "effect": self.effect, "about": order_refs(self.about), "periods": rows} | texts

    def content(self):
        """Raises WrongMoment, WrongValue."""
        return read_values(self.values())


def flatten(content):
    """A content as the values of the form."""
    texts = {name: getattr(content.texts.get(lang, Text()), part) for name, part, lang in TEXT_FIELDS}
    periods = tuple((write_moment(each.begin), write_moment(each.end)) for each in content.periods)
    about = order_refs(map(write_ref, content.about))
    return {"cause": content.cause, "effect": content.effect, "about": about, "periods": periods} | texts


def order_refs(refs):
    """Each once, lines first, then stops, timetables, everything: as the form shows them."""
    return tuple(sorted(dict.fromkeys(refs), key=lambda ref: SHOWN_AS.find(ref.partition(":")[0])))


def read_values(values):
    """The Content of values of the form. Raises WrongMoment, WrongValue."""
    about = tuple(map(read_ref, values["about"]))
    if None in about:
        raise WrongValue(name="about")
    periods = tuple(
        Period(read_moment(begin, f"begins-{number}"), read_moment(end, f"ends-{number}"))
        for number, (begin, end) in enumerate(values["periods"], start=1)
    )
    texts = {lang: Text(*(values[field_of(part, lang)] for part in PARTS)) for lang in LANGUAGES}
    kept = {lang: text for lang, text in texts.items() if not text.is_empty}
    return Content(values["cause"], values["effect"], about, periods, kept)


def read_moment(text, field):
    """A moment on Tashkent's clocks; None where nothing is written. Raises WrongMoment."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongMoment(field=field) from None
    if at.year not in YEARS:
        raise WrongMoment(field=field)
    return at if at.tzinfo else at.replace(tzinfo=TASHKENT)


def write_moment(at):
    """The same as a field of the form has it; seconds where there are some."""
    here = at.astimezone(TASHKENT) if at else None
    return here.strftime("%Y-%m-%dT%H:%M:%S").removesuffix(":00") if here else ""


def tidy(text):
    """Browsers send lines that end in CR LF; characters without a form would break the feeds."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class VersionForm(Query):
    """Which version a button was about."""

    version: int = Field(0, ge=0, le=MOST)


class CopyQuery(Query):
    copy_of: int | None = Field(None, alias="copy", ge=1, le=MOST)


class DeskQuery(Query):
    standing: Literal[LISTED] | None = None
    page: int = Field(1, ge=1, le=10_000)


class AlertsQuery(Query):
    """The public list, and its RSS."""

    line: str | None = Field(None, max_length=200)


class AlertsApiQuery(LanguageQuery):
    line: str | None = Field(None, max_length=200, description=N_("only those about this line: its id"), examples=["metro:M1"])
    stop: str | None = Field(
        None, max_length=200, description=N_("only those about this station or stop: its id"), examples=["metro:chorsu"]
    )
    feed: str | None = Field(None, max_length=100, description=N_("only those about this timetable"), examples=["metro"])
    when: Literal["now", "planned"] | None = Field(None, description=N_("only those that hold now, or only those of later"))


class FeedQuery(Query):
    feed: str | None = Field(
        None,
        max_length=100,
        description=N_(
            "only what is about this timetable, whose ids are then the only ones: several timetables may have the same"
        ),
        examples=["metro"],
    )
