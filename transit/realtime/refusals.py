"""Why what a source of real time sent is not used: one sentence each; the timetable stays as it is."""

from city.errors import N_, CityError
from city.http.errors import SourceError


class NotRealtime(SourceError):
    sentence = N_("What the source sent is not GTFS-Realtime, or only a part of it.")


class RealtimeTooBig(SourceError):
    sentence = N_("The source sent more than %(limit)s MB.")


class OldRealtime(SourceError):
    sentence = N_("What the source sends was made at %(moment)s (UTC) and is too old.")


class FutureRealtime(SourceError):
    sentence = N_("What the source sends was made at %(moment)s (UTC), by a clock that is wrong.")


class NoTimetable(SourceError):
    sentence = N_("There is no timetable “%(key)s” that real time could be about.")


class NothingToSimulate(CityError):
    status = 404
    sentence = N_("There is no timetable “%(key)s” to simulate.")
