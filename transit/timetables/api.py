"""JSON of timetables: a stop's day, a line's trips. They are of the same blueprint as the rest of the JSON."""

from city.errors import N_
from city.openapi import operation
from transit import network
from transit.api import LINE_ID, STOP_ID, bp, name_of
from transit.timetables import boards, choosing, forms, grids
from transit.timetables.replies import BoardInfo, GridStop, GridTrip, LineDay, StopDay, TimeInfo
from transit.timetables.views import today_of


@bp.get("/stops/<path:key>/timetable")
@operation(
    N_("All departures from a station or stop on one day"),
    query=forms.DayQuery,
    returns=StopDay,
    path=STOP_ID,
    example={"day": "2026-11-24", "lang": "en"},
)
def stop_timetable(query, key):
    stop = network.get_stop(key)
    day = query.date(today_of(stop.timetable))
    found = [describe_board(board) for board in boards.list_day_boards(stop, day)]
    known = {"covered": stop.timetable.covers(day), "illustrative": stop.timetable.illustrative}
    return StopDay(stop=key, day=day, boards=found, **known)


@bp.get("/routes/<path:key>/timetable")
@operation(
    N_("The timetable of a line one way: every trip with its times at all stops"),
    query=forms.GridJsonQuery,
    returns=LineDay,
    path=LINE_ID,
    example={"day": "mon", "direction": 0, "stops": "main", "lang": "en"},
)
def route_timetable(query, key):
    page = network.get_line(key)
    chosen = choosing.choose(page, query.direction, query.weekday, query.date, today_of(page.timetable))
    return describe_grid(page, chosen, grids.read_grid(key, chosen.direction, chosen.services), query.stops == "main")


def describe_board(board):
    signs = {"": board.headsign} | dict(board.notes)
    names = {mark: name_of(headsign) for mark, headsign in signs.items()}
    times = [TimeInfo(time=clock(second), headsign=names[mark]) for second, mark in board.columns[0].times]
    known = {"line": board.line.key, "badge": board.line.badge, "direction": board.direction, "headsign": names[""]}
    return BoardInfo(departures=times, **known)


def describe_grid(page, chosen, grid, main_only):
    rows = grid.rows(main_only)
    names = {mark: name_of(words) for mark, words in grid.notes}
    headsign = page.directions.get(chosen.direction)
    names[""] = name_of(grid.headsign) if grid.headsign else ""
    return LineDay(
        line=page.key, direction=chosen.direction, headsign=name_of(headsign) if headsign else None,
        day=chosen.date, weekdays=chosen.weekdays and list(chosen.weekdays), illustrative=page.timetable.illustrative,
        stops=[GridStop(id=grid.stops[row][0], name=name_of(grid.stops[row][1])) for row in rows],
        trips=[GridTrip(headsign=names[trip.mark], times=[clock(trip.times[row]) for row in rows]) for trip in grid.trips],
    )  # fmt: skip


def clock(second):
    """HH:MM:SS as GTFS writes it; None where there is no time."""
    return None if second is None else f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
