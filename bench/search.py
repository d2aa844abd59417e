"""How long a search takes with 200,000 things to find, and how long the index takes to write.

Makes a database of its own: SQLite, or one on TEST_DATABASE_URL. Names are made up of 26,000 words in four languages.
"""

import os
import random
import statistics
import subprocess
import tempfile
import time
from datetime import date
from functools import cache
from itertools import accumulate
from types import SimpleNamespace

from sqlalchemy.engine import make_url

from bench.streams import ROOT, database
from city import search
from city.app import create_app
from city.database import unit_of_work
from city.features import SearchEntry
from city.names import to_cyrillic

ENTRIES, WORDS, PAGES = 200_000, 26_000, 8_000
AIM_MS, QUERIES = 50, 200
DAY = date(2026, 11, 24)
SYLLABLES = [first + second for first in "bdgjklmnqrstx" for second in "aiou"]
ENDS = ("bod", "zor", "kent", "tepa", "lik", "chi", "bek", "jon", "boy", "xon", "ariq", "gul", "tosh", "soy", "qor", "nur")
KINDS = {
    "street": (("koʻchasi", "улица", "street"), 0.7),
    "place": (("mahallasi", "махалля", "neighbourhood"), 0.9),
    "stop": (("bekati", "остановка", "stop"), 1.0),
}
DISTRICTS = ("chilonzor", "yunusobod", "sergeli", "mirobod", "olmazor")


def main():
    with tempfile.TemporaryDirectory() as folder, database(folder) as url:
        os.environ |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
        subprocess.run([ROOT / ".venv/bin/city", "db", "upgrade"], check=True, capture_output=True)
        print(f"{make_url(url).get_backend_name()}, {os.cpu_count()} processors, {ENTRIES} entries")
        with create_app().app_context():
            measure()


def measure():
    chance = random.Random(7)
    words = make_words(chance)
    entries = list(make_entries(chance, words))
    by_kind = {}
    for kind, entry in entries:
        by_kind.setdefault(kind, []).append(entry)
    sources = [SimpleNamespace(kind=kind, entries=lambda those=those: iter(those)) for kind, those in by_kind.items()]
    begun = time.perf_counter()
    with unit_of_work():
        search.rebuild(sources)
    print(f"rebuild: {time.perf_counter() - begun:.0f} s")
    measure_writing(entries, chance)
    search.find("chilonzor")  # the words are read once in a process
    names = [entry.names for _, entry in entries]
    for title, make, values in list_queries(chance, words, names):
        times, computing = zip(*(ask(make(), **values) for _ in range(QUERIES)), strict=True)
        p95, own = (sorted(each)[int(QUERIES * 0.95)] for each in (times, computing))
        verdict = "" if p95 < AIM_MS else " (too slow)"
        print(f"{title}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, of it processor {own:.1f} ms{verdict}")


def measure_writing(entries, chance):
    times = []
    for kind, entry in chance.sample(entries, 50):
        begun = time.perf_counter()
        with unit_of_work():
            search.replace_entry(kind, entry.ref, entry)
        times.append((time.perf_counter() - begun) * 1000)
    print(f"one entry written: median {statistics.median(times):.1f} ms, p95 {sorted(times)[47]:.1f} ms")
    begun = time.perf_counter()
    search.find("chilonzor")
    print(f"first search of a process: {(time.perf_counter() - begun) * 1000:.0f} ms")


def ask(query, count=False, **filters):
    """(milliseconds that passed, milliseconds of this process on a processor)."""
    begun, busy = time.perf_counter(), time.process_time()
    search.look_up(query, search.Filters(**filters), count=count, widen=True)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000


def list_queries(chance, words, names):
    """(title, function that makes a query, filters)."""

    def name():
        return chance.choice(list(chance.choice(names).values()))

    def word():
        return chance.choice(words[:3000])

    return [
        ("a name as it stands", name, {}),
        ("a name, and all counts", name, {"count": True}),
        ("one word", word, {}),
        ("one word, and all counts", word, {"count": True}),
        ("the beginning of a word", lambda: word()[:4], {}),
        ("two letters", lambda: word()[:2], {}),
        ("a word with a mistake", lambda: mistype(chance, word()), {}),
        ("a name with two mistakes", lambda: mistype(chance, mistype(chance, name())), {}),
        ("a word of one kind", word, {"kind": "stop"}),
        ("a word of a district, after a day", word, {"district": "sergeli", "since": DAY}),
        ("a frequent word", lambda: chance.choice(("koʻchasi", "улица", "mahalla", "street")), {}),
        ("a frequent word of one kind", lambda: chance.choice(("koʻchasi", "улица", "street")), {"kind": "stop"}),
        ("words that are nowhere", lambda: f"qwrtz{word()[:3]}pljhg vvkkxx", {}),
        ("some words of which none has all", lambda: f"{word()} {word()} {word()}", {}),
    ]


def mistype(chance, text):
    at = chance.randrange(1, max(2, len(text) - 1))
    return text[:at] + chance.choice(("", "a", "k", "o")) + text[at + 1 :]


def make_words(chance):
    made = dict.fromkeys(
        "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 3))) + chance.choice(ENDS) for _ in range(WORDS * 2)
    )
    return list(made)[:WORDS]


def make_entries(chance, words):
    """(kind, SearchEntry): streets, neighbourhoods and stops of one to three words, and pages of eighty."""
    weights = list(accumulate(1 / (at + 20) ** 0.6 for at in range(len(words))))
    cyrillic = cache(to_cyrillic)
    for number in range(ENTRIES - PAGES):
        share = number / (ENTRIES - PAGES)
        kind, (suffixes, _) = next((kind, each) for kind, each in KINDS.items() if share <= each[1])
        title = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(1, 3))).title()
        texts = zip(("uz", "ru", "en"), suffixes, strict=True)
        names = {lang: f"{title} {end}" if lang != "ru" else f"{end} {_in_cyrillic(title, cyrillic)}" for lang, end in texts}
        names["uz-Cyrl"] = _in_cyrillic(names["uz"], cyrillic)
        yield kind, SearchEntry(str(number), names, "city.home", {}, 69.2, 41.3, district=chance.choice(DISTRICTS), date=DAY)
    for number in range(PAGES):
        title, text = (" ".join(chance.choices(words, cum_weights=weights, k=count)) for count in (4, 80))
        yield "page", SearchEntry(f"page-{number}", {"uz": title}, "city.home", {}, texts={"uz": text}, date=DAY)


def _in_cyrillic(name, cyrillic):
    return " ".join(cyrillic(word) for word in name.split())


if __name__ == "__main__":
    main()
