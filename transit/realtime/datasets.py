"""Punctuality as open data, of the timetables that may be passed on."""

from city.dataset_parts import day_begins
from city.datasets import Column, Dataset
from city.errors import N_
from transit import given
from transit.realtime import punctuality


def list_rows():
    for row in punctuality.list_rows(given.list_keys()):
        numbers = {name: getattr(row, name) for name in punctuality.NUMBERS}
        yield {"day": row.day, "line": row.route, "hour": row.hour, **numbers, "simulated": row.simulated}


def when_changed():
    """The day after the last one that is in it begins; None while there is none."""
    day = punctuality.find_last_day(given.list_keys())
    return day and day_begins(day)


def is_simulated():
    return punctuality.has_simulated(given.list_keys())


DATASETS = (
    Dataset(
        key="punctuality",
        title=N_("Punctuality by line and hour"),
        summary=N_("How many departures of each line were on time, early or late, and how many trips were cancelled, by hour."),
        theme="TRAN",
        keywords=("public transport", "punctuality", "delays", "GTFS-Realtime"),
        columns=(
            Column("day", "date", N_("Day of service")),
            Column("line", "text", N_("Line")),
            Column("hour", "integer", N_("Hour of the timetable; 24 and more are past midnight")),
            Column("trips", "integer", N_("Trips that began in this hour")),
            Column("cancelled", "integer", N_("Trips of them that were cancelled")),
            Column("early", "integer", N_("Departures more than one minute early")),
            Column("on_time", "integer", N_("Departures on time")),
            Column("late", "integer", N_("Departures more than five minutes late")),
            Column("delay_sum_s", "integer", N_("Sum of all delays, in seconds")),
            Column("simulated", "boolean", N_("Whether a simulator made the figures")),
        ),
        rows=list_rows,
        updated_at=when_changed,
        licence="ODbL-1.0",
        source=N_("Worked out by this project from GTFS-Realtime of the operators."),
        frequency="DAILY",
        how=N_("What was told last before a vehicle was at a stop stands for what happened; what nobody told is not counted."),
        illustrative=is_simulated,
    ),
)
