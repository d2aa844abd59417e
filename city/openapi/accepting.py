"""Which media type a reader takes (RFC 9110, section 12.5.1), and the refusal where it is none of ours."""

from flask import request

from city.errors import N_, CityError

GEOJSON, JSON = "application/geo+json", "application/json"


class NotAcceptable(CityError):
    status = 406
    sentence = N_("This address answers as %(media)s, which your request does not accept.")


def list_media(media):
    """The types under which an operation can answer; GeoJSON is JSON as well."""
    return (GEOJSON, JSON) if media == GEOJSON else (media,)


def choose_media(media):
    """The type to answer with: the one that the reader likes best, of several alike our own. Raises NotAcceptable."""
    offered = list_media(media)
    wanted = {each: quality_of(each) for each in offered}
    best = max(offered, key=wanted.get)
    if not wanted[best]:
        raise NotAcceptable(media=" / ".join(offered))
    return best


def quality_of(media):
    """From 0 to 1: what the Accept header says of a type, the most exact of its ranges first; 1 without the header."""
    if not request.accept_mimetypes:
        return 1 if not request.headers.get("Accept", "").strip() else 0
    ranges = {media: 3, f"{media.split('/')[0]}/*": 2, "*/*": 1}
    found = [(ranges[kind], quality) for each, quality in request.accept_mimetypes if (kind := _bare(each)) in ranges]
    return max(found)[1] if found else 0


def _bare(media_range):
    return media_range.split(";")[0].strip().lower()
