"""Search in any script, with any apostrophe or none, one mistake forgiven; the same answers on both databases."""

import pytest
from sqlalchemy import text

from city import search
from city.database import db, unit_of_work
from city.errors import TooLong
from city.features import SearchEntry
from tests.city.test_folding import APOSTROPHES, make_mistakes
from tests.conftest import make_app

THINGS = (
    ("park", "Navoiy bogʻi", "Навоий боғи", "парк Навои", "Navoi Park"),
    ("park", "Gʻafur Gʻulom bogʻi", "Ғафур Ғулом боғи", "парк Гафура Гуляма", "Gafur Gulom Park"),
    ("park", "Ashxobod xiyoboni", "Ашхобод хиёбони", "сквер Ашхабад", "Ashgabat Square"),
    ("station", "Chilonzor", "Чилонзор", "Чиланзар", "Chilonzor"),
    ("station", "Oʻzbekiston", "Ўзбекистон", "Узбекистан", "Oʻzbekiston"),
    ("station", "Paxtakor", "Пахтакор", "Пахтакор", "Paxtakor"),
    ("station", "Novza", "Новза", "Новза", "Novza"),
    ("station", "Qoʻyliq", "Қўйлиқ", "Куйлюк", "Qoʻyliq"),
    ("district", "Chilonzor tumani", "Чилонзор тумани", "Чиланзарский район", "Chilonzor district"),
    ("district", "Shayxontohur tumani", "Шайхонтоҳур тумани", "Шайхантахурский район", "Shayxontohur district"),
    ("line", "Chilonzor yoʻnalishi", "Чилонзор йўналиши", "Чиланзарская линия", "Chilonzor line"),
)
LANGUAGES = ("uz", "uz-Cyrl", "ru", "en")


def make_entry(kind="park", *names, number=0, words=""):
    """An entry; names in the order of LANGUAGES."""
    return SearchEntry(f"{kind}-{number}", dict(zip(LANGUAGES, names, strict=False)), "city.home", {}, words=words)


def index(*entries):
    """Index (kind, *names) tuples, each kind as a whole."""
    with unit_of_work():
        for kind in dict.fromkeys(kind for kind, *_ in entries):
            search.replace_entries(kind, [make_entry(*each, number=at) for at, each in enumerate(entries) if each[0] == kind])


@pytest.fixture(scope="module")
def town(databases, empty_template):
    """An application on a database with THINGS to find, only for reading."""
    url = databases.copy(empty_template)
    app = make_app(url)
    with app.app_context():
        index(*THINGS)
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def find(town):
    """find(query, ...): the Uzbek names found, best first."""

    def ask(query, **values):
        return [str(hit.name("uz")) for hit in search.find(query, **values)]

    with town.app_context():
        yield ask


@pytest.fixture
def find_hits(town):
    with town.app_context():
        yield search.find


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Navoiy bogʻi", "Navoiy bogʻi"),
        ("Навоий боғи", "Navoiy bogʻi"),
        ("парк навои", "Navoiy bogʻi"),
        ("navoi park", "Navoiy bogʻi"),
        ("NAVOIY", "Navoiy bogʻi"),
        ("Ғафур Ғулом", "Gʻafur Gʻulom bogʻi"),
        ("гафура гуляма", "Gʻafur Gʻulom bogʻi"),
        ("gulom gafur", "Gʻafur Gʻulom bogʻi"),
        ("hiyobon", "Ashxobod xiyoboni"),
        ("сквер", "Ashxobod xiyoboni"),
        ("Ashgabat", "Ashxobod xiyoboni"),
        ("узбекистан", "Oʻzbekiston"),
        ("Özbekiston", "Oʻzbekiston"),
        ("ozbekiston", "Oʻzbekiston"),
        ("шайхонтоҳур", "Shayxontohur tumani"),
        ("Шайхантахурский", "Shayxontohur tumani"),
        ("shayhontohur", "Shayxontohur tumani"),
        ("Şayxontohur", "Shayxontohur tumani"),
        ("чиланзарский район", "Chilonzor tumani"),
        ("chilanzar", "Chilonzor"),
        ("kuylyuk", "Qoʻyliq"),
        ("Куйлюк", "Qoʻyliq"),
        ("koyliq", "Qoʻyliq"),
        ("pax", "Paxtakor"),
        ("  paxtakor  ", "Paxtakor"),
    ],
)
def test_a_thing_is_found_in_any_script_and_by_its_russian_name(find, query, name):
    assert find(query)[0] == name


@pytest.mark.parametrize("mark", APOSTROPHES, ids=lambda mark: f"U+{ord(mark):04X}" if mark else "none")
def test_a_thing_is_found_with_any_apostrophe_and_with_none(find, mark):
    assert find(f"O{mark}zbekiston") == ["Oʻzbekiston"]
    assert find(f"g{mark}afur g{mark}ulom bog{mark}i") == ["Gʻafur Gʻulom bogʻi"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Paxakor", "Paxtakor"),  # a letter missing
        ("Paxttakor", "Paxtakor"),  # added
        ("Paxtokor", "Paxtakor"),  # changed
        ("Patxakor", "Paxtakor"),  # two swapped
        ("Пахткор", "Paxtakor"),
        ("Пахттакор", "Paxtakor"),
        ("Пахтакир", "Paxtakor"),
        ("Паххтакор", "Paxtakor"),
        ("Vhilonzor", "Chilonzor"),  # in a pair that stands for one sound
        ("Chilomzor", "Chilonzor"),
        ("Sjayxontohur", "Shayxontohur tumani"),
        ("Navoiy bohgi", "Navoiy bogʻi"),
        ("Ozbekistan", "Oʻzbekiston"),
        ("Ўзбикистон", "Oʻzbekiston"),
        ("чиланзарскии район", "Chilonzor tumani"),
    ],
)
def test_one_mistake_is_forgiven(find, query, name):
    assert find(query)[0] == name


@pytest.mark.parametrize("name", ["Chilonzor", "Paxtakor", "Shayxontohur tumani", "Novza", "Qoʻyliq"])
def test_every_kind_of_mistake_is_forgiven(find, name):
    word = name.split()[0].lower()
    assert [typed for typed in make_mistakes(word, count=8) if name not in find(typed)] == []


@pytest.mark.parametrize(
    ("query", "name"), [("Pxatokor", "Paxtakor"), ("Chxlxnzor", "Chilonzor"), ("Шайхантахурскй", "Shayxontohur tumani")]
)
def test_two_mistakes_are_forgiven_in_a_long_word(find, query, name):
    assert find(query)[0] == name


@pytest.mark.parametrize(
    ("query", "name"),
    [("Novzadan", "Novza"), ("в Новзе", "Novza"), ("парка Навои", "Navoiy bogʻi"), ("Chilonzorga", "Chilonzor")],
)
def test_endings_of_grammar_do_not_matter(find, query, name):
    assert find(query)[0] == name


@pytest.mark.parametrize(("query", "name"), [("xbkfypfh", "Chilonzor"), ("сршдщтящк", "Chilonzor"), ("yjdpf", "Novza")])
def test_the_wrong_keyboard_is_understood(find, query, name):
    assert find(query)[0] == name


@pytest.mark.parametrize("query", ["zzzzzz", "qwpqwpqwp", "ъъъъъъ"])
def test_gibberish_finds_nothing(find, query):
    assert find(query) == []


@pytest.mark.parametrize("query", ["nov", "ноvза"])
def test_short_and_mixed_queries_are_taken_as_they_are(find, query):
    assert "Novza" in find(query)


def test_a_mistake_in_a_short_word_is_not_forgiven(find):
    assert find("nav") == ["Navoiy bogʻi"]
    assert find("nzv") == []


def test_the_very_name_comes_first_then_its_beginnings(find_hits):
    hits = find_hits("chilonzor")
    assert [(str(hit.name("uz")), hit.score) for hit in hits] == [
        ("Chilonzor", 1.0),
        ("Chilonzor tumani", 0.9),
        ("Chilonzor yoʻnalishi", 0.9),
    ]


def test_a_name_that_is_right_comes_before_one_that_is_near(find_hits):
    scores = [hit.score for hit in find_hits("Chilomzor")]
    assert scores and max(scores) < 0.9


def test_only_the_kind_asked_for_is_found(find):
    assert find("chilonzor", kind="district") == ["Chilonzor tumani"]
    assert find("chilonzor", kind="line") == ["Chilonzor yoʻnalishi"]
    assert find("chilomzor", kind="line") == ["Chilonzor yoʻnalishi"]
    assert find("chilonzor", kind="park") == []
    assert find("chilonzor", kind="unicorn") == []


def test_no_more_are_found_than_asked_for(find):
    assert len(find("chilonzor", limit=2)) == 2


def test_a_hit_tells_its_kind_names_and_address(find_hits):
    hit = find_hits("novza")[0]
    assert (hit.kind, hit.endpoint, hit.values, hit.lon, hit.lat) == ("station", "city.home", {}, None, None)
    assert hit.names == dict(zip(LANGUAGES, ("Novza", "Новза", "Новза", "Novza"), strict=True))


@pytest.mark.parametrize("length", [201, 10_000])
def test_a_query_that_is_too_long_is_refused_with_a_sentence(find, length):
    with pytest.raises(TooLong, match="at most 200 letters"):
        find("a" * length)


def test_a_query_of_two_hundred_letters_is_answered(find):
    assert find("a" * 200) == []
    assert find("navoiy " * 28) == ["Navoiy bogʻi"]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            " ",
            "\t\n",
            "'",
            '"',
            "''",
            '"navoiy',
            "*",
            "%",
            "_",
            "%%%",
            "\\",
            "(",
            ")",
            "AND",
            "OR",
            "NOT",
            "NEAR",
            "NEAR(a b)",
        ),
        *(
            "a AND",
            "navoiy OR",
            "navoiy*",
            "keys:navoiy",
            "-navoiy",
            "navoiy & !park",
            "navoiy | ",
            "park:*",
            "<->",
            "!",
            "&",
            "|",
        ),
        *(
            "🌳",
            "🌳 navoiy",
            "漢字",
            "\u200b",
            "\ufeff",
            "\u202enavoiy",
            "ß",
            "İ",
            "ﬁ",
            "٣",
            "1e5",
            "-1",
            "0x1F",
            "1.5",
            "29",
            "7-A",
        ),
        *("'; DROP TABLE city_search_entry; --", "<script>alert(1)</script>", "{{ 7 * 7 }}", "a" * 199 + "🌳", "a b " * 50),
    ],
)
def test_odd_queries_are_answered_calmly(find, query):
    assert isinstance(find(query), list)


def test_signs_around_a_word_do_not_matter(find):
    for query in ('"Paxtakor"', "«Paxtakor»", "*paxtakor*", "%paxtakor%", "paxtakor 🌳", "(paxtakor)", "paxtakor!"):
        assert find(query) == ["Paxtakor"]


def test_words_of_the_query_language_are_only_words(find_hits):
    for query in ("navoiy AND paxtakor", "navoiy OR paxtakor"):
        hits = find_hits(query)
        assert {"Navoiy bogʻi", "Paxtakor"} <= {str(hit.name("uz")) for hit in hits}
        assert all(hit.score < 0.5 for hit in hits), "none has all the words"


def test_what_has_all_the_words_comes_alone(find):
    assert find("navoiy bogi") == ["Navoiy bogʻi"]
    assert "Ashxobod xiyoboni" not in find("navoiy xiyobon")


def test_what_has_most_of_the_words_is_shown_as_such(town):
    with town.app_context():
        answer = search.look_up("gʻafur gʻulom kinoteatri")
    assert answer.partly and str(answer.hits[0].name("uz")) == "Gʻafur Gʻulom bogʻi"


def test_where_few_things_have_all_the_words_those_with_most_follow(app):
    with app.app_context():
        index(("landmark", "Paxtakor markazi Navoiy"), ("station", "Paxtakor"), ("station", "Novza"))
        answer = search.look_up("navoiy paxtakor", widen=True)
        assert [str(hit.name("uz")) for hit in answer.hits] == ["Paxtakor markazi Navoiy", "Paxtakor"]
        assert not answer.partly and answer.total == 2
        assert len(search.look_up("navoiy paxtakor").hits) == 1


def test_a_rare_kind_is_found_among_a_thousand_others(app):
    with app.app_context():
        index(*(("station", f"Bekat {number}") for number in range(1000)), ("park", "Bekat oldidagi uzun nomli bogʻ"))
        assert [hit.kind for hit in search.find("bekat", kind="park")] == ["park"]


def test_the_very_name_is_found_among_a_thousand_that_begin_so(app):
    with app.app_context():
        index(*(("station", f"Bekat {number} uzun nomli joy") for number in range(1000)), ("park", "Bekat"))
        best = search.find("bekat", limit=3)[0]
    assert (best.kind, best.score) == ("park", 1.0)


def test_words_that_are_no_name_find_a_thing_too(app):
    with app.app_context():
        with unit_of_work():
            search.replace_entries("station", [make_entry("station", "Novza", words="metro bekat метро")])
        assert [str(hit.name("uz")) for hit in search.find("metro novza")] == ["Novza"]
        assert len(search.find("МЕТРО")) == 1


def test_indexing_a_kind_anew_leaves_the_other_kinds(app):
    with app.app_context():
        index(("park", "Navoiy bogʻi"), ("station", "Novza"))
        index(("park", "Bobur bogʻi"))
        assert search.find("navoiy") == []
        assert len(search.find("bobur")) == len(search.find("novza")) == 1
        assert search.count_entries() == 2
        assert search.find("navoiu") == [], "a word that is gone is no longer near to anything"


def test_one_thing_is_indexed_anew_or_taken_out_and_the_others_stay(app):
    with app.app_context():
        index(("park", "Bodomzor"), ("park", "Qirqquloq"), ("line", "Yulduz"))
        for entry, found in ((make_entry("park", "Marvarid", number=1), ["Marvarid"]), (None, [])):
            with unit_of_work():
                search.replace_entry("park", "park-1", entry)
            assert [hit.name("uz").text for hit in search.find("marvarid")] == found
            assert search.find("qirqquloq") == []
            assert len(search.find("bodomzor")) == len(search.find("yulduz")) == 1


def test_an_index_that_was_not_committed_is_as_it_was(app):
    with app.app_context():
        index(("park", "Navoiy bogʻi"))
        with pytest.raises(RuntimeError), unit_of_work():
            search.replace_entries("park", [])
            raise RuntimeError
        assert len(search.find("navoiy")) == 1


def test_a_word_is_looked_up_in_its_index(town):
    with town.app_context():
        query = "SELECT entry_id FROM city_search_posting WHERE word_id = 1 ORDER BY weight, entry_id LIMIT 9"
        if db.engine.dialect.name == "sqlite":
            plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {query}"))
            assert "USING PRIMARY KEY (word_id=?)" in str(plan.fetchall())
        else:
            db.session.execute(text("SET LOCAL enable_seqscan = off"))
            plan = db.session.execute(text(f"EXPLAIN {query}"))
            assert "pk_city_search_posting" in str(plan.fetchall())
