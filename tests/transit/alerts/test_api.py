"""Alerts for programs, with the demonstration's own: narrowed, in the language asked for, and as a feed."""

import pytest
from google.transit import gtfs_realtime_pb2 as gtfs


def ask(client, **query):
    answer = client.get("/api/v1/transit/alerts", query_string={"lang": "en"} | query)
    assert answer.status_code == 200
    return answer.json["alerts"]


def effects(found):
    return {each["effect"] for each in found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"REDUCED_SERVICE", "ACCESSIBILITY_ISSUE", "ADDITIONAL_SERVICE"}),
        ({"when": "now"}, {"REDUCED_SERVICE", "ACCESSIBILITY_ISSUE"}),
        ({"when": "planned"}, {"ADDITIONAL_SERVICE"}),
        ({"line": "metro:M4"}, {"REDUCED_SERVICE", "ADDITIONAL_SERVICE"}),
        ({"stop": "metro:chorsu"}, {"ACCESSIBILITY_ISSUE", "ADDITIONAL_SERVICE"}),
        ({"line": "metro:nowhere", "when": "now"}, set()),
        ({"feed": "metro", "when": "planned"}, {"ADDITIONAL_SERVICE"}),
    ],
)
def test_alerts_are_narrowed(client, city_data, query, expected):
    assert effects(ask(client, **query)) == expected


def test_an_alert_tells_programs_all_that_a_page_tells_people(client, city_data):
    found = next(each for each in ask(client, lang="ru") if each["effect"] == "REDUCED_SERVICE")
    assert found["header"].startswith("Демонстрация") and found["language"] == "ru" and found["demonstration"]
    assert found["about"] == [{"kind": "line", "id": "metro:M4", "name": "Надземная кольцевая линия", "gone": False}]
    assert set(found["headers"]) == {"uz", "ru", "en"}
    assert found["url"] == f"/ru/transit/alerts/{found['id']}" and client.get(found["url"]).status_code == 200
    assert found["periods"][0]["begin"] < found["periods"][0]["end"]


@pytest.mark.parametrize("path", ["alerts", "alerts.pb", "alerts.txt"])
def test_a_timetable_that_there_is_not_is_refused_by_name(client, city_data, path):
    answer = client.get(f"/api/v1/transit/{path}?feed=ship")
    assert answer.status_code == 422 and "feed" in answer.json["detail"]


def test_the_feed_is_given_with_its_type_and_says_what_it_is(client, city_data):
    answer = client.get("/api/v1/transit/alerts.pb?feed=metro")
    assert answer.mimetype == "application/x-protobuf"
    message = gtfs.FeedMessage.FromString(answer.data)
    assert len(message.entity) == 3
    assert all(
        "Demonstration" in [t.text for t in e.alert.header_text.translation if t.language == "en"][0] for e in message.entity
    )
    text = client.get("/api/v1/transit/alerts.txt?feed=metro")
    assert text.mimetype == "text/plain" and 'gtfs_realtime_version: "2.0"' in text.text


def test_the_description_says_that_the_feed_is_no_json(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]
    assert paths["/api/v1/transit/alerts.pb"]["get"]["responses"]["200"]["content"] == {"application/x-protobuf": {}}
    assert "application/json" in paths["/api/v1/transit/alerts"]["get"]["responses"]["200"]["content"]
