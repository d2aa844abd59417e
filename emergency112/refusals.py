"""Why something of 112 is refused: one sentence each, with the field of the form that it is about."""

from city.errors import N_, CityError, OutsideTashkent


class Refused(CityError):
    status = 422


class NothingSaid(Refused):
    field = "what"
    sentence = N_("Write what happened.")


class NoPlace(Refused):
    field = "where"
    sentence = N_("Say where it is: write the place, or point at it on the map.")


class PlaceOutside(OutsideTashkent):
    field = "where"
    sentence = N_("This place is outside Tashkent. Point at a place in the city, or take the point away and describe it.")


class NotANumber(Refused):
    field = "callback"
    sentence = N_("This is not a telephone number. Write digits only, or leave it empty if the number is hidden.")


class WrongHurt(Refused):
    field = "hurt"
    sentence = N_("The number of people hurt is from 0 to 9999. Leave it empty if nobody knows.")


class NoService(Refused):
    field = "services"
    sentence = N_("Choose at least one service.")


class ServiceOff(Refused):
    field = "services"
    sentence = N_("This service is not connected to 112.")


class AlreadySent(Refused):
    status = 409
    field = "services"
    sentence = N_("One of these services has the incident already.")


class WrongKey(Refused):
    sentence = N_("The call has no valid id. Load the page again: what you typed stays.")


class KeyUsed(Refused):
    """The id belongs to a call that says something else: it is not overwritten."""

    status = 409
    field = "key"
    sentence = N_("This form was saved already, as incident %(number)s. Save again to make a new incident of what it says now.")


class TextTooLong(Refused):
    sentence = N_("The text is too long: at most %(limit)s letters.")

    def __init__(self, field, limit):
        super().__init__(limit=limit)
        self.field = field


class NoReason(Refused):
    field = "reason"
    sentence = N_("Give the reason.")


class NoNote(Refused):
    field = "note"
    sentence = N_("Write a note first.")


class AlreadyAnswered(Refused):
    status = 409
    sentence = N_("%(name)s has answered this hand-over already, at %(time)s. Nothing was changed.")


class ChangedMeanwhile(Refused):
    status = 409
    sentence = N_("Somebody has changed this incident meanwhile. Compare what it says now with what you typed, and save again.")


class IncidentEnded(Refused):
    status = 409
    sentence = N_("This incident has ended.")


class NotYourDesk(CityError):
    status = 403
    sentence = N_("You do not sit at this desk. A shift supervisor can change that.")


class NotInProduction(CityError):
    sentence = N_("Made-up calls are not taken in production.")


class UnknownService(CityError):
    status = 404
    sentence = N_("There is no service “%(key)s”.")
