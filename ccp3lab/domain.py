"""The Active Directory domain of a company: its names, all of them from the plan's DNS domain. Pure."""

import json
import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Interface

from ccp3lab.plan import Plan

LABEL = "ad"
"""The domain is a child of the company's zone, which delegates it: BIND keeps the zone itself."""

NETBIOS = 15
"""Characters of a NetBIOS name (MS-NBTE, section 2.2.1)."""


def initial(login: str) -> str:
    """The label of the secret (`credentials.secret`) that is the first password of the account LOGIN."""
    return f"first password of {login}"


@dataclass(frozen=True)
class Domain:
    """`name` is its DNS name (`ad.atelier-velo.lan`), `workgroup` its NetBIOS name (`ATELIERVELO`)."""

    name: str
    workgroup: str

    @classmethod
    def of(cls, plan: Plan) -> "Domain":
        """The domain of PLAN's company; the NetBIOS name is made of the letters and digits of the company's label."""
        label = re.sub("[^A-Z0-9]", "", plan.domain.partition(".")[0].upper())
        return cls(f"{LABEL}.{plan.domain}", label[:NETBIOS])

    @property
    def realm(self) -> str:
        """The Kerberos realm: the DNS name in upper case (RFC 4120, section 6.1)."""
        return self.name.upper()

    @property
    def base_dn(self) -> str:
        """The root of the directory (RFC 2247)."""
        return ",".join(f"DC={label}" for label in self.name.split("."))

    def controller(self, host: str, address: IPv4Interface, forwarder: IPv4Address | None) -> str:
        """domain.json (images/dc/Dockerfile) of controller HOST, who has FORWARDER answer for other names."""
        facts = {
            "realm": self.realm,
            "workgroup": self.workgroup,
            "host": host,
            "address": str(address),
            "forwarder": str(forwarder) if forwarder else None,
        }
        return json.dumps(facts, indent=2) + "\n"

    def fqdn(self, host: str) -> str:
        """The full name of HOST in the domain."""
        return f"{host}.{self.name}"
