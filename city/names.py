"""Names in four forms: one column a language, a fallback order, and Uzbek Cyrillic made where nobody wrote it."""

from dataclasses import dataclass
from functools import lru_cache

import alifbo
from sqlalchemy.orm import Mapped, mapped_column

FALLBACK = {
    "uz": ("uz", "uz-Cyrl", "ru", "en"),
    "uz-Cyrl": ("uz-Cyrl", "uz", "ru", "en"),
    "ru": ("ru", "uz", "uz-Cyrl", "en"),
    "en": ("en", "uz", "ru", "uz-Cyrl"),
}


@dataclass(frozen=True)
class LocalName:
    """A name as shown: `lang` is the language it is in, `derived` says that no source wrote it so."""

    text: str
    lang: str
    derived: bool = False

    def __str__(self):
        return self.text


class Named:
    """Mixin for models: name_uz, name_uz_cyrl, name_ru, name_en; `names_derived` lists forms we made ourselves."""

    name_uz: Mapped[str] = mapped_column(default="")
    name_uz_cyrl: Mapped[str] = mapped_column(default="")
    name_ru: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    names_derived: Mapped[str] = mapped_column(default="")

    @property
    def names(self):
        """Names by language, without the empty ones."""
        forms = {"uz": self.name_uz, "uz-Cyrl": self.name_uz_cyrl, "ru": self.name_ru, "en": self.name_en}
        return {lang: text for lang, text in forms.items() if text}

    def name(self, lang):
        """The name for a reader of `lang`, as a LocalName."""
        derived = self.names_derived.replace("_cyrl", "-Cyrl").split(";")
        return pick_name(self.names, lang, derived)


@dataclass(frozen=True)
class KeptName:
    """Names taken off a row of the database, to be kept without it."""

    names: dict
    derived: tuple = ()

    def name(self, lang):
        return pick_name(self.names, lang, self.derived)


def take_name(named):
    """The KeptName of a model with names, or of anything else that has them."""
    return KeptName(named.names, tuple(getattr(named, "names_derived", "").replace("_cyrl", "-Cyrl").split(";")))


def pick_name(names, lang, derived=()):
    """The best form of `names` for a reader of `lang`; an empty LocalName when there is none at all."""
    if lang == "uz-Cyrl" and "uz-Cyrl" not in names and "uz" in names:
        return LocalName(to_cyrillic(names["uz"]), "uz-Cyrl", derived=True)
    for candidate in FALLBACK[lang]:
        if candidate in names:
            return LocalName(names[candidate], candidate, candidate in derived)
    return LocalName("", lang)


@lru_cache(maxsize=20_000)
def to_cyrillic(text):
    """Uzbek Latin as Uzbek Cyrillic, by alifbo."""
    return alifbo.to_cyrillic(text).text.replace("нгʻ", "нғ")  # alifbo 0.6 stumbles over ngʻ: қўнғироқ
