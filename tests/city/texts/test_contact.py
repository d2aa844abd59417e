"""Contact details: a form whose numbers are numbers, in four languages, in versions, and honest about what is missing."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from city.database import db, unit_of_work
from city.texts import contact, refusals
from city.texts.telephone import read_telephone, show_telephone
from tests.city.texts.parts import HOME, save_contact
from tests.city.words import translate
from tests.staff import read_audit, send, sign_in

FORM = f"{HOME}contact"
ADDRESS = {"address_uz": "Uy 1", "address_uz_cyrl": "Уй 1", "address_ru": "Дом 1", "address_en": "House 1"}
HOURS = {"days": "mon_fri", "opens": "09:00", "closes": "18:00"}


@pytest.fixture
def administrator(client):
    return sign_in(client, "administrator")


@pytest.mark.parametrize("path", ["uz", "uz-cyrl", "ru", "en"])
def test_what_nobody_gave_is_said_to_be_missing_and_emergency_numbers_stand_apart(client, path):
    page = BeautifulSoup(client.get(f"/{path}/contact").text, "html.parser")
    assert len(page.select(".missing")) == 8
    assert [link["href"] for link in page.select(".urgent__number")] == [f"tel:{each}" for each in (112, 101, 102, 103, 104)]
    assert not page.select('main a[href^="mailto:"]')
    assert len(BeautifulSoup(client.get(f"/{path}/privacy").text, "html.parser").select(".missing")) == 3


def test_what_is_saved_is_shown_in_each_language_at_once(app, client, administrator):
    tag = client.get("/ru/contact").headers["ETag"]
    given = ADDRESS | HOURS | {"pause_from": "13:00", "pause_to": "14:00", "telephone": "(71) 237-99-98", "email": "a@b.uz"}
    given |= {"privacy_telephone": "1055"}
    assert send(client, FORM, {"base": "0"} | given).status_code == 303
    shown = client.get("/ru/contact", headers={"If-None-Match": tag})
    assert shown.status_code == 200
    for words in (
        "+998 71 237 99 98",
        "tel:+998712379998",
        "Дом 1",
        "Пн–пт, 09:00–18:00, перерыв 13:00–14:00",
    ):
        assert words in shown.text
    assert "mailto:a@b.uz" in shown.text and "Дом 1" not in client.get("/uz/contact").text
    assert "tel:1055" in client.get("/uz/privacy").text
    assert read_audit(app)[0] == (administrator.name, "texts.contact", "contact", {"version": 1})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"telephone": "chaqiring"}, "telephone"),
        ({"telephone": "+998 71 CALL-NOW"}, "telephone"),
        ({"text_telephone": "12"}, "text_telephone"),
        ({"privacy_telephone": "+998 71 237 99 98 77 66 55 44"}, "privacy_telephone"),
        ({"email": "nobody"}, "email"),
        ({"privacy_email": 'a"b@c.uz'}, "privacy_email"),
        ({"address_uz": "Uy 1"}, "address_uz_cyrl"),
        (ADDRESS | {"address_en": ""}, "address_en"),
        ({"days": "mon_fri"}, "days"),
        (HOURS | {"opens": "18:00", "closes": "09:00"}, "days"),
        (HOURS | {"opens": "25:00"}, "days"),
        (HOURS | {"pause_from": "13:00"}, "days"),
        (HOURS | {"pause_from": "08:00", "pause_to": "08:30"}, "days"),
        ({"email": "a@" + "b" * 300 + ".uz"}, "email"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(app, client, administrator, given, field):
    sent = send(client, FORM, {"base": "0"} | given)
    page = BeautifulSoup(sent.text, "html.parser")
    assert sent.status_code == 422 and page.select_one(f'.govuk-error-summary a[href="#{field}"]')
    assert page.find(id=f"{field}-error")
    name, value = next(iter(given.items()))
    assert value in sent.text or name == "privacy_email"
    assert not [row for row in read_audit(app) if row[1] == "texts.contact"]


@pytest.mark.once
def test_numbers_are_kept_whole_and_shown_in_groups():
    assert read_telephone(" +998 (71) 237-99-98 ", "telephone") == "+998712379998"
    assert show_telephone("+998712379998") == "+998 71 237 99 98"
    assert read_telephone("1055", "telephone") == show_telephone("1055") == "1055"
    assert read_telephone("", "telephone") == ""
    with pytest.raises(refusals.WrongTelephone):
        read_telephone("abc", "telephone")


@pytest.mark.parametrize("path", ["uz", "uz-cyrl", "ru", "en"])
def test_made_up_details_are_labelled_as_such(app, client, path):
    sentence = translate(path, "These details are made up for a demonstration. Do not call these numbers.")
    assert sentence not in client.get(f"/{path}/contact").text
    save_contact(app, telephone="+998712000000", is_demo=True)
    assert sentence in client.get(f"/{path}/contact").text and sentence in client.get(f"/{path}/privacy").text


def test_two_who_fill_it_in_at_once_see_both_and_what_only_one_changed_is_joined(app, client, administrator):
    save_contact(app, telephone="1055", email="old@city.uz")
    save_contact(app, base=1, telephone="1157", email="old@city.uz", privacy_email="anna@city.uz")
    sent = send(client, FORM, {"base": "1", "telephone": "1003", "email": "old@city.uz"})
    page = BeautifulSoup(sent.text, "html.parser")
    assert sent.status_code == 409
    assert "1157" in page.select_one(".meeting").get_text() and "1003" in page.select_one(".meeting").get_text()
    assert page.select_one("#privacy_email")["value"] == "anna@city.uz" and page.select_one("#telephone")["value"] == "1003"
    assert page.select_one("form.contact-form [name=base]")["value"] == "2"
    assert "1157" in client.get("/en/contact").text


def test_saving_the_same_is_refused_and_versions_stay(app, client, administrator):
    save_contact(app, telephone="1055")
    assert send(client, FORM, {"base": "1", "telephone": "1055"}).status_code == 422
    for statement in ("UPDATE city_contact_version SET number = 5", "DELETE FROM city_contact_version"):
        with app.app_context(), pytest.raises(DBAPIError), unit_of_work():
            db.session.execute(text(statement))
    with app.app_context():
        assert contact.details_of(contact.find_newest()).telephone == "1055"
