"""Certificates for servers of the tests, made when they are asked for, and the authority that signed them."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Authority:
    """Signs certificates; `file` is its own, which whoever trusts it is given."""

    def __init__(self, folder: Path):
        self._folder, self._key, self._name = folder, ec.generate_private_key(ec.SECP256R1()), _name("Authority of the tests")
        own = _builder(self._name, self._name, self._key, DAY).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def server(self, host: str, until: timedelta = DAY) -> ssl.SSLContext:
        """What a server of this name shows, with a certificate that holds `until` then from now on."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(_name(host), self._name, key, until).add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        signed = made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        file = self._folder / f"{host}.pem"
        plain = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.write_bytes(plain + signed)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, until: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 30 * DAY)
        .not_valid_after(now + until)
    )
