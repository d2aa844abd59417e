"""The green areas as open data."""

from sqlalchemy import select

from city.database import db
from city.dataset_parts import NAMES, NAMES_DERIVED, newest, point, texts_of
from city.datasets import Column, Dataset
from city.errors import N_
from greenspace.models import Space

SAME = ("kind", "status", "district", "area_ha", "opened_year")
TEXTS = ("names_derived", "address_uz", "area_source", "place_certainty", "place_source", "source", "licence")


def list_rows():
    for space in db.session.scalars(select(Space).order_by(Space.key)).all():
        yield {
            "id": space.key,
            **texts_of(space),
            **{name: getattr(space, name) for name in SAME},
            **{name: getattr(space, name) or None for name in TEXTS},
            **texts_of(space, "note"),
            "updated_at": space.updated_at,
            "geometry": point(space.lon_lat),
        }


PARKS = Dataset(
    key="parks",
    title=N_("Parks and green areas"),
    summary=N_("Parks, gardens, squares and promenades of Tashkent: what is known of each, how sure it is, and who says so."),
    theme="ENVI",
    keywords=("parks", "green areas", "gardens", "public space"),
    columns=(
        Column("id", "text", N_("Identifier")),
        *NAMES,
        NAMES_DERIVED,
        Column("kind", "text", N_("Kind of green area")),
        Column("status", "text", N_("State: open, under_construction, planned, unknown")),
        Column("district", "text", N_("District that the sources name")),
        Column("address_uz", "text", N_("Address in Uzbek")),
        Column("area_ha", "number", N_("Area in hectares; of planned places the planned area")),
        Column("area_source", "text", N_("Source of the area")),
        Column("opened_year", "integer", N_("Year of opening")),
        Column("place_certainty", "text", N_("How sure the point is: exact, inside, approximate, none")),
        Column("place_source", "text", N_("Source of the point")),
        Column("note_uz", "text", N_("Note in Uzbek, Latin script")),
        Column("note_uz_cyrl", "text", N_("Note in Uzbek, Cyrillic script")),
        Column("note_ru", "text", N_("Note in Russian")),
        Column("note_en", "text", N_("Note in English")),
        Column("source", "text", N_("Sources of the facts, separated by |")),
        Column("licence", "text", N_("Licence of the row")),
        Column("updated_at", "moment", N_("When the row last changed")),
    ),
    rows=list_rows,
    updated_at=newest(Space.updated_at),
    licence="ODbL-1.0",
    source=N_("Public pages, named in each row; points mostly © OpenStreetMap contributors."),
    frequency="IRREG",
    geometry="points",
    how=N_(
        "Gathered from public pages in November 2026; not an official register. About half of the places have a point, and each"
        " says how sure it is; there are no outlines. Areas come from the press, travel sites and plans, not from a survey. Some"
        " rows carry a licence of their own, for example facts from Wikipedia (CC BY-SA): see the column."
    ),
    api="greenspace_api.spaces",
)
