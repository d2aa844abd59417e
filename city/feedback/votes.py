"""'Was this page useful': answers, the words that may follow, and how they stand by page."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from city.accounts.throttle import key_of
from city.database import db
from city.errors import NotFound
from city.feedback import limits
from city.feedback.models import Vote
from city.feedback.words import tidy

LONGEST_WORDS = 1000
NEWEST = 100
MOST_PAGES = 500


@dataclass(frozen=True)
class Standing:
    """How many found a page useful, and how many did not."""

    page: str
    yes: int
    no: int
    comments: int

    @property
    def share(self):
        return self.yes / (self.yes + self.no)


def vote(page, language, useful, secret, network, now):
    """The id of an answer that is kept. The same from one address within seconds is a double click. Raises MustWait."""
    same = limits.lock(key_of(secret, "feedback double", f"{network} {page} {language} {useful}"), now)
    if same.ref and now - same.since < limits.DOUBLE:
        return same.ref
    limits.take_try(secret, "vote", network, now)
    kept = Vote(page=page, language=language, useful=useful, words="", at=now)
    db.session.add(kept)
    db.session.flush()
    same.ref, same.since = kept.id, now
    db.session.flush()
    return kept.id


def get_vote(number):
    """Raises NotFound."""
    found = db.session.get(Vote, number) if number else None
    if not found:
        raise NotFound()
    return found


def add_words(number, words):
    """Say why a page was not useful; what was said first stands. Raises NotFound or TooLongText."""
    kept = db.session.scalar(select(Vote).where(Vote.id == number).with_for_update())
    if not kept:
        raise NotFound()
    kept.words = kept.words or tidy("words", words, LONGEST_WORDS)
    db.session.flush()


def list_standings(since=None, most=MOST_PAGES):
    """[Standing], the pages with the most answers first, at most so many."""
    yes, commented = func.sum(case((Vote.useful, 1), else_=0)), func.sum(case((Vote.words != "", 1), else_=0))
    query = select(Vote.page, yes, func.count() - yes, commented).group_by(Vote.page)
    if since:
        query = query.where(Vote.at >= since)
    ordered = query.order_by(func.count().desc(), Vote.page).limit(most)
    return [Standing(*row) for row in db.session.execute(ordered)]


def list_comments(page=None):
    """Answers with words, the newest first."""
    query = select(Vote).where(Vote.words != "").order_by(Vote.id.desc()).limit(NEWEST)
    return db.session.scalars(query.where(Vote.page == page) if page else query).all()
