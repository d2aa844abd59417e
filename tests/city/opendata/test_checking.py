"""A description that is wrong stops the start, with a sentence that says what."""

import pytest

from city.datasets import Column
from city.features import Feature
from city.opendata.checking import join_datasets
from tests.city.opendata.datasets import make_areas, make_dataset

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"licence": "GPL"}, "there is no licence 'GPL'"),
        ({"theme": "FUN"}, "there is no theme 'FUN'"),
        ({"frequency": "SOMETIMES"}, "there is no frequency"),
        ({"geometry": "lumps"}, "its geometry is 'lumps'"),
        ({"columns": (Column("a", "colour", "A"),)}, "column 'a' holds 'colour'"),
        ({"columns": (Column("a", "text", "A"), Column("a", "text", "B"))}, "two columns are called 'a'"),
        ({"columns": (Column("Area (ha)", "text", "A"),)}, "a column cannot be called"),
        ({"columns": (Column("geometry", "text", "A"),)}, "a column cannot be called 'geometry'"),
        ({"key": "policy"}, "its key must be"),
        ({"key": "a/b"}, "its key must be"),
        ({"keywords": ()}, "it has no keywords"),
    ],
)
def test_what_is_wrong_is_said(values, words):
    with pytest.raises(RuntimeError, match=r"dataset '.*' of parks: ") as stopped:
        join_datasets([Feature("parks", datasets=(make_dataset(**values),))])
    assert words in str(stopped.value)


def test_two_datasets_with_one_key_are_refused():
    features = [Feature("parks", datasets=(make_dataset(),)), Feature("streets", datasets=(make_dataset(),))]
    with pytest.raises(RuntimeError, match="'kiosks' is offered by parks and by streets"):
        join_datasets(features)


def test_what_is_right_is_taken_in_its_order():
    found = join_datasets([Feature("parks", datasets=(make_dataset(), make_areas()))])
    assert list(found) == ["kiosks", "squares"] and found["squares"][0] == "parks"


def test_every_dataset_of_this_application_can_be_written(app):
    """What services offer is right by its description; rows and files are tested with the services."""
    with app.test_request_context("/uz/"):
        for feature, dataset in app.extensions["datasets"].values():
            assert not dataset.api or dataset.api in app.view_functions, f"{feature}: {dataset.key}"
            for file in dataset.files():
                assert app.url_for(file.endpoint, **file.values), f"{feature}: {dataset.key}: {file.name}"
