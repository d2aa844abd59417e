"""What letters put on the staff menu, and the jobs that send and forget them."""

from datetime import time, timedelta

from city.errors import N_
from city.features import Feature, Job, StaffEntry
from city.mail import jobs, staff_views
from city.mail.outbox import count_failed

feature = Feature(
    name="mail",
    blueprints=(staff_views.bp,),
    jobs=(
        Job(
            name="mail.send",
            label=N_("Send letters"),
            summary=N_("Hands letters that are due to the mail server, and tries again where that fails"),
            run=jobs.send,
            every=timedelta(minutes=1),
            is_on=jobs.is_on,
        ),
        Job(
            name="mail.forget",
            label=N_("Forget letters"),
            summary=N_("Erases address and text of letters that are older than 30 days"),
            run=jobs.forget,
            daily_at=time(3, 10),
        ),
    ),
    permissions={"mail.read": ("administrator",), "mail.again": ("administrator",)},
    staff_menu=(
        StaffEntry(
            label=N_("Letters"),
            endpoint="mail.letters",
            permission="mail.read",
            summary=N_("E-mail that waits, that was sent, and that could not be delivered"),
            late=count_failed,
        ),
    ),
    permission_labels={"mail.again": N_("Have a letter sent again")},
    actions={"mail.again": N_("had a letter sent again")},
)
