"""Titles of columns in French and English, in any order, with or without accents."""

import pytest

from ccp3lab.sheet.column import TITLES, Column, recognised


@pytest.mark.parametrize(
    ("title", "column"),
    [
        *((title, column) for column, title in TITLES.items()),
        ("Nom du VLAN", Column.LABEL),
        ("Service", Column.LABEL),
        ("Site", Column.LABEL),
        ("N° VLAN", Column.LABEL),
        ("Name", Column.LABEL),
        ("ADRESSE RESEAU", Column.SUBNET),
        ("Adresse IP du réseau", Column.SUBNET),
        ("@ réseau", Column.SUBNET),
        ("@réseau", Column.SUBNET),
        ("Adresse de sous-réseau", Column.SUBNET),
        ("Network address", Column.SUBNET),
        ("Subnet address", Column.SUBNET),
        ("CIDR", Column.PREFIX),
        ("Masque CIDR", Column.PREFIX),
        ("Préfixe", Column.PREFIX),
        ("Prefix length", Column.PREFIX),
        ("Masque de sous-réseau", Column.MASK),
        ("masque décimal", Column.MASK),
        ("Subnet mask", Column.MASK),
        ("Netmask", Column.MASK),
        ("1ère adresse", Column.FIRST),
        ("1re adresse utilisable", Column.FIRST),
        ("Première adresse IP hôte", Column.FIRST),
        ("Premier hôte", Column.FIRST),
        ("First usable address", Column.FIRST),
        ("HostMin", Column.FIRST),
        ("Dernière @ IP", Column.LAST),
        ("Last host", Column.LAST),
        ("Adresses utilisables (plage)", Column.USABLE),
        ("Address range", Column.USABLE),
        ("Adresse de diffusion", Column.BROADCAST),
        ("Broadcast", Column.BROADCAST),
        ("@ de broadcast", Column.BROADCAST),
        ("Passerelle par défaut", Column.GATEWAY),
        ("Default gateway", Column.GATEWAY),
        ("Plage DHCP", Column.DHCP),
        ("DHCP", Column.DHCP),
        ("Étendue DHCP", Column.DHCP),
        ("DHCP début", Column.DHCP_FIRST),
        ("Première adresse DHCP", Column.DHCP_FIRST),
        ("DHCP fin", Column.DHCP_LAST),
        ("DHCP end", Column.DHCP_LAST),
        ("Nombre d'hôtes", Column.HOSTS),
        ("Nb de machines", Column.HOSTS),
        ("Hosts needed", Column.HOSTS),
    ],
)
def test_a_title(title: str, column: Column) -> None:
    assert recognised([title.upper()]) == recognised([title]) == {0: column}


@pytest.mark.parametrize("title", ["", "Commentaire", "10.0.0.0", "42", "VLAN " + "x" * 60])
def test_what_announces_nothing(title: str) -> None:
    assert recognised([title]) == {}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Réseau", "Adresse réseau"], {0: Column.LABEL, 1: Column.SUBNET}),
        (["VLAN", "Réseau", "Masque"], {0: Column.LABEL, 1: Column.SUBNET, 2: Column.MASK}),
        (["Réseau", "VLAN", "Masque"], {0: Column.SUBNET, 1: Column.LABEL, 2: Column.MASK}),
        (["Network", "Subnet mask"], {0: Column.LABEL, 1: Column.MASK}),
        (["VLAN", "Nom", "Site"], {0: Column.LABEL, 1: Column.LABEL, 2: Column.LABEL}),
        (["Masque", "Masque"], {0: Column.MASK}),
    ],
)
def test_words_that_stand_for_a_name_or_an_address(titles: list[str], expected: dict[int, Column]) -> None:
    assert recognised(titles) == expected
