"""What editors and publishers send, and what readers may ask."""

import re
from typing import Literal

from pydantic import Field, create_model

from city.forms import Query
from khokimiyat.pages.content import KINDS, TEXT_FIELDS, from_flat
from khokimiyat.pages.desk import STATES

MOST = 2**31 - 1  # that the database can hold
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Texts = create_model("Texts", __base__=Query, **{name: (str, "") for name, _, _ in TEXT_FIELDS})


class PageForm(Texts):
    """A page as it was written. `base` is the version that the writing began from, 0 for a new page."""

    base: int = Field(0, ge=0, le=MOST)
    slug: str = ""
    kind: Literal[KINDS] = "page"
    in_menu: bool = False

    def content(self):
        values = self.model_dump()
        return from_flat({name: tidy(value) if isinstance(value, str) else value for name, value in values.items()})


def tidy(text):
    """Browsers send lines that end in CR LF; characters without a form would break the feed."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class VersionForm(Query):
    """Which version a button was about, and why, where that is asked for."""

    version: int = Field(0, ge=0, le=MOST)
    reason: str = Field("", max_length=2000)


class PictureForm(Query):
    alt: str = Field("", max_length=300)


class FileForm(Query):
    title: str = Field("", max_length=200)


class ListQuery(Query):
    state: Literal[STATES] | None = None


class NewsQuery(Query):
    page: int = Field(1, ge=1, le=10_000)


class CompareQuery(Query):
    old: int = Field(ge=0, le=MOST)
    new: int = Field(ge=0, le=MOST)
