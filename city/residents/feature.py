"""What residents put into the city: their own pages, and what the core itself keeps about them."""

from city.errors import N_
from city.features import Feature, PersonalData
from city.residents import people, views

ACTIONS = {
    "residents.correct": N_("corrected own data (a resident)"),
    "residents.export": N_("took own data along (a resident)"),
    "residents.erase": N_("had own data erased (a resident)"),
}


def read_account(resident_id):
    found = people.get(resident_id)
    known = {"name": found.name, "language": found.language, "known_by": "OneID"}
    return [known | {"joined_at": found.joined_at, "signed_in_at": found.signed_in_at}]


def read_sessions(resident_id):
    return [
        {"browser": each.browser, "begun_at": each.begun_at, "used_at": each.used_at, "ended_at": each.ended_at}
        for each in people.list_sessions(resident_id)
    ]


SESSIONS = PersonalData(
    name="residents.sessions",
    label=N_("Where you signed in"),
    whose="resident",
    fields={
        "browser": N_("Browser"),
        "begun_at": N_("Signed in"),
        "used_at": N_("Last used"),
        "ended_at": N_("Ended"),
    },
    read=read_sessions,
    erase=people.erase_sessions,
)
ACCOUNT = PersonalData(
    name="residents.account",
    label=N_("Who you are"),
    whose="resident",
    fields={
        "name": N_("First and last name"),
        "language": N_("Language"),
        "known_by": N_("Known through"),
        "joined_at": N_("First sign-in"),
        "signed_in_at": N_("Last sign-in"),
    },
    read=read_account,
    erase=people.erase_account,
)

feature = Feature(name="residents", blueprints=(views.bp,), actions=ACTIONS, personal_data=(ACCOUNT, SESSIONS))
