"""What can go wrong with a job, in sentences; and how such a sentence is kept with the run, to be said in any language."""

from datetime import datetime, timedelta

from city.errors import N_, CityError


class UnknownJob(CityError):
    status = 404
    sentence = N_("There is no job called “%(name)s”.")


class AlreadyRunning(CityError):
    status = 409
    sentence = N_("This job is running already.")


class NotSetUp(CityError):
    status = 409
    sentence = N_("There is nothing set up for this job to do.")


class LeaseLost(CityError):
    sentence = N_("Another process has taken this job over.")


class Killed(CityError):
    sentence = N_("The process that ran it ended before the job did.")


class Stopped(CityError):
    sentence = N_("It was told to stop.")


class Unforeseen(CityError):
    sentence = N_("Something unforeseen happened (%(kind)s); the log says more.")


class JobFailed(CityError):
    """What `city jobs run` ends with; the sentence is that of the run."""

    sentence = N_("The job failed: %(reason)s")


def pack(error):
    """An error as JSON can hold it, to be said in the reader's language later."""
    if error is None:
        return None
    return {"sentence": error.sentence, "values": {name: _plain(value) for name, value in error.values.items()}}


def _plain(value):
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return value if isinstance(value, str | int | float) else str(value)


def unpack(packed):
    """The CityError that `pack` packed."""
    error = CityError()
    error.sentence = packed["sentence"]
    error.values = {name: _rich(value) for name, value in packed["values"].items()}
    return error


def _rich(value):
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else timedelta(seconds=value["seconds"])
