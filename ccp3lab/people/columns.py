"""The columns of a staff list, by the titles that French firms give them."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from ccp3lab.sheet.words import words


class Column(StrEnum):
    """What a column holds; the values are its usual titles, as messages call it."""

    NUMBER = "Matricule"
    SURNAME = "Nom"
    GIVEN = "Prénom"
    DEPARTMENT = "Service"
    TITLE = "Fonction"
    MAIL = "Courriel"
    PHONE = "Téléphone"
    LOGIN = "Identifiant"
    ACTIVE = "Actif"
    ARRIVED = "Date d'entrée"
    LEFT = "Date de sortie"


REQUIRED = (Column.NUMBER, Column.SURNAME, Column.GIVEN, Column.DEPARTMENT)

_WHO = r"(?:employee?|salariee?|agent|personnel|collaborateur|collaboratrice|rh)"
_WHOSE = rf"(?: (?:de l |du |de |d )?{_WHO})?"
_N = r"(?:n|no|num|numero|code|id)(?: de l| de| d| du)? "
_PRO = r"(?: pro(?:fessionnell?e?)?| interne| fixe| bureau)?"
_TITLES: Mapping[Column, str] = {
    Column.NUMBER: rf"(?:{_N})?matr(?:icule)?{_WHOSE}|{_N}{_WHO}|employee (?:number|id)|numero",
    Column.SURNAME: rf"noms?(?: de famille| d usage| usuel)?{_WHOSE}|surname|last name|family name",
    Column.GIVEN: rf"prenoms?(?: usuel)?{_WHOSE}|given name|first name",
    Column.DEPARTMENT: r"(?:nom du )?(?:service|departement|dept|direction|pole|equipe)s?"
    r"(?: d affectation| de rattachement)?|affectation|department",
    Column.TITLE: r"(?:intitule (?:de la |de l |du |de |d )?)?(?:fonction|poste|emploi|metier)s?"
    r"(?: occupee?| de travail)?|job title|intitule",
    Column.MAIL: rf"(?:adresse |e |de )*(?:mail|courriel|email|mel|messagerie|electronique)s?{_PRO}",
    Column.PHONE: rf"(?:{_N})?(?:tel|telephones?|poste telephonique|ligne directe){_PRO}|{_N}poste|phone",
    Column.LOGIN: r"identifiant(?: de connexion| windows| reseau| ad)?|login|nom d utilisateur|nom de connexion|compte"
    r"|user ?name|samaccountname",
    Column.ACTIVE: r"(?:compte )?(?:actif|active)(?: o n| oui non)?|en activite|present|enabled",
    Column.ARRIVED: r"(?:date )?(?:d |de )?(?:entree|embauche|arrivee|debut)(?: de contrat)?",
    Column.LEFT: r"(?:date )?(?:d |de )?(?:sortie|depart|fin|expiration)(?: de contrat)?",
}
_RULES = {column: re.compile(rule) for column, rule in _TITLES.items()}
_SIGNS = str.maketrans({"°": " ", "º": " "})
"""Of `N°`: taken away before letters are made plain, for NFKC makes a letter of them."""


def announced(titles: Iterable[str]) -> dict[int, Column]:
    """The columns that a line of TITLES announces, by position; those that are nothing to a directory are left out."""
    found = ((place, _column(words(title.translate(_SIGNS)))) for place, title in enumerate(titles))
    return {place: column for place, column in found if column}


def _column(text: str) -> Column | None:
    return next((column for column, rule in _RULES.items() if rule.fullmatch(text)), None)
