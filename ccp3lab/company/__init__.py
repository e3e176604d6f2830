"""A company: its plan, its devices and the links between them."""

from ccp3lab.company.company import Company, Device, Endpoint, Link, Port
from ccp3lab.company.load import companies, load_company, load_image
from ccp3lab.company.services import altered

__all__ = ["Company", "Device", "Endpoint", "Link", "Port", "altered", "companies", "load_company", "load_image"]
