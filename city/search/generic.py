"""Words that say what kind of thing is meant, or nothing: they help to rank, and nobody need have them in the name."""

from city.folding import fold
from city.search.endings import list_stems

WORDS = """
    metro метро metrosi metropoliten bekat bekati стан станция stansiya stantsiya station остановка ostanovka stop stansiyasi
    park парк parki bogʻ bogʻi boʻgi сад sad garden xiyobon xiyoboni сквер skver square maydon maydoni площадь ploshchad
    koʻcha koʻchasi улица ulitsa street shoh проспект prospekt prospect avenue shossesi шоссе road yoʻl yoʻli дорога
    tuman tumani район rayon district mavze mavzesi массив massiv daha kvartal квартал mahalla mahallasi махалля
    yoʻnalish yoʻnalishi линия liniya line marshrut маршрут route avtobus автобус bus
    muzey muzeyi музей museum haykal haykali памятник pamyatnik monument masjid masjidi мечеть mosque
    yonida oldida yaqinida qayerda qanday boraman borish kerak joylashgan manzil manzili около возле рядом где как доехать пройти
    находится адрес near where is how to get the of in at for and on
    va bilan uchun в на у к с из от до по и за при для the a
"""
GENERIC = frozenset(word for each in WORDS.split() for word in fold(each).split())


def is_generic(word):
    """Whether a folded word is one of these, in any form of grammar."""
    return word in GENERIC or any(stem in GENERIC and len(stem) > 3 for stem in list_stems(word))
