"""The description of the JSON addresses is valid, and true."""

import re

import pytest
from openapi_spec_validator import validate
from pydantic import BaseModel, Field

from city.forms import Query
from city.openapi import operation

pytestmark = pytest.mark.once


class RingQuery(Query):
    size: int = Field(ge=1, description="how many trees")


class Ring(BaseModel):
    trees: int


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def add_ring(app):
    @app.get("/api/v1/rings/<int:ring_id>")
    @operation("A ring of trees", query=RingQuery, returns=Ring)
    def ring(query, ring_id):
        return Ring(trees=query.size * ring_id)

    return app.test_client()


def test_the_document_is_valid_openapi(document):
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_address_in_it_exists_and_answers(client, city_data, document):
    for path in document["paths"]:
        answer = client.get(re.sub(r"\{[^}]+\}", "1", path))
        assert answer.status_code in (200, 404, 422), path
        if answer.status_code == 404:
            assert "{" in path, f"{path} is described, but is not there"


def test_every_public_json_address_of_the_city_is_described(app, document):
    public = [rule for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "permission")]
    rules = {rule.rule for rule in public if rule.rule.startswith("/api/v1/")}
    described = {re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule) for rule in rules} - {"/api/v1/openapi.json"}
    assert described == set(document["paths"])


def test_operations_have_names_of_their_own_and_a_summary(document):
    operations = [path["get"] for path in document["paths"].values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    assert all(each["summary"] for each in operations)


def test_every_argument_says_what_it_means(document):
    for path, described in document["paths"].items():
        for parameter in described["get"]["parameters"]:
            assert parameter["in"] == "path" or parameter["description"], f"{path}: describe {parameter['name']}"


def test_arguments_with_their_limits_and_what_comes_back_are_taken_from_the_code(app):
    document = add_ring(app).get("/api/v1/openapi.json").json
    described = document["paths"]["/api/v1/rings/{ring_id}"]["get"]
    names = {each["name"]: each for each in described["parameters"]}
    assert (names["ring_id"]["in"], names["ring_id"]["required"]) == ("path", True)
    assert (names["size"]["in"], names["size"]["required"], names["size"]["schema"]["minimum"]) == ("query", True, 1)
    assert described["responses"]["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Ring"}
    assert document["components"]["schemas"]["Ring"]["properties"]["trees"]["type"] == "integer"
    validate(document)


def test_an_operation_reads_its_form_and_gives_its_model(app):
    client = add_ring(app)
    assert client.get("/api/v1/rings/3?size=4").json == {"trees": 12}
    assert client.get("/api/v1/rings/3").status_code == 422
    assert client.get("/api/v1/rings/3?size=0").status_code == 422
