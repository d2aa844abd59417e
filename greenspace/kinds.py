"""The words for what a green area is, whether it is open, and how sure its place is."""

from city.errors import N_

KINDS = {
    "park": N_("Park"),
    "garden": N_("Garden"),
    "square": N_("Square"),
    "boulevard": N_("Boulevard or promenade"),
    "botanical_garden": N_("Botanical garden"),
    "childrens_park": N_("Children’s park"),
    "forest_park": N_("Forest park"),
    "other": N_("Other green area"),
}
STATUSES = {
    "open": N_("Open"),
    "under_construction": N_("Under construction"),
    "planned": N_("Planned"),
    "unknown": N_("State not known"),
}
CERTAINTIES = {
    "exact": N_("The point on the map marks this very place."),
    "inside": N_("The point on the map marks something inside, often a monument. The outline is not known."),
    "approximate": N_("The point on the map is approximate and was not checked on the spot."),
    "none": N_("Where it lies is not known, so it is not on the map."),
}
NOT_BUILT_YET = ("planned", "under_construction")

# What people of Tashkent call such places, beside the words in the names; search accepts them all.
SPOKEN = {
    "park": "park парк bogʻ istirohat bogʻi",
    "garden": "garden сад bogʻ gul bogʻi",
    "square": "square skver сквер xiyobon площадь maydon",
    "boulevard": "boulevard bulvar бульвар аллея xiyobon sayilgoh набережная",
    "botanical_garden": "botanical garden ботанический сад botanika bogʻi park парк",
    "childrens_park": "children park детский парк bolalar bogʻi",
    "forest_park": "forest park лесопарк парк oʻrmon bogʻi",
    "other": "park парк bogʻ",
}
