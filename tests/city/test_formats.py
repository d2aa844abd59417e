"""Numbers, dates and distances as officials write them in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from city import formats
from city.accounts.errors import MustWait
from city.clock import now
from city.language import BY_CODE

pytestmark = pytest.mark.once

NO_BREAK = "\u00a0"
DAY = date(2026, 11, 24)


@pytest.fixture
def say(app):
    """say(lang, function, ...): what a reader of `lang` is shown."""

    def answer(lang, function, *values):
        with app.test_request_context(f"/{BY_CODE[lang].path}/"):
            return function(*values)

    return answer


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("uz", "2026-yil 24-noyabr"), ("uz-Cyrl", "2026 йил 24 ноябрь"), ("ru", "24 ноября 2026 г."), ("en", "24 November 2026")],
)
def test_a_full_date_is_written_as_officials_do(say, lang, expected):
    assert say(lang, formats.full_date, DAY) == expected


@pytest.mark.parametrize(
    ("lang", "first", "ninth"),
    [
        ("uz", "2026-yil 1-yanvar", "2026-yil 1-sentabr"),
        ("uz-Cyrl", "2026 йил 1 январь", "2026 йил 1 сентябрь"),
        ("ru", "1 января 2026 г.", "1 сентября 2026 г."),
        ("en", "1 January 2026", "1 September 2026"),
    ],
)
def test_months_have_their_names(say, lang, first, ninth):
    assert say(lang, formats.full_date, date(2026, 1, 1)) == first
    assert say(lang, formats.full_date, date(2026, 9, 1)) == ninth


@pytest.mark.parametrize("lang", BY_CODE)
def test_every_language_has_twelve_months(lang):
    assert len(formats.MONTHS[lang].split()) == 12


@pytest.mark.parametrize(
    ("lang", "whole", "broken"),
    [
        ("uz", "1_234_567", "1_234_567,8"),
        ("uz-Cyrl", "1_234_567", "1_234_567,8"),
        ("ru", "1_234_567", "1_234_567,8"),
        ("en", "1,234,567", "1,234,567.8"),
    ],
)
def test_numbers_have_no_break_spaces_or_commas(say, lang, whole, broken):
    assert say(lang, formats.number, 1_234_567) == whole.replace("_", NO_BREAK)
    assert say(lang, formats.number, 1_234_567.8) == broken.replace("_", NO_BREAK)


def test_a_number_has_at_most_the_decimals_asked_for(say):
    assert say("en", formats.number, 2.345) in ("2.34", "2.35")
    assert say("en", formats.number, 2.5, 0) in ("2", "3")
    assert say("en", formats.number, 66.0) == "66"


@pytest.mark.parametrize(
    ("metres", "expected"),
    [(0, "0 m"), (4, "0 m"), (47, "50 m"), (994, "990 m"), (995, "1 km"), (1449, "1.4 km"), (12_000, "12 km")],
)
def test_a_distance_is_rounded_for_people(say, metres, expected):
    assert say("en", formats.distance, metres).replace(NO_BREAK, " ") == expected


def test_distances_and_areas_have_units_of_the_language(say):
    assert say("en", formats.hectares, 66.5).replace(NO_BREAK, " ") == "66.5 ha"
    assert say("ru", formats.hectares, 66.5).replace(NO_BREAK, " ") == "66,5 га"
    assert say("ru", formats.distance, 1449).replace(NO_BREAK, " ") == "1,4 км"
    assert say("uz", formats.hectares, 66.5).replace(NO_BREAK, " ") == "66,5 ga"


def test_a_moment_is_shown_by_tashkents_clock(say):
    late = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
    assert say("en", formats.clock_time, late) == "01:05"
    assert say("en", formats.moment, late) == "24 November 2026, 01:05"
    assert say("uz", formats.moment, late) == "2026-yil 24-noyabr, 01:05"


@pytest.mark.parametrize(("count", "expected"), [(1, "1 минута"), (3, "3 минуты"), (5, "5 минут"), (21, "21 минута")])
def test_russian_minutes_are_counted_in_three_forms(say, count, expected):
    assert say("ru", formats.minutes, count).replace(NO_BREAK, " ") == expected


def test_uzbek_minutes_have_one_form(say):
    words = {say("uz", formats.minutes, count).replace(NO_BREAK, " ").split(maxsplit=1)[1] for count in (1, 2, 5, 21)}
    assert len(words) == 1


def test_a_moment_in_a_table_is_short_and_alike_in_every_language(say):
    assert {say(lang, formats.short_moment, datetime(2026, 11, 24, 20, 5, tzinfo=UTC)) for lang in BY_CODE} == {
        "25.11.2026 01:05"
    }


@pytest.mark.parametrize(
    ("length_s", "expected"),
    [(1, "1 second"), (59, "59 seconds"), (59.2, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")],
)
def test_how_long_to_wait_is_said_in_seconds_and_then_in_minutes_rounded_up(say, length_s, expected):
    assert say("en", formats.duration, timedelta(seconds=length_s)) == expected


def test_an_error_says_how_long_in_words(say):
    assert say("en", formats.say, MustWait(40)) == "Too many tries. Wait 40 seconds and try again."


@pytest.mark.parametrize(
    ("past", "english", "russian"),
    [
        (timedelta(seconds=20), "just now", "только что"),
        (timedelta(minutes=1), "1 minute ago", "1 минуту назад"),
        (timedelta(hours=3), "3 hours ago", "3 часа назад"),
        (timedelta(hours=47), "47 hours ago", "47 часов назад"),
        (timedelta(days=21), "21 days ago", "21 день назад"),
    ],
)
def test_how_long_ago(say, past, english, russian):
    at = now() - past
    assert (say("en", formats.ago, at), say("ru", formats.ago, at)) == (english, russian)


@pytest.mark.parametrize(("count", "expected"), [(10, "1 kB"), (99_400, "99 kB"), (999_000, "1 MB"), (1_250_000, "1.2 MB")])
def test_sizes_of_files(say, count, expected):
    assert say("en", formats.file_size, count) == expected.replace(" ", NO_BREAK)
