"""What is kept of everything that can be found: the things, their names as keys, their words, and who has which word."""

from datetime import date

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base, db

IN_NAME, IN_WORDS, IN_TEXT = 0, 1000, 2000  # a posting's weight begins with where the word stands; less is better


class Entry(Base):
    """A thing. `languages`: in how many it has a name; `keys`, `also`: its folded names, and further words; `digest`: a mark
    of what it was made of.
    """

    __tablename__ = "city_search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    ref: Mapped[str]
    endpoint: Mapped[str]
    values: Mapped[dict] = mapped_column(JSON)
    names: Mapped[dict] = mapped_column(JSON)
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    texts: Mapped[dict] = mapped_column(JSON)
    district: Mapped[str | None]
    date: Mapped[date | None]
    languages: Mapped[int]
    keys: Mapped[str]
    also: Mapped[str]
    digest: Mapped[str]

    __table_args__ = (Index(None, "kind", "ref"),)


class NameKey(Base):
    """A folded name without blanks: the beginning of a name is found by it, however its words were joined or split."""

    __tablename__ = "city_search_name"

    key: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class Word(Base):
    """A folded word; in how many things it stands in the name, and in how many elsewhere only. `changed`: State.version."""

    __tablename__ = "city_search_word"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(unique=True)
    names: Mapped[int]
    others: Mapped[int]
    changed: Mapped[int] = mapped_column(index=True)


class Posting(Base):
    """A word of a thing. `weight`: where it stands, and how long the shortest name is."""

    __tablename__ = "city_search_posting"

    word_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    weight: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = (Index(None, "entry_id", "word_id"), {"sqlite_with_rowid": False})


class State(Base):
    """One row. Whoever writes the index changes it first, so that writers come one after another; readers see by it
    whether the words they remember are still the words there are."""

    __tablename__ = "city_search_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    era: Mapped[int]  # changes with every index that is made wholly anew


def begin_writing():
    """Wait for other writers, and give (version, era) of what is written now. Inside a unit of work."""
    query = "UPDATE city_search_state SET version = version + 1 WHERE id = 1 RETURNING version, era"
    return db.session.execute(text(query)).one()


def filter_terms(kind=None, district=None):
    """Words that no text has, by which things of a kind and of a district are found: no letter sorts behind their first."""
    given = {"kind": kind, "district": district}
    return [f"~{name}:{value}" for name, value in given.items() if value]
