"""Whether a timetable can still be trusted, for the pages that passengers read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standing:
    """`ended` and `begins` are days, None where the timetable is valid today; `source` is a SourceAge, None where it is well."""

    ended: date | None
    begins: date | None
    source: object

    @property
    def is_doubtful(self):
        return bool(self.ended or self.begins or self.source)


def judge(timetable, source, today):
    """The Standing of a timetable (shown.Timetable) whose source is `source` (a SourceAge or None)."""
    ended = timetable.last_day if timetable.last_day < today else None
    begins = timetable.first_day if timetable.first_day > today else None
    return Standing(ended, begins, source if source and source.is_stale else None)
