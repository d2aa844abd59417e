"""The licences under which data may be given away here: what they are called, where they stand, what they ask for."""

from dataclasses import dataclass

from city.errors import N_


@dataclass(frozen=True)
class Licence:
    """`uri` is the licence itself, for programs too; `asks` says in a sentence what users owe; `kind` is ADMS's."""

    key: str  # SPDX's
    name: str
    uri: str
    asks: str
    kind: str


LICENCES = {
    each.key: each
    for each in (
        Licence(
            "ODbL-1.0",
            "Open Database License 1.0 (ODbL)",
            "https://opendatacommons.org/licenses/odbl/1-0/",
            N_("Name the source, and share a database that you make of these data under the same licence."),
            "ViralEffect-ShareAlike",
        ),
        Licence(
            "CC-BY-4.0",
            "Creative Commons Attribution 4.0 (CC BY)",
            "https://creativecommons.org/licenses/by/4.0/",
            N_("Name the source, and say what you changed."),
            "Attribution",
        ),
        Licence(
            "CC0-1.0",
            "Creative Commons Zero 1.0 (CC0)",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            N_("You owe nothing; naming the source helps others."),
            "PublicDomain",
        ),
    )
}
