"""The checks of a directory on one that is right, on one spoilt in one place, on none, and on nonsense."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from ccp3lab.company import Company
from ccp3lab.grading import CHECKS, Doubt, Observation, Place, Status
from ccp3lab.ntsecurity.descriptor import Descriptor
from ccp3lab.ntsecurity.encode import encode
from tests.checks.directory_tree import DOMAIN, GONE, Tree, firm, judged, tree

PEOPLE = ["hrousseau", "cmartin", "alefevre", "edarc", "cmartin2", "tgarnier"]
OUS = ["velo", "personnel", "compta", "groupes"]
GROUPS = ["GG_Direction", "GG_Comptabilite", "DL_Compta_CT", "DL_Compta_RW"]
GIVEN: dict[str, dict[str, Any]] = {
    "directory.ous": {"ous": OUS},
    "directory.protected": {"ous": OUS},
    "directory.accounts": {"who": PEOPLE},
    "directory.attributes": {"who": PEOPLE, "of": ["givenName", "sn", "displayName", "userPrincipalName", "title"]},
    "directory.logon": {"who": "alefevre"},
    "directory.enabled": {"who": PEOPLE},
    "directory.expires": {"who": PEOPLE},
    "directory.password_flags": {"who": PEOPLE},
    "directory.ordinary": {"who": PEOPLE},
    "directory.groups": {"groups": GROUPS},
    "directory.members": {"groups": GROUPS},
    "directory.agdlp": {"groups": GROUPS},
    "directory.belongs": {"who": "alefevre", "to": ["DL_Compta_RW", "GG_Comptabilite"], "not_to": ["DL_Compta_CT"]},
    "directory.policy": {"of": ["length", "complex", "history", "youngest", "oldest", "attempts", "locked", "window"]},
    "directory.computers": {"computers": ["pc-compta-1", "pc-atelier-1"]},
}
EACH = pytest.mark.parametrize("name", GIVEN)
STAFF = ("Atelier Vélo", "Personnel")


@pytest.fixture(scope="module")
def company() -> Company:
    return firm()


@pytest.fixture
def right(company: Company) -> Tree:
    return tree(company)


def test_every_check_of_a_directory_is_tried_here() -> None:
    elsewhere = {"directory.gone", "directory.kept"}  # test_directory_moves.py
    assert GIVEN.keys() == {name for name, _ in CHECKS.items() if name.startswith("directory.")} - elsewhere


@EACH
def test_a_right_directory_passes(right: Tree, name: str) -> None:
    assert judged(right, name, GIVEN[name]).status is Status.PASSED


@EACH
def test_an_empty_one_fails(company: Company, name: str) -> None:
    empty = Tree(company, {"domain": tree(company).things["domain"]})
    empty.given("domain", minPwdLength="7")
    assert judged(empty, name, GIVEN[name]).status is Status.FAILED


@EACH
def test_one_that_does_not_answer_is_nobodys_mistake(right: Tree, name: str) -> None:
    verdict = judged(right, name, GIVEN[name], GONE)
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.UNSEEN)


ODD = ["", "null", "{", '"x"', "[{}]", '[{"dn": "x"}]', '[{"dn": "CN=x", "objectSid": ["AA=="]}]', '{"says": "999"}']


@EACH
@pytest.mark.parametrize("text", ODD)
def test_nonsense_passes_nothing_and_breaks_nothing(right: Tree, name: str, text: str) -> None:
    verdict = judged(right, name, GIVEN[name], Observation(text))
    assert verdict.status in (Status.FAILED, Status.UNDETERMINED)
    assert verdict.doubt in (None, Doubt.UNREADABLE, Doubt.CONTROL)


def bits(control: int) -> Callable[[Tree], None]:
    return lambda made: made.given("alefevre", userAccountControl=str(control))


def given(thing: str, **values: Any) -> Callable[[Tree], None]:
    return lambda made: made.given(thing, **values)


def logon(reason: str) -> Callable[[Tree], None]:
    return lambda made: made.logons.update(alefevre=reason)


def ruler(rid: int, *, local: bool = False) -> Callable[[Tree], None]:
    sid = bytes.fromhex("01020000000000052000000020020000") if local else DOMAIN.member(rid).encode()
    return lambda made: made.given("cmartin", tokenGroups=[DOMAIN.member(513).encode(), sid])  # type: ignore[list-item]


def stranger(made: Tree) -> None:
    made.given("DL_Compta_CT", member=["CN=S-1-5-21-9,CN=ForeignSecurityPrincipals,DC=x"])


SPOILT: list[tuple[str, Callable[[Tree], None], str]] = [
    ("ous", lambda made: made.gone("Comptabilité"), "« Comptabilité » n'existe pas"),
    ("ous", lambda made: made.moved("Comptabilité", "Atelier Vélo"), "« Comptabilité » est dans Atelier Vélo"),
    ("ous", lambda made: made.moved("Groupes"), "« Groupes » est dans la racine du domaine"),
    ("protected", lambda made: made.gone("Groupes"), "Atelier Vélo / Groupes n'existe pas"),
    (
        "protected",
        given("Comptabilité", nTSecurityDescriptor=encode(Descriptor(dacl=()))),
        "Atelier Vélo / Personnel / Comptabilité peut être supprimée",
    ),
    ("accounts", lambda made: made.gone("cmartin2"), "« cmartin2 » n'existe pas dans le domaine"),
    (
        "accounts",
        lambda made: made.moved("alefevre", *STAFF, "Atelier"),
        "alefevre est dans Atelier Vélo / Personnel / Atelier",
    ),
    ("accounts", lambda made: made.moved("alefevre"), "alefevre est dans la racine du domaine"),
    (
        "accounts",
        lambda made: [made.gone(name) for name in ("cmartin", "cmartin2", "tgarnier")],
        "« cmartin » n'existe pas dans le domaine (et 2 autre(s) en défaut)",
    ),
    ("attributes", given("alefevre", sn="Lefevre"), "sn de alefevre : « Lefevre »"),
    ("attributes", given("alefevre", title=None), "title de alefevre : vide"),
    ("attributes", given("alefevre", userPrincipalName="a@x"), "userPrincipalName de alefevre : « a@x »"),
    ("logon", logon("52e"), "mot de passe refusé"),
    ("logon", logon("ok"), "la session s'ouvre"),
    ("logon", logon("533"), "le compte est désactivé"),
    ("logon", logon("775"), "le compte est verrouillé"),
    ("logon", logon("701"), "le compte a expiré"),
    ("enabled", bits(514), "alefevre est désactivé"),
    ("enabled", given("edarc", userAccountControl="512"), "edarc est activé"),
    ("expires", given("tgarnier", accountExpires="0"), "tgarnier n'expire jamais"),
    ("expires", given("tgarnier", accountExpires="134339040000000000"), "tgarnier expire le 15/09/2026 à 00:00 (UTC)"),
    ("expires", given("alefevre", accountExpires="134339040000000000"), "alefevre expire le 15/09/2026 à 00:00 (UTC)"),
    ("expires", given("tgarnier", accountExpires="134641440000000000"), "tgarnier expire le 31/08/2027 à 00:00 (UTC)"),
    ("password_flags", bits(544), "alefevre n'a pas besoin de mot de passe"),
    ("password_flags", bits(66048), "le mot de passe de alefevre n'expire jamais"),
    ("ordinary", ruler(512), "cmartin est parmi les administrateurs du domaine"),
    ("ordinary", ruler(0, local=True), "cmartin est parmi les administrateurs"),
    ("groups", given("GG_Direction", groupType="-2147483640"), "GG_Direction : étendue universelle"),
    ("groups", given("DL_Compta_RW", groupType="-2147483646"), "DL_Compta_RW : étendue globale"),
    ("groups", given("GG_Direction", groupType="2"), "GG_Direction : groupe de distribution"),
    ("groups", lambda made: made.moved("GG_Direction"), "GG_Direction est dans la racine du domaine"),
    ("groups", lambda made: made.gone("DL_Compta_CT"), "« DL_Compta_CT » n'existe pas dans le domaine"),
    ("members", lambda made: made.left("GG_Comptabilite", "alefevre"), "GG_Comptabilite : il manque alefevre"),
    ("members", lambda made: made.joined("GG_Direction", "alefevre"), "GG_Direction : en trop : alefevre"),
    ("members", lambda made: made.left("DL_Compta_RW", "GG_Comptabilite"), "DL_Compta_RW : il manque GG_Comptabilite"),
    (
        "members",
        stranger,
        "DL_Compta_CT : il manque GG_Direction; en trop : CN=S-1-5-21-9,CN=ForeignSecurityPrincipals,DC=x",
    ),
    (
        "agdlp",
        lambda made: made.joined("DL_Compta_RW", "alefevre"),
        "le compte alefevre est directement dans DL_Compta_RW",
    ),
    (
        "agdlp",
        lambda made: made.joined("GG_Direction", "DL_Compta_RW"),
        "le groupe de domaine local DL_Compta_RW est dans GG_Direction",
    ),
    ("agdlp", lambda made: made.gone("GG_Direction"), "« GG_Direction » n'existe pas"),
    ("belongs", lambda made: made.left("GG_Comptabilite", "alefevre"), "alefevre n'est pas dans DL_Compta_RW"),
    ("belongs", lambda made: made.left("DL_Compta_RW", "GG_Comptabilite"), "alefevre n'est pas dans DL_Compta_RW"),
    ("belongs", lambda made: made.joined("DL_Compta_CT", "alefevre"), "alefevre est dans DL_Compta_CT"),
    ("belongs", lambda made: made.gone("DL_Compta_CT"), "le groupe « DL_Compta_CT » n'existe pas"),
    ("policy", given("domain", minPwdLength="7"), "longueur minimale : 7"),
    ("policy", given("domain", pwdProperties="0", pwdHistoryLength="24"), "complexité : non, historique : 24"),
    ("policy", given("domain", lockoutThreshold="0"), "échecs avant verrouillage : 0"),
    ("policy", given("domain", maxPwdAge="-9223372036854775808"), "durée de vie maximale : jamais"),
    ("policy", given("domain", lockoutDuration="-18000000000"), "durée du verrouillage : 30 min"),
    ("computers", lambda made: made.gone("pc-compta-1"), "« pc-compta-1 » n'existe pas dans le domaine"),
    ("computers", lambda made: made.moved("pc-compta-1", *STAFF), "pc-compta-1 est dans Atelier Vélo / Personnel"),
    ("computers", given("pc-compta-1", userAccountControl="532480"), "pc-compta-1 n'est pas un compte de poste"),
]


@pytest.mark.parametrize(("name", "spoil", "found"), SPOILT, ids=[f"{name}-{found}" for name, _, found in SPOILT])
def test_what_is_spoilt_is_told(right: Tree, name: str, spoil: Callable[[Tree], object], found: str) -> None:
    spoil(right)
    verdict = judged(right, f"directory.{name}", GIVEN[f"directory.{name}"])
    assert (verdict.status, verdict.found) == (Status.FAILED, found)
    assert verdict.look


FINE: list[tuple[str, Callable[[Tree], object]]] = [
    ("ous", given("Comptabilité", description="Les comptes")),
    ("attributes", given("alefevre", userPrincipalName="ALEFEVRE@AD.ATELIER-VELO.LAN")),
    ("expires", given("alefevre", accountExpires="0")),
    ("expires", given("tgarnier", accountExpires="134642232000000000")),  # midnight in Paris: 22:00 UTC the day before
    ("groups", given("GG_Direction", description="Les chefs")),
    ("computers", given("pc-compta-1", userAccountControl="69632")),  # joined by Windows
    ("computers", given("pc-compta-1", userAccountControl="4098")),  # made by samba-tool
    ("agdlp", lambda made: made.joined("GG_Direction", "GG_Comptabilite")),
]


@pytest.mark.parametrize(("name", "other"), FINE)
def test_other_right_answers_pass(right: Tree, name: str, other: Callable[[Tree], object]) -> None:
    other(right)
    assert judged(right, f"directory.{name}", GIVEN[f"directory.{name}"]).status is Status.PASSED


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("ok", "ok"),
        ("disabled", "533"),
        ("expired", "701"),
        ("locked", "775"),
        ("hours", "530"),
        ("must_change", "773"),
    ],
)
def test_a_refusal_that_is_wanted_passes_and_a_wrong_password_never_does(right: Tree, says: str, reason: str) -> None:
    right.logons["alefevre"] = reason
    assert judged(right, "directory.logon", {"who": "alefevre", "says": says}).status is Status.PASSED
    right.logons["alefevre"] = "52e"
    assert judged(right, "directory.logon", {"who": "alefevre", "says": says}).status is Status.FAILED


NAMED = ("who", "groups", "to", "not_to", "computers")


@EACH
def test_whatever_a_check_names_must_be_there(company: Company, name: str) -> None:
    """Each object in turn is taken away: nothing passes by not looking at it."""
    named = [one for key in NAMED for one in _several(GIVEN[name].get(key, ()))]
    for one in named:
        made = tree(company)
        made.gone(one)
        verdict = judged(made, name, GIVEN[name])
        assert (verdict.status, one) == (Status.FAILED, one)


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@EACH
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@hypothesis_given(data=st.data())
def test_values_of_any_kind_break_nothing(company: Company, name: str, data: st.DataObject) -> None:
    made = tree(company)
    for _ in range(5):
        thing = data.draw(st.sampled_from(sorted(made.things)))
        attribute = data.draw(st.sampled_from(sorted(made.things[thing].values)))
        value = data.draw(st.one_of(st.none(), st.text(max_size=30), st.integers().map(str), st.binary(max_size=40)))
        if attribute not in ("kind", "member", "samaccountname", "objectsid"):  # the directory of the test needs these
            made.given(thing, **{attribute: value})
    assert judged(made, name, GIVEN[name]).doubt in (None, Doubt.UNREADABLE)


def test_empty_groups_prove_nothing(right: Tree) -> None:
    for name in GROUPS:
        right.given(name, member=None)
    verdict = judged(right, "directory.agdlp", GIVEN["directory.agdlp"])
    assert (verdict.status, verdict.doubt) == (Status.UNDETERMINED, Doubt.CONTROL)


def test_an_account_whose_groups_are_not_told_is_not_ordinary(right: Tree) -> None:
    right.given("cmartin", tokenGroups=None)
    assert judged(right, "directory.ordinary", GIVEN["directory.ordinary"]).doubt is Doubt.UNREADABLE


def test_a_name_with_control_characters_is_made_visible(right: Tree) -> None:
    right.given("alefevre", sn="Le\x1b[31mfèvre")
    assert "\x1b" not in judged(right, "directory.attributes", GIVEN["directory.attributes"]).message


@pytest.mark.parametrize(
    ("name", "given", "near"),
    [
        ("directory.logon", {"who": "alefèvre"}, "alefevre"),
        ("directory.members", {"groups": ["GG_Compta"]}, "GG_Comptabilite"),
        ("directory.ous", {"ous": ["comptabilite"]}, "compta"),
        ("directory.computers", {"computers": ["pc-compta-9"]}, "pc-compta-1"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(company: Company, name: str, given: Any, near: str) -> None:
    kind = CHECKS.get(name)
    assert kind is not None
    with pytest.raises(ValueError, match=near):
        kind.model_validate(given, context=Place(company, company.device("dc1")))


def test_a_policy_that_nobody_planned_is_refused(company: Company) -> None:
    kind = CHECKS.get("directory.policy")
    assert kind is not None
    bare = company.only(["sw1"])
    with pytest.raises(ValueError, match="no `policy`"):
        kind.model_validate({"of": ["length"]}, context=Place(bare, company.device("dc1")))
