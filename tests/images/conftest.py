"""The workstation of the driver's tests serves the images' own tests as well."""

from tests.custom_napalm.conftest import image, workstation

__all__ = ["image", "workstation"]
