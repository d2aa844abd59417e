"""A picture made anew from what was sent: known by its content, upright, in the colours of screens, in several sizes."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from city.errors import N_, CityError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000  # looked at before anything is unpacked
WIDTHS = (400, 800)  # beside the largest
LONGEST_SIDE = 1600
JPEG = {"quality": 85, "optimize": True, "progressive": True}
WEBP = {"quality": 80, "method": 4}


class NoPicture(CityError):
    status = 422
    field = "picture"
    sentence = N_("Choose a picture first.")


class NotAPicture(CityError):
    status = 422
    field = "picture"
    sentence = N_("This file is not a picture, whatever its name says. JPEG, PNG and WebP are taken.")


class TooManyPixels(CityError):
    status = 422
    field = "picture"
    sentence = N_("The picture has too many pixels: at most %(most)s million.")


@dataclass(frozen=True)
class Size:
    """A picture at one width: `kind` is 'jpeg' or 'webp'."""

    kind: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Made:
    """The largest JPEG, the sizes beside it, and the hash of what was sent."""

    jpeg: bytes
    width: int
    height: int
    sizes: tuple[Size, ...]
    sha256: str


def read_picture(data):
    """The Made of what was sent. Call it outside a unit of work: it takes a second.

    Raises NoPicture, NotAPicture, TooManyPixels.
    """
    if not data:
        raise NoPicture()
    flat = unpack(data)
    return Made(pack(flat, "jpeg"), flat.width, flat.height, make_sizes(flat), sha256(data).hexdigest())


def unpack(data):
    """The bytes as a Pillow image in RGB, upright, at most LONGEST_SIDE, with nothing but its pixels."""
    from PIL import Image, UnidentifiedImageError  # loaded by those who send pictures only

    try:
        opened = Image.open(BytesIO(data), formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise TooManyPixels(most=MOST_PIXELS // 1_000_000)
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return flatten(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(most=MOST_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise NotAPicture() from None


def flatten(opened):
    """Upright, in sRGB, white where it was transparent."""
    from PIL import Image, ImageOps

    upright = to_srgb(ImageOps.exif_transpose(opened))
    if upright.mode.startswith("I"):  # 16 bits of grey
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    flat = Image.new("RGB", upright.size, "white")
    mask = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    flat.paste(upright.convert("RGBA" if mask else "RGB"), mask=mask)
    return flat


def to_srgb(image):
    """Colours as screens show them: telephones write Display P3, printers CMYK."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        theirs, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, srgb, outputMode="RGBA" if image.mode == "RGBA" else "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def make_sizes(flat):
    """Each width below its own as JPEG and WebP, its own as WebP."""
    sizes = [Size("webp", *flat.size, pack(flat, "webp"))]
    for width in (each for each in WIDTHS if each < flat.width):
        small = flat.resize((width, max(round(flat.height * width / flat.width), 1)), reducing_gap=3)
        sizes += [Size(kind, *small.size, pack(small, kind)) for kind in ("webp", "jpeg")]
    return tuple(sizes)


def pack(image, kind):
    made = BytesIO()
    image.save(made, kind.upper(), **(JPEG if kind == "jpeg" else WEBP))
    return made.getvalue()
