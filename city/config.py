"""Settings: read from the environment, checked at start, each wrong one named in one sentence."""

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from city.errors import WrongSettings
from city.mail.addresses import is_address
from city.rates.limits import read_limits

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_SECRET = "development-only"
# never repeated in a message
SECRETS = ("SECRET_KEY", "DATABASE_URL", "TRANSIT_FEEDS", "TRANSIT_REALTIME", "ONEID_CLIENT_SECRET", "SMTP_PASSWORD")
ONEID = "https://sso.egov.uz/sso/oauth/Authorization.do"
SITE = re.compile(r"https?://[^/\s?#@]+")
OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


class Settings(BaseModel):
    """Every setting of the web process and the commands; `description` is what the README says of it."""

    model_config = ConfigDict(frozen=True)

    CITY_ENV: Literal["development", "production"] = Field(
        "development", description="`production` refuses the default secret and demonstration accounts, and marks cookies secure"
    )
    SECRET_KEY: str = Field(
        DEFAULT_SECRET,
        min_length=1,
        validate_default=True,
        description="signs the session cookie; 32 characters or more in production",
    )
    DATABASE_URL: str = Field("", description="empty: SpatiaLite in `instance/city.db`; else `postgresql://user@host:port/name`")
    INSTANCE_PATH: Path = Field(ROOT / "instance", description="folder of the embedded database")
    HOST: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    PORT: int = Field(8000, ge=1, le=65535, description="port to listen on")
    WEB_WORKERS: int = Field(2, ge=1, le=64, description="web processes")
    WEB_THREADS: int = Field(
        220, ge=1, le=900, description="threads in each web process; 20 are kept for pages, each open stream takes one"
    )
    EVENTS_HEARTBEAT_S: int = Field(15, ge=1, le=300, description="seconds after which a quiet stream gives a sign of life")
    EVENTS_KEPT_HOURS: int = Field(24, ge=1, description="hours for which a browser that was away can catch up")
    PROXY_COUNT: int = Field(0, ge=0, le=5, description="reverse proxies in front whose X-Forwarded headers are trusted")
    FEATURES: tuple[str, ...] = Field(
        ("transit", "greenspace", "emergency112", "khokimiyat"), description="services to switch on, separated by commas"
    )
    MAP_TILES_URL: str = Field(OSM_TILES, description="background tiles of the maps; empty for none")
    MAP_TILES_ATTRIBUTION: str = Field("© OpenStreetMap contributors", description="credit shown on the maps for the tiles")
    TRANSIT_FEED_MAX_MB: int = Field(2000, ge=1, description="largest timetable feed, unpacked, in megabytes")
    TRANSIT_UPLOAD_MAX_MB: int = Field(
        100, ge=1, le=1000, description="largest timetable feed, packed, that staff may send to a page, in megabytes"
    )
    TRANSIT_FEEDS: tuple[tuple[str, str], ...] = Field(
        (), description="timetables read by themselves every six hours: `key=address`, separated by commas; https, http or a file"
    )
    TRANSIT_REALTIME: tuple[tuple[str, str], ...] = Field(
        (),
        description="GTFS-Realtime asked every 15 seconds: `key=address`, separated by commas; the key is that of a timetable "
        "and may stand there for each of its addresses; https, http or a file",
    )
    TRANSIT_REALTIME_MAX_AGE_S: int = Field(
        180, ge=30, le=3600, description="seconds after which what real time said is no longer shown"
    )
    TRANSIT_REALTIME_KEPT_DAYS: int = Field(
        30, ge=1, le=3660, description="days for which the times of each trip are kept; punctuality by line and hour stays"
    )
    ATTACHMENT_MAX_MB: int = Field(20, ge=1, le=200, description="largest file that editors may put beside a page, in megabytes")
    OUTGOING_CONTACT: str = Field("", description="address or mail of the operator, told to the servers that we fetch from")
    STAFF_TOTP_REQUIRED: bool = Field(
        None, validate_default=True, description="whether staff must set up codes; without it, `true` in production only"
    )
    STAFF_SESSION_HOURS: int = Field(12, ge=1, le=168, description="hours after which staff sign in again")
    STAFF_IDLE_MINUTES: int = Field(60, ge=5, le=1440, description="minutes without use after which staff sign in again")
    BACKUP_PATH: Path | None = Field(None, description="folder of the copies of the database; empty: `backups` in INSTANCE_PATH")
    BACKUPS_KEPT: int = Field(14, ge=1, le=1000, description="how many copies of the database are kept")
    STAFF_SHIFT_HOURS: int = Field(
        26, ge=1, le=168, description="hours after which people who work in shifts (the 112 desk) sign in again"
    )
    STAFF_SHIFT_IDLE_MINUTES: int = Field(
        240, ge=5, le=10_080, description="minutes without use after which they sign in again; an open board is use"
    )
    SITE_ADDRESS: str = Field(
        "", description="address of the site for readers, as `https://city.example`; without it no passkeys in production"
    )
    ONEID_CLIENT_ID: str = Field("", description="name of this site at OneID (id.egov.uz); empty: residents cannot sign in")
    ONEID_CLIENT_SECRET: str = Field("", validate_default=True, description="its secret")
    ONEID_ADDRESS: str = Field(ONEID, description="where OneID asks residents who they are, and tells us")
    SMTP_HOST: str = Field("", description="mail server that takes our letters; empty: they are kept and not sent")
    SMTP_PORT: int = Field(587, ge=1, le=65535, description="its port; often 587 with `starttls`, 465 with `tls`")
    SMTP_TLS: Literal["starttls", "tls", "none"] = Field("starttls", description="how the way to the mail server is encrypted")
    SMTP_USER: str = Field("", description="name at the mail server; empty: without signing in")
    SMTP_PASSWORD: str = Field("", description="password at the mail server")
    MAIL_FROM: str = Field("", validate_default=True, description="address that our letters come from; needed with `SMTP_HOST`")
    FEEDBACK_FORGET_DAYS: int = Field(
        365, ge=1, description="days after the answer when the name and address of who wrote to us are erased"
    )
    API_RATE_LIMIT: str = Field(
        "300/minute 3000/hour", description="most requests of programs without a key from one address; empty: no limit"
    )
    API_KEY_RATE_LIMIT: str = Field(
        "3000/minute 30000/hour", description="the same for each program with a key, and for the scripts of our own pages"
    )
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="how much is logged")

    @field_validator("FEATURES", mode="before")
    @classmethod
    def split_names(cls, value):
        names = value.split(",") if isinstance(value, str) else value
        return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))

    @field_validator("FEATURES")
    @classmethod
    def check_names(cls, value):
        for name in value:
            if not (name.isidentifier() and (ROOT / name / "feature.py").is_file()):
                raise ValueError(f"there is no service called '{name}'")
        return value

    @field_validator("TRANSIT_FEEDS", "TRANSIT_REALTIME", mode="before")
    @classmethod
    def split_feeds(cls, value):
        feeds = value.split(",") if isinstance(value, str) else value
        return tuple(read_feed(each) if isinstance(each, str) else each for each in feeds if each.strip())

    @field_validator("TRANSIT_FEEDS")
    @classmethod
    def check_feeds(cls, value):
        if len({key for key, _ in value}) < len(value):
            raise ValueError("a key stands there twice")
        return value

    @field_validator("TRANSIT_REALTIME")
    @classmethod
    def check_realtime(cls, value):
        if len(set(value)) < len(value):
            raise ValueError("an address stands there twice")
        return value

    @field_validator("OUTGOING_CONTACT")
    @classmethod
    def check_contact(cls, value):
        if not re.fullmatch(r"[\x21-\x7e]*", value) or set("()") & set(value):
            raise ValueError("it must be an address or a mail address, without blanks and brackets")
        return value

    @field_validator("DATABASE_URL")
    @classmethod
    def check_url(cls, value):
        try:
            url = make_url(value or "sqlite:///city.db")
        except (ArgumentError, ValueError):
            raise ValueError("it is not an address like postgresql://user@host:port/name") from None
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError(f"the database is PostgreSQL or SQLite, not '{url.get_backend_name()}'")
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError("SQLite needs a file, as in sqlite:////var/lib/city/city.db")
        return value

    @field_validator("MAP_TILES_URL")
    @classmethod
    def check_tiles(cls, value):
        if value and not (re.match(r"https?://[^/\s]+/", value) and all(part in value for part in ("{z}", "{x}", "{y}"))):
            raise ValueError("it must be an http(s) address with {z}, {x} and {y} in it, or empty")
        return value

    @field_validator("SITE_ADDRESS")
    @classmethod
    def check_site(cls, value, info):
        address = value.rstrip("/")
        if address and not SITE.fullmatch(address):
            raise ValueError("it must be an address without a path, as https://city.example, or empty")
        if address.startswith("http:") and info.data.get("CITY_ENV") == "production":
            raise ValueError("in production it begins with https://")
        return address.lower()

    @field_validator("ONEID_CLIENT_SECRET")
    @classmethod
    def check_oneid_secret(cls, value, info):
        if bool(value) != bool(info.data.get("ONEID_CLIENT_ID")):
            raise ValueError("set ONEID_CLIENT_ID and ONEID_CLIENT_SECRET together, or neither")
        return value

    @field_validator("ONEID_ADDRESS")
    @classmethod
    def check_oneid(cls, value, info):
        if not re.match(r"https?://[^/\s]+/", value) or (value[:5] != "https" and info.data.get("CITY_ENV") == "production"):
            raise ValueError("it must be an address that begins with https://")
        return value

    @field_validator("API_RATE_LIMIT", "API_KEY_RATE_LIMIT")
    @classmethod
    def check_limits(cls, value):
        read_limits(value)
        return value

    @field_validator("SMTP_PASSWORD")
    @classmethod
    def check_mail_password(cls, value, info):
        if value and info.data.get("SMTP_TLS") == "none":
            raise ValueError("a password is not sent unencrypted: set SMTP_TLS to starttls or tls")
        return value

    @field_validator("MAIL_FROM")
    @classmethod
    def check_sender(cls, value, info):
        if value and not is_address(value):
            raise ValueError("it is not an address like city@example.uz")
        if info.data.get("SMTP_HOST") and not value:
            raise ValueError("set the address that letters come from, or leave SMTP_HOST empty")
        return value

    @field_validator("SECRET_KEY")
    @classmethod
    def check_secret(cls, value, info):
        if info.data.get("CITY_ENV") == "production" and len(value) < 32:
            raise ValueError("set a secret of 32 characters or more before you start in production")
        return value

    @field_validator("STAFF_TOTP_REQUIRED", mode="before")
    @classmethod
    def require_totp_in_production(cls, value, info):
        return info.data.get("CITY_ENV") == "production" if value is None else value

    @property
    def database_url(self):
        """The address in use, as a string; the embedded file when none is set."""
        return self.DATABASE_URL or f"sqlite:///{self.INSTANCE_PATH.resolve() / 'city.db'}"


def read_feed(text):
    """('metro', 'https://…') of a feed's `key=address`. Raises ValueError."""
    key, _, address = (each.strip() for each in text.partition("="))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
        raise ValueError("each begins with a key of small letters, digits and hyphens, as in metro=https://example.org/gtfs.zip")
    if "://" in address and not re.match(r"https?://[^/\s@]+/\S*$", address):
        raise ValueError(f"the address of “{key}” must begin with https:// or http://, or be a file, without user and password")
    if not address:
        raise ValueError(f"there is no address for “{key}”")
    return key, address


def read_settings(environ):
    """Settings from a mapping of strings. Raises WrongSettings with a sentence for each wrong one."""
    known = {name: environ[name] for name in Settings.model_fields if name in environ}
    try:
        return Settings(**known)
    except ValidationError as wrong:
        raise WrongSettings([_sentence(error) for error in wrong.errors()]) from None


def _sentence(error):
    name, message = error["loc"][0], error["msg"].removeprefix("Value error, ")
    found = "" if name in SECRETS else f" (it is {error['input']!r})"
    return f"{name}: {message}{found}."
