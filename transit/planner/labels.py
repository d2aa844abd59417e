"""Words of the planner's page."""

from city.errors import N_

KIND_LABELS = {
    "metro": N_("Metro"),
    "bus": N_("Bus"),
    "trolleybus": N_("Trolleybus"),
    "tram": N_("Tram"),
    "train": N_("Train"),
}
