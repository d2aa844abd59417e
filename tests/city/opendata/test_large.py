"""Large files: memory stays flat, what is read is of one moment, and who reads slowly keeps nothing from others."""

import threading
import tracemalloc

import pytest
from sqlalchemy import text

from city.database import db, unit_of_work
from city.datasets import Column
from city.errors import CityError
from city.opendata import making
from city.opendata.writing import Table
from tests.city.opendata.datasets import POINT, make_dataset, offer

COLUMNS = (Column("id", "integer", "Number"), Column("name", "text", "Name"))
ADD = "INSERT INTO city_visit (day, route, language, service, count) VALUES ('2026-01-0{n}', '/', 'uz', 'city', 1)"


def make_table(count):
    rows = ({"id": number, "name": "a kiosk at the corner", "geometry": POINT} for number in range(count))
    return Table(COLUMNS, rows, "points", {})


@pytest.mark.once
@pytest.mark.parametrize(("name", "count"), [("csv", 200_000), ("geojson", 50_000), ("json", 50_000), ("xlsx", 20_000)])
def test_memory_stays_flat_however_many_rows_there_are(name, count, record_property):
    making.make(making.FORMS[name], make_table(10)).file.close()  # what is loaded once
    tracemalloc.start()
    made = making.make(making.FORMS[name], make_table(count), squeeze=name != "xlsx")
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    made.file.close()
    said = f"{peak_mb:.1f} MB of memory for a file of {made.full_size / 1e6:.1f} MB"
    record_property(f"open data, {count} rows as {name}", said)
    assert made.rows == count and peak_mb < 6


def test_what_a_file_holds_is_of_one_moment_though_others_write(app, client, open_app, database_url):
    """Between two rows somebody else commits a third: it is not in the file, and is in the next."""
    other = open_app(database_url)

    def rows():
        read = text("SELECT count(*) FROM city_visit")
        yield {"id": db.session.scalar(read), "name": "first"}
        with other.app_context(), unit_of_work():
            n = db.session.scalar(read) + 1
            db.session.execute(text(ADD.format(n=n)))
        yield {"id": db.session.scalar(read), "name": "second"}

    offer(app, make_dataset("moment", geometry="", columns=COLUMNS, rows=rows))
    assert client.get("/data/moment.csv").text.splitlines()[1:] == ["0,first", "0,second"]
    assert client.get("/data/moment.csv").text.splitlines()[1:] == ["1,first", "1,second"]


def test_while_a_file_is_sent_no_connection_to_the_database_is_kept(app, client):
    def rows():
        yield {"id": db.session.scalar(text("SELECT 1")), "name": "read"}

    offer(app, make_dataset("slow", geometry="", columns=COLUMNS, rows=rows))
    answer = client.get("/data/slow.csv", buffered=False)
    with app.app_context():
        assert db.engine.pool.checkedout() == 0
    assert answer.data.endswith(b"1,read\r\n")
    answer.close()


@pytest.mark.once
def test_so_many_files_are_made_at_once_and_the_next_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(making, "WAIT_S", 0.05)
    begun, go_on = threading.Semaphore(0), threading.Event()

    def rows():
        begun.release()
        go_on.wait(10)
        yield from ()

    def make():
        making.make(making.FORMS["csv"], Table(COLUMNS, rows(), "", {})).file.close()

    makers = [threading.Thread(target=make) for _ in range(making.AT_ONCE)]
    for each in makers:
        each.start()
    for _ in makers:
        assert begun.acquire(timeout=10)
    with pytest.raises(CityError) as refused:
        making.make(making.FORMS["csv"], make_table(1))
    go_on.set()
    for each in makers:
        each.join()
    assert refused.value.status == 503
    making.make(making.FORMS["csv"], make_table(1)).file.close()
