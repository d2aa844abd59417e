"""Photographs inside documents lose what the camera wrote into them, and none of their pixels."""

import struct
from io import BytesIO

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
KEPT_APPS = {0xE0, 0xEE}  # JFIF, Adobe: how its colours are written
TELLING_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
ORIENTATION = 0x0112


def strip_picture(data):
    """The picture without metadata; anything else, and a picture that is odd, as it is."""
    if data.startswith(JPEG):
        return strip_jpeg(data)
    return strip_png(data) if data.startswith(PNG) else data


def strip_jpeg(data):
    """Segments up to the first scan, without those that tell; how it is turned is kept."""
    kept, at = [data[:2], _orientation(data)], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, (length,) = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])
        if marker == 0xDA:  # the pixels begin
            return b"".join(kept) + data[at:]
        segment = data[at : at + 2 + length]
        tells = (0xE0 <= marker <= 0xEF and marker not in KEPT_APPS) or marker == 0xFE
        if not tells or segment[4:15] == b"ICC_PROFILE":
            kept.append(segment)
        at += 2 + length
    return data


def _orientation(data):
    """A segment that says how the picture is turned; nothing where it stands upright."""
    from PIL import Image

    try:
        turned = Image.open(BytesIO(data), formats=("JPEG",)).getexif().get(ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b""
    if turned not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    packed = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(packed) + 2) + packed


def strip_png(data):
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] not in TELLING_CHUNKS:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
