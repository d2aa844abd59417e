"""`city transit import --override`, `versions` and `rollback`, at a terminal."""

from tests.conftest import make_app
from tests.staff import read_audit
from tests.transit.test_commands import run
from tests.transit.versions.made import write_backwards, write_named


def test_versions_are_listed_and_one_goes_back(database_url, tmp_path):
    for name in ("North", "South"):
        run(database_url, "transit", "import", write_named(tmp_path / f"{name}.zip", name), "--feed", "tram")
    done = run(database_url, "transit", "rollback", "--feed", "tram")
    assert done.returncode == 0 and "“tram” is in place: version 1." in done.stdout, done.stderr
    listed = [line.split("\t")[:3] for line in run(database_url, "transit", "versions").stdout.splitlines()]
    assert listed == [["tram", "2", "kept"], ["tram", "1", "in place"]]
    assert "version 2" in run(database_url, "transit", "rollback", "--feed", "tram", "--to", "2").stdout
    assert run(database_url, "transit", "versions", "--feed", "bus").stdout == ""


def test_going_back_to_nothing_ends_with_a_sentence(database_url, tmp_path):
    run(database_url, "transit", "import", write_named(tmp_path / "one.zip", "North"), "--key", "tram")
    for words, sentence in (
        (("--feed", "tram"), "There is no earlier version"),
        (("--feed", "tram", "--to", "7"), "There is no such version"),
        (("--feed", "tram", "--to", "1"), "This is not possible"),
    ):
        done = run(database_url, "transit", "rollback", *words)
        assert done.returncode == 1 and sentence in done.stderr and "Traceback" not in done.stderr


def test_what_would_mislead_needs_a_name_and_a_reason_which_the_audit_keeps(database_url, tmp_path):
    bad = write_backwards(tmp_path / "bad.zip")
    done = run(database_url, "transit", "import", bad, "--feed", "tram")
    assert done.returncode == 1 and "--override 'NAME: REASON'" in done.stderr and "would mislead passengers" in done.stderr
    assert run(database_url, "transit", "import", bad, "--feed", "tram", "--override", "because").returncode == 1
    done = run(database_url, "transit", "import", bad, "--feed", "tram", "--override", "Anna Karimova: checked by telephone")
    assert done.returncode == 0 and "in place" in done.stdout, done.stderr
    assert read_audit(make_app(database_url))[0][:3] == ("Anna Karimova", "transit.feed_override", "tram")
    done = run(database_url, "transit", "import", bad, "--feed", "tram")
    assert done.returncode == 0 and "has this file in place already" in done.stdout
