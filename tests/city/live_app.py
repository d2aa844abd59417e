"""What gunicorn serves in tests of streams: the city, and the addresses of tests.city.live."""

from tests.city.live import bp
from wsgi import app

app.register_blueprint(bp)
