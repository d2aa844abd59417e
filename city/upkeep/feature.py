"""What upkeep offers: three jobs and a command."""

from datetime import time, timedelta

from city.errors import N_
from city.features import Feature, Job
from city.upkeep import jobs
from city.upkeep.commands import backup

feature = Feature(
    name="upkeep",
    commands=(backup,),
    actions={"upkeep.restore": N_("put a copy in the place of the database")},
    jobs=(
        Job(
            name="upkeep.back_up",
            label=N_("Copy of the database"),
            summary=N_("Copies the database, reads the copy back, and lets go of the oldest"),
            run=jobs.back_up,
            daily_at=time(3, 30),
        ),
        Job(
            name="upkeep.check_search",
            label=N_("Check of the search index"),
            summary=N_("Holds the index against what the services offer, and mends it where it differs"),
            run=jobs.check_search,
            daily_at=time(4, 15),
        ),
        Job(
            name="upkeep.clean",
            label=N_("Cleaning up"),
            summary=N_("Deletes sessions, tries to sign in and runs of jobs that are long over"),
            run=jobs.clean,
            every=timedelta(hours=1),
        ),
    ),
)
