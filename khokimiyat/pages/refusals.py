"""Why a page is not saved or published: one sentence each."""

from city.errors import N_, CityError


class Refused(CityError):
    """`field` names the field of the form that the sentence is about."""

    status = 422

    def __init__(self, field="", **values):
        super().__init__(**values)
        self.field = field or self.field


class NoTitle(Refused):
    sentence = N_("Write a title in at least one language.")


class TooLongText(Refused):
    sentence = N_("This is too long: at most %(limit)s letters, it has %(count)s.")


class WrongSlug(Refused):
    field = "slug"
    sentence = N_("The address may have small Latin letters, digits and hyphens only, for example about-the-city.")


class ReservedSlug(Refused):
    field = "slug"
    sentence = N_("The address “%(slug)s” is taken by the site itself. Choose another one.")


class SlugTaken(Refused):
    field = "slug"
    sentence = N_("Another page has the address “%(slug)s”. Choose another one.")


class SlugFixed(Refused):
    field = "slug"
    sentence = N_("Readers know this page as “%(slug)s”: the address of a page that was published stays as it is.")


class NothingChanged(Refused):
    sentence = N_("Nothing was changed since version %(number)s, so nothing was saved.")


class ChangedMeanwhile(Refused):
    """Somebody saved another version since the form was opened."""

    status = 409
    sentence = N_("%(name)s saved version %(number)s while you were writing. Nothing is lost: both texts are below.")


class NotNewest(Refused):
    status = 409
    sentence = N_("The page has changed meanwhile: the newest version is %(number)s now. Look at it first.")


class NotWaiting(Refused):
    status = 409
    sentence = N_("Version %(number)s does not wait for publishing any more. Look at the page as it is now.")


class AlreadyPublished(Refused):
    status = 409
    sentence = N_("Readers see version %(number)s already.")


class NotPublished(Refused):
    status = 409
    sentence = N_("Readers do not see this page now.")


class UnfinishedLanguage(Refused):
    sentence = N_("%(language)s: a title and a text are both needed. Finish this language or empty it.")


class TooFewLanguages(Refused):
    sentence = N_("A page is published in at least two languages: write a title and a text in one more.")


class OwnVersion(Refused):
    status = 403
    sentence = N_("You wrote version %(number)s yourself, so somebody else has to publish it.")


class NoReason(Refused):
    field = "reason"
    sentence = N_("Say why it is sent back, so that the author knows what to change.")
