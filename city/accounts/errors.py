"""What can go wrong with accounts; `field` names the field of a form that the sentence is about."""

from datetime import timedelta

from city.errors import N_, CityError


class NotSignedIn(CityError):
    status = 401
    sentence = N_("Sign in first.")


class NotAllowed(CityError):
    status = 403
    sentence = N_("Your account does not allow this. If you need it for your work, ask an administrator.")


class StepOwed(CityError):
    status = 403
    sentence = N_("Finish setting up your account first: open the staff pages in a browser.")


class StaleForm(CityError):
    status = 400
    sentence = N_("This page was open for too long, or you have signed in again since. Nothing was sent yet.")


class ForeignForm(CityError):
    status = 400
    sentence = N_("This form was sent from another site. Nothing was changed.")


class WrongSignIn(CityError):
    status = 422
    field = "password"
    sentence = N_("The name or the password is not right.")


class WrongCode(CityError):
    status = 422
    field = "one_time_code"
    sentence = N_("The code is not right, or it was used already. Wait for the next one.")


class MustWait(CityError):
    """Too many tries; `wait_s` says how long to wait, the sentence says it in the reader's words."""

    status = 429
    sentence = N_("Too many tries. Wait %(time)s and try again.")

    def __init__(self, wait_s):
        super().__init__(time=timedelta(seconds=wait_s))
        self.wait_s = wait_s


class WrongPassword(CityError):
    status = 422
    field = "current_password"
    sentence = N_("The current password is not right.")


class ShortPassword(CityError):
    status = 422
    field = "password"
    sentence = N_("The password is too short: use %(least)s characters or more.")


class LongPassword(CityError):
    status = 422
    field = "password"
    sentence = N_("The password is too long: at most %(most)s characters.")


class CommonPassword(CityError):
    status = 422
    field = "password"
    sentence = N_("This password is easy to guess. Take several words that do not belong together.")


class UnlikePasswords(CityError):
    status = 422
    field = "password_again"
    sentence = N_("The two passwords are not the same.")


class WrongName(CityError):
    status = 422
    field = "name"
    sentence = N_("A name has 3 to 100 characters: Latin letters, digits, full stops, hyphens, underlines or @.")


class NameTaken(CityError):
    status = 422
    field = "name"
    sentence = N_("There is already an account with the name “%(name)s”.")


class NoRole(CityError):
    status = 422
    field = "roles"
    sentence = N_("Choose at least one role.")


class UnknownRole(CityError):
    status = 422
    field = "roles"
    sentence = N_("There is no role “%(role)s”.")


class UnknownPerson(CityError):
    status = 404
    sentence = N_("There is no account with the name “%(name)s”.")


class LastAdministrator(CityError):
    status = 422
    field = "roles"
    sentence = N_("At least one administrator must be left. Make somebody else an administrator first.")


class DemoAccountsOn(CityError):
    status = 503
    sentence = N_("Demonstration accounts are switched on. Run “city users disable --demo” before you serve in production.")


class WrongPasskey(CityError):
    status = 422
    field = "passkey"
    sentence = N_("The passkey was not accepted. Try again, or use another way to sign in.")


class StalePasskey(CityError):
    status = 422
    field = "passkey"
    sentence = N_("That took too long, or it was sent twice. Begin again with the button.")


class PasskeysOff(CityError):
    status = 404
    sentence = N_("Passkeys cannot be used at this address.")


class NoPasskeyName(CityError):
    status = 422
    field = "name"
    sentence = N_("Give the passkey a name of 1 to %(most)s characters, so that you know it again.")


class TooManyPasskeys(CityError):
    status = 422
    field = "name"
    sentence = N_("You have %(most)s passkeys already. Remove one that you no longer use.")


class TooManyRows(CityError):
    status = 422
    field = "format"
    sentence = N_("These are too many rows for a spreadsheet: at most %(most)s. Narrow them down, or take CSV.")
