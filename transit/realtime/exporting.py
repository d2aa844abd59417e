"""Punctuality as a CSV file: a row for each line, with the numbers behind the shares."""

import csv
import io

from transit.realtime import punctuality


def write_csv(by_line):
    """The text of {key of a line: Figures}, in UTF-8 with a mark for spreadsheets."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["line", "departures", *punctuality.NUMBERS])
    for line, figures in by_line.items():
        writer.writerow([line, figures.departures, *(getattr(figures, name) for name in punctuality.NUMBERS)])
    return "\ufeff" + text.getvalue()
