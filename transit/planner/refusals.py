"""Why a journey is not searched for: one sentence for each reason."""

from city.errors import N_, CityError, WrongValue


class UnknownStop(WrongValue):
    sentence = N_("“%(name)s”: there is no stop “%(value)s”. Ids are like “stop:metro:chorsu”.")


class UnknownPlace(WrongValue):
    sentence = N_("“%(value)s” was not found. Write the name of a stop, a park or a landmark, or choose a stop from the list.")


class NothingAsked(WrongValue):
    sentence = N_("Say where you start and where you are going: “%(name)s” is missing.")


class TooFar(WrongValue):
    sentence = N_("“%(value)s” is farther than %(kilometres)s km from every stop that we know.")


class SameEnds(WrongValue):
    sentence = N_("The start and the end of the journey are the same place.")


class BothTimes(WrongValue):
    sentence = N_("Give either the time of leaving or the time of arriving, not both.")


class UnknownToAvoid(WrongValue):
    sentence = N_("“%(value)s” is neither a kind of transport (%(kinds)s) nor the id of a line.")


class DayNotCovered(CityError):
    status = 422
    field = "depart_at"
    sentence = N_("The timetables are valid from %(first)s to %(last)s and say nothing about %(day)s.")


class NoTimetable(CityError):
    status = 404
    sentence = N_("There is no timetable yet.")
