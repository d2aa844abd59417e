"""What the metro feed says in four languages, and translations.txt made of it."""

LANGUAGES = {
    "uz-Cyrl": "uz_cyrl",
    "ru": "ru",
    "en": "en",
}  # BCP 47 tag: how our columns end; the feed itself is uz

AGENCY_ID = "metro"
PLACES_ID, TIMETABLE_ID = "places", "timetable"  # attribution_id

AGENCY = {
    "uz": "Toshkent metropoliteni",
    "uz_cyrl": "Тошкент метрополитени",
    "ru": "Ташкентский метрополитен",
    "en": "Tashkent Metro",
}
PUBLISHER = {
    "uz": "Toshkent shahar xizmatlari",
    "uz_cyrl": "Тошкент шаҳар хизматлари",
    "ru": "Городские службы Ташкента",
    "en": "Tashkent City Services",
}
ILLUSTRATIVE = {
    "uz": "Namunaviy harakat jadvali, metropolitenning rasmiy jadvali emas",
    "uz_cyrl": "Намунавий ҳаракат жадвали, метрополитеннинг расмий жадвали эмас",
    "ru": "Примерное расписание, не официальное расписание метрополитена",
    "en": "Illustrative timetable, not the operator's own",
}
INTERPOLATED = {
    "uz": "Joyi taxminiy: qoʻshni bekatlar oʻrtasida",
    "uz_cyrl": "Жойи тахминий: қўшни бекатлар ўртасида",
    "ru": "Место примерное: посередине между соседними станциями",
    "en": "Place approximate: midway between the neighbouring stations",
}
OPENSTREETMAP = {
    "uz": "OpenStreetMap ishtirokchilari, ODbL 1.0",
    "uz_cyrl": "OpenStreetMap иштирокчилари, ODbL 1.0",
    "ru": "Участники OpenStreetMap, ODbL 1.0",
    "en": "OpenStreetMap contributors, ODbL 1.0",
}
TIMETABLE_MAKER = {ending: f"{PUBLISHER[ending]}. {ILLUSTRATIVE[ending]}" for ending in PUBLISHER}


def translations(lines, stations, termini):
    """All rows of translations.txt, from rows of our data files for lines, stations and ends of lines."""
    return [
        *_translate("agency", "agency_name", AGENCY, record_id=AGENCY_ID),
        *(row for station in stations for row in _of_station(station)),
        *(row for line in lines for row in _of_line(line)),
        *(row for terminus in termini for row in _of_terminus(terminus)),
        *_translate("feed_info", "feed_publisher_name", PUBLISHER),
        *_translate("attributions", "organization_name", OPENSTREETMAP, record_id=PLACES_ID),
        *_translate("attributions", "organization_name", TIMETABLE_MAKER, record_id=TIMETABLE_ID),
    ]


def _of_station(station):
    yield from _translate("stops", "stop_name", _column(station, "name"), record_id=station["stop_id"])
    if station["note"]:
        yield from _translate("stops", "stop_desc", INTERPOLATED, record_id=station["stop_id"])


def _of_line(line):
    yield from _translate("routes", "route_long_name", _column(line, "long_name"), record_id=line["line"])
    yield from _translate("routes", "route_desc", ILLUSTRATIVE, record_id=line["line"])


def _of_terminus(station):
    names = _column(station, "name")
    return _translate("trips", "trip_headsign", names, field_value=names["uz"])


def _column(row, name):
    return {ending: row[f"{name}_{ending}"] for ending in ("uz", *LANGUAGES.values())}


def _translate(table_name, field_name, texts, record_id="", field_value=""):
    # A text is found by its record, by its words, or (feed_info has one row) by neither.
    return [
        {
            "table_name": table_name,
            "field_name": field_name,
            "language": language,
            "translation": texts[ending],
            "record_id": record_id,
            "field_value": field_value,
        }
        for language, ending in LANGUAGES.items()
    ]
