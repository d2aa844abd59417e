"""What programs meet: pages of a list, media types, other sites, limits, and keys that are drawn, replaced and withdrawn."""

import re

import pytest
from sqlalchemy import select

from city.database import db
from city.mail.models import Letter
from city.programs import keys
from tests.conftest import make_app
from tests.staff import read_audit, send, sign_in

LANDMARKS, EN = "/api/v1/landmarks", {"Accept-Language": "en"}
LISTS = (LANDMARKS, "/api/v1/greenspace/spaces", "/api/v1/transit/stops", "/api/v1/transit/routes")
NEAR = "near=69.279,41.311&radius_m=8000"
WRONG = [("limit=1000000", "too-large"), ("cursor=abc.def", "bad-cursor"), ("bbox=70,41,69,42", "wrong-value")]


def read_pages(client, address):
    found = []
    while address:
        answer = client.get(address)
        page = answer.get_json(force=True)
        assert (f'<{page.get("next")}>; rel="next"' == answer.headers.get("Link")) == ("next" in page)
        found += [each["properties"]["id"] for each in page["features"]]
        address = page.get("next")
    return found


@pytest.mark.parametrize("query", ["", NEAR])
@pytest.mark.parametrize("path", LISTS)
def test_pages_give_each_thing_once_in_the_order_of_the_whole(client, city_data, path, query):
    whole = read_pages(client, f"{path}?limit=2000&{query}")
    assert read_pages(client, f"{path}?limit=7&{query}") == whole
    assert len(set(whole)) == len(whole) > 0


@pytest.mark.parametrize(("query", "kind"), WRONG)
def test_what_is_wrong_is_named_and_explained(client, city_data, query, kind):
    answer = client.get(f"{LANDMARKS}?{query}", headers=EN)
    assert (answer.status_code, answer.json["field"]) == (422, query.split("=")[0])
    assert answer.json["type"] == f"/api/problems#{kind}"
    assert f'id="{kind}"' in client.get("/en/api/problems").text


def test_a_cursor_that_was_tampered_with_or_is_of_another_question_is_refused(client, city_data):
    following = client.get(f"{LANDMARKS}?limit=2").get_json(force=True)["next"]
    assert client.get(following[:-3] + "AAA").status_code == 422
    assert client.get(f"{following}&lang=ru").status_code == 422
    assert client.get(following.replace(LANDMARKS, LISTS[2])).status_code == 422
    assert client.get(following).status_code == 200


def test_half_the_world_costs_no_more_than_the_city(client, city_data):
    half = client.get(f"{LANDMARKS}?bbox=-90,-80,90,80&limit=3").get_json(force=True)
    assert (len(half["features"]), half["truncated"]) == (3, True)


@pytest.mark.once
@pytest.mark.parametrize(
    ("accept", "status"),
    [("text/html", 406), ("application/geo+json;q=0, application/json;q=0", 406), ("*/*", 200), ("application/*;q=0.1", 200)],
)
def test_a_media_type_that_we_do_not_serve_is_refused_by_name(client, city_data, accept, status):
    answer = client.get(LANDMARKS, headers={"Accept": accept} | EN)
    assert answer.status_code == status
    assert status == 200 or "application/geo+json" in answer.json["detail"]


@pytest.mark.once
def test_geojson_is_json_too(client, city_data):
    assert client.get(LANDMARKS, headers={"Accept": "application/json"}).mimetype == "application/json"


@pytest.mark.once
def test_scripts_of_other_sites_may_read_what_is_public_and_nothing_of_staff(client, city_data):
    asked = client.options(LANDMARKS, headers={"Origin": "https://x.uz", "Access-Control-Request-Method": "GET"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*" and "X-API-Key" in asked.headers["Access-Control-Allow-Headers"]
    answer = client.get(LANDMARKS)
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers and "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in client.get("/staff/").headers
    refused = client.delete(LANDMARKS)
    assert refused.status_code == 405 and "GET" in refused.headers["Allow"]


@pytest.fixture
def limited(database_url, city_data, tmp_path):
    limits = {"API_RATE_LIMIT": "3/day", "API_KEY_RATE_LIMIT": "20/day"}
    app = make_app(database_url, INSTANCE_PATH=str(tmp_path), **limits)
    yield app
    app.extensions["streams"].stop()
    app.extensions["rates"].close()
    with app.app_context():
        db.engine.dispose()


def test_who_asks_too_often_is_told_when_to_come_again_and_pages_go_on(limited):
    client = limited.test_client()
    assert client.get(LANDMARKS).headers["X-RateLimit-Remaining"] == "2"
    answers = [client.get(LANDMARKS, headers=EN) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0 and answers[-1].json["type"].endswith("#too-often")
    assert answers[-1].headers["RateLimit-Policy"] == '"day";q=3;w=86400'
    assert client.get("/en/").status_code == 200
    assert client.get(LANDMARKS, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.get(LANDMARKS, environ_overrides={"REMOTE_ADDR": "2001:db8::1"}).status_code == 200


def test_a_broken_scratch_file_refuses_nobody(limited, tmp_path):
    (tmp_path / "limits.db").write_bytes(b"no database" * 500)
    client = limited.test_client()
    assert {client.get(LANDMARKS).status_code for _ in range(5)} == {200}


def register(client, email="owner@example.uz"):
    page = client.get("/en/api/register").text
    form = {"name": "Bus clock", "purpose": "a clock", "email": email, "site": ""}
    return page, form | {"key": re.search(r'name="key" value="([^"]+)"', page)[1]}


def read_link(app):
    with app.app_context():
        text = db.session.scalars(select(Letter.text).order_by(Letter.id.desc())).first()
    return re.search(r"https?://[^/]+(/en/api/key/\S+)", text)[1]


def test_a_program_gets_a_key_that_is_shown_once_may_be_replaced_and_withdrawn(limited, monkeypatch):
    monkeypatch.setattr("city.feedback.form_keys.check_person", lambda *_: None)
    owner, staff = limited.test_client(), limited.test_client()
    sign_in(staff, "administrator")
    _page, form = register(owner)
    assert send(owner, "/en/api/register", form | {"email": "nobody"}).status_code == 422
    assert send(owner, "/en/api/register", form).status_code == 303
    assert send(owner, "/en/api/register", form).status_code == 409
    assert "Bus clock" in staff.get("/staff/programs/").text
    assert send(staff, "/staff/programs/1/accept", {"version": 0, "tier": "high"}).status_code == 303
    assert send(staff, "/staff/programs/1/refuse", {"version": 0, "reason": "x"}).status_code == 409
    link = read_link(limited)
    assert "tcs_" not in owner.get(link).text
    key = re.search(r"tcs_[\w-]{43}", send(owner, link).text)[0]
    assert send(owner, link).status_code == 404

    reader = limited.test_client()
    assert reader.get(LANDMARKS, headers={"X-API-Key": key}).headers["X-RateLimit-Limit"] == "100"
    assert reader.get(LANDMARKS, headers={"Authorization": f"Bearer {key}"}).status_code == 200
    limited.extensions["program_use"].flush()
    assert send(staff, "/staff/programs/1/link", {"version": 1}).status_code == 303
    new = re.search(r"tcs_[\w-]{43}", send(owner, read_link(limited)).text)[0]
    old = reader.get(LANDMARKS, headers={"X-API-Key": key} | EN)
    assert (old.status_code, old.json["type"]) == (401, "/api/problems#unknown-key")
    assert "replaced" in old.json["detail"] and old.headers["WWW-Authenticate"].startswith("Bearer")

    assert send(staff, "/staff/programs/1/withdraw", {"version": 1, "reason": "too much"}).status_code == 303
    gone = reader.get(LANDMARKS, headers={"X-API-Key": new} | EN)
    assert (gone.status_code, gone.json["type"]) == (401, "/api/problems#withdrawn-key")
    assert "withdrawn" in gone.json["detail"]
    assert "too much" in staff.get("/staff/programs/1").text
    actions = {row[1] for row in read_audit(limited)}
    assert {"programs.accept", "programs.link", "programs.withdraw"} <= actions
    with limited.app_context():
        assert keys.find(keys.hash_of(new)).withdrawn_at


def test_an_unknown_key_is_refused(client, city_data):
    answer = client.get(LANDMARKS, headers={"X-API-Key": "tcs_x"})
    assert (answer.status_code, answer.json["type"]) == (401, "/api/problems#unknown-key")
