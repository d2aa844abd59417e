"""Why something is not taken: one sentence each."""

from city.errors import N_, CityError


class Refused(CityError):
    status = 422


class NothingWritten(Refused):
    field = "text"
    sentence = N_("Write what it is about.")


class TooLongText(Refused):
    """`field` names the field of the form that the sentence is about."""

    sentence = N_("This is too long: at most %(limit)s letters, it has %(count)s.")

    def __init__(self, field, **values):
        super().__init__(**values)
        self.field = field


class LooksAutomatic(Refused):
    sentence = N_("This was filled in faster than people can, as programs do. Look at it once more and send it again.")


class StaleKey(Refused):
    status = 409
    sentence = N_("This form was open for too long. Nothing is lost: look at it once more and send it again.")


class KeyUsed(Refused):
    status = 409
    sentence = N_(
        "You have sent message %(number)s from this form already, and it says something else. "
        "If this is a new message, send it again."
    )


class MessageEnded(Refused):
    status = 409
    sentence = N_("Message %(number)s is dealt with already.")


class NotYours(Refused):
    status = 409
    sentence = N_("Take message %(number)s first; now %(name)s has it.")


class NobodyHasIt(Refused):
    status = 409
    sentence = N_("Take message %(number)s first, so that nobody else answers at the same time.")


class YoursAlready(Refused):
    status = 409
    sentence = N_("You have message %(number)s already.")


class NoAnswer(Refused):
    field = "answer"
    sentence = N_("Write the answer.")


class NoSuchColleague(Refused):
    field = "to"
    sentence = N_("Choose somebody who may answer messages.")


class ChangedMeanwhile(Refused):
    """Somebody else has changed the message since the page was opened; what was written stays on the page."""

    status = 409
    sentence = N_("Message %(number)s has changed meanwhile. Nothing that you wrote is lost.")


class TakenMeanwhile(ChangedMeanwhile):
    sentence = N_("%(name)s has taken message %(number)s meanwhile. Nothing that you wrote is lost.")


class HandedMeanwhile(ChangedMeanwhile):
    sentence = N_("%(name)s has handed message %(number)s over meanwhile. Nothing that you wrote is lost.")


class AnsweredMeanwhile(ChangedMeanwhile):
    sentence = N_("%(name)s has answered message %(number)s meanwhile. Nothing that you wrote is lost.")


class ClosedMeanwhile(ChangedMeanwhile):
    sentence = N_("%(name)s has closed message %(number)s meanwhile. Nothing that you wrote is lost.")


MEANWHILE = {
    "taken": TakenMeanwhile,
    "handed": HandedMeanwhile,
    "answered": AnsweredMeanwhile,
    "closed": ClosedMeanwhile,
}
