"""Why a version is not put in place, in sentences for staff."""

from city.errors import N_, CityError, NotFound, WrongFile


class FeedBlocked(CityError):
    """The file can be read, but would mislead passengers; it is kept for a person to decide."""

    status = 422
    sentence = N_(
        "The timetable “%(feed)s” stays as it was: version %(number)s has errors that would mislead passengers: %(count)s "
        "(%(codes)s). It is kept; its report says more, and a person can put it in place all the same, with a reason."
    )


class FeedEnded(CityError):
    """The file's last day is past, and what is in place goes on for longer."""

    status = 422
    sentence = N_(
        "The timetable “%(feed)s” stays as it was: version %(number)s ended on %(day)s, earlier than the one in place. "
        "It is kept, and a person can put it in place all the same, with a reason."
    )


class CheckTooLong(WrongFile):
    sentence = N_("Checking the file took longer than %(minutes)s minutes and was given up; nothing was changed.")


class CheckFailed(WrongFile):
    sentence = N_("Checking the file took more than %(megabytes)s MB of memory, or it is damaged; nothing was changed.")


class TooLargeToKeep(WrongFile):
    sentence = N_("The zip is larger than %(megabytes)s MB; nothing was changed.")


class FeedDamaged(CityError):
    """A kept zip is no longer what it was."""

    status = 500
    sentence = N_("The kept file of version %(number)s is damaged; nothing was changed.")


class NoSuchVersion(NotFound):
    sentence = N_("There is no such version of this timetable.")


class NoSuchFeed(NotFound):
    sentence = N_("There is no timetable called “%(feed)s”.")


class NothingBefore(CityError):
    status = 409
    sentence = N_("There is no earlier version of the timetable “%(feed)s” to go back to.")


class NotPossible(CityError):
    status = 409
    sentence = N_("This is not possible for a version in this state.")


class NoReason(CityError):
    status = 422
    field = "reason"
    sentence = N_("Say why, in a few words.")


class WrongOverride(CityError):
    status = 422
    sentence = N_('Say who and why, as in --override "Anna Karimova: the operator confirmed the new places".')


class NoFile(CityError):
    status = 422
    field = "file"
    sentence = N_("Choose a zip with a timetable in it.")
