"""Keeping files: put in once however often they were sent, found by key, listed without their bytes."""

import secrets

from babel.numbers import format_decimal
from sqlalchemy import select
from sqlalchemy.orm import defer

from city.accounts.models import Person
from city.attachments.models import Attachment
from city.attachments.refusals import NoTitle
from city.database import db
from city.errors import NotFound
from city.folding import make_slug

LONGEST_NAME = 60
UNITS = {"uz": ("KB", "MB", "uz"), "uz-Cyrl": ("КБ", "МБ", "uz_Cyrl"), "ru": ("КБ", "МБ", "ru"), "en": ("kB", "MB", "en")}


def add_file(cleaned, title, person_id, now):
    """Keep a file (kinds.Cleaned), inside a unit of work; the same of the same person is kept once. Raises NoTitle."""
    title = tidy_title(title)
    db.session.get(Person, person_id, with_for_update=True)  # of two clicks, the second waits here
    same = select(Attachment).options(defer(Attachment.data)).where(Attachment.sha256 == cleaned.sha256)
    if found := db.session.scalar(same.where(Attachment.added_by == person_id, Attachment.title == title)):
        return found
    kept = {"kind": cleaned.kind, "size": len(cleaned.data), "data": cleaned.data, "sha256": cleaned.sha256}
    named = {"key": secrets.token_hex(16), "title": title, "name": name_of(title)}
    added = Attachment(**named, added_by=person_id, added_at=now, **kept)
    db.session.add(added)
    db.session.flush()
    return added


def tidy_title(title):
    """The title on one line. Raises NoTitle where nothing is left."""
    title = " ".join(title.split())
    if not title:
        raise NoTitle()
    return title


def name_of(title):
    """What a title is called in an address and on a disk: small Latin letters, digits and hyphens."""
    return make_slug(title)[:LONGEST_NAME].strip("-") or "file"


def get_file(key, name, kind):
    """The Attachment at this address, with its bytes. Raises NotFound."""
    found = db.session.scalar(select(Attachment).where(Attachment.key == key))
    if not found or (found.name, found.kind) != (name, kind):
        raise NotFound()
    return found


def list_files(most=100):
    """The newest files, without their bytes."""
    newest = select(Attachment).order_by(Attachment.id.desc()).limit(most)
    return db.session.scalars(newest.options(defer(Attachment.data))).all()


def list_described(keys, lang):
    """[(address, 'PDF, 1,2 MB' for readers of `lang`)] of those of `keys` that there are."""
    wanted = select(Attachment).where(Attachment.key.in_(keys)).options(defer(Attachment.data))
    return [(each.address, describe(each, lang)) for each in db.session.scalars(wanted)]


def describe(file, lang):
    """Kind and size of a file in a language, whatever page it stands on."""
    small, large, locale = UNITS[lang]
    if file.size < 995_000:
        return f"{file.kind.upper()}, {max(round(file.size / 1000), 1)}\u00a0{small}"
    return f"{file.kind.upper()}, {format_decimal(round(file.size / 1_000_000, 1), locale=locale)}\u00a0{large}"
