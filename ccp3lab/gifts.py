"""Files that a device is given before its first start, said by the services of the house (image.yml, `given`). Pure.

What is in them is no secret and does not change while the device lives; a push brings everything else.
"""

from collections.abc import Callable

from ccp3lab.company import Company, Device
from ccp3lab.registry import Registry

Given = Callable[[Company, Device], str]
GIVEN: Registry[Given] = Registry("tasks")
given = GIVEN.add
"""Decorator: `given("domain")` registers what makes the text of domain.json."""
