"""A validator's report as people read it: by severity, the most frequent first, what would mislead passengers on top."""

from dataclasses import dataclass

SEVERITIES = ("ERROR", "WARNING", "INFO")
SHOWN = 10  # samples of each kind
LONGEST = 120  # letters of a value


@dataclass(frozen=True)
class Notice:
    """One kind of notice: the validator's code, how many there are, how many mislead, and where some of them are."""

    code: str
    count: int
    misleading: int
    samples: list  # of lists of (field, value)


def group(report, blocks):
    """[(severity, [Notice])], without severities of which there is nothing."""
    found = []
    for severity in SEVERITIES:
        notices = [_read(each, blocks or {}) for each in report["notices"] if each["severity"] == severity]
        if notices:
            found.append((severity, sorted(notices, key=lambda notice: (-notice.misleading, -notice.count, notice.code))))
    return found


def _read(notice, blocks):
    samples = [_read_sample(each) for each in notice["sampleNotices"][:SHOWN]]
    return Notice(notice["code"], notice["totalNotices"], blocks.get(notice["code"], 0), samples)


def _read_sample(sample):
    return [(field, str(value)[:LONGEST]) for field, value in sample.items() if not isinstance(value, dict | list)]
