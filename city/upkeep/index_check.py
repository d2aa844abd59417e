"""Is the search index what the services offer? Where it is not, the kind is indexed anew."""

from collections import Counter

from sqlalchemy import and_, exists, select, text

from city import search
from city.database import db
from city.search.models import Posting
from city.search.writing import digest_kept, digest_of

WRONG_COUNTS = (
    "SELECT 1 FROM city_search_word w WHERE w.names + w.others <>"
    " (SELECT count(*) FROM city_search_posting p WHERE p.word_id = w.id) LIMIT 1"
)


def find_faults(source):
    """How many entries of a kind are missing, surplus or different in the index; 0 for a sound one."""
    offered = Counter(digest_of(source.kind, entry) for entry in source.entries())
    kept = Counter(map(digest_kept, db.session.scalars(select(search.Entry).where(search.Entry.kind == source.kind))))
    return max((offered - kept).total(), (kept - offered).total(), len(list_without_words(source.kind)))


def mend(source):
    """Index a kind anew where it differs. Flushes, inside a unit of work; what is offered is read inside it too."""
    search.forget_entries(list_unsound(source.kind))
    search.replace_entries(source.kind, source.entries())


def are_words_miscounted():
    """Whether a word is not in as many things as its count says; `city search rebuild` puts that right."""
    return db.session.scalar(text(WRONG_COUNTS)) is not None


def list_without_words(kind):
    """Ids of entries that no word leads to."""
    has_word = exists().where(Posting.entry_id == search.Entry.id)
    wanted = and_(search.Entry.kind == kind, search.Entry.keys != "", ~has_word)
    return db.session.scalars(select(search.Entry.id).where(wanted)).all()


def list_unsound(kind):
    """Ids of entries that no word leads to, or that are not what they were when they were indexed."""
    kept = db.session.scalars(select(search.Entry).where(search.Entry.kind == kind))
    return sorted({*list_without_words(kind), *(each.id for each in kept if digest_kept(each) != each.digest)})
