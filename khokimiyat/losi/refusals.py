"""What can go wrong with LOSI: one sentence each, with the row of a file or the field of a form that it is about."""

from city.errors import N_, CityError, WrongFile


class Refused(WrongFile):
    """Nothing of a catalogue's file is kept."""


class NoName(Refused):
    sentence = N_("Row %(row)s: there is no name in any language.")


class WrongKey(Refused):
    sentence = N_("Row %(row)s: “%(value)s” cannot be an id. Use small Latin letters, digits and hyphens, at most %(limit)s.")


class WrongCode(Refused):
    sentence = N_("Row %(row)s: “%(value)s” cannot be a code. Use Latin letters, digits and hyphens, at most %(limit)s.")


class SameCode(Refused):
    sentence = N_("Row %(row)s: the code “%(value)s” is already in row %(first)s.")


class SameCriterion(Refused):
    sentence = N_("Row %(row)s: the criterion “%(value)s” is already in row %(first)s. A row of an indicator needs a code.")


class UnknownCriterion(Refused):
    sentence = N_("Row %(row)s: there is no row before it that names the criterion “%(value)s”.")


class EmptyCriterion(Refused):
    sentence = N_("Row %(row)s: the criterion “%(value)s” has no indicators.")


class WrongCount(Refused):
    sentence = N_("Row %(row)s: “stated_count” cannot be “%(value)s”. It must be a whole number, or empty.")


class UnknownValue(Refused):
    sentence = N_("Row %(row)s: “%(field)s” cannot be “%(value)s”. It must be one of these: %(choices)s.")


class WrongCatalogueKey(Refused):
    sentence = N_("“%(value)s” cannot be a catalogue’s key. Use small Latin letters, digits and hyphens, at most %(limit)s.")


class WrongAddress(CityError):
    status = 422
    sentence = N_("This is not the address of a page. Write it like https://tashkent.uz/page, or like /page on the portal.")

    def __init__(self, field=""):
        super().__init__()
        self.field = field


class NoPortalName(CityError):
    status = 422
    field = "portal_name"
    sentence = N_("Write the name of the portal.")


class WrongState(CityError):
    status = 422
    sentence = N_("Choose found, not found or not yet.")


class AssessmentClosed(CityError):
    status = 409
    sentence = N_("This assessment is published and is not changed any more. Open a correction of it.")


class AssessmentIncomplete(CityError):
    status = 422
    sentence = N_("%(missing)s of %(total)s indicators have no answer yet. Answer them, then publish.")


class NotPublished(CityError):
    status = 409
    sentence = N_("Only a published assessment can be corrected. This one is still open: change it.")


class AlreadyCorrected(CityError):
    status = 409
    sentence = N_("A correction of this assessment is published already. Correct that one.")


class AnswerConflict(CityError):
    """Somebody else saved another answer meanwhile; `theirs` are those answers by code."""

    status = 409
    sentence = N_("Somebody else answered the same meanwhile: %(codes)s. Both answers are shown; nothing was overwritten.")

    def __init__(self, theirs):
        super().__init__(codes=", ".join(theirs))
        self.theirs = theirs
