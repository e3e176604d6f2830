"""Pages that people print: what comes out of the printer under their name, what does not."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ccp3lab.grading.check import Check, Place, Unreadable, check
from ccp3lab.grading.hostile import one_line
from ccp3lab.grading.need import Need, Observation, Run
from ccp3lab.grading.verdict import Doubt, Verdict, failed, passed, undetermined
from checks.printing import QueueRef, entry
from checks.programs import text

Login = Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_.-]{0,31}$")]
SENDING, WAITING = 9.0, 5.0
"""Seconds for lp, and for the page to come out."""

REFUSED = "not allowed to print"
"""What a print server answers to whom it does not let print (lp(1), LC_ALL=C.UTF-8)."""


class Sent(BaseModel):
    """What `checks/programs/page.py` says."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str
    known: bool
    code: int | None
    said: str


_TRAY = TypeAdapter(list[dict[str, Any]])


def _program(name: str, called: str, timeout: float, **argument: object) -> Run:
    """A program of the room, run on the device itself: only there are its users and its tray."""
    return Run(("python3", "-I", "-S", "-c", text(name), json.dumps(argument)), timeout, called)


def page(place: Place, login: str, queue: str) -> Mapping[str, tuple[str, Need]]:
    """LOGIN prints a page on the device of PLACE, and the printer's tray is looked at until it has come."""
    prefix = f"ccp3-{place.device.name}-{login}-"
    send = _program("page", f"{login} : lp -d {queue}", SENDING, login=login, queue=queue, prefix=prefix)
    tray = _program("tray", f"bac : pages de {login}", WAITING + 4, prefix=prefix, wait=WAITING)
    return {"sent": place.here(send), "tray": (entry(place, queue).printer, tray)}


def sent(answer: Observation) -> Sent:
    """What became of a page where it was printed; Unreadable when that is not told."""
    try:
        return Sent.model_validate_json(answer.text)
    except ValidationError:
        raise Unreadable(f"page : {one_line(answer.text) or 'réponse vide'}") from None


def came(answer: Observation, title: str) -> dict[str, Any] | None:
    """The page of this TITLE in the tray; Unreadable when the tray is told otherwise."""
    try:
        jobs = _TRAY.validate_json(answer.text)
    except ValidationError:
        raise Unreadable(f"bac : {one_line(answer.text) or 'réponse vide'}") from None
    return next((job for job in jobs if job.get("title") == title), None)


def wrong(done: Sent, tray: Observation, login: str, printer: str) -> tuple[str, str]:
    """What went wrong with a page and where to look; empty when it came out under the name of LOGIN."""
    if not done.known:
        return f"le poste ne connaît pas {login}", f"id {login}, systemctl status sssd"
    if done.code is None:
        return "pas de réponse du serveur d'impression", "/etc/cups/client.conf : quel serveur est demandé ?"
    if done.code:
        return (
            f"lp : {one_line(done.said, 100) or 'refusé'}",
            "lpstat -p -d, puis qui a le droit d'imprimer (lpstat -l -p)",
        )
    job = came(tray, done.title)
    if job is None:
        return "acceptée, mais rien ne sort", f"lpstat -p -o sur {printer} : la file est-elle arrêtée ?"
    if str(job.get("user", "")).partition("@")[0].casefold() != login.casefold():
        return f"sortie au nom de {one_line(str(job.get('user', '')), 40)}", "le nom que le poste envoie avec la page"
    return "", ""


@check("printing.page")
class Page(Check):
    """A page that a user of the domain prints on a device comes out of the printer, under the user's name.

        - {check: printing.page, device: pc-compta-1, with: {queue: COMPTA, login: cmartin}, wait: 5s}

    The page is really printed: `lp` as this user, then the printer's tray. No password is used.
    failed: the account is unknown there, lp is refused or gets no answer, nothing comes out, or under another name.
    undetermined: one of both devices is down, or says something that cannot be read.
    """

    queue: QueueRef
    login: Login

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """The page on its way and at its end."""
        return page(place, self.login, self.queue)

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """It came."""
        printer, me = entry(place, self.queue).printer, place.device.name
        expected = f"une page de {self.login}, envoyée depuis {me}, sort sur {printer}"
        found, look = wrong(sent(seen["sent"]), seen["tray"], self.login, printer)
        return failed(expected, found, look) if found else passed(expected, f"sortie au nom de {self.login}")


@check("printing.refused")
class Refused(Check):
    """Somebody may not print: the print server refuses the page, while that of `control` comes out.

        - {check: printing.refused, device: pc-compta-1, with: {queue: COMPTA, login: jlegoff, control: cmartin}}

    failed: the page is accepted.  undetermined: the control's page does not come out either, the account is unknown
    there, or lp failed for another reason: then nothing is proven.
    """

    queue: QueueRef
    login: Login
    control: Login

    def needs(self, place: Place) -> Mapping[str, tuple[str, Need]]:
        """Both pages; of the one that must be refused its way is enough."""
        refused, control = page(place, self.login, self.queue), page(place, self.control, self.queue)
        return {"sent": refused["sent"], "control": control["sent"], "tray": control["tray"]}

    def evaluate(self, seen: Mapping[str, Observation], place: Place) -> Verdict:
        """Accepted is a failure, whatever the control; a refusal counts only beside it."""
        done, printer = sent(seen["sent"]), entry(place, self.queue).printer
        expected = f"{printer} refuse une page de {self.login}"
        if done.code == 0:
            look = f"lpstat -l -p {self.queue} : qui a le droit ? id {self.login} : de quels groupes est-ce ?"
            return failed(expected, "acceptée", look)
        found, look = wrong(sent(seen["control"]), seen["tray"], self.control, printer)
        if found:
            why = f"{self.login} n'imprime pas, mais le témoin {self.control} non plus ({found})"
            return undetermined(expected, why, look, Doubt.CONTROL)
        if REFUSED not in done.said.casefold():
            why = wrong(done, seen["tray"], self.login, printer)[0]
            return undetermined(expected, why, f"id {self.login} sur {place.device.name}", Doubt.CONTROL)
        return passed(expected, f"refusée ; celle de {self.control} est sortie")
