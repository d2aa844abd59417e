"""Names read as plain columns, where a whole model would be too heavy."""

from dataclasses import dataclass

from city.names import pick_name


@dataclass(frozen=True)
class Words:
    """Names by column, as city.names.Named has them."""

    uz: str
    uz_cyrl: str
    ru: str
    en: str

    @property
    def names(self):
        """Names by language, without the empty ones."""
        forms = {"uz": self.uz, "uz-Cyrl": self.uz_cyrl, "ru": self.ru, "en": self.en}
        return {lang: text for lang, text in forms.items() if text}

    def name(self, lang):
        """The name for a reader of `lang`, as a LocalName."""
        return pick_name(self.names, lang)


@dataclass(frozen=True)
class Worded:
    """Base of what has a name: pages ask it for `name`, search for `names`."""

    words: Words

    @property
    def names(self):
        return self.words.names

    def name(self, lang):
        return self.words.name(lang)


def name_columns(model):
    """The columns that make a Words, in its order."""
    return model.name_uz, model.name_uz_cyrl, model.name_ru, model.name_en


def words_of(row):
    """The Words of a row with these columns."""
    return Words(row.name_uz, row.name_uz_cyrl, row.name_ru, row.name_en)
