"""Names of a feed in our four languages: the feed's own language, and translations.txt where there is one."""

from collections import defaultdict

COLUMNS = {"uz": "name_uz", "uz-Cyrl": "name_uz_cyrl", "ru": "name_ru", "en": "name_en"}
NO_NAMES = dict.fromkeys((*COLUMNS.values(), "names_derived"), "")
OTHER = "en"  # a feed in a language that is none of ours is shown as it is, in the column that is everybody's last choice


def match_language(tag):
    """The one of our languages that a BCP 47 tag means; None for any other."""
    parts = (tag or "").lower().replace("_", "-").split("-")
    if parts[0] == "uz":
        return "uz-Cyrl" if "cyrl" in parts else "uz"
    return parts[0] if parts[0] in ("ru", "en") else None


class Translator:
    """Gives each name of a feed as values for the columns of city.names.Named."""

    def __init__(self, rows, language):
        self.language = match_language(language) or OTHER
        self._texts = defaultdict(dict)
        for row in rows:
            if (known := match_language(row.get("language"))) and row.get("translation"):
                self._texts[_key(row)][COLUMNS[known]] = row["translation"]

    def has_record(self, table, field, record):
        """Whether something is translated for this record alone."""
        return (table, field, record, "") in self._texts

    def names(self, table, field, text, record=""):
        """Values for name_uz, name_uz_cyrl ...: `text` as the feed has it, and what its record or its words translate to."""
        by_words = self._texts.get((table, field, "", text), {})
        by_record = self._texts.get((table, field, record, ""), {})
        return NO_NAMES | {COLUMNS[self.language]: text} | by_words | by_record


def _key(row):
    """Where a translation belongs; feed_info has one row, and neither record nor words."""
    record = row.get("record_id") or ""
    words = "" if record else row.get("field_value") or ""
    return row.get("table_name"), row.get("field_name"), record, words
