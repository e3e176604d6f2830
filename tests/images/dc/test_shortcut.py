"""Samba's provision with the template in it; Samba's modules are stood in for, the real ones are tests/ad's."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from ccp3dc import shortcut


class Checker:
    """Samba's dbcheck: counts what it mends."""

    def check_database(self, DN: str, attrs: tuple[str, ...] = ("*",), scope: int = 2) -> int:  # noqa: N803
        return 7


@pytest.fixture
def samba(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Samba's modules, as far as they are touched."""
    found = SimpleNamespace(filled=[], asked=[])

    def setup_samdb(path: str, *, schema: SimpleNamespace, logger: str) -> str:
        found.asked.append((path, schema.schema_data, logger))
        return "database"

    root, provision, schema = (ModuleType(name) for name in ("samba", "samba.provision", "samba.schema"))
    provision.dbcheck, provision.setup_samdb, provision.read_ms_ldif = Checker, setup_samdb, lambda path: "specifiers"
    schema.read_ms_schema = lambda *paths: "from Microsoft's files"
    root.provision, root.schema = provision, schema
    for module in (root, provision, schema):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(shortcut, "fill", lambda database, template: found.filled.append((database, template)))
    found.provision, found.schema = provision, schema
    return found


TEMPLATE = SimpleNamespace(schema="from the template")


def test_the_database_is_filled_before_samba_goes_on(samba: SimpleNamespace) -> None:
    shortcut.take(TEMPLATE)
    schema = SimpleNamespace(schema_data="objects")
    assert samba.provision.setup_samdb("sam.ldb", schema=schema, logger="log") == "database"
    assert samba.asked == [("sam.ldb", "objects", "log")], "Samba's own is asked first, with the whole schema"
    assert samba.filled == [("database", TEMPLATE)]


def test_samba_adds_none_of_them_a_second_time(samba: SimpleNamespace) -> None:
    shortcut.take(TEMPLATE)
    schema = SimpleNamespace(schema_data="objects")
    samba.provision.setup_samdb("sam.ldb", schema=schema, logger="log")
    assert schema.schema_data == ""
    assert samba.provision.read_ms_ldif("DisplaySpecifiers-Win2k8R2.txt") == ""


def test_the_schema_is_the_templates(samba: SimpleNamespace) -> None:
    shortcut.take(TEMPLATE)
    assert samba.schema.read_ms_schema("attributes.ldf", "classes.ldf") == "from the template"


def test_only_the_search_for_duplicates_is_left_out(samba: SimpleNamespace) -> None:
    shortcut.take(TEMPLATE)
    checker = samba.provision.dbcheck()
    assert checker.check_database(DN="CN=Schema", attrs=["attributeId", "governsId"]) == 0
    assert checker.check_database(DN="CN=Domain,CN=Schema", attrs=["defaultObjectCategory"], scope=0) == 7
    assert checker.check_database("CN=System") == 7


@pytest.mark.parametrize(
    ("partition", "name"),
    [
        ("CN=SCHEMA,CN=CONFIGURATION,DC=AD,DC=LAN", "CN=SCHEMA,CN=CONFIGURATION,DC=AD,DC=LAN.ldb"),
        ("DC=AD,DC=ATELIER-VELO,DC=LAN", "DC%3DAD%2CDC%3DATELIER-VELO%2CDC%3DLAN.ldb"),
    ],
)
def test_files_of_partitions_are_called_as_samba_calls_them(partition: str, name: str) -> None:
    """Seen in sam.ldb.d of both: a hyphen in a label has all other signs escaped."""
    assert shortcut.file_name(partition) == name
