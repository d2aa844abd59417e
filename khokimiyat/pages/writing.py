"""Writing pages: every save adds a version to those that there are, and none is ever changed."""

import re
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from city.database import db
from city.errors import NotFound
from khokimiyat.pages.content import LONGEST, LONGEST_SLUG, TEXT_FIELDS, to_json, with_slug
from khokimiyat.pages.models import Page, Version
from khokimiyat.pages.refusals import (
    ChangedMeanwhile,
    NothingChanged,
    NoTitle,
    NotNewest,
    ReservedSlug,
    SlugFixed,
    SlugTaken,
    TooLongText,
    WrongSlug,
)

SLUG = re.compile(rf"(?=.{{1,{LONGEST_SLUG}}}$)[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = ("news",)


def add(content, by, now):
    """The first version of a new page. `by` has an id and a name. Raises what `check` raises, or SlugTaken."""
    content = check(with_slug(content))
    page = Page(slug=content.slug, newest=0)
    _keep_slug(page)
    return _append(page, content, by, now)


def save(number, base, content, by, now):
    """A new version of a page, written from version `base` on.

    Raises ChangedMeanwhile where somebody else saved since, NothingChanged, SlugFixed, or what `add` raises.
    """
    page = get_to_change(number)
    newest = get_version(number, page.newest)
    if page.newest != base:
        raise ChangedMeanwhile(number=newest.number, name=newest.author_name)
    content = check(with_slug(content))
    if content == newest.content:
        raise NothingChanged(number=base)
    _move(page, content.slug)
    return _append(page, content, by, now)


def restore(number, wanted, base, by, now):
    """The version `wanted` once more, as the newest. The address stays that of today. Raises NotNewest or NothingChanged."""
    page = get_to_change(number)
    check_newest(page, base)
    content = replace(get_version(number, wanted).content, slug=page.slug)
    if content == get_version(number, base).content:
        raise NothingChanged(number=base)
    return _append(page, content, by, now, restores=wanted)


def check(content):
    """The content itself, if it can be kept. Raises NoTitle, TooLongText, WrongSlug or ReservedSlug."""
    if not content.titles:
        raise NoTitle(field="title_uz")
    values = content.flat()
    for name, part, _ in TEXT_FIELDS:
        if len(values[name]) > LONGEST[part]:
            raise TooLongText(field=name, limit=LONGEST[part], count=len(values[name]))
    if not SLUG.fullmatch(content.slug):
        raise WrongSlug()
    if content.slug in RESERVED:
        raise ReservedSlug(slug=content.slug)
    return content


def get_page(number):
    """Raises NotFound."""
    return _or_raise(db.session.get(Page, number))


def get_to_change(number):
    """The page, which nobody else changes until this transaction ends. Raises NotFound."""
    wanted = select(Page).where(Page.id == number).with_for_update().execution_options(populate_existing=True)
    return _or_raise(db.session.scalar(wanted))


def get_version(page_id, number):
    """Raises NotFound."""
    wanted = select(Version).where(Version.page_id == page_id, Version.number == number)
    return _or_raise(db.session.scalar(wanted))


def check_newest(page, number):
    """Raises NotNewest."""
    if page.newest != number:
        raise NotNewest(number=page.newest)


def _append(page, content, by, now, restores=None):
    """A version that asks for nothing yet: whoever waits for an older one to be published has to ask anew."""
    page.newest, page.waiting = page.newest + 1, None
    values = {"slug": content.slug, "kind": content.kind, "in_menu": content.in_menu, "texts": to_json(content.texts)}
    values |= {"author_id": by.id, "author_name": by.name, "written_at": now}
    version = Version(page=page, number=page.newest, restores=restores, **values)
    db.session.add(version)
    db.session.flush()
    return version


def _move(page, slug):
    if slug == page.slug:
        return
    if page.published_at:
        raise SlugFixed(slug=page.slug)
    page.slug = slug
    _keep_slug(page)


def _keep_slug(page):
    slug = page.slug
    try:
        with db.session.begin_nested():
            db.session.add(page)
    except IntegrityError:
        raise SlugTaken(slug=slug) from None


def _or_raise(found):
    if not found:
        raise NotFound()
    return found
