"""The free Wi-Fi points as open data."""

from datetime import date

from sqlalchemy import select

from city.database import db
from city.dataset_parts import NAMES, point, stated, texts_of
from city.datasets import Column, Dataset
from city.errors import N_
from city.wifi.models import WifiPoint

GATHERED = date(2026, 11, 24)


def list_rows():
    for each in db.session.scalars(select(WifiPoint).order_by(WifiPoint.key)).all():
        yield {
            "id": each.key,
            **texts_of(each),
            "kind": each.kind,
            "address": each.address or None,
            "hours": each.hours or None,
            "district": each.district,
            "district_said": each.district_said or None,
            "district_of_point": each.district_of_point,
            "checked": False,
            "geometry": point(each.lon_lat),
        }


WIFI = Dataset(
    key="wifi",
    title=N_("Free Wi-Fi points"),
    summary=N_("Places in Tashkent where the state’s list says that Wi-Fi is free: kind, address, hours and place on the map."),
    theme="TECH",
    keywords=("Wi-Fi", "internet", "hotspot", "public space"),
    columns=(
        Column("id", "text", N_("Identifier")),
        *NAMES,
        Column("kind", "text", N_("Kind of place")),
        Column("address", "text", N_("Address, in English as the list has it")),
        Column("hours", "text", N_("Hours by the list; doubtful")),
        Column("district", "text", N_("District that the list names")),
        Column("district_said", "text", N_("District in the words of the list")),
        Column("district_of_point", "text", N_("District in which the point lies, computed")),
        Column("checked", "boolean", N_("Whether anybody checked the place on the spot")),
    ),
    rows=list_rows,
    updated_at=stated(GATHERED, WifiPoint.id),
    licence="CC0-1.0",
    source=N_("List of free Wi-Fi points on gov.uz, facts taken from it in November 2026."),
    frequency="IRREG",
    geometry="points",
    how=N_(
        "Nobody has checked the places on the spot. The list gives the same hours in the same order from group to group, so they"
        " are doubtful. Where the district that it names is not the one that holds the point, both are given. Two shops have the"
        " same point. Names and addresses are in English only; plain slips of spelling were put right."
    ),
    api="wifi_api.wifi_points",
)
