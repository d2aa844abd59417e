"""The process that looks at a zip of strangers: `python -m transit.versions.checker ZIP RESULT DAY MOST_MB`.

It has limits of time and memory of its own, so that a file made to harm ends this process and no other. RESULT is JSON:
{"error": why it was refused} or {"report", "counts", "blocks", "summary", "first_day", "last_day"}.
"""

import json
import resource
import sys
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from city.errors import CityError
from city.kept_errors import pack
from transit import archive, refusals

MEMORY_MB = 16_000  # of addresses, of which the validator sets aside ten times what it fills
CPU_S = 540
RESULT_MB = 64
SAMPLES = 50  # of each kind of notice, in the report that is kept


def limit():
    """Let this process have no more than it may need."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_MB * 1_000_000),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def check(path, day, max_mb):
    """All that is found out about the zip at `path`. Raises a WrongFile where it is not to be opened."""
    from transit.versions import summaries

    with open_safely(path) as opened:
        archive.check(opened, max_mb)
        summary = summaries.try_to_summarise(opened, day)
        with TemporaryDirectory(prefix="transit-check-") as folder:
            report, blocks = validate(flatten(opened, path, Path(folder)), day)
    return {"report": report, "counts": count(report), "blocks": blocks, **summary}


def open_safely(path):
    try:
        return zipfile.ZipFile(path)
    except archive.UNREADABLE:
        raise refusals.NotAZip() from None


def flatten(opened, path, folder):
    """The zip itself, or where its tables lie in a folder of it, one with the same tables at its top."""
    found = archive.find_tables(opened)
    if all("/" not in member.filename for member in found.values()):
        return Path(path)
    flat = folder / "feed.zip"
    with zipfile.ZipFile(flat, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, member in found.items():
            with opened.open(member) as source, target.open(f"{name}.txt", "w") as copy:
                while part := source.read(1_000_000):
                    copy.write(part)
    return flat


def validate(path, day):
    """(report, {code: notices that would mislead passengers}) of the validator; its samples are cut."""
    import gtfs_guru

    from transit.versions import rules

    result = gtfs_guru.validate(str(path), date=day.isoformat())
    report, blocks = json.loads(result.to_json()), {}
    for group in report["notices"]:
        code = group["code"]
        if group["severity"] == "ERROR" and (code in rules.ALWAYS or code in rules.LOOKED_INTO):
            count = sum(rules.is_misleading(code, context_of(each)) for each in result.by_code(code))
            blocks |= {code: count} if count else {}
        group["sampleNotices"] = group["sampleNotices"][:SAMPLES]
    return report, blocks


def context_of(notice):
    """Where a notice is; the validator gives file and field now beside its context, now within."""
    found = {"filename": notice.file, "fieldName": notice.field}
    return {name: value for name, value in found.items() if value} | notice.context()


def count(report):
    """{severity: notices}."""
    counts = dict.fromkeys(("ERROR", "WARNING", "INFO"), 0)
    for group in report["notices"]:
        counts[group["severity"]] = counts.get(group["severity"], 0) + group["totalNotices"]
    return counts


def main(path, result, day, max_mb):
    limit()
    try:
        found = check(path, date.fromisoformat(day), int(max_mb))
    except CityError as error:
        found = {"error": pack(error)}
    text = json.dumps(found)
    if len(text) > RESULT_MB * 1_000_000:
        raise MemoryError
    Path(result).write_text(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
