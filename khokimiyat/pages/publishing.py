"""Publishing: the author asks, somebody else publishes or sends back; each step is kept with who and when."""

from city.database import db
from khokimiyat.pages import sharing
from khokimiyat.pages.content import LANGUAGE_NAMES
from khokimiyat.pages.models import Step
from khokimiyat.pages.refusals import (
    AlreadyPublished,
    NoReason,
    NotPublished,
    NotWaiting,
    OwnVersion,
    TooFewLanguages,
    UnfinishedLanguage,
)
from khokimiyat.pages.writing import check_newest, get_to_change, get_version

LEAST_LANGUAGES = 2


def ask(number, version, by, now):
    """Ask that the newest version be published. Raises NotNewest, AlreadyPublished, or what `check_whole` raises."""
    page = get_to_change(number)
    check_newest(page, version)
    if page.published == version:
        raise AlreadyPublished(number=version)
    check_whole(get_version(number, version).content)
    page.waiting = version
    return _note(page, version, "asked", by, now)


def publish(number, version, by, now):
    """Show the waiting version to readers and to the search. Raises NotWaiting or OwnVersion."""
    page = _get_waiting(number, version)
    if is_author(get_version(number, version), by):
        raise OwnVersion(number=version)
    page.published, page.waiting, page.withdrawn = version, None, None
    page.published_at, page.changed_at = page.published_at or now, now
    step = _note(page, version, "published", by, now)
    sharing.refresh_search(page)
    return step


def send_back(number, version, reason, by, now):
    """Give the waiting version back to its author. Raises NotWaiting or NoReason."""
    page = _get_waiting(number, version)
    if not reason:
        raise NoReason()
    page.waiting = None
    return _note(page, version, "returned", by, now, reason)


def withdraw(number, version, by, now):
    """Take the published version away from readers, everywhere. Raises NotPublished."""
    page = get_to_change(number)
    if not version or page.published != version:
        raise NotPublished()
    page.published, page.withdrawn = None, version
    step = _note(page, version, "withdrawn", by, now)
    sharing.refresh_search(page)
    return step


def is_author(version, person):
    return (version.author_id, version.author_name) == (person.id, person.name)


def check_whole(content):
    """Raises UnfinishedLanguage for a language half written, TooFewLanguages where there are fewer than two."""
    for lang, text in content.texts.items():
        if not text.is_whole:
            raise UnfinishedLanguage(language=LANGUAGE_NAMES[lang])
    if len(content.texts) < LEAST_LANGUAGES:
        raise TooFewLanguages()


def _get_waiting(number, version):
    page = get_to_change(number)
    if not version or page.waiting != version:
        raise NotWaiting(number=version)
    return page


def _note(page, version, step, by, now, reason=""):
    kept = Step(page_id=page.id, number=version, step=step, reason=reason, person_id=by.id, person_name=by.name, at=now)
    db.session.add(kept)
    db.session.flush()
    return kept
