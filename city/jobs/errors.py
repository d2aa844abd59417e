"""What can go wrong with a job, in sentences."""

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
