"""The application factory: read it from top to bottom and you know how the city boots."""

import os

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from city import (
    api_pages,
    assets,
    caching,
    formats,
    furniture,
    health,
    http,
    language,
    open_reads,
    problems,
    requestlog,
    security,
    streams,
    views,
)
from city.accounts import wiring as accounts
from city.config import ROOT, read_settings
from city.database import db, engine_settings, prepare_engine
from city.features import load_features
from city.opendata import downloads
from city.opendata.checking import join_datasets
from city.parts import PARTS
from city.programs import asking
from city.rates import door as rates
from city.statistics import counter


def create_app(environ=None):
    """The Flask application for a mapping of settings (the environment's by default). Raises WrongSettings."""
    settings = read_settings(os.environ if environ is None else environ)
    app = Flask(
        "city", root_path=ROOT / "city", static_folder=ROOT / "static", instance_path=str(settings.INSTANCE_PATH.resolve())
    )
    configure(app, settings)

    requestlog.init_app(app)
    security.init_app(app)
    connect(app)
    language.init_app(app)
    formats.init_app(app)
    assets.init_app(app)
    furniture.init_app(app)
    problems.init_app(app)
    streams.init_app(app)
    views.init_app(app)

    for blueprint in (views.bp, api_pages.bp, health.bp):
        app.register_blueprint(blueprint)
    plug_in_features(app, settings.FEATURES)
    accounts.init_app(app)
    rates.init_app(app)
    asking.init_app(app)
    open_reads.init_app(app)

    counter.init_app(app)
    app.extensions["downloads"] = counter.Counted(app, write=downloads.add)
    Compress(app)
    caching.init_app(app)  # comes first of the two: the mark is of the page, since gzip packs the hour in as well
    serve_static(app, settings)
    accounts.check_routes(app)
    return app


def configure(app, settings):
    """Put the settings where Flask and its extensions look for them."""
    address, options = engine_settings(settings.database_url)
    app.config.update(
        settings.model_dump(),
        CITY_DATABASE_URL=settings.database_url,
        SQLALCHEMY_DATABASE_URI=address,
        SQLALCHEMY_ENGINE_OPTIONS=options,
        SESSION_COOKIE_NAME="city",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.CITY_ENV == "production",
        COMPRESS_MIMETYPES=["text/html", "application/json", "application/geo+json", "application/problem+json"],
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "city" / "translations"),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json.ensure_ascii = False
    http.introduce_as(settings.OUTGOING_CONTACT)


def connect(app):
    """Open the door to the database; no connection is made before somebody asks."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def plug_in_features(app, names):
    """Let in what the services and the parts of the city itself offer: blueprints, commands, search sources, jobs."""
    features = [*load_features(names), *PARTS]
    app.extensions["features"] = features
    app.extensions["searches"] = [source for each in features for source in each.searches]
    app.extensions["datasets"] = join_datasets(features)
    app.extensions["jobs"] = {job.name: job for each in features for job in each.jobs}
    for feature in features:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
    app.jinja_env.globals["features"] = features


def serve_static(app, settings):
    """Static files from memory of their names, compressed beforehand; the reverse proxies' word on who asks."""
    options = {"max_age": 7 * 24 * 3600, "add_headers_function": security.add_static_headers}
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=ROOT / "static", prefix="static/", **options)
    if count := settings.PROXY_COUNT:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
