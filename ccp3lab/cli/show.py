"""What is printed about labs and instances."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from ccp3lab.cli.screen import console
from ccp3lab.demo import DEMO
from ccp3lab.errors import InstanceError
from ccp3lab.grading.hostile import masked
from ccp3lab.house import here
from ccp3lab.instance import Instance, find, instance
from ccp3lab.operations.push import Pushed
from ccp3lab.operations.scene import Scene
from ccp3lab.operations.status import InstanceStatus
from ccp3lab.operations.status import status as look

Found = InstanceStatus | list[InstanceStatus]
Writer = Callable[[Found], None]


def labs() -> None:
    """`ccp3 labs`: what can be deployed."""
    from ccp3lab.lab import labs as keys
    from ccp3lab.lab import load_lab

    rows = Table("lab", "title", "competence", "minutes", "devices", "points")
    for key in keys(here()):
        lab = load_lab(here(), key)
        rows.add_row(
            key, escape(lab.title), lab.competence, str(lab.minutes), str(len(lab.devices) or "sheet"), str(lab.points)
        )
    console().print(rows)


def status(lab: str | None, learner: str, write: Writer) -> None:
    """`ccp3 status`: one instance, or all of them."""
    house = here()
    if lab:
        write(look(instance(house, lab, learner)))
    else:
        _every(list(find(house)), write)


def _every(places: list[Instance], write: Writer) -> None:
    """Write the status of all PLACES; those that cannot be read come last, as one error."""
    found, broken = [], []
    for place in places:
        try:
            found.append(look(place))
        except InstanceError as error:
            broken.append(str(error))
    write(found)
    if broken:
        raise InstanceError("\n".join(broken))


def as_json(found: Found) -> None:
    """Print one document for the instance that was asked for, a list for all of them."""
    told = [one.machine() for one in found] if isinstance(found, list) else found.machine()
    console().print_json(json.dumps(told))


def as_table(found: Found) -> None:
    """Print a table an instance."""
    if isinstance(found, InstanceStatus):
        found = [found]
    if not found:
        console().print("no instance is deployed here; start one with `ccp3 up LAB` (see `ccp3 labs`)")
    for one in found:
        console().print(devices(one) if one.record.nodes else _paper(one), soft_wrap=True)


def _paper(found: InstanceStatus) -> str:
    """An exercise on a sheet: whose, and where."""
    record, house = found.record, here()
    return escape(f"{record.lab}, {record.learner}: on a sheet, in {house.shown(found.instance.folder)}")


def devices(found: InstanceStatus) -> Table:
    """Each device: what it is, where it is, how one logs in."""
    record = found.record
    title = f"{record.lab}, {record.learner}, variant {record.variant.id}"
    rows = Table("device", "image", "state", "management", "log in", title=escape(title))
    for device in found.devices:
        node = device.node
        login = f"ccp3 connect {record.lab} {node.name}" + ("" if record.learner == DEMO else f" -l {record.learner}")
        rows.add_row(node.name, node.image, device.state, str(node.address), login)
    return rows


def handover(place: Scene) -> None:
    """The end of `ccp3 up`: the devices, then what to do next."""
    console().print(devices(look(place.instance)))
    house, found = place.house, place.instance
    shown = {name: escape(house.shown(path)) for name, path in _files(place).items()}
    make = f"LAB={found.lab} LEARNER={found.learner}"
    console().print(
        f"Statement (énoncé): {shown['statement']}\n"
        f"Plain SSH from this machine: ssh -F {shown['ssh']} {place.lab.devices[0]}\n"
        f"Password of admin, where one is asked: {shown['password']}\n"
        f"Check the work: make check {make}     Remove the lab: make down {make}",
        soft_wrap=True,
    )


def sheet(place: Scene) -> None:
    """The end of `ccp3 up` for a lab on a sheet: where it is, then what to do next."""
    from ccp3lab.operations.sheets import stem

    house, found = place.house, place.instance
    book = escape(house.shown(stem(place).with_suffix(".xlsx")))
    make = f"LAB={found.lab} LEARNER={found.learner}"
    console().print(
        f"Statement (énoncé): {escape(house.shown(found.statement_file))}\n"
        f"Sheet (feuille à remplir): {book} (or the .csv beside it: the newest one counts)\n"
        f"Check the work: make check {make}     Remove the lab: make down {make}",
        soft_wrap=True,
    )


def _files(place: Scene) -> dict[str, Path]:
    found = place.instance
    return {"statement": found.statement_file, "ssh": found.ssh_config_file, "password": found.folder / "password.json"}


def pushed(done: Pushed, order: Iterable[str]) -> None:
    """How many devices changed, which did not take it."""
    changed = [name for name in order if name in done.changed]
    console().print(f"{len(changed)} changed" + (f": {', '.join(changed)}" if changed else ""))


def differences(done: Pushed, order: Iterable[str]) -> None:
    """The difference of each device in its own words, secrets masked: screens are looked at by many."""
    unseen = {outcome.device for outcome in done.failed}
    for name in order:
        diff = masked(done.diff(name))
        console().print(f"=== {name}: {'not seen' if name in unseen else 'would change' if diff else 'no change'}")
        if diff:
            console().print(escape(diff), soft_wrap=True)
