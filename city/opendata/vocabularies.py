"""Words of the EU's lists that describe data, and what a column can hold: codes and their labels."""

from city.errors import N_

AUTHORITY = "http://publications.europa.eu/resource/authority"
THEMES = {  # of the list `data-theme`
    "TRAN": N_("Transport"),
    "ENVI": N_("Environment"),
    "GOVE": N_("Government and public sector"),
    "REGI": N_("Regions and cities"),
    "EDUC": N_("Education, culture and sport"),
    "SOCI": N_("Population and society"),
    "TECH": N_("Science and technology"),
    "HEAL": N_("Health"),
    "JUST": N_("Justice and public safety"),
    "ECON": N_("Economy and finance"),
    "ENER": N_("Energy"),
    "AGRI": N_("Agriculture and food"),
    "INTR": N_("International matters"),
}
FREQUENCIES = {  # of the list `frequency`
    "CONT": N_("continuously"),
    "DAILY": N_("every day"),
    "WEEKLY": N_("every week"),
    "MONTHLY": N_("every month"),
    "QUARTERLY": N_("every quarter"),
    "ANNUAL": N_("every year"),
    "IRREG": N_("when something changes"),
}
DURATIONS = {  # the same in ISO 8601, as DCAT-US writes them
    "CONT": "R/PT1S",
    "DAILY": "R/P1D",
    "WEEKLY": "R/P1W",
    "MONTHLY": "R/P1M",
    "QUARTERLY": "R/P3M",
    "ANNUAL": "R/P1Y",
    "IRREG": "irregular",
}
KINDS = {
    "text": N_("text"),
    "integer": N_("whole number"),
    "number": N_("number, with a decimal point"),
    "boolean": N_("true or false"),
    "date": N_("date (2026-11-24)"),
    "moment": N_("moment in UTC (2026-11-24T09:05:00Z)"),
    "address": N_("address on the web"),
}
GEOMETRIES = {"points": N_("points"), "lines": N_("lines"), "areas": N_("areas")}
LANGUAGES = {"uz": "UZB", "uz-Cyrl": "UZB", "ru": "RUS", "en": "ENG"}  # of the list `language`
