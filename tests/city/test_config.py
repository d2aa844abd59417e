"""Settings: each wrong one is named in one clear sentence, and every one is described."""

from pathlib import Path

import pytest

from city.config import DEFAULT_SECRET, ROOT, Settings, read_settings
from city.errors import WrongSettings

pytestmark = pytest.mark.once

SECRET = "a-secret-of-more-than-thirty-two-characters"


def make_sentences(**settings):
    """The sentences with which these settings are refused."""
    with pytest.raises(WrongSettings) as refused:
        read_settings(settings)
    return refused.value.sentences


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CITY_ENV", "staging", "'development' or 'production'"),
        ("SECRET_KEY", "", "at least 1 character"),
        ("DATABASE_URL", "where it always was", "not an address"),
        ("DATABASE_URL", "postgresql://city@host:port/name", "not an address"),
        ("DATABASE_URL", "mysql://city@host/name", "PostgreSQL or SQLite, not 'mysql'"),
        ("DATABASE_URL", "sqlite://", "needs a file"),
        ("DATABASE_URL", "sqlite:///:memory:", "needs a file"),
        ("TRANSIT_FEEDS", "https://example.org/gtfs.zip", "begins with a key"),
        ("TRANSIT_FEEDS", "metro=", "no address for “metro”"),
        ("TRANSIT_FEEDS", "metro=ftp://example.org/gtfs.zip", "must begin with https://"),
        ("TRANSIT_FEEDS", "metro=https://anna:secret@example.org/", "without user and password"),
        ("TRANSIT_FEEDS", "metro=a.zip,metro=b.zip", "twice"),
        ("OUTGOING_CONTACT", "call (us)", "without blanks"),
        ("SITE_ADDRESS", "city.example", "an address without a path"),
        ("SITE_ADDRESS", "https://city.example/uz/", "an address without a path"),
        ("ONEID_ADDRESS", "sso.egov.uz", "begins with https://"),
        ("ONEID_CLIENT_SECRET", "x", "together, or neither"),
        ("STAFF_SHIFT_HOURS", "0", "greater than or equal to 1"),
        ("HOST", "", "at least 1 character"),
        ("PORT", "eighty", "a valid integer"),
        ("PORT", "0", "greater than or equal to 1"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("WEB_WORKERS", "0", "greater than or equal to 1"),
        ("WEB_THREADS", "many", "a valid integer"),
        ("PROXY_COUNT", "-1", "greater than or equal to 0"),
        ("FEATURES", "trams", "no service called 'trams'"),
        ("FEATURES", "../etc", "no service called '../etc'"),
        ("FEATURES", "city", "no service called 'city'"),
        ("MAP_TILES_URL", "tiles.example/{z}/{x}/{y}.png", "http(s) address"),
        ("MAP_TILES_URL", "https://tiles.example/{z}/{x}.png", "{z}, {x} and {y}"),
        ("TRANSIT_FEED_MAX_MB", "0", "greater than or equal to 1"),
        ("STAFF_TOTP_REQUIRED", "perhaps", "a valid boolean"),
        ("STAFF_SESSION_HOURS", "0", "greater than or equal to 1"),
        ("STAFF_IDLE_MINUTES", "4", "greater than or equal to 5"),
        ("LOG_LEVEL", "LOUD", "'DEBUG'"),
        ("SMTP_PORT", "0", "greater than or equal to 1"),
        ("SMTP_TLS", "perhaps", "'starttls', 'tls' or 'none'"),
        ("MAIL_FROM", "The city <city@example.uz>", "not an address like city@example.uz"),
        ("FEEDBACK_FORGET_DAYS", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(name, value, words):
    (sentence,) = make_sentences(**{name: value})
    assert sentence.startswith(f"{name}: ")
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_mail_server_needs_an_address_that_letters_come_from():
    (sentence,) = make_sentences(SMTP_HOST="mail.example.uz")
    assert sentence.startswith("MAIL_FROM: set the address")
    assert read_settings({"SMTP_HOST": "mail.example.uz", "MAIL_FROM": "city@example.uz"}).SMTP_PORT == 587


def test_several_wrong_settings_give_a_sentence_each():
    sentences = make_sentences(PORT="x", LOG_LEVEL="LOUD", FEATURES="trams", CITY_ENV="production")
    assert sorted(each.split(":")[0] for each in sentences) == ["FEATURES", "LOG_LEVEL", "PORT", "SECRET_KEY"]


def test_the_error_prints_as_its_sentences():
    with pytest.raises(WrongSettings, match=r"^PORT: .*\.\nLOG_LEVEL: .*\.$"):
        read_settings({"PORT": "x", "LOG_LEVEL": "LOUD"})


@pytest.mark.parametrize("secret", [{}, {"SECRET_KEY": DEFAULT_SECRET}, {"SECRET_KEY": "x" * 31}])
def test_production_refuses_the_default_secret_and_a_short_one(secret):
    (sentence,) = make_sentences(CITY_ENV="production", **secret)
    assert sentence == "SECRET_KEY: set a secret of 32 characters or more before you start in production."


def test_production_starts_with_a_long_secret():
    assert read_settings({"CITY_ENV": "production", "SECRET_KEY": SECRET}).SECRET_KEY == SECRET


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "mysql://city:hush-hush@host/name"), ("DATABASE_URL", "postgresql://city:hush-hush@host:x/name")],
)
def test_a_refused_address_is_not_repeated_with_its_password(name, value):
    assert "hush" not in make_sentences(**{name: value})[0]


def test_a_refused_secret_is_not_repeated():
    assert "hush" not in make_sentences(CITY_ENV="production", SECRET_KEY="hush-hush")[0]


def test_without_settings_the_city_is_a_newcomers():
    settings = read_settings({})
    assert (settings.HOST, settings.PORT) == ("127.0.0.1", 8000)
    assert settings.database_url == f"sqlite:///{ROOT / 'instance' / 'city.db'}"


def test_the_embedded_database_lies_in_the_instance_folder(tmp_path):
    assert read_settings({"INSTANCE_PATH": str(tmp_path)}).database_url == f"sqlite:///{tmp_path / 'city.db'}"


@pytest.mark.parametrize(
    ("settings", "required"),
    [
        ({}, False),
        ({"CITY_ENV": "production", "SECRET_KEY": SECRET}, True),
        ({"CITY_ENV": "production", "SECRET_KEY": SECRET, "STAFF_TOTP_REQUIRED": "false"}, False),
        ({"STAFF_TOTP_REQUIRED": "true"}, True),
    ],
)
def test_staff_must_have_codes_in_production_unless_told_otherwise(settings, required):
    assert read_settings(settings).STAFF_TOTP_REQUIRED is required


def test_other_variables_of_the_environment_do_not_matter():
    assert read_settings({"PATH": "/bin", "LC_ALL": "ru_RU.UTF-8"}) == read_settings({})


def test_services_are_separated_by_commas_and_named_once():
    assert read_settings({"FEATURES": " emergency112 ,emergency112,"}).FEATURES == ("emergency112",)
    assert read_settings({"FEATURES": ""}).FEATURES == ()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described_in_the_readme(name):
    readme = Path(ROOT / "README.md").read_text()
    assert f"`{name}`" in readme, f"describe {name} in README.md"
    assert Settings.model_fields[name].description in readme, f"say of {name} in README.md what city/config.py says"


def test_feeds_are_keys_with_addresses_or_files_and_a_secret_in_one_is_not_repeated():
    feeds = read_settings({"TRANSIT_FEEDS": "metro=https://example.org/gtfs.zip?key=a=b, bus=/srv/bus.zip,"}).TRANSIT_FEEDS
    assert feeds == (("metro", "https://example.org/gtfs.zip?key=a=b"), ("bus", "/srv/bus.zip"))
    assert "hidden" not in make_sentences(TRANSIT_FEEDS="metro=gopher://example.org/?key=hidden")[0]
