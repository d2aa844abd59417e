"""Limits as they are set: `300/minute 3000/hour`, so many requests in windows of fixed length."""

import re
from dataclasses import dataclass
from datetime import timedelta

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
ONE = re.compile(rf"([1-9]\d{{0,8}})/({'|'.join(SECONDS)})")


@dataclass(frozen=True)
class Limit:
    """At most so many requests in each window of so many seconds, counted from the beginning of the epoch."""

    name: str
    most: int
    window_s: int

    @property
    def window(self):
        return timedelta(seconds=self.window_s)

    def begun(self, now_s):
        """When the window began that `now_s` lies in, in seconds of the epoch."""
        return int(now_s) // self.window_s * self.window_s

    def times(self, factor):
        return Limit(self.name, self.most * factor, self.window_s)


def read_limits(text):
    """The Limits of a setting; none for an empty text. Raises ValueError."""
    found = [ONE.fullmatch(each) for each in text.split()]
    if not all(found) or len({each[2] for each in found}) < len(found):
        raise ValueError("write it as 300/minute 3000/hour, with each of second, minute, hour and day at most once")
    return tuple(Limit(each[2], int(each[1]), SECONDS[each[2]]) for each in found)
