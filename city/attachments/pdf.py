"""PDF: nothing that runs, nothing packed inside, and nobody's name but the title that it is given here.

Written anew from what its pages need, so that earlier versions and whatever was hung on go too. A signed one is kept as it is:
to change a byte would break the signature, and who signs wants to be known.
"""

from io import BytesIO

from city.attachments import refusals
from city.attachments.photographs import strip_picture

MOST_PARTS = 500_000
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}  # /S of an action
CARRIES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}  # /Subtype of an annotation
FORBIDDEN = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA")
TELLS = ("/Metadata", "/PieceInfo", "/LastModified")  # who made it, with what, from which parts


def clean(data, title):
    """The bytes as they are kept. Raises Locked, HasPrograms, Damaged or UnpacksTooLarge."""
    from pypdf import PdfReader, PdfWriter  # loaded by those who send files only
    from pypdf.errors import PyPdfError

    if data.count(b" obj") > MOST_PARTS:  # seconds of work, and no document that anybody reads
        raise refusals.Damaged()
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise refusals.Locked()
        if not len(reader.pages):
            raise refusals.Damaged()
        if _look(reader.trailer):
            return data
        for part in list(_walk(reader.trailer)):
            _forget_people(part)
        writer = PdfWriter(clone_from=reader)  # takes along what can still be reached, and nothing else
        writer.metadata = {"/Title": title}
        written = BytesIO()
        writer.write(written)
        return written.getvalue()
    except (PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError):
        raise refusals.Damaged() from None


def _look(trailer):
    """Whether it is signed. Raises HasPrograms."""
    signed = False
    for part in _walk(trailer):
        if any(name in part for name in FORBIDDEN) or _name(part, "/S") in RUNS or _name(part, "/Subtype") in CARRIES:
            raise refusals.HasPrograms()
        signed = signed or _is_signature(part)
    return signed


def _is_signature(part):
    """Whether this is a field that somebody has signed; to name a range of bytes alone makes no signature."""
    signature = part["/V"] if _name(part, "/FT") == "/Sig" and "/V" in part else {}
    return hasattr(signature, "keys") and "/ByteRange" in signature and "/Contents" in signature


def _forget_people(part):
    """Take out who made it and with what, who wrote a note on it, and what a camera wrote into a picture."""
    for name in TELLS:
        part.pop(name, None)
    if "/Rect" in part and _name(part, "/Subtype") != "/Widget":  # of a field of a form, /T is its name
        part.pop("/T", None)
    if _name(part, "/Filter") == "/DCTDecode" and hasattr(part, "_data"):
        part._data = strip_picture(part._data)


def _name(part, key):
    """The name that a dictionary has under a key, also where it lies elsewhere in the file."""
    if key not in part:
        return ""
    value = part[key]  # unlike get(), it looks the value up
    return value if isinstance(value, str) else ""


def _walk(root):
    """Every dictionary that can be reached, once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [root], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) in seen:
                continue
            seen.add((part.idnum, part.generation))
            part = part.get_object()
        if len(seen) > MOST_PARTS:
            raise refusals.Damaged()
        if isinstance(part, DictionaryObject):
            yield part
            waiting.extend(dict.values(part))
        elif isinstance(part, ArrayObject):
            waiting.extend(list.__iter__(part))
