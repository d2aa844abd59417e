"""The words of LOSI's datasets: titles, columns, and what to beware of."""

from city.dataset_parts import NAMES
from city.datasets import Column
from city.errors import N_

SAME = {"theme": "GOVE", "licence": "CC0-1.0", "frequency": "IRREG"}
DECREE = N_("Decree of the President of Uzbekistan PQ-308 of 14 September 2023, measures 40–51; state as reported by the staff.")
CRITERION = Column("criterion", "text", N_("Criterion"))
CODE = Column("code", "text", N_("Code of the indicator"))
CATALOGUE = Column("catalogue", "text", N_("Catalogue"))
EDITION = Column("edition", "text", N_("Edition"))
CERTAINTY = Column("certainty", "text", N_("How sure the source is: stated, interpreted, secondary, reconstructed"))


def _in_four(stem, *labels):
    names = (f"{stem}_{language}" for language in ("uz", "uz_cyrl", "ru", "en"))
    return tuple(Column(name, "text", label) for name, label in zip(names, labels, strict=True))


CRITERIA = _in_four(
    "criterion_name",
    N_("Criterion in Uzbek, Latin script"),
    N_("Criterion in Uzbek, Cyrillic script"),
    N_("Criterion in Russian"),
    N_("Criterion in English"),
)
NOTES = _in_four(
    "note",
    N_("Note in Uzbek, Latin script"),
    N_("Note in Uzbek, Cyrillic script"),
    N_("Note in Russian"),
    N_("Note in English"),
)
SOURCES = _in_four(
    "source",
    N_("Source in Uzbek, Latin script"),
    N_("Source in Uzbek, Cyrillic script"),
    N_("Source in Russian"),
    N_("Source in English"),
)
MEASURES = _in_four(
    "measure_name",
    N_("Measure in Uzbek, Latin script"),
    N_("Measure in Uzbek, Cyrillic script"),
    N_("Measure in Russian"),
    N_("Measure in English"),
)
EXECUTORS = _in_four(
    "executors",
    N_("Executors in Uzbek, Latin script"),
    N_("Executors in Uzbek, Cyrillic script"),
    N_("Executors in Russian"),
    N_("Executors in English"),
)
RESULTS = SAME | {
    "key": "losi-results",
    "title": N_("LOSI results, indicator by indicator"),
    "summary": N_("Published assessments of portals by LOSI: whether each indicator was found, and where."),
    "keywords": ("LOSI", "e-government", "assessment", "online services"),
    "source": N_("Assessments made here, not by the UN."),
    "how": N_("Only what was published, and only the newest correction. A value is the number found, divided by all indicators."),
    "columns": (
        Column("assessment", "integer", N_("Number of the assessment")),
        Column("portal", "text", N_("Portal")),
        Column("portal_address", "text", N_("Address of the portal; / is this very one")),
        CATALOGUE,
        Column("catalogue_version", "integer", N_("Version of the catalogue")),
        CRITERION,
        CODE,
        *NAMES,
        Column("found", "boolean", N_("Whether it was found")),
        Column("evidence", "text", N_("Address at which it was found")),
        Column("note", "text", N_("Note")),
        Column("demonstration", "boolean", N_("Whether the assessment is a demonstration")),
        Column("published_at", "moment", N_("When it was published")),
    ),
}
CATALOGUES = SAME | {
    "key": "losi-catalogues",
    "title": N_("LOSI catalogues of indicators"),
    "summary": N_("All indicators of all versions of the catalogues, in four languages, with how sure their source is."),
    "keywords": ("LOSI", "e-government", "indicators"),
    "source": N_("Decree PQ-308 of 14 September 2023; UN DESA, Local E-Government Toolkit (2024). Each row names its own."),
    "how": N_(
        "Names of UN indicators are in our own words, and translations are ours. Where a source states another number of"
        " indicators than it lists, the column stated_count has the one that it states."
    ),
    "columns": (
        CATALOGUE,
        Column("version", "integer", N_("Version")),
        EDITION,
        CRITERION,
        *CRITERIA,
        Column("stated_count", "integer", N_("Indicators of the criterion, as the source states")),
        Column("position", "integer", N_("Place in the catalogue")),
        CODE,
        *NAMES,
        *NOTES,
        CERTAINTY,
        *SOURCES,
        Column("imported_at", "moment", N_("When it was read in")),
    ),
}
CITIES = SAME | {
    "key": "losi-cities",
    "title": N_("LOSI values of cities in the UN’s surveys"),
    "summary": N_("Places and values of cities in the surveys of 2018 to 2024, as secondary sources have them."),
    "keywords": ("LOSI", "e-government", "cities", "ranking"),
    "source": N_("UN E-Government Surveys, as quoted by the secondary sources that each row names."),
    "how": N_("Where sources differ, the best and the worst place are given. No value of Tashkent was found, so there is none."),
    "columns": (
        EDITION,
        *NAMES,
        Column("rank_best", "integer", N_("Best place that a source gives")),
        Column("rank_worst", "integer", N_("Worst place that a source gives")),
        Column("value", "number", N_("Value from 0 to 1")),
        Column("approximate", "boolean", N_("Whether the value is approximate")),
        CERTAINTY,
        Column("source", "text", N_("Source")),
    ),
}
ROAD_MAP = SAME | {
    "key": "road-map",
    "title": N_("LOSI road map of the decree"),
    "summary": N_("The steps of measures 40 to 51 of decree PQ-308 with their deadlines, and how each stands."),
    "keywords": ("LOSI", "road map", "decree", "e-government"),
    "source": DECREE,
    "how": N_(
        "Titles are ours, Russian and English too. A deadline is the last day of its month. A step that was reported as not done"
        " after its deadline is late; one that nobody reported on is not_reported."
    ),
    "columns": (
        Column("measure", "integer", N_("Measure")),
        *MEASURES,
        Column("step", "integer", N_("Step")),
        *NAMES,
        *EXECUTORS,
        Column("deadline", "date", N_("Deadline")),
        Column("deadline_said", "text", N_("Deadline in the words of the decree")),
        Column("state", "text", N_("State: not_reported, not_begun, under_way, done, late")),
        Column("reported_at", "moment", N_("When it was last reported")),
    ),
}
