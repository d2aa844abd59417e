"""Why a text or a contact is not saved: one sentence each."""

from city.errors import N_, CityError


class Refused(CityError):
    """`field` names the field of the form that the sentence is about."""

    status = 422

    def __init__(self, field="", **values):
        super().__init__(**values)
        self.field = field or self.field


class FixedText(Refused):
    status = 403
    sentence = N_("This text comes with the programme and cannot be changed here.")


class Unfinished(Refused):
    sentence = N_("A title, a summary and a text are all needed.")


class TooLongText(Refused):
    sentence = N_("This is too long: at most %(limit)s letters, it has %(count)s.")


class SameAsBefore(Refused):
    sentence = N_("Nothing was changed, so nothing was saved.")


class AlreadyBuiltin(Refused):
    status = 409
    sentence = N_("Readers see the built-in text already.")


class ChangedMeanwhile(Refused):
    """Somebody saved another version since the form was opened."""

    status = 409
    sentence = N_("%(name)s saved version %(number)s while you were writing. Nothing is lost: both texts are below.")


class WrongTelephone(Refused):
    sentence = N_("This is not a telephone number. Write it like +998 71 237 99 98, or a short number like 1055.")


class WrongEmail(Refused):
    sentence = N_("This is not an e-mail address.")


class HalfAddress(Refused):
    sentence = N_("Write this in all four languages, or in none.")


class HalfHours(Refused):
    sentence = N_("The hours need days, a beginning and an end, the beginning before the end.")
