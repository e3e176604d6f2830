"""What a check asks of a workstation: a session of somebody of the domain, and what the machine says to it. Pure."""

import json
import re
from dataclasses import asdict, dataclass
from typing import ClassVar

from ccp3lab.directory.question import LOGGED_ON
from ccp3lab.grading.check import Unreadable
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Observation, Question

DENIED, FAILED, NOBODY, EXPIRED, ALONE = "denied", "failed", "nobody", "must change", "alone"
"""What a machine may say beside `LOGGED_ON` and the reasons of the domain (ccp3lab.directory.question): the password is
right and the machine does not let this account in; it is not taken; the machine knows no such account; a new password
is asked for; the machine let somebody in without asking the domain."""

TOLD = 'printf "session:%s:%s:%s\\n" "$(id -un)" "$HOME" "$(test -O "$HOME" -a -w "$HOME" && echo own)"'
"""What is typed in the session: a shell line."""
OPEN = (
    "; said=$(timeout 8 smbclient --use-kerberos=required -c ls '{}' 2>&1)"
    '; printf "share:%s:%s\\n" "$?" "$(printf %s "$said" | tail -n 1)"'
)
"""What is typed after it, where a share is asked for: the logon's own ticket must do, no password is given."""

_OPENED = re.compile(r"^session:([^:\n]*):([^:\n]*):(own)?$", re.M)
_SHARE = re.compile(r"^share:(\d+):(.*)$", re.M)
_WORDS = {
    "su: Permission denied": DENIED,
    "su: Authentication failure": FAILED,
    "su: Authentication service cannot retrieve authentication info": FAILED,
    "su: System error": FAILED,
    "su: Authentication token manipulation error": EXPIRED,
    "does not exist or the user entry does not contain all the required fields": NOBODY,
}
"""By what su(1) of util-linux prints where the session is not opened (pam(3) has the first five)."""


@dataclass(frozen=True, order=True)
class Session(Question):
    """A session on the machine as LOGIN@DOMAIN with the secret of this label, by PAM, as somebody who sits there.

    It locks no account: it is not tried where one more failure could, nor with a password that was just refused there.
    In it, `share` (`//server/name`, without quotes) is opened by the ticket that the logon brought.
    """

    connection: ClassVar[str] = "ccp3_station"
    login: str
    domain: str
    label: str
    share: str = ""

    @property
    def typed(self) -> str:
        """The shell line of the session."""
        return TOLD + (OPEN.format(self.share) if self.share else "")

    def __str__(self) -> str:
        return f"PAM : session de {self.login}@{self.domain}" + (f", partage {self.share}" if self.share else "")


@dataclass(frozen=True)
class Opened:
    """What became of a session: `says` is `LOGGED_ON` or why not; then whose it was, its home, whether that is theirs.

    `share` is `LOGGED_ON` where one was opened, why not where one was not. `words` are the machine's own.
    """

    says: str
    user: str = ""
    home: str = ""
    own: bool = False
    words: str = ""
    share: str = ""


def heard(code: int | None, text: str) -> Opened:
    """What su(1) made of a session: its exit code, and all that was printed there."""
    said = text.removeprefix("Password: ")  # of the prompt, which ends no line
    words = one_line(said.strip())
    if code == 0 and (found := _OPENED.search(said)):
        return Opened(LOGGED_ON, found[1], found[2], bool(found[3]), words, _share(said))
    says = next((says for known, says in _WORDS.items() if known in said), "") if code else ""
    return Opened(says, words=words)


def _share(said: str) -> str:
    """What smbclient(1) made of the share: its last line where it did not open it."""
    found = _SHARE.search(said)
    if found is None:
        return ""
    return LOGGED_ON if found[1] == "0" else one_line(found[2].strip()) or f"code {found[1]}"


def told(opened: Opened) -> str:
    """OPENED in JSON."""
    return json.dumps(asdict(opened), ensure_ascii=False)


def opened(seen: Observation) -> Opened:
    """What an answer to a Session tells, a refusal of the domain's included; Unreadable when it tells nothing known."""
    try:
        found = {name: value for name, value in json.loads(seen.text).items() if name != "login"}
        made = Opened(**found)
    except (ValueError, TypeError, AttributeError):
        raise Unreadable(f"session : {one_line(seen.text) or 'réponse vide'}") from None
    if not made.says:
        raise Unreadable(f"session : {made.words or 'réponse vide'}")
    return made
