"""What differs between two contents, field by field."""

from dataclasses import dataclass

from city.differences import compare_values
from khokimiyat.pages.content import PARTS, TEXT_FIELDS

LANGUAGE_OF = {name: (part, lang) for name, part, lang in TEXT_FIELDS}


@dataclass(frozen=True)
class Difference:
    """One field that differs. `rows` are the lines of it, None among them for a gap of unchanged ones."""

    field: str
    rows: tuple

    @property
    def part(self):
        """'slug', 'kind', 'in_menu', 'title', 'summary' or 'text'."""
        return LANGUAGE_OF.get(self.field, (self.field, None))[0]

    @property
    def lang(self):
        return LANGUAGE_OF.get(self.field, (self.field, None))[1]

    @property
    def is_text(self):
        return self.part in PARTS


def compare(old, new):
    """The Differences from one Content to another, in the order of the form."""
    before, after = old.flat(), new.flat()
    return [Difference(name, compare_values(before[name], after[name])) for name in before if before[name] != after[name]]
