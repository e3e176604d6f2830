"""Samba's own provision, with the template in place of its longest part.

Three quarters of the objects of a new domain are the schema and the display specifiers. Through all modules of Samba's
database each costs a third of a millisecond; written below them, as they are kept, a tenth of that. All the rest, with
every account, key and password, is made by Samba from nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Protocol
from urllib.parse import quote

from ccp3dc.template import Copy


class Database(Protocol):
    """What is used here of samba.samdb.SamDB."""

    url: str

    def transaction_start(self) -> None:
        """Begin; one may be inside another."""

    def transaction_commit(self) -> None:
        """End."""

    def sequence_number(self, kind: int) -> int:
        """The highest USN, or the next one."""


class Schema(Protocol):
    """What is used here of samba.schema.Schema."""

    schema_data: str


def take(template: Copy) -> None:
    """From now on Samba's provision, in this process, takes from TEMPLATE what stands there."""
    import samba.provision
    import samba.schema

    class Checker(samba.provision.dbcheck):  # type: ignore[misc]
        """Without the search for numbers that Microsoft's schema has twice: it has none."""

        def check_database(self, *where: object, attrs: Iterable[str] = ("*",), **more: object) -> int:
            return 0 if "governsId" in attrs else int(super().check_database(*where, attrs=attrs, **more))

    made = samba.provision.setup_samdb

    def filled(*where: object, schema: Schema, **more: object) -> Database:
        database: Database = made(*where, schema=schema, **more)
        fill(database, template)
        schema.schema_data = ""
        return database

    samba.provision.dbcheck = Checker
    samba.provision.setup_samdb = filled
    samba.provision.read_ms_ldif = lambda _: ""
    samba.schema.read_ms_schema = lambda *_: template.schema


def fill(database: Database, template: Copy) -> None:
    """Write the objects of TEMPLATE into the partitions of a new DATABASE, whose schema is loaded."""
    import ldb
    import samba
    from samba import dsdb

    entries = template.entries(numbers(database, template.size))
    for partition, several in groupby(entries, key=lambda entry: entry.partition):
        below = samba.Ldb()
        below.connect(f"{database.url}.d/{file_name(ldb.Dn(database, partition).get_casefold())}")
        # The schema says how each attribute is indexed.
        dsdb._dsdb_set_schema_from_ldb(below, database, False)
        below.transaction_start()
        for entry in several:
            message = ldb.Message(ldb.Dn(below, entry.dn))
            for key, values in entry.values.items():
                message[key] = ldb.MessageElement(values, ldb.FLAG_MOD_ADD, key)
            below.add(message)
        below.transaction_commit()


def file_name(partition: str) -> str:
    """What Samba calls the file of PARTITION (a folded DN): as it is where that is plain, escaped whole where not."""
    plain = re.fullmatch("[A-Za-z0-9 =,]+", partition)
    return f"{partition if plain else quote(partition, safe='')}.ldb"


def numbers(database: Database, count: int) -> list[int]:
    """The next COUNT update sequence numbers of DATABASE: nothing else will have one of them."""
    import ldb

    database.transaction_start()
    found = [database.sequence_number(ldb.SEQ_NEXT) for _ in range(count)]
    database.transaction_commit()
    return found
