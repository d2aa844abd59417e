"""Which addresses may be asked: how they are written, and where their names lead."""

import re
import socket
import threading
from ipaddress import IPv6Address, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from city.http.errors import AddressRefused, PrivateAddress, SourceAway, SourceSilent

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
BLANK = re.compile(r"[\x00-\x20\x7f\\]")
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
UNICAST = ip_network("2000::/3")  # all of IPv6 that is given out for the Internet
# Inside UNICAST, and yet nobody's on the Internet, or another address in disguise: Teredo and its like, documentation, 6to4.
NOT_PUBLIC = tuple(
    ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "192.88.99.0/24", "192.0.0.0/24")
)


def read_address(text):
    """A Url of http or https with a host, without user, password and fragment. Raises AddressRefused."""
    if len(text) > LONGEST or BLANK.search(text):
        raise AddressRefused()
    try:
        url = parse_url(text)
    except LocationParseError:
        raise AddressRefused() from None
    if url.scheme not in PORTS or not url.host or url.auth is not None:
        raise AddressRefused()
    return Url(url.scheme, None, url.host, url.port, url.path or "/", url.query)


def origin_of(url):
    """(scheme, host, port): what one server is known by."""
    return url.scheme, url.host, url.port or PORTS[url.scheme]


def shown_address(text):
    """An address without what may be a secret: user, password, query."""
    url = parse_url(text)
    return Url(url.scheme, None, url.host, url.port, url.path).url


def is_public(text):
    """Whether an IP address is one of the Internet: none of a house, of a provider, of a group, of this machine."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address in NAT64:
            return is_public(socket.inet_ntoa(address.packed[-4:]))
        if address not in UNICAST:
            return False
    hidden = any(address.version == each.version and address in each for each in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not address.is_reserved and not hidden


def look_up(host, port):
    """The IP addresses of a name, as the system gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(address[0] for *_, address in found))


def resolve(look_up, host, port, within_s):
    """What `look_up` finds, but no later than `within_s`: the system's own patience cannot be set."""
    found, failed = [], []

    def ask():
        try:
            found.extend(look_up(host, port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(within_s, 0))
    if asking.is_alive():
        raise SourceSilent(host=host)
    if failed or not found:
        raise SourceAway(host=host)
    return found


def check_public(host, addresses, is_public):
    """Raise PrivateAddress where even one of the addresses of a name is not public."""
    if not all(is_public(each) for each in addresses):
        raise PrivateAddress(host=host)
