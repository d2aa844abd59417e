"""The session for libraries that speak requests: the same door, the same limits. And certificates."""

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from city import http
from city.http import errors
from tests.city.http import servers
from tests.city.http.servers import in_turn, redirect, reply, serving

pytestmark = pytest.mark.once

JSON = reply(b'{"name": "Anna"}', kind="application/json")


def test_a_form_is_posted_to_a_server_that_the_operator_named():
    with serving(JSON) as server:
        sent = http.session(trusted=[str(server)]).post(f"{server}/token", data={"code": "1"}, headers={"X-Own": "2"})
    assert sent.json() == {"name": "Anna"} and sent.status_code == 200
    assert server.asked[0].startswith("POST /token ") and "X-Own: 2" in server.asked[0]
    assert "User-Agent: TashkentCityServices" in server.asked[0]


def test_a_post_is_sent_once_whatever_comes_of_it():
    with serving(reply(status="503 Service Unavailable")) as server:
        assert http.session(trusted=[str(server)]).post(f"{server}/", data={}).status_code == 503
    assert len(server.asked) == 1


def test_any_other_server_must_be_public():
    with serving(JSON) as named, serving(JSON) as other:
        session = http.session(trusted=[str(named)])
        with pytest.raises(errors.AddressRefused):
            session.get(f"{other}/")
    assert other.connections == 0


def test_a_redirection_to_another_server_inside_is_refused():
    with serving(JSON) as other, serving(redirect(f"{other}/")) as named:
        with pytest.raises(errors.AddressRefused):
            http.session(trusted=[str(named)]).get(f"{named}/")
        assert other.connections == 0


def test_a_form_is_not_carried_on_to_another_server():
    with serving(JSON) as other, serving(reply(status="307 Temporary Redirect", Location=f"{other}/")) as named:
        with pytest.raises(errors.AddressRefused):
            http.session(trusted=[str(named), str(other)]).post(f"{named}/", data={"secret": "1"})
        assert other.connections == 0


def test_a_redirection_on_the_same_server_is_followed():
    with serving(in_turn(redirect("/there"), JSON)) as server:
        assert http.session(trusted=[str(server)]).get(f"{server}/").url == f"{server}/there"


def test_its_limits_hold():
    with serving(servers.endless) as server, pytest.raises(errors.SourceTooBig):
        http.session(trusted=[str(server)]).get(f"{server}/")
    with serving(servers.drip) as server, pytest.raises(errors.SourceSilent):
        http.session(trusted=[str(server)], within_s=0.5).get(f"{server}/")


def make_certificate(folder, name):
    """(file with key and certificate, file with the certificate) for a server called `name`."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(day - datetime.timedelta(1)).not_valid_after(day + datetime.timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "both.pem").write_bytes(private + pem)
    (folder / "ca.pem").write_bytes(pem)
    return folder / "both.pem", folder / "ca.pem"


@pytest.fixture
def safe(tmp_path):
    """A server with a certificate for safe.example, and the file of whom to believe."""
    both, ca = make_certificate(tmp_path, "safe.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    with serving(JSON, wrap=lambda connection: context.wrap_socket(connection, server_side=True)) as server:
        yield server, str(ca)


def ask(server, name, ca):
    door = http.Door(look_up=lambda *_: ["127.0.0.1"], is_public=lambda _: True, ports=frozenset({server.port}), ca_file=ca)
    return door.fetch(f"https://{name}:{server.port}/", within_s=5)


def test_a_certificate_is_held_against_the_name_not_the_checked_address(safe):
    server, ca = safe
    assert ask(server, "safe.example", ca).data == b'{"name": "Anna"}'


@pytest.mark.parametrize("name", ["safe.example", "other.example"])
def test_a_certificate_of_nobody_or_of_somebody_else_is_refused(safe, name):
    server, ca = safe
    with pytest.raises(errors.SourceUnsafe):
        ask(server, name, ca if name == "other.example" else None)
