"""What 112 calls things on its pages: services, states with a shape each, events, and how long something took."""

from city.errors import N_

SERVICES = {
    "fire": N_("Fire and rescue"),
    "police": N_("Internal affairs"),
    "ambulance": N_("Ambulance"),
    "gas": N_("Gas emergency service"),
    "social": N_("Social protection"),
}
STATES = {
    "sent": N_("Sent"),
    "received": N_("Received"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "done": N_("Done"),
    "closed": N_("Closed"),
}
SHAPES = {"sent": "▷", "received": "◐", "accepted": "●", "refused": "✕", "done": "✓", "closed": "–"}
ANSWERS = {
    "receive": N_("Receive"),
    "accept": N_("Accept"),
    "refuse": N_("Refuse"),
    "finish": N_("Finish"),
}
KEYS = {"receive": "R", "accept": "A", "refuse": "X", "finish": "F"}
EVENTS = {
    "taken": N_("Call taken"),
    "corrected": N_("Corrected"),
    "sent": N_("Sent"),
    "received": N_("Received"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "done": N_("Done"),
    "noted": N_("Note"),
    "closed": N_("Closed"),
}
FIELDS = {
    "what": N_("What happened"),
    "where": N_("Where"),
    "place": N_("Point on the map"),
    "callback": N_("Callback number"),
    "hurt": N_("People hurt"),
}


def clock(length):
    """A timedelta as people at a desk read it: 07:05, or 1:07:05 from an hour on."""
    seconds = max(0, int(length.total_seconds()))
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
