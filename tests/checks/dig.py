"""What dig 9.20.30 prints, made in its form: recorded answers are in test_dns_dig.py, and must read the same."""

from ccp3lab.grading import Observation

PSEUDO = """
;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; COOKIE: 1fa97579b6acca56010000006b0c3a64f48a82e675b65676 (good)
"""
CLOSED = """;; communications error to 10.0.10.20#53: connection refused
;; no servers could be reached
"""
TIMED_OUT = """;; communications error to 10.0.10.20#53: timed out
;; no servers could be reached
"""
SILENT = Observation(CLOSED, 9)


def answer(name: str, kind: str, *records: str, status: str = "", flags: str = "qr aa rd ra") -> str:
    """One answer; each of RECORDS is `TYPE data`, or `owner TYPE data` where the owner is not NAME."""
    status = status or ("NOERROR" if records else "NXDOMAIN")
    counts = f"QUERY: 1, ANSWER: {len(records)}, AUTHORITY: 0, ADDITIONAL: 1"
    head = f";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: {status}, id: 51685\n;; flags: {flags}; {counts}\n"
    section = "".join(f"{_record(name, record)}\n" for record in records)
    listed = f"\n;; ANSWER SECTION:\n{section}" if records else ""
    return f"{head}{PSEUDO};; QUESTION SECTION:\n;{name}.\t\tIN\t{kind}\n{listed}\n"


def done(seen: Observation | str) -> Observation:
    """SEEN as what a program printed that ended well."""
    return Observation(seen, 0) if isinstance(seen, str) else seen


def _record(name: str, record: str) -> str:
    owner, kind, data = (
        record.split(" ", 2) if record.split(" ", 1)[0].endswith(".") else (f"{name}.", *record.split(" ", 1))
    )
    return f"{owner}\t3600\tIN\t{kind}\t{data}"
