"""Commands that change an instance: up, push, down; and the one that enters it."""

import os

from rich.markup import escape

from ccp3lab.cli import show
from ccp3lab.cli.screen import agree, console, steps
from ccp3lab.errors import DeviceError, UsageError
from ccp3lab.house import here
from ccp3lab.instance import instance
from ccp3lab.operations.scene import Scene, deployed, scene


def up(lab: str, learner: str, state: str) -> None:
    """`ccp3 up`: deploy, configure, and tell what to do next."""
    from ccp3lab.operations.check import questions
    from ccp3lab.operations.up import up as bring_up

    place = scene(here(), lab, learner)
    place.demand(state)
    questions(place)  # a rubric that cannot run is refused before the class, not after it
    with steps(f"{lab} of {learner}") as say:
        bring_up(place, say, state)
    show.sheet(place) if place.lab.sheet else show.handover(place)


def push(lab: str, learner: str, state: str, *, agreed: bool) -> None:
    """`ccp3 push`: bring every device to a state, after asking."""
    from ccp3lab.instance import locked
    from ccp3lab.operations.push import push as send

    place, _ = deployed(here(), lab, learner)
    place.demand(state)
    if place.lab.sheet:
        _push_sheet(place, state, agreed=agreed)
        return
    place.candidates(state)
    agree(f"This overwrites what {learner} did on {', '.join(place.lab.devices)}. Go on?", agreed=agreed)
    with locked(place.instance), steps(f"{lab} of {learner}") as say:
        place, record = deployed(here(), lab, learner)  # as whoever held the lock before us left it
        pushed = send(place, state, say)
        if not pushed.failed:
            record.at(record.phase, state).save(place.instance.record_file)
    show.pushed(pushed, place.lab.devices)
    pushed.demand()


def _push_sheet(place: Scene, state: str, *, agreed: bool) -> None:
    """The same for a lab on a sheet: its files."""
    from ccp3lab.instance import locked
    from ccp3lab.operations.sheets import fill_in

    who = place.instance.learner
    agree(f"This overwrites what {who} wrote into the sheet. Go on?", agreed=agreed)
    with locked(place.instance):
        files = fill_in(place, state)
        record = place.instance.record()
        record.at(record.phase, state).save(place.instance.record_file)
    console().print(escape(f"written: {', '.join(place.house.shown(path) for path in files)}"), soft_wrap=True)


def preview(lab: str, learner: str, state: str) -> None:
    """`ccp3 push --dry-run`: the difference of every device, nothing written."""
    from ccp3lab.instance import locked
    from ccp3lab.operations.push import preview as look

    place, _ = deployed(here(), lab, learner)
    demand_devices(place, "nothing can be compared; push without --dry-run writes the sheet")
    with locked(place.instance):  # a device holds one candidate: ours must not be what another's push commits
        place, _ = deployed(here(), lab, learner)
        previewed = look(place, state)
    show.differences(previewed, place.lab.devices)
    previewed.demand()


def down(lab: str, learner: str, *, agreed: bool) -> None:
    """`ccp3 down`: remove an instance whatever state it is in, after asking."""
    from ccp3lab.operations.down import down as remove

    place = instance(here(), lab, learner)
    if place.folder.exists():
        agree(f"This removes {lab} of {learner} with all that was done in it. Go on?", agreed=agreed)
    with steps(f"{lab} of {learner}") as say:
        say("containers, network and folder")
        remove(place)
    console().print(escape(f"{lab} of {learner}: nothing left"))


def connect(lab: str, device: str, learner: str) -> None:
    """`ccp3 connect`: become ssh(1), as the learner."""
    place, record = deployed(here(), lab, learner)
    demand_devices(place, f"open {place.instance.folder} instead")
    if record.node(device) is None:
        raise UsageError(f"{lab} has no device `{device}`; it has {', '.join(place.lab.devices)}")
    try:
        os.execvp("ssh", ["ssh", "-F", str(place.instance.ssh_config_file), device])  # noqa: S606 - no shell
    except FileNotFoundError as error:
        raise DeviceError("ssh is not installed here; install openssh-client") from error


def demand_devices(place: Scene, instead: str) -> None:
    """Raise UsageError for a lab on a sheet; INSTEAD says what to do."""
    if place.lab.sheet:
        raise UsageError(f"{place.lab.key} is an exercise on a sheet and has no devices; {instead}")
