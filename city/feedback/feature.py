"""What feedback puts on the menus of readers and staff."""

from datetime import time

from city.errors import N_
from city.features import Feature, FooterLink, Job, StaffEntry
from city.feedback import day_views, demo, jobs, staff_views, views

PAGES_OF_DESK = (day_views,)  # it has added its pages to staff_views.bp when it was imported

feature = Feature(
    name="feedback",
    blueprints=(views.bp, staff_views.bp),
    jobs=(
        Job(
            name="feedback.forget",
            label=N_("Forget who wrote"),
            summary=N_("Erases name and address from messages that were dealt with long ago"),
            run=jobs.forget,
            daily_at=time(3, 20),
        ),
    ),
    permissions={
        "feedback.read": ("editor", "publisher", "supervisor", "administrator"),
        "feedback.answer": ("editor", "publisher", "administrator"),
        "feedback.days": ("administrator",),
    },
    staff_menu=(
        StaffEntry(
            label=N_("Messages"),
            endpoint="feedback_staff.list_messages",
            permission="feedback.read",
            summary=N_("What people write to us, and until when it is to be answered"),
            late=staff_views.count_overdue,
        ),
    ),
    permission_labels={
        "feedback.answer": N_("Answer messages of people, and close them"),
        "feedback.days": N_("Say on which days nobody works"),
    },
    footer=(FooterLink(N_("Write to us"), "feedback.write"),),
    actions={
        "feedback.take": N_("took a message"),
        "feedback.hand_over": N_("handed a message over"),
        "feedback.answer": N_("answered a message"),
        "feedback.close": N_("closed a message"),
        "feedback.day_add": N_("added a day off"),
        "feedback.day_remove": N_("took out a day off"),
    },
    load_demo=demo.load_demo,
)
