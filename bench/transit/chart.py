"""Draws docs/figures/transit-growth.svg from the figures in the CSV beside it: `python -m bench.transit.chart`.

The figures are those that bench.transit.importing, departures and planner print with --millions 0.1 0.5 1.5 5.
"""

import csv
from itertools import groupby

import matplotlib
from matplotlib import pyplot

from bench.streams import ROOT

FOLDER = ROOT / "docs" / "figures"
SIZES = ("0.1", "0.5", "1.5", "5")
OURS, OTHERS = ("#0b6b50", "#4fa98a", "#8fccb5"), ("#a8441f", "#d98b63", "#7d6a9c")


def main():
    matplotlib.rcParams |= {"svg.hashsalt": "transit", "font.family": "sans-serif"}  # the same file from the same figures
    with open(FOLDER / "transit-growth.csv", newline="") as file:
        charts = [(what, list(rows)) for what, rows in groupby(csv.DictReader(file), lambda row: row["what"])]
    figure, axes = pyplot.subplots(2, 2, figsize=(10, 7.5), layout="constrained")
    for axis, (what, rows) in zip(axes.flat, charts, strict=True):
        draw(axis, what, rows)
    figure.savefig(FOLDER / "transit-growth.svg", metadata={"Date": None})


def draw(axis, what, rows):
    """One chart, both axes logarithmic: a straight line of 45 degrees grows as the timetable does."""
    colours = {True: iter(OURS), False: iter(OTHERS)}
    for row in rows:
        ours = "our" in row["who"]
        style = {"color": next(colours[ours]), "linestyle": "-" if ours else "--", "marker": "o" if ours else "s"}
        axis.plot([float(each) for each in SIZES], [float(row[each]) for each in SIZES], label=row["who"], **style)
    axis.set(title=f"{what}, {rows[0]['unit']}", xlabel="million stop times", xscale="log", yscale="log")
    axis.set_xticks([float(each) for each in SIZES], SIZES)
    axis.minorticks_off()
    axis.grid(alpha=0.3)
    axis.legend()


if __name__ == "__main__":
    main()
