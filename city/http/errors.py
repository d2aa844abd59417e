"""What can go wrong outside: an address that is not asked at all, or a source that does not give what it should."""

from city.errors import N_, CityError


class AddressRefused(CityError):
    """The address is not asked; its subclasses say why."""

    status = 422
    sentence = N_("This address cannot be used: it must be a public one that begins with https:// or http://.")


class PrivateAddress(AddressRefused):
    sentence = N_("The address %(host)s leads into a private network and is not asked.")


class RedirectedDown(AddressRefused):
    sentence = N_("%(host)s leads from a safe connection to an unsafe one, which is not followed.")


class RedirectedTooOften(AddressRefused):
    sentence = N_("%(host)s leads from one address to the next and never to an answer.")


class SourceError(CityError):
    """The source gave nothing that can be used; its subclasses say why. What we had before stays."""

    status = 502
    sentence = N_("The source gave nothing that can be used.")


class SourceSilent(SourceError):
    sentence = N_("%(host)s did not answer in time.")


class SourceAway(SourceError):
    sentence = N_("%(host)s cannot be reached.")


class SourceUnsafe(SourceError):
    sentence = N_("The certificate of %(host)s is not valid.")


class SourceRefused(SourceError):
    """Its status is HTTP's, 4xx or 5xx; `values["code"]` holds it."""

    sentence = N_("%(host)s refused with the code %(code)s.")


class SourceBroken(SourceError):
    sentence = N_("%(host)s broke off in the middle of its answer, or sent one that cannot be read.")


class SourceTooBig(SourceError):
    sentence = N_("%(host)s sends more than %(limit)s MB.")


class SourceSentPage(SourceError):
    sentence = N_("%(host)s sent a web page in the place of data.")


class SourceWrongKind(SourceError):
    sentence = N_("%(host)s sent a file of another kind: %(kind)s.")
