"""The words for where a free Wi-Fi point is."""

from city.errors import N_

KINDS = {
    "shopping_centre": N_("Shopping centre"),
    "education": N_("University, institute or lyceum"),
    "market": N_("Market"),
    "medical": N_("Hospital or clinic"),
    "park": N_("Park"),
    "station": N_("Railway or bus station"),
    "business_centre": N_("Business centre"),
    "airport": N_("Airport"),
}

# What people call it, beside the words in the names; search accepts them all.
SPOKEN = "wi-fi wifi вай-фай вайфай internet интернет"
SPOKEN_BY_KIND = {
    "shopping_centre": "savdo markazi торговый центр супермаркет supermarket",
    "education": "universitet университет institut институт litsey лицей",
    "market": "bozor базар рынок",
    "medical": "shifoxona больница klinika клиника kasalxona",
    "park": "bogʻ парк",
    "station": "vokzal вокзал stansiya автовокзал avtovokzal",
    "business_centre": "biznes markaz бизнес-центр",
    "airport": "aeroport аэропорт",
}
