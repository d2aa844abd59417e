"""What a web server imports."""

from city.app import create_app

app = create_app()
