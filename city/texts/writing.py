"""Changing a text: each save adds a version, and going back to the text of the release is a version too."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from city.database import db
from city.errors import NotFound
from city.texts.builtin import read_builtin
from city.texts.models import TextVersion
from city.texts.refusals import AlreadyBuiltin, ChangedMeanwhile, FixedText, SameAsBefore, TooLongText, Unfinished

LONGEST = {"title": 150, "summary": 400, "text": 60_000}


def find_newest(page, lang):
    """The newest version of one language of a page, or None while nobody has changed it."""
    wanted = select(TextVersion).where(TextVersion.page == page.key, TextVersion.lang == lang)
    return db.session.scalar(wanted.order_by(TextVersion.number.desc()).limit(1))


def list_newest():
    """{(key of a page, language): its newest version} of all that were ever changed."""
    found = db.session.scalars(select(TextVersion).order_by(TextVersion.number))
    return {(version.page, version.lang): version for version in found}


def list_versions(page, lang):
    """All versions of one language of a page, the newest first."""
    wanted = select(TextVersion).where(TextVersion.page == page.key, TextVersion.lang == lang)
    return db.session.scalars(wanted.order_by(TextVersion.number.desc())).all()


def get_version(page, lang, number):
    """Raises NotFound."""
    wanted = select(TextVersion).where(TextVersion.page == page.key, TextVersion.lang == lang, TextVersion.number == number)
    found = db.session.scalar(wanted)
    if not found:
        raise NotFound()
    return found


def content_at(page, lang, number):
    """The Text that a form began from: version `number`, or for 0 and after a return the text of the release."""
    version = get_version(page, lang, number) if number else None
    return shown_of(page, lang, version)


def shown_of(page, lang, version):
    """The Text that readers see when `version` is the newest (None: there is none)."""
    return read_builtin(page, lang) if version is None or version.is_builtin else version.content


def has_new_builtin(page, lang, version):
    """Whether the text of the release is another one than when this version was written over it."""
    return bool(version and not version.is_builtin and version.beside != read_builtin(page, lang).flat())


def save(page, lang, base, text, by, now):
    """A new version, written from version `base` on (0: the text of the release). `by` has an id and a name.

    Raises ChangedMeanwhile, SameAsBefore, FixedText, Unfinished or TooLongText.
    """
    newest = _check_base(page, lang, base)
    check(text)
    if text == shown_of(page, lang, newest):
        raise SameAsBefore()
    return _append(page, lang, newest, text, by, now)


def go_back(page, lang, base, by, now):
    """From here on readers see the text of the release. Raises ChangedMeanwhile, AlreadyBuiltin or FixedText."""
    newest = _check_base(page, lang, base)
    if newest is None or newest.is_builtin:
        raise AlreadyBuiltin()
    return _append(page, lang, newest, None, by, now)


def check(text):
    """Raises Unfinished or TooLongText, naming the field."""
    for part, value in text.flat().items():
        if not value.strip():
            raise Unfinished(field=part)
        if len(value) > LONGEST[part]:
            raise TooLongText(field=part, limit=LONGEST[part], count=len(value))


def _check_base(page, lang, base):
    if page.fixed:
        raise FixedText()
    newest = find_newest(page, lang)
    if newest and newest.number != base:
        raise ChangedMeanwhile(name=newest.author_name, number=newest.number)
    return newest


def _append(page, lang, newest, text, by, now):
    builtin = read_builtin(page, lang)
    version = TextVersion(
        page=page.key,
        lang=lang,
        number=newest.number + 1 if newest else 1,
        is_builtin=text is None,
        beside=builtin.flat(),
        author_id=by.id,
        author_name=by.name,
        written_at=now,
        **(text or builtin).flat(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:  # somebody else took the number in the same moment
        theirs = find_newest(page, lang)
        raise ChangedMeanwhile(name=theirs.author_name, number=theirs.number) from None
    return version
