"""Words of the device that name a line of a file, with the template's line beside it (pure).

A file of the candidate may carry its `origin`: `templates/dns/zone.j2:1-8,10,10 templates/dns/soa.j2:3` gives for each
line of the content the line of the template that made it, in runs; `templates/dns/zone.j2` alone, the template only.
"""

import re
from collections.abc import Sequence

from custom_napalm.linux.document import ManagedFile

# named-checkconf, nft, ifup: FILE:12[:COLUMN]; Kea: FILE:12.5-20; FreeRADIUS: FILE[12]; sshd: FILE line 12
_LINE = r"(?:[:\[]|:? line )(?P<line>[0-9]{1,7})(?![0-9])(?:[:.][0-9]+(?:-[0-9]+)?)*\]?"


def with_templates(words: str, files: Sequence[ManagedFile]) -> str:
    """WORDS with `(templates/dns/zone.j2:7)` behind each `FILE:LINE` of FILES that they name."""
    origins = {file.path: file.origin for file in files if file.origin}
    if not origins:
        return words
    paths = "|".join(map(re.escape, sorted(origins, key=len, reverse=True)))
    named = re.compile(rf"(?<![\w./-])(?P<path>{paths}){_LINE}")
    return named.sub(lambda found: f"{found[0]} ({place(origins[found['path']], int(found['line']))})", words)


def place(origin: str, line: int = 0) -> str:
    """The template and its line that made LINE of the content, as `templates/dns/zone.j2:7`; else the template."""
    for run in origin.split():
        template, _, lines = run.partition(":")
        for part in filter(None, lines.split(",")):
            first, _, last = part.partition("-")
            count = int(last or first) - int(first) + 1
            if 1 <= line <= count:
                return f"{template}:{int(first) + line - 1}"
            line -= count
    return origin.partition(":")[0].split()[0]
