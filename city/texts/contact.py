"""How the city hall can be reached: telephones, hours, address, and who answers for personal data. Kept in versions."""

import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from city.database import db
from city.texts.catalogue import LANGUAGES
from city.texts.models import ContactVersion
from city.texts.refusals import ChangedMeanwhile, HalfAddress, HalfHours, SameAsBefore, TooLongText, WrongEmail
from city.texts.telephone import read_telephone

DAYS = ("", "mon_fri", "mon_sat", "every_day")
TELEPHONES = ("telephone", "text_telephone", "privacy_telephone")
EMAILS = ("email", "privacy_email")
EMAIL = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,180}\.[^\s@<>\"'.]{2,}")
IN_LANGUAGES = ("address", "privacy_who")
LONGEST = 300


@dataclass(frozen=True)
class Details:
    """Everything may be empty: what nobody gave is said to be not yet given. Times are 'HH:MM', telephones E.164 or short."""

    telephone: str = ""
    text_telephone: str = ""  # for SMS or video, for people who do not hear or speak
    email: str = ""
    days: str = ""
    opens: str = ""
    closes: str = ""
    pause_from: str = ""
    pause_to: str = ""
    address_uz: str = ""
    address_uz_cyrl: str = ""
    address_ru: str = ""
    address_en: str = ""
    privacy_who_uz: str = ""
    privacy_who_uz_cyrl: str = ""
    privacy_who_ru: str = ""
    privacy_who_en: str = ""
    privacy_telephone: str = ""
    privacy_email: str = ""
    is_demo: bool = False

    def flat(self):
        return asdict(self)

    def in_language(self, part, lang):
        """`part` is 'address' or 'privacy_who'."""
        return getattr(self, name_field(part, lang))


def name_field(part, lang):
    return f"{part}_{lang.lower().replace('-', '_')}"


def find_newest():
    """The ContactVersion in force, or None while nobody gave any."""
    return db.session.scalar(select(ContactVersion).order_by(ContactVersion.number.desc()).limit(1))


def list_versions():
    return db.session.scalars(select(ContactVersion).order_by(ContactVersion.number.desc())).all()


def details_of(version):
    """The Details of a version, empty ones of None. Fields of another release are passed over."""
    known = {each.name for each in fields(Details)}
    kept = version.details if version else {}
    return Details(**{name: value for name, value in kept.items() if name in known})


def details_at(number):
    """The Details that a form began from: those of version `number`."""
    return details_of(db.session.scalar(select(ContactVersion).where(ContactVersion.number == number)))


def save(base, details, by, now):
    """A new version, written from version `base` on (0: none yet). `by` has an id and a name.

    Raises ChangedMeanwhile, SameAsBefore, or what `tidy` raises.
    """
    newest = find_newest()
    if newest and newest.number != base:
        raise ChangedMeanwhile(name=newest.author_name, number=newest.number)
    details = tidy(details)
    if details == details_of(newest):
        raise SameAsBefore()
    number = newest.number + 1 if newest else 1
    version = ContactVersion(number=number, details=details.flat(), author_id=by.id, author_name=by.name, written_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(version)
    except IntegrityError:  # somebody else took the number in the same moment
        theirs = find_newest()
        raise ChangedMeanwhile(name=theirs.author_name, number=theirs.number) from None
    return version


def tidy(details):
    """The Details as they are kept. Raises WrongTelephone, WrongEmail, TooLongText, HalfAddress or HalfHours."""
    for name, value in details.flat().items():
        if isinstance(value, str) and len(value) > LONGEST:
            raise TooLongText(field=name, limit=LONGEST, count=len(value))
    for name in EMAILS:
        value = getattr(details, name)
        if value and not EMAIL.fullmatch(value):
            raise WrongEmail(field=name)
    _check_hours(details)
    for part in IN_LANGUAGES:
        given = {lang: bool(details.in_language(part, lang)) for lang in LANGUAGES}
        if any(given.values()) and not all(given.values()):
            raise HalfAddress(field=name_field(part, next(lang for lang in LANGUAGES if not given[lang])))
    return replace(details, **{name: read_telephone(getattr(details, name), name) for name in TELEPHONES})


def _check_hours(details):
    """Days, beginning and end belong together; a pause lies between them."""
    times = [details.opens, details.closes]
    if not any([details.days, *times, details.pause_from, details.pause_to]):
        return
    if not all([details.days, *times]) or bool(details.pause_from) != bool(details.pause_to):
        raise HalfHours(field="days")
    if details.pause_from:
        times[1:1] = [details.pause_from, details.pause_to]
    try:
        moments = [time.fromisoformat(each) for each in times]
    except ValueError:
        raise HalfHours(field="days") from None
    if moments != sorted(set(moments)):
        raise HalfHours(field="days")
