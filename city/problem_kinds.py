"""Kinds of problems (RFC 9457): each has a key that stays, a title, and an explanation on the page /api/problems."""

from dataclasses import dataclass

from city.errors import N_


@dataclass(frozen=True)
class Kind:
    """A kind of problem; its address is /api/problems#<key>."""

    key: str
    status: int
    title: str
    about: str


KINDS = (
    Kind(
        "wrong-value",
        422,
        N_("Wrong value"),
        N_(
            "An argument cannot be read, or is not one that this address takes. `field` names it, `detail` says "
            "what would be right."
        ),
    ),
    Kind(
        "too-large",
        422,
        N_("Value too large"),
        N_("A number is above the most that `detail` names. Ask for smaller pages, one after another."),
    ),
    Kind(
        "bad-cursor",
        422,
        N_("Wrong cursor"),
        N_("A cursor is good only as we wrote it, for the same address and the same filters. Begin again with the first page."),
    ),
    Kind(
        "outside-tashkent",
        422,
        N_("Outside Tashkent"),
        N_("The place lies outside the city, where we know nothing. Coordinates are longitude first, then latitude."),
    ),
    Kind(
        "bad-request",
        400,
        N_("Unreadable request"),
        N_("The address or what was sent is not UTF-8, or is cut off."),
    ),
    Kind(
        "sign-in",
        401,
        N_("For staff only"),
        N_("This address is for people who work here and have signed in."),
    ),
    Kind(
        "unknown-key",
        401,
        N_("Unknown key"),
        N_("The key is not one of ours, or was replaced by a newer one. Without a key the address answers too."),
    ),
    Kind(
        "withdrawn-key",
        401,
        N_("Withdrawn key"),
        N_("The registration of the program was withdrawn; `detail` says since when. Without a key the address answers too."),
    ),
    Kind(
        "not-allowed",
        403,
        N_("Not allowed"),
        N_("You have signed in, but this is not for you."),
    ),
    Kind(
        "not-found",
        404,
        N_("Not found"),
        N_("There is nothing under this address or id: it was mistyped, or it is gone."),
    ),
    Kind(
        "wrong-method",
        405,
        N_("Wrong method"),
        N_("Public addresses are read with GET or HEAD; the header Allow names what is possible."),
    ),
    Kind(
        "not-acceptable",
        406,
        N_("No acceptable media type"),
        N_("The header Accept names none of the types that `detail` names. Leave it out, or add */*."),
    ),
    Kind(
        "conflict",
        409,
        N_("Changed meanwhile"),
        N_("Somebody else was faster; look again before you send it again."),
    ),
    Kind(
        "too-much",
        413,
        N_("Too much sent"),
        N_("What was sent is larger than `detail` allows."),
    ),
    Kind(
        "too-long",
        414,
        N_("Address too long"),
        N_("The address is longer than we read."),
    ),
    Kind(
        "too-often",
        429,
        N_("Too many requests"),
        N_("Wait as many seconds as Retry-After says. The headers RateLimit and X-RateLimit tell beforehand how much is left."),
    ),
    Kind(
        "fault",
        500,
        N_("Fault of ours"),
        N_("Something went wrong on our side. Try again later, and tell us if it stays."),
    ),
    Kind(
        "away",
        503,
        N_("Away for the moment"),
        N_("The database is away or full. Try again after Retry-After."),
    ),
)
BY_KEY = {each.key: each for each in KINDS}
OF_CLASS = {
    "TooLarge": "too-large",
    "BadCursor": "bad-cursor",
    "OutsideTashkent": "outside-tashkent",
    "UnknownKey": "unknown-key",
    "WithdrawnKey": "withdrawn-key",
}
OF_STATUS = {422: "wrong-value", 401: "sign-in", 507: "away", 502: "away", 504: "away"} | {
    each.status: each.key for each in KINDS if each.status not in (401, 422)
}


def kind_of(status, error=None):
    """The Kind of an error: by its class or the classes that it comes from, else by its status."""
    names = [each.__name__ for each in error.__mro__] if error else []
    key = next((OF_CLASS[name] for name in names if name in OF_CLASS), None)
    return BY_KEY[key or OF_STATUS.get(status, "bad-request" if status < 500 else "fault")]
