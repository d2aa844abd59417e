"""What editors of texts and contact details send."""

import re
from typing import Literal

from pydantic import Field, create_model

from city.forms import Query
from city.texts.builtin import Text
from city.texts.contact import DAYS, Details

MOST = 2**31 - 1  # that the database can hold
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def tidy(text):
    """Browsers send lines that end in CR LF; characters without a form are left out."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text):
    return " ".join(tidy(text).split())


class BaseForm(Query):
    """`base` is the version that the writing began from, 0 for the text of the release."""

    base: int = Field(0, ge=0, le=MOST)


class TextForm(BaseForm):
    title: str = ""
    summary: str = ""
    text: str = ""

    def content(self):
        return Text(one_line(self.title), one_line(self.summary), tidy(self.text))


LINES = {name: (str, "") for name, value in Details().flat().items() if isinstance(value, str) and name != "days"}
Lines = create_model("Lines", __base__=BaseForm, **LINES)


class ContactForm(Lines):
    days: Literal[DAYS] = ""
    is_demo: bool = False

    def details(self):
        values = self.model_dump(exclude={"base"})
        return Details(**{name: one_line(value) if isinstance(value, str) else value for name, value in values.items()})
