"""Why something is not taken: one sentence each."""

from city.errors import N_, CityError, NotFound


class Refused(CityError):
    status = 422


class Missing(Refused):
    sentence = N_("Fill this in.")

    def __init__(self, field):
        super().__init__()
        self.field = field


class TooLongField(Refused):
    sentence = N_("The text is too long: at most %(limit)s letters.")

    def __init__(self, field, limit):
        super().__init__(limit=limit)
        self.field = field


class WrongSite(Refused):
    field = "site"
    sentence = N_("Write the address of a page as https://example.uz, or leave it empty.")


class SentAlready(Refused):
    status = 409
    sentence = N_("This form was sent already, and it arrived.")


class Decided(Refused):
    status = 409
    sentence = N_("Somebody else has decided about this program meanwhile. Look at it once more.")


class NotPossible(Refused):
    status = 409
    sentence = N_("This cannot be done in the state that the program is in.")


class NoSuchLink(NotFound):
    sentence = N_("This link was used already, or is too old. Have a new one sent to you.")


class RefusedKey(CityError):
    status = 401
    challenge = 'Bearer realm="programs", error="invalid_token"'


class UnknownKey(RefusedKey):
    sentence = N_("This key is not known.")


class ReplacedKey(UnknownKey):
    sentence = N_("This key was replaced by a newer one on %(since)s.")


class WithdrawnKey(RefusedKey):
    sentence = N_("This key was withdrawn on %(since)s.")
