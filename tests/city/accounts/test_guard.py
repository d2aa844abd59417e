"""Who may ask for what: every address that there is, asked for as nobody and in every role."""

import pytest
from sqlalchemy import select
from werkzeug.routing import AnyConverter, BuildError
from werkzeug.routing.converters import NumberConverter

from city.accounts import audit, people
from city.accounts.audit import NotAudited
from city.accounts.guard import WRITING, check_routes, guarded, open_to_all
from city.accounts.roles import ROLES
from city.clock import now
from city.config import Settings
from city.database import db, unit_of_work
from tests.city.accounts.public_routes import PUBLIC
from tests.staff import read_audit, send, sign_in, token_of

SAMPLES = {"lang_path": "uz", "filename": "css/city.css"}


def list_routes(app):
    """(rule, method, address, permission or None) of every route, with a value in each of its places."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        values = {name: SAMPLES.get(name, sample_for(rule, name)) for name in rule.arguments}
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            try:
                yield rule.rule, method, adapter.build(rule.endpoint, values, method), permission
            except BuildError as failed:
                raise AssertionError(f"give {rule.rule} a sample in SAMPLES") from failed


def sample_for(rule, name):
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 0 if isinstance(converter, NumberConverter) else "x"


def ask(client, method, address):
    """The answer to a request of this kind; a form is sent empty, with a token."""
    data = {"csrf_token": token_of(client)} if method in WRITING else None
    answer = client.open(address, method=method, data=data)
    if answer.mimetype != "text/event-stream":  # which would go on for ever
        answer.get_data()
    answer.close()
    return answer


def is_let_in(answer):
    to_sign_in = answer.status_code == 302 and "/staff/sign-in" in answer.location
    return answer.status_code not in (401, 403) and not to_sign_in


def test_every_route_is_public_by_list_or_names_a_permission(app):
    for rule, _, _, permission in list_routes(app):
        assert permission or rule in PUBLIC, f"{rule}: guard its view, or add it to public_routes.py"
        assert not (permission and rule in PUBLIC), f"{rule} is guarded: take it out of public_routes.py"


@pytest.mark.once
def test_the_list_of_public_routes_names_no_route_that_is_gone(open_app, database_url):
    services = Settings.model_fields["FEATURES"].default
    app = open_app(database_url, FEATURES=",".join(services))
    assert {rule.rule for rule in app.url_map.iter_rules()} >= PUBLIC


def test_every_permission_that_a_view_names_is_declared_with_roles(app):
    for rule, _, _, permission in list_routes(app):
        assert permission is None or app.extensions["permissions"][permission], rule


def test_nobody_gets_into_what_is_guarded_and_everybody_into_the_rest(app, client, city_data):
    for rule, method, address, permission in list_routes(app):
        answer = ask(client, method, address)
        if not permission:
            assert is_let_in(answer) or rule.startswith("/staff/sign-"), f"{method} {rule}"
        elif address.startswith("/api/"):
            assert (answer.status_code, answer.content_type) == (401, "application/problem+json"), f"{method} {rule}"
        elif method in WRITING:
            assert answer.status_code == 401 and 'name="password"' in answer.text, f"{method} {rule}"
        else:
            assert answer.location == f"/staff/sign-in?next={address}", f"{method} {rule}"


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_into_what_is_its_own_and_into_nothing_else(app, client, city_data, role):
    person = sign_in(client, role)
    for rule, method, address, permission in list_routes(app):
        if rule == "/staff/sign-out":
            continue
        answer = ask(client, method, address)
        if rule.startswith("/staff/sign-"):
            assert answer.status_code < 500, f"{role}: {method} {rule}"
        elif not permission or role in app.extensions["permissions"][permission]:
            assert is_let_in(answer), f"{role}: {method} {rule} answered {answer.status_code}"
            assert answer.status_code < 500, f"{role}: {method} {rule}"
        else:
            expected = "application/problem+json" if address.startswith("/api/") else "text/html; charset=utf-8"
            assert (answer.status_code, answer.content_type) == (403, expected), f"{role}: {method} {rule}"
    with app.app_context():
        assert people.get(person.id).roles == {role}


def test_no_form_is_taken_without_its_token(app, client, city_data):
    sign_in(client, *ROLES)
    for rule, method, address, _ in list_routes(app):
        if method in WRITING:
            refused = client.open(address, method=method, headers={"Sec-Fetch-Site": "cross-site"})
            assert refused.status_code in (400, 404), f"{method} {rule}"  # 404: the page of the form is about nobody
    assert read_audit(app) == []


@pytest.mark.once
def test_a_city_with_a_route_that_nobody_guards_does_not_start(app):
    app.add_url_rule("/uz/unguarded", "unguarded", lambda: "", methods=["POST"])
    with pytest.raises(RuntimeError, match="/uz/unguarded: mark its view"):
        check_routes(app)


@pytest.mark.once
@pytest.mark.parametrize("rule", ["/staff/secret", "/staff/112/secret"])
def test_a_page_below_staff_that_nobody_guards_does_not_start_either(app, rule):
    app.add_url_rule(rule, "secret", lambda: "")
    with pytest.raises(RuntimeError, match=f"{rule}: mark its view"):
        check_routes(app)
    app.view_functions["secret"] = open_to_all(lambda: "")
    check_routes(app)


@pytest.mark.once
def test_a_permission_that_no_feature_declares_does_not_start(app):
    app.add_url_rule("/staff/secret", "secret", guarded("nobody.knows")(lambda: ""))
    with pytest.raises(RuntimeError, match="no feature declares the permission nobody.knows"):
        check_routes(app)


# What is changed leaves a row in the audit


def add_careless_views(app):
    """Views that forget the audit: one changes something, one does not even do that."""

    @app.post("/staff/careless")
    @guarded("accounts.own")
    def careless():
        with unit_of_work():
            people.find_by_name("watched").language = "ru"
        return {}

    @app.post("/staff/idle")
    @guarded("accounts.own")
    def idle():
        return {}

    @app.post("/staff/preview")
    @guarded("accounts.own", audited=False)
    def preview():
        return {}

    @app.post("/staff/careful")
    @guarded("accounts.own")
    def careful():
        with unit_of_work():
            people.find_by_name("watched").language = "ru"
            audit.record("test.change", "watched", {"language": "ru"})
        return {}

    return app.test_client()


def language_of(app, name):
    with app.app_context():
        return db.session.scalar(select(people.Person.language).where(people.Person.name == name))


def test_a_change_without_a_row_in_the_audit_is_taken_back(app):
    client = add_careless_views(app)
    sign_in(client, "dispatcher", name="watched")
    assert send(client, "/staff/careless").status_code == 500
    assert language_of(app, "watched") == "en"
    assert read_audit(app) == []


def test_a_form_that_is_taken_without_a_row_in_the_audit_is_a_fault(app):
    client = add_careless_views(app)
    sign_in(client, "dispatcher")
    assert send(client, "/staff/idle").status_code == 500
    assert send(client, "/staff/preview").status_code == 200


def test_a_change_and_its_row_are_kept_together(app):
    client = add_careless_views(app)
    sign_in(client, "dispatcher", name="watched")
    assert send(client, "/staff/careful").status_code == 200
    assert language_of(app, "watched") == "ru"
    assert read_audit(app) == [("watched", "test.change", "watched", {"language": "ru"})]


def test_a_row_and_its_change_are_taken_back_together(app):
    with app.app_context():
        audit.act_as(None, "somebody", now(), must_audit=True)
        with pytest.raises(KeyError), unit_of_work():
            audit.record("test.change", "x")
            raise KeyError
        with pytest.raises(NotAudited), unit_of_work():
            db.session.execute(select(1))
    assert read_audit(app) == []


def test_a_row_that_went_with_its_savepoint_does_not_count(app):
    with app.app_context():
        audit.act_as(None, "somebody", now(), must_audit=True)
        with pytest.raises(NotAudited), unit_of_work(), pytest.raises(KeyError), db.session.begin_nested():
            audit.record("test.change", "x")
            raise KeyError
        with unit_of_work(), db.session.begin_nested():
            audit.record("test.change", "y")
    assert [subject for _, _, subject, _ in read_audit(app)] == ["y"]


@pytest.mark.once
def test_a_row_outside_of_a_unit_of_work_is_refused(app):
    with app.app_context(), pytest.raises(RuntimeError, match="unit of work"):
        audit.record("test.change", "x")
