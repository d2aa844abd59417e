"""What files add to the city: their addresses."""

from city.attachments import views
from city.features import Feature

feature = Feature(name="attachments", blueprints=(views.bp,))
