"""What can be wrong with what somebody searches for."""

from city.errors import N_, CityError


class UnknownKind(CityError):
    status = 422
    field = "kind"
    sentence = N_("There is no such kind of thing here. Choose one of the list.")


class UnknownDistrict(CityError):
    status = 422
    field = "district"
    sentence = N_("There is no such district. Choose one of the list.")


class DatesReversed(CityError):
    status = 422
    field = "to"
    sentence = N_("The last day is before the first one. Change one of them.")
