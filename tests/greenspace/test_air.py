"""Fine dust at the air posts: loaded once from the project's own files, a page with a table by year, JSON."""

import csv
from statistics import fmean

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from city.database import db, unit_of_work
from city.districts import find_district
from greenspace.air import posts
from greenspace.air.models import AirPost, AirYear

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
PAGE, API = "/en/green/air", "/api/v1/greenspace/air"


def read_file(name):
    with (posts.FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def list_figures(year):
    """{post: its median in a year} by the project's file."""
    return {row["post"]: float(row["pm25_median_ug_m3"]) for row in read_file("air_years.csv") if row["year"] == str(year)}


def list_years():
    return sorted({int(row["year"]) for row in read_file("air_years.csv")})


def read(client, path=PAGE):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "html.parser")


def count():
    return [db.session.scalar(select(func.count()).select_from(each)) for each in (AirPost, AirYear)]


def test_every_row_is_loaded_and_a_second_time_nothing_changes(app, city_data):
    with app.app_context():
        before = count()
        assert before == [len(read_file("air_posts.csv")), len(read_file("air_years.csv"))]
        with unit_of_work():
            posts.load_posts()
        assert count() == before


def test_a_year_that_is_missing_is_brought_back(app, city_data):
    with app.app_context():
        before = count()
        with unit_of_work():
            db.session.delete(db.session.scalar(select(AirYear).limit(1)))
        assert count() == [before[0], before[1] - 1]
        with unit_of_work():
            posts.load_posts()
        assert count() == before


def test_the_district_of_each_post_holds_its_point(app, city_data):
    with app.app_context():
        for post in posts.list_posts():
            holds = find_district(*post.lon_lat)
            assert post.district == (holds.key if holds else None), post.key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_every_post_in_every_year(client, city_data, lang):
    page = read(client, f"/{lang}/green/air")
    years = page.select_one(".air-years")
    heads = [cell.text for cell in years.select("thead th")][1:]
    assert heads == [str(year) for year in list_years()]
    cells = [[cell.text for cell in row.select("td")] for row in years.select("tbody tr")]
    assert len(cells) == len(read_file("air_posts.csv"))
    for column, year in enumerate(list_years()):
        shown = sorted(float(line[column].replace(",", ".")) for line in cells if line[column] != "–")
        assert shown == sorted(list_figures(year).values())


@pytest.mark.parametrize("year", [None, *list_years()])
def test_posts_of_a_year_come_by_their_median_with_bars_to_scale(client, city_data, year):
    page = read(client, PAGE + (f"?year={year}" if year else ""))
    figures = list_figures(year or list_years()[-1])
    rows = page.select(".air-table tbody tr")
    shown = {row["data-id"]: float(row.td.text) for row in rows}
    assert shown == figures and list(shown.values()) == sorted(figures.values(), reverse=True)
    widths = {row["data-id"]: float(row.select_one(".air-bar__part")["width"]) for row in rows}
    assert widths == {key: pytest.approx(1000 * value / max(figures.values()), abs=0.1) for key, value in figures.items()}
    assert page.select_one(".chip[aria-current]").get_text(strip=True).startswith(str(year or list_years()[-1]))


def test_the_page_says_that_nobody_checked_the_figures(client, city_data):
    text = read(client).get_text(" ")
    assert "Not validated" in text and "begins on 9 March" in text and "prove nothing" in text


def test_without_figures_the_page_says_so(client):
    assert "No figures have been loaded yet." in client.get(PAGE).text
    assert client.get(API).get_json(force=True)["features"] == []


@pytest.mark.parametrize("year", ["1999", "2022", "2100", "x"])
def test_a_year_without_figures_is_refused(client, city_data, year):
    assert client.get(f"{PAGE}?year={year}").status_code == 422
    answer = client.get(f"{API}?year={year}")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")


def test_the_json_has_every_post_at_its_place_with_all_its_years(client, city_data):
    found = {each["properties"]["id"]: each for each in client.get(API).get_json(force=True)["features"]}
    assert found.keys() == {row["key"] for row in read_file("air_posts.csv")}
    for row in read_file("air_posts.csv"):
        assert found[row["key"]]["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])]
        assert found[row["key"]]["properties"]["validated"] is False
    told = [(key, each["year"], each["days"]) for key, post in found.items() for each in post["properties"]["years"]]
    assert sorted(told) == sorted((row["post"], int(row["year"]), int(row["days"])) for row in read_file("air_years.csv"))


def test_the_json_speaks_of_the_year_and_in_the_language_asked_for(client, city_data):
    def texts(query):
        return [each["properties"]["text"] for each in client.get(API + query).get_json(force=True)["features"]]

    assert all("2024" in text for text in texts("?year=2024&lang=en"))
    assert all("медиана" in text for text in texts("?lang=ru"))
    post = client.get(f"{API}?year=2023&lang=en").get_json(force=True)["features"][0]["properties"]
    assert post["url"] == f"{PAGE}?year=2023#post-{post['id']}"


@pytest.mark.once
def test_outliers_draw_the_mean_above_the_median():
    rows = read_file("air_years.csv")
    medians, means = ([float(row[f"pm25_{what}_ug_m3"]) for row in rows] for what in ("median", "mean"))
    assert fmean(means) > fmean(medians) > posts.GUIDELINE_UG_M3
    assert all(0 < int(row["days"]) <= 366 for row in rows)
