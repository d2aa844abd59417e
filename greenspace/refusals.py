"""Why a file of green areas is refused: one sentence each, with the row and the field where it happened."""

from city.errors import N_, WrongFile


class Refused(WrongFile):
    """Nothing of the file is kept."""


class UnknownFormat(Refused):
    sentence = N_("The name of the file must end in .csv, .geojson or .json.")


class NotGeoJson(Refused):
    sentence = N_("The file is not GeoJSON with a collection of features.")


class NotAFeature(Refused):
    sentence = N_("Row %(row)s is not a GeoJSON feature with properties.")


class NotAPoint(Refused):
    sentence = N_("Row %(row)s: the geometry must be a point, or null.")


class EmptyCell(Refused):
    sentence = N_("Row %(row)s: “%(field)s” is empty.")


class NoName(Refused):
    sentence = N_("Row %(row)s: there is no name in any language.")


class WrongKey(Refused):
    sentence = N_("Row %(row)s: “%(value)s” cannot be an id. Use small Latin letters, digits and hyphens, at most %(limit)s.")


class SameKey(Refused):
    sentence = N_("Row %(row)s: the id “%(value)s” is already in row %(first)s.")


class UnknownValue(Refused):
    sentence = N_("Row %(row)s: “%(field)s” cannot be “%(value)s”. It must be one of these: %(choices)s.")


class WrongNumber(Refused):
    sentence = N_(
        "Row %(row)s: “%(field)s” cannot be “%(value)s”. It must be a number from %(low)s to %(high)s, written like 41.3."
    )


class WrongYear(Refused):
    sentence = N_("Row %(row)s: “%(field)s” cannot be “%(value)s”. It must be a year from %(low)s to %(high)s.")


class HalfAPlace(Refused):
    sentence = N_("Row %(row)s: give both “lon” and “lat”, or neither.")


class PlaceOutside(Refused):
    sentence = N_("Row %(row)s: the place %(lon)s, %(lat)s (longitude, latitude) is outside Tashkent.")


class CertaintyWithoutPlace(Refused):
    sentence = N_("Row %(row)s: there is no place, so “place_certainty” cannot be “%(value)s”.")


class PlaceWithoutCertainty(Refused):
    sentence = N_("Row %(row)s: there is a place, so “place_certainty” cannot be “none”.")
