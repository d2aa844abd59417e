"""What a service plugs into the city: data, not calls. The city loads the names in the FEATURES setting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path

from city.datasets import Dataset


@dataclass(frozen=True)
class MenuEntry:
    """A line of the menu and a card of the front page; `counts` gives short texts on how much there is."""

    label: str
    endpoint: str
    colour: str
    summary: str
    counts: Callable[[], list[str]] = list


@dataclass(frozen=True)
class StaffEntry:
    """A line of the staff menu and a card of the staff's home page, for people who have the permission."""

    label: str
    endpoint: str
    permission: str
    summary: str
    colour: str = "city"
    late: Callable[[], int] = int  # how much of it waits for too long, told beside the label


@dataclass(frozen=True)
class FooterLink:
    """A link at the foot of every page and on the site map."""

    label: str
    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MapLayer:
    """Something maps can draw. `endpoint` answers GeoJSON; `kind` says how (see city.maps.Drawing)."""

    name: str
    label: str
    endpoint: str
    kind: str
    colour: str
    ground: bool = False  # drawn under every map, whatever it is about


@dataclass(frozen=True)
class SearchEntry:
    """One thing that search finds. `names` maps language to name, `words` are further words people use for it.

    `texts` maps language to the text of a page: it is searched after names, and shown where words of it were found.
    `district` is a key of city.districts, worked out from the place where it is not given; `date` is the day on which it was
    published or opened.
    """

    ref: str
    names: dict[str, str]
    endpoint: str
    values: dict[str, str]
    lon: float | None = None
    lat: float | None = None
    words: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    district: str | None = None
    date: Day | None = None


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing to search for, and a function that lists all of them."""

    kind: str
    label: str
    entries: Callable[[], Iterable[SearchEntry]]


@dataclass(frozen=True)
class Place:
    """A thing with a page and, mostly, a point: what services tell one another about."""

    named: object  # city.names.Named
    endpoint: str
    values: dict[str, str]
    distance_m: float | None = None


@dataclass(frozen=True)
class PlaceSource:
    """Places of one kind: those of a district, and the `limit` nearest within `radius_m` of a point."""

    kind: str
    label: str
    in_district: Callable[[str], list[Place]]
    near: Callable[..., list[Place]]  # (lon, lat, limit, radius_m)


@dataclass(frozen=True)
class Written:
    """A page or a piece of news that somebody wrote, and since when readers have it."""

    named: object  # its title, as city.names.Named gives it
    endpoint: str
    values: dict[str, str]
    at: datetime


@dataclass(frozen=True)
class NewsSource:
    """News: `newest(limit)` lists them, `endpoint` is the page of all, `feed` their RSS."""

    newest: Callable[[int], list[Written]]
    endpoint: str
    feed: str


@dataclass(frozen=True)
class Job:
    """Work that is done by itself, in the process of `city jobs start`.

    `run(work)` gets a city.jobs.work.Work and runs in an application context, outside a unit of work. It is due every
    `every`, or each day at `daily_at`, a time of day in Tashkent; `is_on()` says whether there is anything set up to do.
    """

    name: str  # 'transit.refresh_feeds'
    label: str
    summary: str
    run: Callable
    every: timedelta | None = None
    daily_at: time | None = None
    is_on: Callable[[], bool] = lambda: True


@dataclass(frozen=True)
class Source:
    """Somebody whose data are fetched (city.sources). Records of it have its key, or `key/member` where it is several."""

    key: str  # 'transit.feed'
    label: str
    credit: str  # whose the data are, and under which licence
    stale_after: timedelta  # silent for longer, its data are marked as old


@dataclass(frozen=True)
class PersonalData:
    """What a part keeps about somebody: for the page 'My data', its export, and erasing (the law on personal data).

    `read(id)` gives the rows, newest first, as dictionaries of what JSON can hold or moments; `fields` labels their keys.
    `whose` says whose id it is: 'resident' of city_resident, 'staff' of city_person. `erase(id, now)` deletes them or takes
    the person out of them, inside a unit of work; None where they must be kept, and then `kept_because` says why.
    """

    name: str  # 'residents.account'
    label: str
    whose: str
    fields: Mapping[str, str]
    read: Callable[[int], Iterable[Mapping]]
    erase: Callable | None = None
    kept_because: str = ""


@dataclass(frozen=True)
class Guide:
    """How something is used, for its readers: files `<key>.<language>.md` of `folder`, each a title, a summary and a text."""

    key: str
    label: str
    folder: Path


@dataclass(frozen=True)
class Feature:
    """A service, or a part of the city's own (city.parts)."""

    name: str
    blueprints: tuple = ()
    menu: tuple[MenuEntry, ...] = ()
    layers: tuple[MapLayer, ...] = ()
    commands: tuple = ()
    jobs: tuple[Job, ...] = ()
    sources: tuple[Source, ...] = ()
    searches: tuple[SearchSource, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    places: tuple[PlaceSource, ...] = ()
    pages: Callable[[], list[Written]] = list  # further pages, for the site map
    news: tuple[NewsSource, ...] = ()
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name -> roles of city.accounts.roles
    staff_menu: tuple[StaffEntry, ...] = ()
    shift_roles: tuple[str, ...] = ()  # roles that work in shifts: their sessions last for STAFF_SHIFT_HOURS
    permission_labels: Mapping[str, str] = field(default_factory=dict)  # what a permission is for, where no menu entry says so
    personal_data: tuple["PersonalData", ...] = ()
    actions: Mapping[str, str] = field(default_factory=dict)  # names that the audit gives to what is done -> label
    footer: tuple[FooterLink, ...] = ()
    guides: tuple[Guide, ...] = ()
    privacy: Path | None = None  # folder of `privacy.<language>.md`: what is kept of people here, for the privacy policy
    ways_to: str = ""  # endpoint of a page on how to get somewhere; its argument `to` is kind and key, 'park:milliy-bog'
    preload: Callable | None = None  # what a server does before it serves, so that nobody waits for it
    load_demo: Callable | None = None  # (now, progress) -> None, inside a unit of work
    shows_demo: str = field(default="")  # a sentence for the footer while demonstration data are shown


def load_features(names):
    """The features called `names`, in that order; each package has a `feature.py` with a `feature` in it."""
    return [import_module(f"{name}.feature").feature for name in names]
