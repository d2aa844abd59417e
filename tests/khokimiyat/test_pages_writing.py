"""Versions: each save adds one, none is changed or lost, and two who save at once do not overwrite one another."""

import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from city.clock import now
from city.config import ROOT
from city.database import db, unit_of_work
from city.errors import NotFound
from city.language import LANGUAGES as CITY_LANGUAGES
from khokimiyat.pages import desk, publishing, refusals, writing
from khokimiyat.pages.content import LANGUAGE_NAMES, Content, from_flat
from khokimiyat.pages.models import Page, Version
from tests.khokimiyat.pages import ANNA, BOBUR, make_content, make_text, publish_page, save_version, write_page

SAVE = """
import sys
from collections import namedtuple
from city.app import create_app
from city.clock import now
from city.database import unit_of_work
from khokimiyat.pages import refusals, writing
from khokimiyat.pages.content import Content, Text

me, number = namedtuple("Me", "id name")(None, sys.argv[1]), int(sys.argv[2])
with create_app().app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(int(sys.argv[3])):
        try:
            with unit_of_work():
                writing.save(number, turn + 1, Content("sinov", texts={"uz": Text(me.name, "", str(turn))}), me, now())
            print("saved", turn + 2, flush=True)
        except refusals.ChangedMeanwhile as refused:
            print("refused", flush=True)
"""


def numbers(app, page):
    with app.app_context():
        return [version.number for version in desk.list_versions(writing.get_page(page))]


def test_a_content_comes_back_as_it_was_written(app):
    content = make_content(uz=make_text(text="Oʻ\n\n  ichkari\n"), ru=make_text("Ё"), uz_cyrl=make_text("Ў"), en=make_text("E"))
    page = write_page(app, content)
    with app.app_context():
        assert writing.get_version(page, 1).content == content == from_flat(content.flat())


def test_each_save_adds_a_version_and_keeps_those_before(app):
    page = write_page(app)
    assert save_version(app, page, 1, make_content(uz=make_text("Ikkinchi")), BOBUR) == 2
    with app.app_context():
        versions = desk.list_versions(writing.get_page(page))
        assert [(each.number, each.author_name, each.name("uz").text) for each in versions] == [
            (2, "bobur", "Ikkinchi"),
            (1, "anna", "Sarlavha"),
        ]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (Content("sinov", texts={"uz": make_text(title="")}), refusals.NoTitle),
        (make_content(uz=make_text(title="a" * 151)), refusals.TooLongText),
        (make_content(uz=make_text(text="a" * 60_001)), refusals.TooLongText),
        (make_content("Katta Harf"), refusals.WrongSlug),
        (make_content("oʻzbek"), refusals.WrongSlug),
        (make_content("-a"), refusals.WrongSlug),
        (make_content("a\n"), refusals.WrongSlug),
        (make_content("a" * 81), refusals.WrongSlug),
        (make_content("news"), refusals.ReservedSlug),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(app, content, refusal):
    with pytest.raises(refusal):
        write_page(app, content)
    with app.app_context():
        assert db.session.scalar(select(Page.id)) is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Shayxontohur tumani", "shayxontohur-tumani"),
        ("Қўнғироқ 112", "qongiroq-112"),
        ("Шайхонтоҳур", "shayxontohur"),
        ("О сайте", "o-sayte"),
    ],
)
def test_an_address_is_made_of_the_title(app, title, slug):
    page = write_page(app, make_content("", ru=make_text(title)))
    with app.app_context():
        assert writing.get_page(page).slug == slug


def test_an_address_belongs_to_one_page(app):
    write_page(app)
    with pytest.raises(refusals.SlugTaken):
        write_page(app)
    other = write_page(app, make_content("boshqa"))
    with pytest.raises(refusals.SlugTaken):
        save_version(app, other, 1, make_content("sinov"))
    assert numbers(app, other) == [1]


def test_the_address_stays_once_the_page_was_published(app):
    page = write_page(app)
    assert save_version(app, page, 1, make_content("yangi")) == 2
    publish_page(app, number=page, version=2)
    with pytest.raises(refusals.SlugFixed):
        save_version(app, page, 2, make_content("sinov"))


def test_saving_nothing_new_is_refused(app):
    page = write_page(app)
    with pytest.raises(refusals.NothingChanged):
        save_version(app, page, 1, make_content(), BOBUR)


def test_a_version_is_restored_as_a_new_one(app):
    page = publish_page(app)
    save_version(app, page, 1, make_content(uz=make_text("Ikkinchi")))
    with app.app_context():
        with unit_of_work():
            restored = writing.restore(page, 1, 2, BOBUR, now())
        assert (restored.number, restored.restores, restored.author_name) == (3, 1, "bobur")
        assert restored.content == make_content()
        assert writing.get_page(page).published == 1


def test_restoring_keeps_the_address_of_today(app):
    page = write_page(app)
    save_version(app, page, 1, make_content("yangi"))
    with app.app_context():
        with pytest.raises(refusals.NothingChanged), unit_of_work():
            writing.restore(page, 1, 2, ANNA, now())
        assert writing.get_page(page).slug == "yangi"


def test_restoring_over_what_one_has_not_seen_is_refused(app):
    page = write_page(app)
    save_version(app, page, 1, make_content(uz=make_text("Ikkinchi")))
    with app.app_context(), pytest.raises(refusals.NotNewest), unit_of_work():
        writing.restore(page, 1, 1, BOBUR, now())


def test_what_is_not_there_is_not_found(app):
    with app.app_context():
        for ask in (lambda: writing.get_page(0), lambda: writing.get_version(0, 1)):
            with pytest.raises(NotFound):
                ask()


@pytest.mark.parametrize("table", ["khokimiyat_page_version", "khokimiyat_page_step"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 7", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_version_or_a_step(app, table, statement):
    publish_page(app)
    with app.app_context():
        with pytest.raises(DBAPIError), unit_of_work():
            db.session.execute(text(statement.format(table)))
        assert db.session.scalar(text(f"SELECT number FROM {table}")) == 1


def test_a_save_from_an_older_version_is_refused_and_names_who_was_first(app):
    page = write_page(app)
    save_version(app, page, 1, make_content(uz=make_text("Bobur yozdi")), BOBUR)
    with pytest.raises(refusals.ChangedMeanwhile) as refused:
        save_version(app, page, 1, make_content(uz=make_text("Anna yozdi")))
    assert refused.value.values == {"number": 2, "name": "bobur"}
    assert numbers(app, page) == [2, 1]


def test_of_two_processes_that_save_at_once_one_is_refused_each_time(app, database_url):
    """Each turn both save from the same version on: one version is added, and nobody's goes missing."""
    page, turns = write_page(app), 20
    command = [sys.executable, "-c", SAVE]
    environ = {"DATABASE_URL": database_url, "LOG_LEVEL": "WARNING", "PATH": "/usr/bin:/bin"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT, "env": environ}
    both = [subprocess.Popen([*command, name, str(page), str(turns)], **pipes) for name in ("anna", "bobur")]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].split("\n") for process in both]
    saved = sorted(int(line.split()[1]) for lines in said for line in lines if line.startswith("saved"))
    assert saved == sorted(set(saved)), "two were told that they saved the same version"
    with app.app_context():
        kept = db.session.scalars(select(Version.number).where(Version.page_id == page).order_by(Version.number)).all()
        assert kept == [1, *saved]
        assert writing.get_page(page).newest == kept[-1]


def test_a_new_version_takes_the_request_for_publishing_back(app):
    page = write_page(app)
    with app.app_context():
        with unit_of_work():
            publishing.ask(page, 1, ANNA, now())
        with unit_of_work():
            writing.save(page, 1, replace(make_content(), in_menu=True), ANNA, now())
        assert (writing.get_page(page).waiting, writing.get_page(page).state) == (None, "draft")
        with pytest.raises(refusals.NotWaiting), unit_of_work():
            publishing.publish(page, 1, BOBUR, now())


@pytest.mark.once
def test_languages_are_called_as_the_city_calls_them():
    assert {each.code: each.name for each in CITY_LANGUAGES} == LANGUAGE_NAMES
