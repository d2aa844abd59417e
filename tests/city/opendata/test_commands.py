"""`city data list|export`, as operators call it."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("kiosks")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["data", *words])


def test_datasets_are_listed_with_when_they_changed(app):
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in run(app, "list").output.splitlines()}
    assert lines["kiosks"] == ["20.11.2026 09:05", "csv,geojson,xlsx,json", "Kiosks of Tashkent"]
    assert lines["trades"][1] == "csv,xlsx,json"


def test_a_dataset_is_written_to_a_file_as_readers_get_it(app, client, tmp_path):
    done = run(app, "export", "kiosks", "--format", "csv", "-o", str(tmp_path / "kiosks.csv"))
    assert done.exit_code == 0 and "2 " in done.output
    assert (tmp_path / "kiosks.csv").read_bytes() == client.get("/data/kiosks.csv").data
    assert (
        json.loads(run(app, "export", "squares", "--format", "geojson").output)["features"][0]["properties"]["name"] == "Square"
    )


def test_what_is_not_there_is_refused(app):
    assert run(app, "export", "none").exit_code == 1
    assert run(app, "export", "trades", "--format", "geojson").exit_code == 1
