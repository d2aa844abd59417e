"""What jobs offer: a page for administrators, and commands."""

from city.accounts.roles import ADMINISTRATOR
from city.errors import N_
from city.features import Feature, StaffEntry
from city.jobs import views
from city.jobs.commands import jobs

feature = Feature(
    name="jobs",
    blueprints=(views.bp,),
    commands=(jobs,),
    permissions={"jobs.run": (ADMINISTRATOR,)},
    staff_menu=(
        StaffEntry(
            label=N_("Jobs"),
            endpoint="jobs.list_jobs",
            permission="jobs.run",
            summary=N_("What is done by itself: when, and how it went"),
        ),
    ),
    actions={
        "jobs.ask": N_("had a job run at once"),
        "jobs.pause": N_("paused a job"),
        "jobs.resume": N_("let a job go on"),
    },
)
