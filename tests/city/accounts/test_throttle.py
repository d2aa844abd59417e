"""Slowing down: how long, for whom, and right over several processes that try at once."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from city.accounts import throttle
from city.accounts.errors import MustWait
from city.accounts.models import Tries
from city.accounts.throttle import ACCOUNT, ADDRESS, forget_old, forgive, key_of, network_of, take_try
from city.config import ROOT
from city.database import db, unit_of_work
from tests.staff import PASSWORD, add_person, send

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEY = {"account": ACCOUNT}
GUESS = """
import sys
from city.app import create_app
from city.accounts import door
from city.accounts.errors import MustWait, WrongSignIn

app = create_app()
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[1])):
    with app.test_request_context("/staff/sign-in", method="POST"):
        try:
            door.enter("anna.karimova", "wrong")
        except (MustWait, WrongSignIn) as refused:
            print(type(refused).__name__)
"""


def try_at(seconds, keys=KEY):
    """The wait in seconds that a try at noon and so many seconds meets; 0 where it is let through."""
    try:
        with unit_of_work():
            take_try(keys, NOON + timedelta(seconds=seconds))
        return 0
    except MustWait as wait:
        return wait.wait_s


def test_five_tries_are_free_and_each_further_wait_is_twice_as_long(app):
    with app.app_context():
        assert [try_at(0) for _ in range(6)] == [0, 0, 0, 0, 0, 10]
        assert [try_at(each) for each in (9, 10, 11)] == [1, 0, 19]
        assert [try_at(each) for each in (30, 31)] == [0, 39]


@pytest.mark.once
def test_no_wait_is_longer_than_the_longest():
    assert [ACCOUNT.wait_s(count) for count in (0, 4, 5, 6, 9, 10, 1000)] == [0, 0, 10, 20, 160, 300, 300]
    assert [ADDRESS.wait_s(count) for count in (24, 25, 1000)] == [0, 10, 900]


def test_tries_while_one_has_to_wait_do_not_make_the_wait_longer(app):
    with app.app_context():
        for _ in range(5):
            try_at(0)
        assert [try_at(each) for each in (1, 2, 3)] == [9, 8, 7]
        assert try_at(10) == 0


def test_the_longest_of_several_waits_counts_and_nothing_is_counted_meanwhile(app):
    both = {"account": ACCOUNT, "address": ADDRESS}
    with app.app_context():
        for _ in range(5):
            try_at(0)
        assert try_at(0, both) == 10
        assert db.session.scalar(select(Tries.count).where(Tries.key == "address")) is None


def test_a_right_password_forgives_the_account_and_gives_one_try_back_to_the_address(app):
    both = {"account": ACCOUNT, "address": ADDRESS}
    with app.app_context():
        for _ in range(3):
            try_at(0, both)
        with unit_of_work():
            forgive(["account"], ["address"], NOON)
        assert dict(db.session.execute(select(Tries.key, Tries.count)).all()) == {"account": 0, "address": 2}


def test_a_day_later_all_is_forgotten_and_swept_away(app):
    day_s = 24 * 3600
    with app.app_context():
        for _ in range(5):
            try_at(0)
        try_at(0, {"other": ACCOUNT})
        assert try_at(day_s + 1) == 0
        with unit_of_work():
            forget_old(NOON + timedelta(seconds=day_s + 2))
        assert dict(db.session.execute(select(Tries.key, Tries.count)).all()) == {"account": 1}


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_what_counts_as_one_address(address, network):
    assert network_of(address) == network


@pytest.mark.once
def test_a_key_depends_on_the_secret_and_on_the_kind():
    keys = {key_of("one", "account", "x"), key_of("two", "account", "x"), key_of("one", "address", "x")}
    assert len(keys) == 3


def test_two_processes_that_guess_at_once_get_five_guesses_between_them(app, database_url):
    add_person(app, "dispatcher", name="anna.karimova", password=PASSWORD)
    environ = os.environ | {"DATABASE_URL": database_url, "LOG_LEVEL": "WARNING"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-c", GUESS, "6"]
    guessers = [subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) for _ in range(2)]
    for guesser in guessers:
        assert guesser.stdout.readline() == "ready\n", guesser.stderr.read()
    for guesser in guessers:
        guesser.stdin.write("\n")
        guesser.stdin.flush()
    ends = [guesser.communicate(timeout=60) for guesser in guessers]
    assert [guesser.returncode for guesser in guessers] == [0, 0], ends
    said = " ".join(out for out, _ in ends).split()
    assert sorted(said) == ["MustWait"] * 7 + ["WrongSignIn"] * 5
    with app.app_context():
        assert db.session.scalar(select(func.max(Tries.count))) == 5


def test_nothing_is_hashed_while_a_try_is_being_counted(app, monkeypatch):
    """The table is let go of before the password is looked at: others are not kept waiting by a slow hash."""
    add_person(app, "dispatcher", name="anna.karimova", password=PASSWORD)
    seen = []

    def verify(kept, password):
        with app.app_context(), unit_of_work():
            throttle.take_try({"somebody else": ACCOUNT}, NOON)
        seen.append(True)
        return False

    monkeypatch.setattr("city.accounts.passwords.verify", verify)
    assert send(app.test_client(), "/staff/sign-in", {"name": "anna.karimova", "password": "x"}).status_code == 422
    assert seen == [True]
