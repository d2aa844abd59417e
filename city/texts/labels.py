"""Words of the contact details and of the desk of texts."""

from city.errors import N_
from city.language import LANGUAGES

DAYS_LABELS = {
    "": N_("not yet given"),
    "mon_fri": N_("Monday to Friday"),
    "mon_sat": N_("Monday to Saturday"),
    "every_day": N_("Every day"),
}
PART_LABELS = {"title": N_("Title"), "summary": N_("Summary"), "text": N_("Text")}
FIELD_LABELS = {
    "telephone": N_("Telephone"),
    "text_telephone": N_("Number for SMS or video, for people who do not hear or speak"),
    "email": N_("E-mail"),
    "days": N_("Days"),
    "opens": N_("Opens"),
    "closes": N_("Closes"),
    "pause_from": N_("Break from"),
    "pause_to": N_("Break to"),
    "address": N_("Address"),
    "privacy_who": N_("Who answers for personal data"),
    "privacy_telephone": N_("Telephone for questions about personal data"),
    "privacy_email": N_("E-mail for questions about personal data"),
    "is_demo": N_("These details are made up for a demonstration"),
}
LANGUAGE_NAMES = {language.code: language.name for language in LANGUAGES}
EMERGENCY = (
    ("112", N_("Unified 112 dispatch service")),
    ("101", N_("Fire-rescue service")),
    ("102", N_("Internal affairs bodies (police)")),
    ("103", N_("Emergency medical service")),
    ("104", N_("Gas emergency service")),
)
CITY_LINES = (  # each with its source in docs/emergency112.md
    ("1055", N_("City dispatch service"), N_("No heating, water or electricity at home")),
    ("1157", N_("Trust line"), N_("Dry or dangerous branches, nobody hurt")),
)


def split_field(name):
    """('address', 'uz-Cyrl') of address_uz_cyrl; (name, None) of a field without a language."""
    for lang in LANGUAGE_NAMES:
        part = name.removesuffix("_" + lang.lower().replace("-", "_"))
        if part != name and part in FIELD_LABELS:
            return part, lang
    return name, None
