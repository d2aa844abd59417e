"""What registered programs put on the staff menu, and the job that forgets."""

from datetime import time
from pathlib import Path

from city.errors import N_
from city.features import Feature, Job, StaffEntry
from city.programs import jobs, staff_views, views

feature = Feature(
    name="programs",
    blueprints=(views.bp, staff_views.bp),
    jobs=(
        Job(
            name="programs.forget",
            label=N_("Forget refused programs"),
            summary=N_("Deletes registrations refused 30 days ago, and the addresses of those withdrawn a year ago"),
            run=jobs.forget,
            daily_at=time(3, 25),
        ),
    ),
    permissions={"programs.read": ("administrator",), "programs.decide": ("administrator",)},
    staff_menu=(
        StaffEntry(
            label=N_("Programs"),
            endpoint="programs_staff.list_programs",
            permission="programs.read",
            summary=N_("Programs that read our data with a key: who waits, and how much they ask"),
            late=staff_views.count_waiting,
        ),
    ),
    permission_labels={"programs.decide": N_("Register programs, and withdraw their keys")},
    actions={
        "programs.accept": N_("registered a program"),
        "programs.refuse": N_("refused a program"),
        "programs.withdraw": N_("withdrew the key of a program"),
        "programs.tier": N_("changed the limits of a program"),
        "programs.link": N_("had a link to a key sent"),
    },
    privacy=Path(__file__).parent / "privacy",
)
