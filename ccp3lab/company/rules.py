"""Every rule that devices.yml must keep, each broken one a Problem with its place. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ccp3lab.company.company import Endpoint
from ccp3lab.company.file import DevicesFile, LinkEntry
from ccp3lab.plan import PlanFile
from ccp3lab.plan.names import is_label
from ccp3lab.platforms import Image
from ccp3lab.problem import Loc, Problem, near


@dataclass(frozen=True)
class Draft:
    """Devices and links under examination, the images there are, the plan as written."""

    raw: DevicesFile
    images: Mapping[str, Image]
    plan: PlanFile

    def image(self, device: str) -> Image | None:
        """The image of DEVICE; None when the device or its image is unknown."""
        entry = self.raw.devices.get(device)
        return self.images.get(entry.image) if entry else None

    def switched(self, device: str) -> bool:
        """Whether DEVICE is known and its ports speak of VLANs."""
        image = self.image(device)
        return image is not None and image.platform == "cisco_ios"


def problems(raw: DevicesFile, images: Mapping[str, Image], plan: PlanFile) -> list[Problem]:
    """Everything wrong with RAW."""
    draft = Draft(raw, images, plan)
    return [problem for rule in RULES for problem in rule(draft)]


def endpoint(draft: Draft, end: str) -> Endpoint | None:
    """END (`sw1:Gi1/0/1`) under the full name of its port; None when device or port is unknown."""
    device, _, port = end.partition(":")
    image = draft.image(device)
    number = image.number(port) if image else None
    return Endpoint(device, image.port(number)) if image and number else None


def device_of(end: str) -> str:
    """The device that END (`sw1:Gi1/0/1`) names."""
    return end.partition(":")[0]


def _devices(draft: Draft) -> Iterator[Problem]:
    for name, entry in draft.raw.devices.items():
        if not is_label(name):
            remedy = "use lower-case letters, digits and hyphens, 63 at most"
            yield Problem(("devices", name), f"`{name}` is no device name (RFC 1123)", remedy)
        if entry.image not in draft.images:
            loc = ("devices", name, "image")
            yield Problem(loc, f"there is no image `{entry.image}`", near(entry.image, draft.images))


def _ends(draft: Draft) -> Iterator[Problem]:
    for loc, end in _each_end(draft):
        device, colon, port = end.partition(":")
        if not colon:
            yield Problem(loc, f"`{end}` names no port", "write it as device:port, e.g. sw1:Gi1/0/1")
        elif device not in draft.raw.devices:
            yield Problem(loc, f"there is no device `{device}`", near(device, draft.raw.devices))
        elif (image := draft.image(device)) and image.number(port) is None:
            yield Problem(loc, f"`{device}` has no port `{port}`", f"use {image.port(1)} to {image.port(image.ports)}")


def _used_twice(draft: Draft) -> Iterator[Problem]:
    owners: dict[Endpoint, Loc] = {}
    for loc, end in _each_end(draft):
        found = endpoint(draft, end)
        if found and owners.setdefault(found, loc) != loc:
            yield Problem(loc, f"port `{end}` is used twice (first in link {_link(owners[found])})", "use a free port")


def _loops(draft: Draft) -> Iterator[Problem]:
    for loc, link in _each_link(draft):
        first, second = map(device_of, link.ends)
        if first == second:
            yield Problem((*loc, "ends"), f"`{first}` is linked to itself", "name another device at one end")


def _vlans(draft: Draft) -> Iterator[Problem]:
    for loc, link in _each_link(draft):
        named: dict[Loc, str | None] = {("access",): link.access, ("native",): link.native}
        named |= {("trunk", number): name for number, name in enumerate(link.trunk or ())}
        for place, name in named.items():
            if name is not None and name not in draft.plan.vlans:
                yield Problem((*loc, *place), f"the plan has no VLAN `{name}`", near(name, draft.plan.vlans))


def _modes(draft: Draft) -> Iterator[Problem]:
    for loc, link in _each_link(draft):
        modes = [mode for mode in MODES if getattr(link, mode) is not None]
        if len(modes) > 1:
            yield Problem((*loc, modes[1]), f"the link is {modes[0]} and {modes[1]} at once", "keep one of them")
        switches = [end for end in link.ends if draft.switched(device_of(end))]
        if not modes and switches:
            yield Problem(loc, f"switch port `{switches[0]}` carries no VLAN", "add `access:` or `trunk:`")


def _routed(draft: Draft) -> Iterator[Problem]:
    """Cables between routed ports: their subnet is in the plan, and no other cable has it."""
    first: dict[tuple[str, str], Loc] = {}
    for loc, link in _each_link(draft):
        for kind, name, known in (
            ("transit", link.transit, draft.plan.transits),
            ("public", link.public, draft.plan.public),
        ):
            if name is None:
                continue
            if name not in known:
                yield Problem((*loc, kind), f"the plan has no {kind} `{name}`", near(name, known))
            elif (other := first.setdefault((kind, name), loc)) != loc:
                message = f"{kind} `{name}` is link {_link(other)} already"
                yield Problem((*loc, kind), message, "one cable has one subnet: use another, or a VLAN")


def _trunks(draft: Draft) -> Iterator[Problem]:
    for loc, link in _each_link(draft):
        trunk = link.trunk or ()
        if link.trunk == ():
            yield Problem((*loc, "trunk"), "the trunk carries no VLAN", "list the names of its VLANs")
        for number, name in enumerate(trunk):
            if name in trunk[:number]:
                yield Problem((*loc, "trunk", number), f"VLAN `{name}` is listed twice", "keep one of them")
        if link.native is not None and link.native not in trunk:
            message = f"native VLAN `{link.native}` is not carried by the trunk"
            yield Problem((*loc, "native"), message, "add it to `trunk:`, or choose another one")


def _access(draft: Draft) -> Iterator[Problem]:
    for loc, link in _each_link(draft):
        names = [device_of(end) for end in link.ends]
        if link.access is None or link.access not in draft.plan.vlans or not all(map(draft.image, names)):
            continue
        hosts = [name for name in names if not draft.switched(name)]
        if len(hosts) != 1:
            yield Problem((*loc, "access"), "an access link joins a switch and a host", "use `trunk:` between switches")
        else:
            yield from _host(draft, (*loc, "access"), hosts[0], link.access)


def _host(draft: Draft, loc: Loc, name: str, vlan: str) -> Iterator[Problem]:
    """The plan has an address for the host NAME in VLAN; else it is a DHCP client, where there is DHCP."""
    entry = draft.plan.hosts.get(name)
    if entry is None:
        if draft.plan.vlans[vlan].dhcp is None:
            remedy = f"add it to `hosts:` of plan.yml in VLAN {vlan}, or give that VLAN a `dhcp:` range"
            yield Problem(loc, f"`{name}` has no address in the plan", remedy)
    elif entry.vlan != vlan:
        message = f"the plan has `{name}` in VLAN `{entry.vlan}`, its port is in `{vlan}`"
        yield Problem(loc, message, "make them agree")


def _each_link(draft: Draft) -> Iterable[tuple[Loc, LinkEntry]]:
    return ((("links", number), link) for number, link in enumerate(draft.raw.links))


def _each_end(draft: Draft) -> Iterable[tuple[Loc, str]]:
    return (((*loc, "ends", side), end) for loc, link in _each_link(draft) for side, end in enumerate(link.ends))


def _link(loc: Loc) -> int:
    return int(loc[1]) + 1


MODES = ("access", "trunk", "transit", "public")
"""What a link may be, one of them."""

RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    _devices,
    _ends,
    _used_twice,
    _loops,
    _vlans,
    _modes,
    _routed,
    _trunks,
    _access,
)
"""Each rule looks at the whole file and tells what breaks it."""
