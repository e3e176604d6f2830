"""The titles of a staff list, as firms write them."""

import pytest

from ccp3lab.people.columns import Column, announced

TITLES = {
    Column.NUMBER: ("Matricule", "N° matricule", "Matricule salarié", "N° salarié", "Nº employé", "Numéro de matricule",
                    "Matr.", "MATRICULE RH", "Code salarié", "Employee ID", "Numéro d'agent", "Matricule de l'agent"),
    Column.SURNAME: ("Nom", "NOM", " nom ", "Nom de famille", "Nom d'usage", "Nom usuel", "Nom du salarié", "Surname",
                     "Last Name", "Nom de l\u2019employé"),
    Column.GIVEN: ("Prénom", "PRENOM", "Prénoms", "Prénom usuel", "Pre\u0301nom", "First name", "Prénom de l'agent"),
    Column.DEPARTMENT: ("Service", "Département", "Direction", "Pôle", "Affectation", "Service d'affectation"),
    Column.TITLE: ("Fonction", "Poste", "Emploi", "Intitulé du poste", "Intitulé de l'emploi", "Métier", "Poste occupé",
                   "Job title", "Poste de travail"),
    Column.MAIL: ("E-mail", "Email", "Courriel", "Adresse mail", "Mail pro", "Adresse e-mail", "@ mail", "Mél",
                  "Adresse électronique", "Adresse de messagerie", "Mail professionnel"),
    Column.PHONE: ("Téléphone", "Tél.", "Tel", "N° de téléphone", "Poste téléphonique", "N° de poste", "Ligne directe",
                   "Téléphone fixe", "Tél. interne"),
    Column.LOGIN: ("Identifiant", "Login", "Identifiant Windows", "Nom d'utilisateur", "sAMAccountName", "Compte"),
    Column.ACTIVE: ("Actif", "Actif O/N", "Actif (Oui/Non)", "Compte actif", "En activité"),
    Column.ARRIVED: ("Date d'entrée", "Date d\u2019embauche", "Date d'arrivée", "Entrée", "Date de début de contrat"),
    Column.LEFT: ("Date de sortie", "Date sortie", "Date de départ", "Fin de contrat", "Date fin de contrat", "Sortie",
                  "Date d'expiration"),
}  # fmt: skip


@pytest.mark.parametrize(("column", "title"), [(column, title) for column, every in TITLES.items() for title in every])
def test_a_title_is_recognised(column: Column, title: str) -> None:
    assert announced([title]) == {0: column}


@pytest.mark.parametrize(
    "title",
    ["", "Civilité", "Date de naissance", "Nom de naissance", "Nom de jeune fille", "Nom du responsable", "Site",
     "Nom et prénom", "Nom complet", "Responsable", "Commentaire", "Téléphone portable personnel", "Salaire", "n"],
)  # fmt: skip
def test_what_is_nothing_to_a_directory_is_left_out(title: str) -> None:
    assert announced([title]) == {}


def test_the_usual_title_of_each_column_is_one() -> None:
    assert announced(Column) == dict(enumerate(Column))
