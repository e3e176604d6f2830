"""Keys and passwords of one instance: made once, kept in its folder, never printed."""

import base64
import hashlib
import secrets
from pathlib import Path

import bcrypt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pydantic import ValidationError

from ccp3lab.errors import InstanceError
from ccp3lab.instance.files import write
from ccp3lab.instance.folder import Instance
from ccp3lab.model import Model
from ccp3lab.plan.lots import phrase

_WORDS = 3
_DOMAIN_WORDS = 4
_IOS64 = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)
_BCRYPT_ROUNDS = 8


class Passwords(Model):
    """The learner's password in clear (to be typed) and as the platforms store it."""

    clear: str
    ios: str
    unix: str


def passwords(instance: Instance, seed: bytes | None) -> Passwords:
    """The learner's password: three words and three digits (34 bits) that SEED draws: the same after `down` and `up`.

    It is kept from the first call on; where that was without a seed, chance drew it. InstanceError when damaged.
    """
    path = instance.folder / "password.json"
    if not path.exists():
        clear = phrase(seed or secrets.token_bytes(), "password", _WORDS)
        unix = bcrypt.hashpw(clear.encode(), bcrypt.gensalt(_BCRYPT_ROUNDS)).decode()
        write(path, Passwords(clear=clear, ios=ios_secret(clear), unix=unix).model_dump_json() + "\n")
    try:
        return Passwords.model_validate_json(path.read_bytes())
    except ValidationError:  # its text would show the password
        raise InstanceError(
            f"{path}: not readable as passwords; `ccp3 down {instance.lab} --learner {instance.learner}` clears it away"
        ) from None


def domain_admin(instance: Instance, seed: bytes | None) -> str:
    """The password of the domain's administrator: four words and three digits (42 bits) that SEED draws.

    Lower case, digits and hyphens are three kinds of characters: as many as a domain asks for. The first call keeps it.
    """
    path = instance.domain_admin_file
    if not path.exists():
        write(path, phrase(seed or secrets.token_bytes(), "domain administrator", _DOMAIN_WORDS) + "\n")
    return path.read_text(encoding="utf-8").strip()


def secret(instance: Instance, seed: bytes | None, label: str) -> str:
    """Three words and three digits for LABEL that SEED draws; without one the instance's key does."""
    return phrase(seed or instance.toolkit_key_file.read_bytes(), label, _WORDS)


def ios_secret(clear: str) -> str:
    """CLEAR as IOS stores `secret 9`: scrypt (RFC 7914) N=16384, r=1, p=1, 32 bytes, in IOS's own base 64."""
    salt = "".join(
        secrets.choice("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") for _ in range(14)
    )
    digest = hashlib.scrypt(clear.encode(), salt=salt.encode(), n=16384, r=1, p=1, dklen=32)
    return f"$9${salt}${base64.b64encode(digest).decode().rstrip('=').translate(_IOS64)}"


def key(path: Path) -> str:
    """The public key (one line, RFC 4253 text form) of the ed25519 key at PATH, made at the first call."""
    public = path.with_suffix(".pub")
    if not (path.exists() and public.exists()):
        private = Ed25519PrivateKey.generate()
        line = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
        write(path, private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode())
        write(public, line + "\n")
    return public.read_text().strip()


def equip(instance: Instance, device: str, password: Passwords) -> str:
    """Fill what DEVICE finds in `/etc/ccp3`: its host key, who may log in; returns the public host key."""
    home = instance.device_folder(device)
    write(home / "authorized_keys", key(instance.toolkit_key_file) + "\n")
    write(home / "learner_keys", key(instance.learner_key_file) + "\n")
    write(home / "learner_shadow", password.unix + "\n")
    return key(home / "ssh_host_ed25519_key")
