"""What a sentence is in another language, read from the compiled catalogues."""

from gettext import NullTranslations, translation

from city.config import ROOT
from city.language import BY_PATH


def translate(path, sentence, **values):
    """The sentence for a reader of the language at `path` (uz, uz-cyrl, ru, en)."""
    locale = BY_PATH[path].locale
    catalogue = NullTranslations() if path == "en" else translation("messages", ROOT / "city" / "translations", [locale])
    return catalogue.gettext(sentence) % values if values else catalogue.gettext(sentence)
