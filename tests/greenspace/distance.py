"""Distance on the ellipsoid by a formula of its own, to check the database's against."""

from math import cos, hypot, radians


def true_distance_m(a, b):
    """Metres between two (lon, lat) some kilometres apart, by series of WGS 84's meridian and parallel."""
    middle = radians((a[1] + b[1]) / 2)
    degree_of_lat = 111_132.954 - 559.822 * cos(2 * middle) + 1.175 * cos(4 * middle)
    degree_of_lon = 111_412.84 * cos(middle) - 93.5 * cos(3 * middle)
    return hypot((a[1] - b[1]) * degree_of_lat, (a[0] - b[0]) * degree_of_lon)
