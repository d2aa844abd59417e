"""Causes and effects of an alert, by the words of GTFS-Realtime, https://gtfs.org/documentation/realtime/reference/."""

UNKNOWN_CAUSE, UNKNOWN_EFFECT = "UNKNOWN_CAUSE", "UNKNOWN_EFFECT"
CAUSES = (
    UNKNOWN_CAUSE,
    "MAINTENANCE",
    "CONSTRUCTION",
    "TECHNICAL_PROBLEM",
    "ACCIDENT",
    "WEATHER",
    "HOLIDAY",
    "DEMONSTRATION",
    "STRIKE",
    "POLICE_ACTIVITY",
    "MEDICAL_EMERGENCY",
    "OTHER_CAUSE",
)
# What hurts most comes first: lists are in this order.
EFFECTS = (
    "NO_SERVICE",
    "SIGNIFICANT_DELAYS",
    "REDUCED_SERVICE",
    "DETOUR",
    "STOP_MOVED",
    "ACCESSIBILITY_ISSUE",
    "MODIFIED_SERVICE",
    "OTHER_EFFECT",
    UNKNOWN_EFFECT,
    "ADDITIONAL_SERVICE",
    "NO_EFFECT",
)
STATES = ("draft", "published", "withdrawn")
