"""What is done by itself with letters: sending what is due, forgetting what is old."""

from flask import current_app

from city.database import unit_of_work
from city.errors import N_
from city.mail import outbox, smtp

MOST_BREAKS = 2  # in a row, and it is not over a letter


def is_on():
    """Whether there is a mail server to send by."""
    return bool(current_app.config["SMTP_HOST"])


def send(work):
    """Send a batch of what is due. Each letter is noted in a unit of its own, so that one is sent twice at most."""
    with work.unit_of_work():
        claim, letters = outbox.take(work.now)
    left, breaks = list(letters), 0
    while left:
        before = len(left)
        try:
            _send_all(work, claim, left)
        except smtp.Away as away:
            breaks = breaks + 1 if len(left) == before else 1
            over_one = isinstance(away, smtp.BrokenOff) and breaks < MOST_BREAKS
            late = [left.pop(0)] if over_one else left
            _postpone(work, claim, late, str(away))
            if late is left:
                return


def forget(work):
    """Erase the text and the address of letters that are older than 30 days."""
    with work.unit_of_work():
        work.counts[N_("letters erased")] += outbox.forget_old(work.now)


def _send_all(work, claim, left):
    """Send what is in `left` and take it out, until the line is closed. Raises smtp.Away."""
    server = read_server()
    with smtp.connect(server) as line:
        while left and line.sock:
            work.stop_if_told()  # not between sending and noting
            _send_one(work, claim, left[0], line, server.sender)
            left.pop(0)
            work.progress(work.counts.total())


def _send_one(work, claim, letter, line, sender):
    try:
        smtp.send(line, smtp.write(letter, sender, work.now))
    except (smtp.Refused, ValueError) as refused:  # ValueError: what stands in it makes no message
        with unit_of_work():
            outbox.note_failed(claim, letter, str(refused))
        work.counts[N_("letters failed")] += 1
    except smtp.Postponed as later:
        _postpone(work, claim, [letter], str(later))
    else:
        with unit_of_work():
            outbox.note_sent(claim, letter, work.now)
        work.counts[N_("letters sent")] += 1


def _postpone(work, claim, letters, error):
    with unit_of_work():
        for letter in letters:
            outbox.postpone(claim, letter, error, work.now)
    work.counts[N_("letters postponed")] += len(letters)


def read_server():
    config = current_app.config
    names = ("SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM")
    return smtp.Server(*(config[name] for name in names))
