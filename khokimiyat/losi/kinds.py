"""The words for answers, groups, steps of the road map, and how sure a source is."""

from city.errors import N_

FOUND, NOT_FOUND, NOT_YET = "found", "not_found", "not_yet"
ANSWERS = {FOUND: N_("Found"), NOT_FOUND: N_("Not found"), NOT_YET: N_("Not yet answered")}
GROUPS = {"very_high": N_("Very high"), "high": N_("High"), "middle": N_("Middle"), "low": N_("Low")}
REPORTS = {
    "not_reported": N_("Not reported"),
    "not_begun": N_("Not begun"),
    "under_way": N_("Under way"),
    "done": N_("Carried out"),
}
STANDINGS = REPORTS | {"late": N_("Late")}
CERTAINTIES = {
    "stated": N_("as its source states it"),
    "interpreted": N_("our reading of an unclear place of the source"),
    "secondary": N_("from a secondary source"),
    "reconstructed": N_("reconstructed, not published in this form"),
}
