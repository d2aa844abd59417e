"""What can go wrong when residents sign in, or ask for what is kept about them."""

from city.errors import N_, CityError


class ResidentsOff(CityError):
    status = 404
    sentence = N_("Residents cannot sign in here yet. Every service works without signing in.")


class ResidentNotSignedIn(CityError):
    status = 401
    sentence = N_("Your sign-in has ended. Sign in again; nothing was changed.")


class AlreadyErased(CityError):
    status = 410
    sentence = N_("What was kept about you is erased already. Nothing is left to show or to change.")


class NotConfirmed(CityError):
    status = 422
    field = "sure"
    sentence = N_("Tick the box to say that you want this.")


class NoName(CityError):
    status = 422
    field = "name"
    sentence = N_("Write how you want to be called: 1 to %(most)s letters.")


class OneIdError(CityError):
    """Signing in through OneID did not come to an end; its subclasses say why."""

    status = 502
    sentence = N_("OneID gave an answer that we do not understand. Try again later.")


class OneIdSilent(OneIdError):
    status = 503
    sentence = N_("OneID does not answer now. Try again later; every service works without signing in.")


class OneIdDenied(OneIdError):
    status = 403
    sentence = N_("You were not signed in: OneID says that you did not agree.")


class OneIdRefused(OneIdError):
    status = 422
    sentence = N_("OneID did not accept this sign-in; it may have taken too long. Begin again.")


class StrangeState(OneIdError):
    status = 400
    sentence = N_("This sign-in was not begun in this browser, or too long ago. Begin again.")
