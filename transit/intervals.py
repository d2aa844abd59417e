"""How long one waits for the next train of a line in the daytime."""

from itertools import pairwise

DAYTIME_S = (7 * 3600, 19 * 3600)
FEWEST_GAPS = 5  # with fewer an interval says nothing


def measure_interval(starts):
    """(from, to) in minutes between daytime trains, the rarest tenths left out; None where trains are few."""
    daytime = [at for at in starts if DAYTIME_S[0] <= at <= DAYTIME_S[1]]
    gaps = sorted(round((b - a) / 60) for a, b in pairwise(daytime))
    if len(gaps) < FEWEST_GAPS:
        return None
    cut = len(gaps) // 10
    return gaps[cut], gaps[-1 - cut]
