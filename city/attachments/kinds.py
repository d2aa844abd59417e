"""What a file is, by its bytes; its name only tells a table (CSV) from other text."""

import re
from dataclasses import dataclass
from hashlib import sha256

from city.attachments import office, pdf, refusals

KINDS = {  # kind -> media type
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and Office with a password
ZIP = b"PK\x03\x04"
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"\s*<(!|\?|html|head|body|script|svg|math|iframe|img|a\b|[a-z]+:)", re.IGNORECASE)


@dataclass(frozen=True)
class Cleaned:
    """A file as it is kept, and the hash of what was sent."""

    kind: str
    data: bytes
    sha256: str


def read_file(data, name, title):
    """The Cleaned of what was sent under `name`. Call it outside a unit of work: it takes a while.

    Raises a refusals.FileRefused.
    """
    if not data:
        raise refusals.NoFile()
    kind, cleaned = _clean(data, name, title)
    return Cleaned(kind, cleaned, sha256(data).hexdigest())


def _clean(data, name, title):
    if data.startswith(b"%PDF-"):
        return "pdf", pdf.clean(data, title)
    if data.startswith(ZIP):
        return office.clean(data)
    if data.startswith(OLE):
        raise refusals.OldOffice()
    return _read_text(data, name), data


def _read_text(data, name):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_text = b"\0" not in data and name.lower().endswith((".csv", ".txt"))
        raise (refusals.NotUtf8Text() if is_text else refusals.UnknownKind()) from None
    if CONTROL.search(text) or MARKUP.match(text):
        raise refusals.UnknownKind()
    return "csv" if name.lower().endswith(".csv") else "txt"
