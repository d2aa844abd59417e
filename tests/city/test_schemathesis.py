"""The whole public description is held against the application by schemathesis, with the demonstration data."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from city.openapi import reading

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


PLAIN = {"Accept-Encoding": "identity"}  # without a server in between, nobody would unpack the answers


def run(app, examples, mode=GenerationMode.POSITIVE):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    bounds = settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    count = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @bounds
        def ask(case):
            case.call_and_validate(checks=CHECKS, headers=PLAIN)

        ask()
        count += 1
    return count


@pytest.mark.once
def test_no_question_that_the_description_allows_breaks_it(app, city_data):
    assert run(app, 25) >= 14


@pytest.mark.once
def test_questions_against_the_description_get_a_described_answer(app, city_data):
    assert run(app, 15, GenerationMode.NEGATIVE) >= 10


def test_a_few_such_questions_on_each_database(app, city_data):
    assert run(app, 4) >= 14


@pytest.mark.once
def test_examples_are_answers_of_their_kind_and_their_requests_are_answered(client, city_data):
    document = client.get("/api/v1/openapi.json?lang=en").json
    for path, item in document["paths"].items():
        content = next(iter(item["get"]["responses"]["200"]["content"].values()))
        address = reading.write_example(path, item["get"]["parameters"], item["get"].get("x-example"))
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not content:  # no JSON, so no schema either
            continue
        wanted = Draft202012Validator({**content["schema"], "components": document["components"]})
        wanted.validate(content["example"])
        wanted.validate(answer.get_json(force=True))
