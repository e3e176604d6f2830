"""What a domain controller makes its domain of: names and address from the plan, and whom it forwards questions to."""

from ccp3lab.company import Company, Device
from ccp3lab.domain import Domain
from ccp3lab.gifts import given
from tasks.dns_section import DnsSection
from tasks.dns_servers import servers


@given("domain")
def domain(company: Company, device: Device) -> str:
    """domain.json of DEVICE (images/dc/Dockerfile); the forwarder is the company's own server, if one takes part."""
    data = company.asked("dns", DnsSection)
    known = servers(data, company) if data else None
    address = company.plan.host(device.name).interface
    return Domain.of(company.plan).controller(device.name, address, known.primary.address if known else None)
