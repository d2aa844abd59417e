"""Why a feed is refused: one sentence for each reason, and nothing was changed."""

from city.errors import N_, NotFound, WrongFile


class NotAZip(WrongFile):
    sentence = N_("The file is not a zip; nothing was changed.")


class DamagedZip(WrongFile):
    sentence = N_("The zip is damaged or locked: “%(file)s” cannot be unpacked; nothing was changed.")


class UnsafePath(WrongFile):
    sentence = N_("The zip holds “%(file)s”, a path that leads out of it; nothing was changed.")


class ZipBomb(WrongFile):
    sentence = N_("“%(file)s” would unpack to %(megabytes)s MB from next to nothing; nothing was changed.")


class FeedTooLarge(WrongFile):
    sentence = N_("Unpacked, the feed would be larger than %(megabytes)s MB; nothing was changed.")


class MissingTable(WrongFile):
    sentence = N_("The feed has no “%(file)s” or nothing in it; nothing was changed.")


class MissingCalendar(WrongFile):
    sentence = N_("The feed has neither “calendar.txt” nor “calendar_dates.txt”; nothing was changed.")


class MissingColumn(WrongFile):
    sentence = N_("“%(file)s” has no column “%(column)s”; nothing was changed.")


class NotUtf8(WrongFile):
    sentence = N_("“%(file)s” is not valid UTF-8; nothing was changed.")


class BrokenTable(WrongFile):
    sentence = N_("“%(file)s” is broken at line %(line)s; nothing was changed.")


class WrongCell(WrongFile):
    """A value that is not what its column asks for."""

    sentence = N_("“%(file)s” has “%(value)s” in the column “%(column)s”, which cannot be right; nothing was changed.")


class MissingReference(WrongFile):
    """A row that refers to another that is not there."""

    sentence = N_("“%(file)s” refers to “%(value)s” (%(column)s), which does not exist; nothing was changed.")


class DoubledId(WrongFile):
    sentence = N_("“%(file)s” has “%(value)s” twice; nothing was changed.")


class StopWithoutPlace(WrongFile):
    sentence = N_("The stop “%(value)s” has no place on the map; nothing was changed.")


class TripWithoutTimes(WrongFile):
    sentence = N_("The trip “%(value)s” does not say when it leaves or when it arrives; nothing was changed.")


class NoServiceDay(WrongFile):
    sentence = N_("By its calendar the feed has no day on which anything runs; nothing was changed.")


class TooManyTrips(WrongFile):
    sentence = N_("Its frequencies would give more than %(limit)s stop times; nothing was changed.")


class WrongKey(WrongFile):
    sentence = N_("A feed’s key is made of small letters a to z, digits and hyphens; “%(value)s” is not.")


class NoSuchStop(NotFound):
    sentence = N_("There is no such stop.")


class NoSuchLine(NotFound):
    sentence = N_("There is no such line.")
