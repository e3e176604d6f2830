"""The domain of a machine, as checks of workstations ask for it: its controller, and the machine's account there."""

from ccp3lab.directory.distinguished import literal
from ccp3lab.directory.question import Search
from ccp3lab.errors import DefinitionError
from ccp3lab.grading.check import Place
from ccp3lab.grading.need import Need
from ccp3lab.plan import Host
from checks.reach import state
from tasks.domain import controller as found
from tasks.workstation_target import account as named

ACCOUNT = (
    "sAMAccountName", "userAccountControl", "dNSHostName", "servicePrincipalName", "lastLogon", "logonCount",
)  # fmt: skip


def controller(place: Place) -> Host:
    """The controller of the domain; DefinitionError in a lab that runs none."""
    host = found(place.company)
    if host is None:
        raise DefinitionError("no domain controller takes part in this lab; add its device (image `dc`)")
    return host


def there(place: Place) -> tuple[str, Need]:
    """What shows that the controller is there."""
    return state(place, controller(place).name)


def name(place: Place) -> str:
    """What the account of the machine is called."""
    return named(place.device.name)


def account(place: Place) -> tuple[str, Need]:
    """The account of the machine, asked of the controller."""
    where = f"(&(objectClass=computer)(sAMAccountName={literal(name(place))}$))"
    return controller(place).name, Search(where, ACCOUNT)
