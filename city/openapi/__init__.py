"""The description of the JSON addresses (OpenAPI 3.1), made from the routes and the models that serve them."""

from city.openapi.document import describe_api
from city.openapi.marking import list_operations, operation

__all__ = ["describe_api", "list_operations", "operation"]
