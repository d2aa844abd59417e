"""A small town to plan journeys in: a tram from west to east, a bus that one changes to, a night tram."""

from tests.transit import feeds

BUS = 3
ROUTES = [
    {"route_id": "R1", "route_short_name": "1", "route_long_name": "First line", "route_type": 0},
    {"route_id": "R2", "route_short_name": "2", "route_long_name": "Second line", "route_type": BUS},
]
STOPS = [
    feeds.make_stop("A", 69.24), feeds.make_stop("B", 69.27), feeds.make_stop("C", 69.30),
    feeds.make_stop("D", 69.2703), feeds.make_stop("E", 69.2703, 41.34),
]  # fmt: skip
DAY = "2026-11-24"


def make_town(app, path, **changed):
    """Import the town. A, B, C are stops of the tram; the bus runs from D, a few steps from B, to E."""
    trips = [feeds.make_trip(f"T{hour}") for hour in (8, 9, 25)]
    trips += [feeds.make_trip(f"U{number}", route_id="R2") for number in range(3)]
    calls = [call for hour in (8, 9, 25) for call in feeds.make_calls(f"T{hour}", *(f"{hour:02}:{m:02}:00" for m in (0, 10, 20)))]
    for number, (leaves, arrives) in enumerate((("08:12", "08:30"), ("08:14", "08:32"), ("09:30", "09:50"))):
        calls += feeds.make_calls(f"U{number}", f"{leaves}:00", f"{arrives}:00", stops="DE")
    tables = {"stops": STOPS, "routes": ROUTES, "trips": trips, "stop_times": calls} | changed
    with app.app_context():
        feeds.import_feed(feeds.write_feed(path / "town.zip", **tables), "town")


def ask(client, **asked):
    """Journeys as JSON; `start` and `goal` are ids of stops, or anything with a mark in it."""
    ends = {name: asked[name] if set(asked[name]) & set(":, ") else f"stop:town:{asked[name]}" for name in ("start", "goal")}
    given = {name: value for name, value in asked.items() if name not in ends}
    return client.get("/api/v1/transit/journeys", query_string={"from": ends["start"], "to": ends["goal"], "lang": "en"} | given)


def times(answer):
    """[(leaves, arrives, changes)] on the clock."""
    return [(each["departure"][11:16], each["arrival"][11:16], each["transfers"]) for each in answer.json["journeys"]]
