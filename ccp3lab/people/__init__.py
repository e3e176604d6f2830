"""The people of a company: a staff list as a French firm exports it, and the login of each person. Pure."""

from ccp3lab.people.logins import clashes, logins
from ccp3lab.people.person import Person, Staff
from ccp3lab.people.read import staff

__all__ = ["Person", "Staff", "clashes", "logins", "staff"]
