"""DOCX, XLSX, ODT and ODS: zips that are looked at member by member and packed anew without macros and without names."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree as ET

from city.attachments import refusals
from city.attachments.photographs import strip_picture

MEGABYTE = 1_000_000
MOST_UNPACKED_MB = 150
MOST_MEMBERS = 5000
BOMB_FROM, BOMB_RATIO = 5 * MEGABYTE, 200
OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {  # content type of the part that a document begins with
    f"{OOXML}.wordprocessingml.document.main+xml": "docx",
    f"{OOXML}.spreadsheetml.sheet.main+xml": "xlsx",
}
ODF = {b"application/vnd.oasis.opendocument.text": "odt", b"application/vnd.oasis.opendocument.spreadsheet": "ods"}
TYPES = "[Content_Types].xml"
PROGRAM = re.compile(r"vba(project|data)|(^|/)(activex|basic|scripts|macrosheets|customui)/", re.I)
RUNNABLE = re.compile(r"\.(exe|dll|js|vbs|bat|ps1|jar|docm|xlsm|xlsb|html?)$", re.I)
BINARY = re.compile(r"(?<!/printerSettings\d)(?<!/printerSettings\d\d)\.bin$", re.I)
PROGRAM_TYPES = ("macro", "vbaproject", "activex", "oleobject")
RUNS = re.compile(rb"<(?:\w+:)?ddeLink\b|<w:instrText[^>]*>\s*DDE|<script:event-listener\b|<office:scripts>\s*<office:script\b")
HARMLESS_OUTSIDE = ("/hyperlink", "/externalLinkPath")
CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
EMPTY = {  # members that tell who made it, and what stands in their place
    "docProps/core.xml": f'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="{CP}"/>',
    "docProps/app.xml": f'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="{PROPERTIES}/extended-properties"/>',
    "docProps/custom.xml": f'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="{PROPERTIES}/custom-properties"/>',
    "meta.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:meta/></office:document-meta>',
}
NAMED = (  # who commented or changed what, and where it lay on somebody's disk
    (re.compile(rb'\b(w:author|w:initials|w15:author|w15:userId|displayName|userId|userName)="[^"]*"'), rb'\1=""'),
    (re.compile(rb"<(author|dc:creator|meta:creator-initials|meta:initial-creator)>[^<]*</"), rb"<\1></"),
    (re.compile(rb'(<x15ac:absPath\b[^>]*\burl=)"[^"]*"'), rb'\1""'),
)
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
UNREADABLE = (*BROKEN_ZIP, ET.ParseError, UnicodeError, ValueError)


def clean(data):
    """(kind, bytes as they are kept). Raises a refusals.FileRefused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check(archive.infolist())
            parts = {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
        kind = find_kind(parts)
        for name, part in parts.items():
            check_part(name, part)
        return kind, pack({name: clean_part(name, part) for name, part in parts.items()})
    except UNREADABLE:
        raise refusals.Damaged() from None


def check(members):
    """Refuse by what the zip says of itself; its members cannot unpack to more than they say."""
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS or len({name.casefold() for name in names}) < len(names):
        raise refusals.Damaged()
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise refusals.Damaged()
    if any(member.flag_bits & 1 for member in members):
        raise refusals.Locked()
    bomb = any(each.file_size > BOMB_FROM and each.file_size > BOMB_RATIO * each.compress_size for each in members)
    if bomb or sum(member.file_size for member in members) > MOST_UNPACKED_MB * MEGABYTE:
        raise refusals.UnpacksTooLarge(limit=MOST_UNPACKED_MB)


def find_kind(parts):
    """'docx', 'xlsx', 'odt' or 'ods'. Raises UnknownKind for another zip, HasPrograms for the kinds with macros."""
    if TYPES in parts:
        types = {each.get("ContentType", "") for each in read_xml(parts[TYPES])}
        if any(word in each.lower() for each in types for word in PROGRAM_TYPES):
            raise refusals.HasPrograms()
        found = {MAIN[each] for each in types if each in MAIN}
    else:
        found = {ODF[each] for each in (parts.get("mimetype", b"").strip(),) if each in ODF}
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise refusals.Locked()
    if len(found) != 1:
        raise refusals.UnknownKind()
    return found.pop()


def check_part(name, part):
    """Raise HasPrograms for what runs, LoadsFromElsewhere for what is fetched when the document is opened."""
    if any(each.search(name) for each in (PROGRAM, RUNNABLE, BINARY)) or RUNS.search(part):
        raise refusals.HasPrograms()
    if name.endswith(".rels"):
        for each in read_xml(part):
            outside = each.get("TargetMode", "").lower() == "external"
            if outside and not each.get("Type", "").endswith(HARMLESS_OUTSIDE):
                raise refusals.LoadsFromElsewhere()


def read_xml(part):
    """The root of a member. A document type has no place in it, and could make much of little. Raises Damaged."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise refusals.Damaged()
    return ET.fromstring(part)


def clean_part(name, part):
    if name in EMPTY:
        return EMPTY[name].encode()
    if name.endswith((".xml", ".rels")):
        for pattern, instead in NAMED:
            part = pattern.sub(instead, part)
        return part
    return strip_picture(part)


def pack(parts):
    """A new zip, in the old order (the kind of an ODF must come first, and plain), and of no particular day."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            plain = name == "mimetype"
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(member, part, zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED)
    return made.getvalue()
