"""The certificate authority of an instance, and the certificates of its servers (RFC 5280), EC P-256.

They pass the strict checks that Python 3.13 makes by default (VERIFY_X509_STRICT), and those of OpenVPN's
`remote-cert-tls server`: key identifiers, key usage, extended key usage, names as SAN.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ccp3lab.errors import InstanceError
from ccp3lab.instance.files import write
from ccp3lab.instance.folder import Instance

LASTS = dt.timedelta(days=3650)
SKEW = dt.timedelta(days=1)
"""A device whose clock is late accepts a certificate that was made just now."""

RENEWED = dt.timedelta(days=30)
"""A certificate with less time left is made anew."""


def _usage(*purposes: str) -> x509.KeyUsage:
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
        "encipher_only decipher_only"
    )
    return x509.KeyUsage(**{purpose: purpose in purposes for purpose in every.split()})


_SIGNS_CERTIFICATES, _SIGNS_HANDSHAKES = _usage("key_cert_sign", "crl_sign"), _usage("digital_signature")


@dataclass(frozen=True)
class Period:
    """From when to when a certificate is good."""

    start: dt.datetime
    end: dt.datetime

    @classmethod
    def from_now(cls) -> "Period":
        """Ten years."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        return cls(now - SKEW, now + LASTS)


@dataclass(frozen=True)
class Pair:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> str:
        """The certificate as text (RFC 7468)."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def key_pem(self) -> str:
        """The private key as text (PKCS #8), not encrypted: who writes it sees to its mode."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def authority(instance: Instance) -> Pair:
    """The authority of INSTANCE, made at the first call; InstanceError when its files are damaged."""
    certificate, key = instance.ca_file, instance.ca_key_file
    if not (certificate.exists() and key.exists()):
        made = new_authority(f"{instance.lab} {instance.learner}", Period.from_now())
        write(key, made.key_pem)
        write(certificate, made.certificate_pem)
    found = _read(certificate, key)
    if found is None:
        raise InstanceError(
            f"{certificate}: not the certificate of {key}; "
            f"`ccp3 down {instance.lab} --learner {instance.learner}` clears both away"
        )
    return found


def certify(issuer: Pair, folder: Path, names: Sequence[str], address: IPv4Address) -> None:
    """Fill FOLDER with ca.pem, cert.pem and key.pem for a server called NAMES, at ADDRESS; what is right stays."""
    write(folder / "ca.pem", issuer.certificate_pem)
    certificate, key = folder / "cert.pem", folder / "key.pem"
    found = _read(certificate, key) if certificate.exists() and key.exists() else None
    if found is None or not _right(found.certificate, issuer.certificate, (*names, str(address))):
        made = server(issuer, names, address, Period.from_now())
        write(key, made.key_pem)
        write(certificate, made.certificate_pem)


def new_authority(title: str, period: Period) -> Pair:
    """An authority of its own, TITLE in its name; it signs servers, and no other authority."""
    key = generate_private_key(SECP256R1())
    organization = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "ccp3-lab")
    name = x509.Name([organization, x509.NameAttribute(NameOID.COMMON_NAME, f"CA {title}"[:64])])
    builder = (
        _builder(name, name, key, period)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_SIGNS_CERTIFICATES, critical=True)
    )
    return Pair(builder.sign(key, hashes.SHA256()), key)


def server(issuer: Pair, names: Sequence[str], address: IPv4Address, period: Period) -> Pair:
    """A server certificate for NAMES (the first is the full one) and ADDRESS."""
    key = generate_private_key(SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0].partition(".")[0])])
    known = [*(x509.DNSName(name) for name in names), x509.IPAddress(address)]
    builder = (
        _builder(subject, issuer.certificate.subject, key, period)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNS_HANDSHAKES, critical=True)
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    return Pair(builder.sign(issuer.key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, period: Period
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(period.start)
        .not_valid_after(period.end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _read(certificate: Path, key: Path) -> Pair | None:
    """The pair of these files; None unless they are one."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError):
        return None
    if not isinstance(private, EllipticCurvePrivateKey) or found.public_key() != private.public_key():
        return None
    return Pair(found, private)


def _right(certificate: x509.Certificate, issuer: x509.Certificate, names: Sequence[str]) -> bool:
    """Whether CERTIFICATE is ISSUER's, for exactly NAMES (an address among them), and good for a while."""
    try:
        certificate.verify_directly_issued_by(issuer)
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    addresses = [str(ip_address(str(one))) for one in held.get_values_for_type(x509.IPAddress)]
    now = dt.datetime.now(dt.UTC)
    left = certificate.not_valid_after_utc - now
    return [*held.get_values_for_type(x509.DNSName), *addresses] == list(names) and left > RENEWED
