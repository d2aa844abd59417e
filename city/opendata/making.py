"""Making a file of a dataset: in which forms it is given, and that a file is whole before its first byte is sent.

A file is written to the disk first (small ones stay in memory). So a row that cannot be read is an error page and not a
short file that looks whole, its length is known, and a reader with a slow line keeps no connection to the database.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore

from city.errors import N_, CityError, NotFound
from city.opendata import writing
from city.opendata.workbook import write_xlsx

IN_MEMORY_BYTES = 1_000_000
AT_ONCE = 4  # in one web process: each holds a connection, and the processor, while it is made
WAIT_S = 20
SQUEEZE = 5  # of gzip's nine levels


class TooBusy(CityError):
    status = 503
    sentence = N_("Many files are being made at this moment. Try again in a minute.")


@dataclass(frozen=True)
class Form:
    """A form in which datasets are given. `squeezed`: it is sent packed (gzip) to who takes that."""

    name: str  # ending of the address
    label: str
    media_type: str
    content_type: str
    file_type: str  # of the EU's list
    write: Callable
    squeezed: bool = True


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    each.name: each
    for each in (
        Form("csv", "CSV", "text/csv", "text/csv; charset=utf-8; header=present", "CSV", writing.write_csv),
        Form("geojson", "GeoJSON", "application/geo+json", "application/geo+json", "GEOJSON", writing.write_geojson),
        Form("xlsx", "XLSX", WORKBOOK, WORKBOOK, "XLSX", write_xlsx, squeezed=False),
        Form("json", "JSON", "application/json", "application/json", "JSON", writing.write_json),
    )
}
_places = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Made:
    """A file at its beginning, which its user closes; `size` is in bytes as they are sent, `full_size` unpacked."""

    file: SpooledTemporaryFile
    size: int
    full_size: int
    rows: int


def list_forms(dataset):
    """The forms in which a dataset is given."""
    return [form for form in FORMS.values() if form.name != "geojson" or dataset.geometry]


def get_form(dataset, name):
    """Raises NotFound."""
    if not (found := FORMS.get(name)) or found not in list_forms(dataset):
        raise NotFound()
    return found


def make(form, table, squeeze=False):
    """Made of a writing.Table. Raises TooBusy, or what the dataset or the form raises."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  (who sends it closes it)
    try:
        with _one_of_few():
            rows, full_size = _write(file, form, table, squeeze)
        size = file.tell()
        file.seek(0)
        return Made(file, size, full_size, rows)
    except BaseException:
        file.close()
        raise


def _write(file, form, table, squeeze):
    if not squeeze:
        rows = form.write(file, table)
        file.seek(0, 2)
        return rows, file.tell()
    with GzipFile("", "wb", SQUEEZE, file, mtime=0) as packed:
        rows = form.write(packed, table)
        return rows, packed.tell()


@contextmanager
def _one_of_few():
    if not _places.acquire(timeout=WAIT_S):
        raise TooBusy()
    try:
        yield
    finally:
        _places.release()
