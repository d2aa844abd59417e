"""The datasets of this application, their addresses, and the files in which each is given."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from city.errors import NotFound
from city.opendata import downloads, labels, making, values, versions
from city.opendata.workbook import MOST_ROWS
from city.opendata.writing import Table


@dataclass(frozen=True)
class OfferedFile:
    """A file as pages and catalogue tell of it. `size` (bytes) and `rows` are None where nobody made it yet."""

    name: str
    label: str
    address: str
    media_type: str
    format: str
    size: int | None = None
    rows: int | None = None
    too_large: bool = False


def list_datasets():
    """[Dataset] of all features, in their order."""
    return [dataset for _, dataset in current_app.extensions["datasets"].values()]


def get_dataset(key):
    """Raises NotFound."""
    if key not in current_app.extensions["datasets"]:
        raise NotFound()
    return current_app.extensions["datasets"][key][1]


def site_address():
    """The address of the site: the setting, else that of the request, without a slash at its end."""
    return current_app.config["SITE_ADDRESS"] or request.host_url.rstrip("/")


def address_of(dataset):
    """The address by which a dataset is named for good: it has no language, and leads to the page in the reader's."""
    return site_address() + url_for("opendata_files.dataset", key=dataset.key)


def about_of(dataset):
    return labels.describe(dataset, address_of(dataset))


def table_of(dataset, about, rows=None):
    """The writing.Table of a dataset, with all of its rows or those given."""
    columns = values.list_columns(dataset, about["illustrative"])
    return Table(columns, dataset.rows() if rows is None else rows, dataset.geometry, about)


def list_files(dataset, about):
    """[OfferedFile]: those that we make, then the further ones of the feature."""
    mark, measures = versions.mark_of(about), downloads.find_measures(dataset.key)
    known = {name: each for name, each in measures.items() if each.version == mark}
    rows = next((each.row_count for each in known.values()), None)
    made = [_offer(dataset, form, known.get(form.name), rows) for form in making.list_forms(dataset)]
    return made + [_offer_further(dataset, each) for each in dataset.files()]


def get_further_file(dataset, name):
    """The DataFile called so. Raises NotFound."""
    found = next((each for each in dataset.files() if each.name == name), None)
    if not found:
        raise NotFound()
    return found


def _offer(dataset, form, measure, rows):
    address = url_for("opendata_files.file", key=dataset.key, form=form.name)
    size, too_large = measure.size if measure else None, form.name == "xlsx" and (rows or 0) > MOST_ROWS
    return OfferedFile(form.name, form.label, address, form.media_type, form.file_type, size, rows, too_large)


def _offer_further(dataset, file):
    address = url_for("opendata_files.further_file", key=dataset.key, name=file.name)
    return OfferedFile(file.name, file.label, address, file.media_type, file.format, file.size)
