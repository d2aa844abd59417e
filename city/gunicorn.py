"""How gunicorn serves the city: settings come from the environment, the application is loaded once, before the fork."""

import gc
import os
import sys

from city.accounts.demo import refuse_demo_accounts
from city.accounts.errors import DemoAccountsOn
from city.config import ROOT, read_settings
from city.formats import say

_settings = read_settings(os.environ)

bind = f"{_settings.HOST}:{_settings.PORT}"
chdir = str(ROOT)
workers = _settings.WEB_WORKERS
worker_class = "city.serving.Worker"
threads = _settings.WEB_THREADS
preload_app = True  # one copy of the code in memory for all workers
graceful_timeout = 3
limit_request_line = 8190
accesslog = None  # the application writes a line a request, without addresses of people
loglevel = "warning"
worker_connections = threads + 100  # those beyond the threads are kept open for the next page
proc_name = "tashkent-city-services"


def on_starting(server):
    """Do not serve in production with demonstration accounts; load what takes seconds."""
    app = server.app.wsgi()
    with app.app_context():
        try:
            refuse_demo_accounts(_settings.CITY_ENV)
        except DemoAccountsOn as refused:
            sys.exit(say(refused))
    for feature in app.extensions["features"]:
        if feature.preload:
            feature.preload()
    gc.freeze()  # what is loaded stays: workers share its pages longer, and nobody looks through it on the way out


def pre_request(worker, request):
    """A stream is the last answer on its connection: the next must not go to a process that stops."""
    if ("ACCEPT", "text/event-stream") in request.headers:
        request.force_close()


def when_ready(server):
    server.log.warning("Tashkent City Services: http://%s", bind)
