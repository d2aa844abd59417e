"""What the 112 centre plugs into the city: its public page, and the pages of dispatchers and desks."""

from pathlib import Path

from city.errors import N_
from city.features import Feature, Guide, MenuEntry, StaffEntry
from emergency112 import api, demo, desk_views, staff_views, views
from emergency112.commands import emergency112

GUIDES = Path(__file__).parent / "guides"

feature = Feature(
    name="emergency112",
    blueprints=(views.bp, staff_views.bp, desk_views.bp, api.bp),
    menu=(
        MenuEntry(
            label=N_("112: emergency help"),
            endpoint="emergency112.guide",
            colour="emergency",
            summary=N_("When to call, what to say, what to do if you cannot speak"),
        ),
    ),
    permissions={
        "emergency112.dispatch": ("dispatcher", "supervisor"),
        "emergency112.answer": ("desk",),
        "emergency112.supervise": ("supervisor",),
    },
    shift_roles=("dispatcher", "supervisor", "desk"),
    staff_menu=(
        StaffEntry(
            label=N_("112: calls and incidents"),
            endpoint="emergency112_staff.board",
            permission="emergency112.dispatch",
            summary=N_("Take a call, see what is open and who has answered"),
            colour="emergency",
        ),
        StaffEntry(
            label=N_("112: service desk"),
            endpoint="emergency112_desks.desks",
            permission="emergency112.answer",
            summary=N_("Hand-overs to your service, and your answers"),
            colour="emergency",
        ),
        StaffEntry(
            label=N_("112: shift"),
            endpoint="emergency112_desks.shift",
            permission="emergency112.supervise",
            summary=N_("Who sits at which desk, and which services are connected"),
            colour="emergency",
        ),
    ),
    actions={
        "emergency112.call": N_("took a call"),
        "emergency112.send": N_("sent an incident to services"),
        "emergency112.note": N_("wrote a note on an incident"),
        "emergency112.close": N_("closed an incident"),
        "emergency112.correct": N_("corrected an incident"),
        "emergency112.receive": N_("received a hand-over"),
        "emergency112.accept": N_("accepted a hand-over"),
        "emergency112.refuse": N_("refused a hand-over"),
        "emergency112.finish": N_("finished a hand-over"),
        "emergency112.seat": N_("changed who sits at which desk"),
        "emergency112.switch": N_("connected or disconnected a service"),
    },
    commands=(emergency112,),
    guides=(Guide("112", N_("112: emergency help"), GUIDES),),
    privacy=GUIDES,
    load_demo=demo.load_demo,
)
