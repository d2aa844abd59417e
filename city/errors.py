"""Errors with names: each class carries one untranslated sentence, and `city.problems` answers it."""


def N_(text):
    """Mark a text for translation; it is translated where it is shown."""
    return text


class CityError(Exception):
    """An error that speaks to the reader: `sentence` is a msgid, `values` fill its places, `status` is HTTP's."""

    status = 400
    field = ""  # of the form that the sentence is about
    sentence = N_("The request could not be understood.")

    def __init__(self, **values):
        super().__init__(self.sentence % values if values else self.sentence)
        self.values = values


class WrongSettings(Exception):
    """The environment holds settings with which the city cannot start; `sentences` names each."""

    def __init__(self, sentences):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class NotFound(CityError):
    status = 404
    sentence = N_("There is nothing at this address.")


class UnknownLanguage(CityError):
    status = 404
    sentence = N_("The city does not speak this language yet. Choose one of the four.")


class OutsideTashkent(CityError):
    status = 422
    sentence = N_("This place is outside Tashkent.")


class WrongValue(CityError):
    status = 422
    sentence = N_("The value of “%(name)s” is not right.")


class TooLarge(WrongValue):
    sentence = N_("The value of “%(name)s” is too large: at most %(most)s.")


class TooSmall(WrongValue):
    sentence = N_("The value of “%(name)s” is too small: at least %(least)s.")


class NotOneOf(WrongValue):
    sentence = N_("The value of “%(name)s” is none of: %(values)s.")


class WrongBox(WrongValue):
    sentence = N_(
        "The box “%(name)s” is west,south,east,north in degrees: four numbers within ±180 and ±90, "
        "west less than east, south less than north."
    )


class BrokenText(CityError):
    status = 400
    sentence = N_("The text that was sent is not valid UTF-8.")


class TooLong(CityError):
    status = 422
    sentence = N_("The text is too long: at most %(limit)s letters.")


class DatabaseAway(CityError):
    status = 503
    sentence = N_("The database cannot be reached. Try again in a minute.")


class SchemaMissing(CityError):
    status = 503
    sentence = N_("The database is not set up yet: run “city db upgrade”.")


class PortTaken(CityError):
    sentence = N_("Port %(port)s of %(host)s cannot be used: %(reason)s. Set PORT to another one.")


class DiskFull(CityError):
    status = 507
    sentence = N_("The disk is full. Nothing was changed.")


class WrongFile(CityError):
    """A file that an import refuses; its subclasses say why."""

    status = 422
    sentence = N_("The file was refused and nothing was changed.")
