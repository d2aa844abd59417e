"""LOSI in the city's search: indicators of the newest catalogues, measures of the road map, published assessments."""

from city import search
from city.clock import TASHKENT
from city.features import SearchEntry
from khokimiyat.losi import catalogues, roadmap
from khokimiyat.losi.assessments import list_published

KIND = "losi"
SPOKEN = {
    "indicator": "indikator koʻrsatkich mezon индикатор показатель критерий indicator criterion",
    "measure": "yoʻl xaritasi chora-tadbir qaror дорожная карта мера указ road map measure decree",
    "assessment": "natija baholash reyting результат оценка рейтинг assessment result rating score",
}
MADE_UP = {"uz": "namoyish", "uz-Cyrl": "намойиш", "ru": "демонстрация", "en": "demonstration"}


def list_entries():
    """Everything of LOSI that readers see."""
    for catalogue in catalogues.list_latest():
        for criterion in catalogue.criteria:
            for indicator in criterion.indicators:
                yield _indicator(catalogue, criterion, indicator)
    for number, names in roadmap.read_measures().items():
        yield _measure(number, names)
    for each in list_published():
        yield _assessment(each)


def refresh_search():
    """Let the search find what readers see now. Flushes, inside a unit of work."""
    search.replace_entries(KIND, list_entries())


def _indicator(catalogue, criterion, indicator):
    return SearchEntry(
        f"indicator:{catalogue.key}:{indicator.code}",
        {lang: f"{indicator.code}. {name}" for lang, name in indicator.names.items()},
        "losi.catalogue",
        {"key": catalogue.key, "_anchor": criterion.key},
        words=f"LOSI {SPOKEN['indicator']}",
        texts={
            lang: ". ".join(filter(None, (criterion.name(lang).text, catalogue.name(lang).text, str(indicator.note(lang)))))
            for lang in indicator.names
        },
    )


def _measure(number, names):
    steps = [step for step in roadmap.read_steps() if step.measure == number]
    return SearchEntry(
        f"measure:{number}",
        {lang: f"{number}. {name}" for lang, name in names.items()},
        "losi.road_map",
        {"_anchor": f"measure-{number}"},
        words=f"LOSI {SPOKEN['measure']}",
        texts={lang: " ".join(f"{step.name(lang)}. {step.executor(lang)}." for step in steps) for lang in names},
    )


def _assessment(assessment):
    names = assessment.catalogue.names
    said = {lang: f" ({word})" if assessment.is_demo else "" for lang, word in MADE_UP.items()}
    return SearchEntry(
        f"assessment:{assessment.id}",
        {lang: f"{assessment.portal_name}: {name}{said[lang]}" for lang, name in names.items()},
        "losi.assessment",
        {"number": assessment.id},
        words=f"LOSI {SPOKEN['assessment']}",
        date=assessment.published_at.astimezone(TASHKENT).date(),
    )
