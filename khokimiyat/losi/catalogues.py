"""Catalogues of indicators: which there are, and adding a version; a version is never edited."""

import csv
import re
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from city.database import db
from city.errors import NotFound
from khokimiyat.losi.catalogue_file import LONGEST_KEY, NAMES, NOTES, read_catalogue
from khokimiyat.losi.models import Catalogue, Criterion, Indicator
from khokimiyat.losi.refusals import WrongCatalogueKey

DATA = Path(__file__).parent / "data"
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCES = ("source_uz", "source_uz_cyrl", "source_ru", "source_en")
WHOLE = selectinload(Catalogue.criteria)


def list_versions(key):
    """All versions of a catalogue, the newest first."""
    return db.session.scalars(select(Catalogue).where(Catalogue.key == key).order_by(Catalogue.version.desc())).all()


def list_all():
    """Every version of every catalogue, with its indicators."""
    return db.session.scalars(select(Catalogue).options(WHOLE).order_by(Catalogue.key, Catalogue.version)).all()


def list_latest():
    """The newest version of each catalogue."""
    newest = select(func.max(Catalogue.id)).group_by(Catalogue.key)
    return db.session.scalars(select(Catalogue).options(WHOLE).where(Catalogue.id.in_(newest)).order_by(Catalogue.key)).all()


def get_catalogue(key, version=None):
    """A catalogue with all its indicators, the newest version unless one is asked for. Raises NotFound."""
    query = select(Catalogue).options(WHOLE).where(Catalogue.key == key)
    query = query.where(Catalogue.version == version) if version else query.order_by(Catalogue.version.desc()).limit(1)
    found = db.session.scalar(query)
    if not found:
        raise NotFound()
    return found


def add_version(key, criteria, texts, now):
    """Keep the criteria of a file as the next version of the catalogue `key`. Flushes, inside a unit of work.

    `texts` are edition, names, notes and sources; what they leave out is taken from the version before.
    """
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise WrongCatalogueKey(value=key[:LONGEST_KEY], limit=LONGEST_KEY)
    before = next(iter(list_versions(key)), None)
    kept = {name: getattr(before, name) for name in (*NAMES, *NOTES, *SOURCES)} if before else {}
    catalogue = Catalogue(key=key, version=before.version + 1 if before else 1, imported_at=now, **kept | texts)
    db.session.add(catalogue)
    db.session.flush()
    _add_criteria(catalogue, criteria)
    db.session.flush()
    return catalogue


def load_own(now):
    """The catalogues that the city brings along, where they are not there yet. Inside a unit of work."""
    with (DATA / "catalogues.csv").open(encoding="utf-8", newline="") as file:
        own = list(csv.DictReader(file))
    for texts in own:
        key, file_name = texts.pop("key"), texts.pop("file")
        if not list_versions(key):
            add_version(key, read_catalogue(DATA / file_name), texts, now)


def _add_criteria(catalogue, criteria):
    place = 0
    for position, row in enumerate(criteria):
        criterion = Criterion(catalogue_id=catalogue.id, position=position, **row.attributes)
        db.session.add(criterion)
        db.session.flush()
        for indicator in row.indicators:
            place += 1
            values = {"catalogue_id": catalogue.id, "criterion_id": criterion.id, "position": place}
            db.session.add(Indicator(**values, **indicator))
