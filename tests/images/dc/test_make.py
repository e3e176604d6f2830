"""The names of the controller's services: Samba's list, filled in, without those that are there."""

import pytest
from ccp3dc.make import lacking

LIST = """# this is a list of servicePrincipalName entries

HOST/${HOSTNAME}
ldap/${HOSTNAME}/${WORKGROUP}
ldap/${NETBIOSNAME}
  # DNS/${HOSTNAME}
"""
VALUES = {"HOSTNAME": "dc1.ad.test.lan", "WORKGROUP": "TEST", "NETBIOSNAME": "DC1"}


def test_all_of_them_for_who_has_none() -> None:
    assert list(lacking(LIST, VALUES, [])) == ["HOST/dc1.ad.test.lan", "ldap/dc1.ad.test.lan/TEST", "ldap/DC1"]


def test_case_does_not_matter() -> None:
    assert list(lacking(LIST, VALUES, ["host/DC1.ad.test.lan", "LDAP/dc1"])) == ["ldap/dc1.ad.test.lan/TEST"]


def test_a_word_that_nobody_gave_is_no_name() -> None:
    with pytest.raises(KeyError, match="DOMAINGUID"):
        list(lacking("ldap/${DOMAINGUID}", VALUES, []))
