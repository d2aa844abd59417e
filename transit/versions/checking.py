"""Having a zip looked at, in a process of its own that may be ended at any moment (checker.py)."""

import json
import logging
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from city.config import ROOT
from city.errors import N_, WrongFile
from city.kept_errors import unpack
from transit.versions.checker import MEMORY_MB
from transit.versions.refusals import CheckFailed, CheckTooLong

CHECKING = N_("Checking the file with the validator")
WITHIN_S = 600
LOOK_EVERY_S = 0.05
SAID = 2_000  # letters of what a broken process said, for the log
log = logging.getLogger("transit.versions")


@dataclass(frozen=True)
class Checked:
    """What was found in a file; `summary` is None, and so are the days, where its tables cannot be read."""

    report: dict
    counts: dict
    blocks: dict
    summary: dict | None
    first_day: date | None
    last_day: date | None


def check(path, today, max_mb, progress):
    """The Checked of a zip. Raises a WrongFile for one that is refused, CheckTooLong or CheckFailed among them."""
    progress(CHECKING)
    with TemporaryDirectory(prefix="transit-check-") as folder:
        result = Path(folder) / "result.json"
        _run([str(path), str(result), today.isoformat(), str(max_mb)], Path(folder), progress)
        found = json.loads(result.read_text())
    if "error" in found:
        raise _wrong_file(found["error"])
    days = {name: date.fromisoformat(found[name]) if found[name] else None for name in ("first_day", "last_day")}
    return Checked(found["report"], found["counts"], found["blocks"], found["summary"], **days)


def _wrong_file(packed):
    """The WrongFile that the checker has packed."""
    error, known = WrongFile(), unpack(packed)
    error.sentence, error.values, error.args = known.sentence, known.values, (known.sentence % known.values,)
    return error


def _run(words, folder, progress):
    """Run the checker until its end or its time is over; `progress` may raise, and ends it too."""
    with open(folder / "said.txt", "w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "transit.versions.checker", *words],
            **{"cwd": ROOT, "env": _environment(folder), "stdin": subprocess.DEVNULL, "stdout": said, "stderr": said},
        )
        try:
            _wait(process, progress)
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            said.seek(0)
            log.warning("the checker ended with %s: %s", process.returncode, said.read(SAID))
            raise CheckFailed(megabytes=MEMORY_MB)


def _wait(process, progress):
    deadline = time.monotonic() + WITHIN_S
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise CheckTooLong(minutes=WITHIN_S // 60)
        progress.advance(0)
        time.sleep(LOOK_EVERY_S)


def _environment(folder):
    """Nothing of ours: neither the database's address nor any secret; and one thread, so that a processor is left for the web."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "TMPDIR": str(folder), "RAYON_NUM_THREADS": "1", "PYTHONUTF8": "1"}
