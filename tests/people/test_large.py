"""A list of 3,000 lines: right logins, each bad line by its number, in well under a second."""

import re
from time import process_time

from ccp3lab.people import logins, staff

SURNAMES = ("Martin", "Lefèvre", "Müller", "Lebœuf", "d'Arc", "de La Tour", "Vandenbroucke-Schoenmaekers", "N'Guyen")
GIVEN = ("Claire", "Chloé", "Agnès", "Élise", "Jean-Pierre")
BAD = {500: "500;;Claire;Atelier", 1200: "1200,Martin,Claire,Atelier", 1999: "1998;Martin;Claire;Atelier",
       2500: "2500;=cmd;Claire;Atelier"}  # fmt: skip


def test_three_thousand_lines() -> None:
    lines = [f"{n};{SURNAMES[n % 8]};{GIVEN[n % 5]};Atelier" for n in range(2, 3002)]
    for number, line in BAD.items():
        lines[number - 2] = line
    content = ("Matricule;Nom;Prénom;Service\r\n" + "\r\n".join(lines)).encode("cp1252")
    start = process_time()
    found = staff(content)
    made = logins(found.people, {})
    spent = process_time() - start
    assert [problem.loc[0] for problem in found.problems] == [*BAD]
    assert len(found.people) == len(set(made.values())) == 3000 - len(BAD)
    assert all(re.fullmatch(r"[a-z0-9]{1,20}", login) for login in made.values())
    assert spent < 1
