"""Which of the validator's errors would mislead passengers, and so keep a version out of its place until a person decides.

The codes are those of MobilityData's canonical validator. Not among them is what only looks bad: distances along a shape,
colours, addresses, telephone numbers, fares, names of languages.
"""

CORE = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt", "calendar_dates.txt", "frequencies.txt")
ESSENTIAL = {
    "agency.txt": ("agency_timezone",),
    "stops.txt": ("stop_id", "stop_name", "stop_lat", "stop_lon"),
    "routes.txt": ("route_id", "route_type"),
    "trips.txt": ("trip_id", "route_id", "service_id"),
    "stop_times.txt": ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"),
    "calendar.txt": (
        *("service_id", "start_date", "end_date", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "saturday", "sunday"),
    ),
    "calendar_dates.txt": ("service_id", "date", "exception_type"),
    "frequencies.txt": ("trip_id", "start_time", "end_time", "headway_secs"),
}
# Wherever they are found.
ALWAYS = frozenset(
    (
        *("missing_calendar_and_calendar_date_files", "inconsistent_agency_timezone", "too_many_rows"),
        *("missing_trip_edge", "stop_time_with_arrival_before_previous_departure_time", "overlapping_frequency"),
        *("stop_without_location", "point_near_origin", "missing_stop_name", "route_both_short_and_long_name_missing"),
        # the validator itself gave up, so that nobody knows what else there is
        *("i_o_error", "thread_execution_error", "runtime_exception_in_loader_error", "runtime_exception_in_validator_error"),
    )
)
# In the tables that say when and where anything runs.
IN_CORE = frozenset(
    (
        *("missing_required_file", "empty_file", "csv_parsing_failed", "invalid_row_length", "duplicated_column"),
        *("duplicate_key", "invalid_character", "start_and_end_range_out_of_order"),
    )
)
# In the columns without which a departure cannot be told.
IN_ESSENTIAL = frozenset(
    (
        *("missing_required_column", "missing_required_field", "invalid_date", "invalid_time", "invalid_integer"),
        *("invalid_float", "number_out_of_range", "invalid_timezone"),
    )
)
REFERENCE = "foreign_key_violation"
LOOKED_INTO = IN_CORE | IN_ESSENTIAL | {REFERENCE}


def is_misleading(code, context):
    """Whether an error with this code would mislead passengers; `context` is what the validator says of where it is."""
    if code in ALWAYS:
        return True
    file = context.get("filename") or ""
    if code in IN_CORE:
        return file in CORE or (code == "missing_required_file" and file == "agency.txt")
    if code in IN_ESSENTIAL:
        return context.get("fieldName") in ESSENTIAL.get(file, ())
    return code == REFERENCE and context.get("childFilename") in CORE and _leads_into_core(context.get("parentFilename") or "")


def _leads_into_core(names):
    """The validator writes 'calendar.txt or calendar_dates.txt' where either would do."""
    return any(name in CORE for name in names.split(" or "))
