"""A bar on a terminal for work that tells how far it has come; nothing where nobody watches."""

from flask_babel import gettext as _
from tqdm import tqdm


class Bar:
    """Call it with (done, total, step); `step` is a msgid. A context manager that takes the bar away at the end."""

    def __init__(self):
        self._bar = tqdm(disable=None, unit="", leave=False)

    def __call__(self, done, total=None, step=""):
        self._bar.total = total
        if step:
            self._bar.set_description(_(step))
        self._bar.update(done - self._bar.n)

    def __enter__(self):
        return self

    def __exit__(self, *failed):
        self._bar.close()
