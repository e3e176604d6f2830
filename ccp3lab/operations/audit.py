"""Look a directory over, and the file servers of its domain."""

from ccp3lab.directory.findings import Finding, Grant, Kind
from ccp3lab.errors import DirectoryError
from ccp3lab.grading.hostile import one_line
from ccp3lab.operations.domains import Domain


def audit(domain: Domain) -> tuple[Finding, ...]:
    """Everything to look at in DOMAIN, sorted; a file server that cannot be asked is told as such. DirectoryError."""
    grants, unseen = list[Grant](), list[Finding]()
    for host in domain.file_servers:
        try:
            seen = domain.ask_host(host, "shares_audit").result
        except DirectoryError as error:
            unseen.append(Finding(Kind.UNSEEN, host, one_line(str(error))))
            continue
        grants += [one for one in seen if isinstance(one, Grant)]
        unseen += [one for one in seen if isinstance(one, Finding)]
    found = domain.ask("directory_audit", grants=tuple(grants)).result
    return tuple(sorted({*found, *unseen}))
