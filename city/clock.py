"""The city's clock: moments are UTC, people are shown the time in Tashkent."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

TASHKENT = ZoneInfo("Asia/Tashkent")


def now():
    """This moment in UTC. Call it at the edge only; domain functions are handed the time."""
    return datetime.now(UTC)
