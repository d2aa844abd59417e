"""A number to read and to write: how many people live in a district."""

from sqlalchemy import select, update

from city.database import db
from city.districts import District


def population(key="bektemir"):
    return db.session.scalar(select(District.population).where(District.key == key))


def set_population(count, key="bektemir"):
    db.session.execute(update(District).where(District.key == key).values(population=count))
