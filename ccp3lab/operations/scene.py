"""Everything that an operation works with: the lab, its company as deployed, the instance, what a device is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from ccp3lab.company import Company, load_company, load_image
from ccp3lab.configuration import Renderer, candidate
from ccp3lab.errors import InstanceError, UsageError
from ccp3lab.house import House
from ccp3lab.instance import Instance, Phase, Record, Variant, instance, own
from ccp3lab.instance.credentials import domain_admin, passwords, secret
from ccp3lab.lab import SOLVED, START, Lab, filled, load_lab
from ccp3lab.operations.sound import companies, unsound
from ccp3lab.platforms import Image
from ccp3lab.problem import near
from ccp3lab.services import Site, parts
from ccp3lab.source import refuse
from ccp3lab.stages import Due, Ground, due


@dataclass(frozen=True)
class Scene:
    """One lab in its company, cut down to the lab's devices and services, for one learner.

    `altered` is the company as the states that change its data have it; checks judge by `company` alone.
    """

    house: House
    lab: Lab
    company: Company
    images: Mapping[str, Image]
    instance: Instance
    variant: Variant
    altered: Mapping[str, Company] = field(default_factory=dict)

    def candidates(self, state: str) -> dict[str, str]:
        """The whole configuration of each device in STATE: `start`, `solved`, a fault or another right answer."""
        self.demand(state)
        renderer = Renderer(self.house.templates)
        learner_hash = passwords(self.instance, self.variant.seed).ios
        return {name: self._candidate(name, state, renderer, learner_hash) for name in self.lab.devices}

    def due(self, state: str) -> tuple[Due, ...]:
        """What follows the configuration of devices in STATE: what they serve, brought to that state too."""
        ground = Ground(
            company=self.altered.get(state, self.company),
            solved=self.company,
            secret=partial(secret, self.instance, self.variant.seed),
            administrator=partial(domain_admin, self.instance, self.variant.seed),
            prepared=frozenset(self.lab.before),
        )
        return due(ground, without=self.lab.learner_does if state == START else ())

    def demand(self, state: str) -> None:
        """Raise UsageError unless the lab has STATE."""
        known = (START, SOLVED, *self.lab.faults, *self.lab.others)
        if state not in known:
            raise UsageError(f"{self.lab.key}: no state or fault `{state}`; {near(state, known)}")

    def _candidate(self, name: str, state: str, renderer: Renderer, learner_hash: str) -> str:
        company, change = self.altered.get(state, self.company), self.lab.change(state)
        device = company.device(name)
        site = Site(company, device, self.images[device.image], learner_hash)
        asked = parts(site, without=self.lab.learner_does if state == START else ())
        lines, files = change.lines.get(name, ()), change.files.get(name, {})
        return candidate(site.image.platform, asked, renderer, lines, files)


def scene(house: House, lab_key: str, learner: str, fresh: Variant | None = None) -> Scene:
    """The scene of lab LAB_KEY for LEARNER, on the plan variant that its instance was deployed with.

    If it was not, on FRESH or, when that is not said, on the learner's own.
    """
    lab = load_lab(house, lab_key)
    place = instance(house, lab.key, learner)
    variant = place.record().variant if place.exists() else fresh or own(house.home, lab.key, learner)
    return _scene(house, lab, place, variant)


def _scene(house: House, lab: Lab, place: Instance, variant: Variant) -> Scene:
    whole = load_company(house, lab.company, variant.values)
    company = lab.within(whole)
    used = {device.image for device in company.devices.values()}
    images = {name: load_image(house, name) for name in used}
    full = filled(lab, company)
    altered, wrong = companies(full, whole)
    refuse([*((lab.source, problem) for problem in unsound(lab, company, images)), *wrong])
    return Scene(house, full, company, images, place, variant, altered)


def deployed(house: House, lab_key: str, learner: str) -> tuple[Scene, Record]:
    """The scene and the record of an instance that was handed over; InstanceError when there is none."""
    lab = load_lab(house, lab_key)
    place = instance(house, lab.key, learner)
    record = place.record()
    if record.phase is not Phase.READY:
        raise InstanceError(
            f"{lab_key} of {learner}: its start was interrupted; `ccp3 up {lab_key} --learner {learner}` ends it"
        )
    return _scene(house, lab, place, record.variant), record
