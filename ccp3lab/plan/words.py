"""The words of secrets: French, easily typed on any keyboard (4 to 6 letters, no accent), 256 of them: 8 bits each."""

_TEXT = """
    abri acier agenda aigle aile amande ancre angle anneau argile atlas avion badge bague balcon balle banane banc
    barque bassin billet bocal bois botte bouche bras brique brume bureau cabane cadre cahier camion canal canne
    carte cave cerise chaise chat ciel cigale citron cloche clou colis colle copie corde corne coude coupe crabe
    crayon cube cuivre cygne dame datte dent dessin dindon disque dune encre essai fable farine figue flamme fleur
    fleuve flocon flotte fond forge foule four frelon frise fruit fusain gazon girafe givre glace gomme gorge goutte
    grappe grenat griffe grive grotte groupe guide hangar hibou hiver image jade jambe jasmin jeton joie jouet jury
    kiwi laine lampe lapin lavoir levier livre loge loupe louve lune lutin luxe maison mangue marche marin masque
    matin melon mesure mine moteur mouche moule moulin mouton muscle navire neige noix note objet ocre ombre orage
    orbite orge osier page pain palier palme panda panier papier patin patte pause phare photo piano pierre pigeon
    pilote pinson pirate place plan plume poire poivre pont porche port poste poule poulpe prise puits pull quai
    quille radar radio radis rampe rayon repas requin robe robot roche rose route sable sapin sauge saule savane
    savon seau selle semis soie soja soleil sonde souris stade statue stylo sucre table talon tapis tarte taxi
    temple tente terre texte timbre tissu toit tomate torche tour train tribu trompe tronc truite tulipe tunnel
    usine vache vague valise vallon vanne veau vent verger verre veste viande vigne violon virage vitre voile voisin
    volant volet voyage wagon yacht zeste
"""

WORDS = tuple(_TEXT.split())
"""In alphabetical order; another word or another order changes every secret that is drawn."""
