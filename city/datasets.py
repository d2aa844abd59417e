"""What a service offers as open data: each dataset is described once, and the city makes pages, files and a catalogue of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Column:
    """A field of a dataset: `name` heads its column, `kind` is what its values are.

    text · integer · number · boolean · date · moment (an aware datetime, shown in UTC) · address (an absolute URL).
    """

    name: str  # 'area_ha': the unit stands in the name
    kind: str
    label: str


@dataclass(frozen=True)
class DataFile:
    """A further file in which a dataset is given, as a whole: `endpoint` with `values` answers it."""

    name: str  # 'gtfs.zip': unlike that of any other file of the dataset
    label: str
    media_type: str  # 'application/zip'
    endpoint: str
    values: Mapping[str, object]
    format: str  # of the EU's list of file types: 'GTFS', 'JSON', 'ICS'
    size: int | None = None  # bytes, where it is known


@dataclass(frozen=True)
class Dataset:
    """One set of open data.

    `rows()` gives one mapping of column names to values (None where nothing is known) for each row, and may give them one
    by one as they are read. Where `geometry` is set, the key 'geometry' holds the text of a GeoJSON geometry, or None.
    `updated_at()` says when the data last changed; None while there are none.
    """

    key: str  # 'parks', as in /en/data/parks
    title: str
    summary: str  # one or two sentences
    theme: str  # of the EU's list of data themes: TRAN, ENVI, GOVE, REGI, EDUC, SOCI, TECH, HEAL, JUST, ECON, ENER, AGRI, INTR
    keywords: tuple[str, ...]  # in English
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Mapping]]
    updated_at: Callable[[], datetime | None]
    licence: str  # a key of city.opendata's licences: 'ODbL-1.0', 'CC-BY-4.0', 'CC0-1.0'
    source: str  # whose facts these are, in a sentence
    frequency: str  # of the EU's list: CONT, DAILY, WEEKLY, MONTHLY, QUARTERLY, ANNUAL, IRREG
    geometry: str = ""  # 'points', 'lines' or 'areas': it is then given as GeoJSON too, and drawn on a map
    source_url: str = ""
    how: str = ""  # how it was gathered and what to beware of: a sentence or more
    files: Callable[[], Iterable[DataFile]] = tuple
    api: str = ""  # endpoint of the JSON of the same things
    illustrative: Callable[[], bool] = lambda: False  # demonstration data: said wherever the dataset shows
