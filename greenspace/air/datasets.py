"""The air posts as open data: a row a post and year."""

from datetime import date

from city.dataset_parts import NAMES, NAMES_DERIVED, point, stated, texts_of
from city.datasets import Column, Dataset
from city.errors import N_
from greenspace.air.models import AirPost
from greenspace.air.posts import list_posts

GATHERED = date(2026, 11, 24)


def list_rows():
    for post in list_posts():
        for each in post.years:
            yield {
                "post": post.key,
                **texts_of(post),
                "names_derived": post.names_derived or None,
                "district_computed": post.district,
                "year": each.year,
                "days": each.days,
                "pm25_median_ug_m3": each.pm25_median_ug_m3,
                "pm25_mean_ug_m3": each.pm25_mean_ug_m3,
                "validated": False,
                "geometry": point(post.lon_lat),
            }


AIR_POSTS = Dataset(
    key="air-posts",
    title=N_("Fine dust at the city’s air posts"),
    summary=N_("Fine dust (PM2.5) at ten posts of the city by year from 2023 to 2025: median, mean, days with values."),
    theme="ENVI",
    keywords=("air quality", "PM2.5", "particulate matter", "monitoring"),
    columns=(
        Column("post", "text", N_("Code of the post at the city")),
        *NAMES,
        NAMES_DERIVED,
        Column("district_computed", "text", N_("District in which the point lies, computed")),
        Column("year", "integer", N_("Year")),
        Column("days", "integer", N_("Days with values")),
        Column("pm25_median_ug_m3", "number", N_("PM2.5, median, in µg/m³")),
        Column("pm25_mean_ug_m3", "number", N_("PM2.5, mean, in µg/m³; drawn up by outliers")),
        Column("validated", "boolean", N_("Whether anybody validated the values")),
    ),
    rows=list_rows,
    updated_at=stated(GATHERED, AirPost.id),
    licence="CC0-1.0",
    source=N_("Open data portal of Tashkent city, dataset 133; medians and means computed by us from the values of its posts."),
    frequency="ANNUAL",
    geometry="points",
    how=N_(
        "Raw values of sensors with outliers up to 900 µg/m³, not validated: medians say more than means. 2023 begins on 9 March."
        " The WHO’s guideline of 5 µg/m³ is for the mean of a whole year of validated measurements, so it shows an order of size,"
        " and nothing here proves that it was kept or passed."
    ),
    api="greenspace_air_api.air_posts",
)
