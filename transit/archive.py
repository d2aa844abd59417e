"""Unpacking a zip that strangers made: everything is looked at before anything is written, and nothing is trusted.

What comes out are plain tables: UTF-8 without a mark, cells without blanks around them, as many in each row as in the head.
"""

import csv
import io
import zipfile
import zlib
from pathlib import PurePosixPath

from city.errors import N_
from transit import plain_table, refusals

MEGABYTE = 1_000_000
UNPACKING = N_("Checking and unpacking %(file)s")
BOMB_FROM = 10 * MEGABYTE  # a smaller member may be packed as well as it can
BOMB_RATIO = 100  # timetables pack 5 to 20 times
TABLES = (
    *(
        "agency",
        "stops",
        "routes",
        "trips",
        "stop_times",
        "calendar",
        "calendar_dates",
        "frequencies",
        "shapes",
    ),
    *("transfers", "feed_info", "translations", "attributions", "levels", "pathways"),
    *("fare_attributes", "fare_rules", "areas", "stop_areas", "route_networks"),
    *("fare_products", "fare_media", "rider_categories", "fare_leg_rules"),
)
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def unpack(path, folder, max_mb, progress):
    """Write the tables of the zip at `path` into folder/TABLE/TABLE.txt. Raises a WrongFile, or OSError."""
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE:
        raise refusals.NotAZip() from None
    with archive:
        check(archive, max_mb)
        for name, member in find_tables(archive).items():
            progress(UNPACKING, file=member.filename)
            copy_table(archive, member, folder / name / f"{name}.txt")


def check(archive, max_mb):
    """Refuse by what the zip says of itself; its members cannot unpack to more than they say."""
    members = archive.infolist()
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
            raise refusals.UnsafePath(file=member.filename)
        if member.file_size > BOMB_FROM and member.file_size > BOMB_RATIO * member.compress_size:
            raise refusals.ZipBomb(file=member.filename, megabytes=member.file_size // MEGABYTE)
    if sum(member.file_size for member in members) > max_mb * MEGABYTE:
        raise refusals.FeedTooLarge(megabytes=max_mb)


def find_tables(archive):
    """Members by table name; a feed in a folder of its zip counts too, and the least deep member of a name."""
    found = {}
    for member in sorted(archive.infolist(), key=lambda member: member.filename.count("/")):
        path = PurePosixPath(member.filename)
        if path.suffix == ".txt" and path.stem in TABLES and path.parts[0] != "__MACOSX":
            found.setdefault(path.stem, member)
    return found


def copy_table(archive, member, target):
    """Write one member as a plain table. Raises NotUtf8, BrokenTable or DamagedZip."""
    target.parent.mkdir()
    try:
        with archive.open(member) as packed, open(target, "wb") as file:
            if plain_table.copy(packed, file):
                return
        with archive.open(member) as packed, open(target, "w", encoding="utf-8", newline="") as file:
            text = io.TextIOWrapper(packed, encoding="utf-8-sig", newline="")
            csv.writer(file, lineterminator="\n").writerows(read_rows(text, member.filename))
    except UnicodeDecodeError:
        raise refusals.NotUtf8(file=member.filename) from None
    except UNREADABLE:
        raise refusals.DamagedZip(file=member.filename) from None


def read_rows(text, name):
    """Rows of a CSV text, all as long as the first; a comma too many at the end is forgiven."""
    reader = csv.reader(text, strict=True)
    width = None
    try:
        for row in reader:
            if not row:
                continue
            width = width or len(row)
            cells = [cell.strip() for cell in row]
            if len(cells) > width and any(cells[width:]):
                raise refusals.BrokenTable(file=name, line=reader.line_num)
            yield cells[:width] + [""] * (width - len(cells))
    except csv.Error:
        raise refusals.BrokenTable(file=name, line=reader.line_num) from None
