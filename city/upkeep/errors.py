"""Why a copy of the database is not made, or not taken back."""

from city.errors import N_, CityError


class NoRoom(CityError):
    status = 507
    sentence = N_("A copy of the database needs %(needed_mb)s MB in %(folder)s, and %(free_mb)s are free. None was made.")


class CopyBroken(CityError):
    sentence = N_("The copy that was made cannot be read back (%(reason)s). It was thrown away.")


class NotACopy(CityError):
    status = 422
    sentence = N_("%(file)s is not a whole copy of this city's database. Nothing was changed.")


class CopyTooNew(CityError):
    status = 422
    sentence = N_("The copy was made by a newer release (%(revision)s). Nothing was changed; install that release first.")


class ToolMissing(CityError):
    sentence = N_("The program %(tool)s is missing. Install PostgreSQL's client of the server's version (postgresql-client).")


class ToolFailed(CityError):
    sentence = N_("%(tool)s failed, and nothing was changed: %(reason)s")
