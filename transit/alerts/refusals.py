"""Why an alert is not saved or published: one sentence each."""

from city.errors import N_, CityError, NotFound


class NoSuchAlert(NotFound):
    sentence = N_("There is no such alert. It may have been withdrawn.")


class Refused(CityError):
    """`field` names the field of the form that the sentence is about."""

    status = 422

    def __init__(self, field="", **values):
        super().__init__(**values)
        self.field = field or self.field


class NoHeader(Refused):
    field = "header_uz"
    sentence = N_("Write a heading in at least one language.")


class HeaderMissing(Refused):
    sentence = N_("%(language)s: write a heading too, or empty this language.")


class TooLongText(Refused):
    sentence = N_("This is too long: at most %(limit)s letters, it has %(count)s.")


class WrongLink(Refused):
    sentence = N_("The address of a page begins with https:// or http://.")


class NothingChosen(Refused):
    field = "choices"
    sentence = N_("Choose what the alert is about: lines, stops, a timetable, or everything.")


class UnknownThing(Refused):
    field = "choices"
    sentence = N_("The timetables do not have “%(key)s” any more. Choose something else.")


class TooMany(Refused):
    field = "choices"
    sentence = N_("An alert is about at most %(limit)s things. Choose whole lines in the place of their stops.")


class WrongMoment(Refused):
    sentence = N_("Write the day and the time, for example 2026-11-24 08:05.")


class EndsFirst(Refused):
    sentence = N_("The end has to be after the beginning.")


class TooManyPeriods(Refused):
    field = "begins-1"
    sentence = N_("An alert has at most %(limit)s periods.")


class AlreadyOver(Refused):
    sentence = N_("All its periods are over, so nobody would see it. Change the periods first.")


class NotBegun(Refused):
    status = 409
    sentence = N_("It has not begun yet, so there is nothing to end: withdraw it.")


class NotPublished(Refused):
    status = 409
    sentence = N_("Passengers do not see this alert now.")


class AlreadyPublished(Refused):
    status = 409
    sentence = N_("Passengers see this alert already.")


class NothingChanged(Refused):
    sentence = N_("Nothing was changed, so nothing was saved.")


class ChangedMeanwhile(Refused):
    """Somebody saved the alert since the form was opened."""

    status = 409
    sentence = N_("%(name)s changed this alert while you were writing. Nothing is lost: both are below.")


class NotNewest(Refused):
    status = 409
    sentence = N_("%(name)s has changed this alert meanwhile. Look at it as it is now.")


class FromSource(Refused):
    status = 409
    sentence = N_("This alert comes from “%(source)s” and is not changed here. Copy it to write one of your own.")
