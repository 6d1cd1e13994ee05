"""Who gets through where, written down by hand: the table that every route and every transition is held to.

Each line names the people for whom the door opens on a record of the commission, then on one of another commission.
"""

#: The people of the table; the last one has not signed in.
PERSONNEL = {"secretaire", "chargee", "direction", "communication", "administration"}
BUREAU = {"president", "membre_bureau"}
#: Sit in the commission: its chair, the text's rapporteur, a member who writes nothing.
COMMISSION = {"presidente_commission", "rapporteur", "membre"}
#: Sit in the other commission: its chair, the rapporteur of the text there.
AUTRE = {"autre_presidente", "autre_rapporteur"}
CONSEILLERS = BUREAU | COMMISSION | AUTRE | {"conseiller"}
INTERNES = PERSONNEL | CONSEILLERS
REGION = {"agent"}
CONNECTES = INTERNES | REGION | {"inconnu"}
TOUS = CONNECTES | {"personne"}

#: See the drafts of the commission, and those of the other one.
LECTEURS = PERSONNEL | BUREAU | COMMISSION
AUTRES_LECTEURS = PERSONNEL | BUREAU | AUTRE

SECRETARIAT = {"secretaire"}
GREFFE = {"secretaire", "chargee"}
PRESIDENT = {"president"}
CONVOQUE = {"secretaire", "president"}
IMPORTE = {"secretaire", "administration"}
REGLE = {"direction", "administration"}
PLUMES = {"chargee", "rapporteur"}
AUTRES_PLUMES = {"chargee", "autre_rapporteur"}
COMPOSE = {"chargee", "president", "presidente_commission"}
AUTRES_COMPOSENT = {"chargee", "president", "autre_presidente"}
COMPTE = {"secretaire", "chargee", "presidente_commission"}
AUTRES_COMPTENT = {"secretaire", "chargee", "autre_presidente"}
PREPARE = {"secretaire", "chargee", "direction"}
ORIENTE = {"secretaire", "president", "membre_bureau"}
PERSONNE: set[str] = set()

Attente = tuple[set[str], set[str]]


def partout(people: set[str]) -> Attente:
    """The same people, whatever the record."""
    return people, people


#: Endpoint and method → who gets through on a record of the commission, and on one of the other.
ROUTES: dict[tuple[str, str], Attente] = {
    ("accueil.accueil", "GET"): partout(INTERNES | REGION),
    ("accueil.vu", "POST"): partout(INTERNES | REGION),
    ("apres_vote.expedier", "GET"): partout(SECRETARIAT),
    ("apres_vote.expedier", "POST"): partout(SECRETARIAT),
    ("apres_vote.positions", "GET"): partout(GREFFE),
    ("apres_vote.positions", "POST"): partout(GREFFE),
    ("apres_vote.reference", "GET"): partout({"secretaire", "communication"}),
    ("apres_vote.reference", "POST"): partout({"secretaire", "communication"}),
    ("bureau.bureau", "GET"): partout(PERSONNEL | BUREAU),
    ("commissions.fiche", "GET"): partout(INTERNES),
    ("commissions.liste", "GET"): partout(INTERNES),
    # Whoever is not signed in is only led back to the sign-in.
    ("connexion.fermer", "POST"): partout(TOUS),
    # Outside the demonstration this page does not exist.
    ("connexion.incarner", "POST"): partout(PERSONNE),
    ("connexion.ouvrir", "GET"): partout(TOUS),
    ("connexion.ouvrir", "POST"): partout(TOUS),
    ("depots.classer", "POST"): partout(GREFFE),
    ("depots.piece", "GET"): partout(INTERNES),
    ("depots.pieces", "GET"): partout(GREFFE),
    ("depots.pieces", "POST"): partout(GREFFE),
    ("depots.version", "GET"): partout(GREFFE),
    ("depots.version", "POST"): partout(GREFFE),
    ("documents.accuse", "GET"): partout(INTERNES),
    # The final document: its text has been adopted, each member may read it.
    ("documents.document", "GET"): partout(INTERNES),
    ("documents.preparer", "POST"): partout(PREPARE),
    ("documents.projet", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("enregistrement.corriger", "GET"): partout(GREFFE),
    ("enregistrement.corriger", "POST"): partout(GREFFE),
    ("enregistrement.nouvelle", "GET"): partout(SECRETARIAT),
    ("enregistrement.nouvelle", "POST"): partout(SECRETARIAT),
    ("exports.csv", "GET"): partout(INTERNES),
    ("exports.xlsx", "GET"): partout(INTERNES),
    ("orientation.delibere", "GET"): partout(GREFFE),
    ("orientation.delibere", "POST"): partout(GREFFE),
    ("orientation.joindre", "GET"): partout(BUREAU),
    ("orientation.joindre", "POST"): partout(BUREAU),
    ("orientation.lier", "POST"): partout(GREFFE),
    ("orientation.orienter", "GET"): partout(ORIENTE),
    ("orientation.orienter", "POST"): partout(ORIENTE),
    ("publique.accueil", "GET"): partout(TOUS),
    ("publique.avis", "GET"): partout(TOUS),
    ("publique.document", "GET"): partout(TOUS),
    ("publique.flux", "GET"): partout(TOUS),
    ("publique.plan", "GET"): partout(TOUS),
    ("publique.recueil", "GET"): partout(TOUS),
    ("publique.robots", "GET"): partout(TOUS),
    ("publique.suivi", "GET"): partout(TOUS),
    ("investiture.installer", "GET"): partout(REGLE),
    ("investiture.installer", "POST"): partout(REGLE),
    # Each reads what they may see; the acts themselves fall to those whom their tables name.
    ("reaffectation.dossiers", "GET"): partout(INTERNES),
    ("reaffectation.dossiers", "POST"): partout(INTERNES),
    ("reaffectation.textes", "GET"): partout(INTERNES),
    ("reaffectation.textes", "POST"): partout(INTERNES),
    ("renouvellement.mandature", "GET"): partout(REGLE),
    ("renouvellement.mandature", "POST"): partout(REGLE),
    ("renouvellement.mi_mandat", "GET"): partout(REGLE),
    ("renouvellement.mi_mandat", "POST"): partout(REGLE),
    ("renouvellement.ouvrir", "POST"): partout(REGLE),
    ("renouvellement.renouvellement", "GET"): partout(REGLE),
    ("registre.apercu", "GET"): partout(IMPORTE),
    ("registre.confirmer", "POST"): partout(IMPORTE),
    ("registre.export_csv", "GET"): partout(INTERNES),
    ("registre.export_json", "GET"): partout(INTERNES),
    ("registre.importer", "GET"): partout(IMPORTE),
    ("registre.importer", "POST"): partout(IMPORTE),
    ("registre.juger", "POST"): partout(IMPORTE),
    ("registre.modele", "GET"): partout(IMPORTE),
    ("registre.signalements", "GET"): partout(IMPORTE),
    ("reglement.modifier", "GET"): partout(REGLE),
    ("reglement.modifier", "POST"): partout(REGLE),
    ("reglement.reglement", "GET"): partout(INTERNES),
    ("saisines.fiche", "GET"): partout(INTERNES),
    ("saisines.garder", "POST"): partout(INTERNES),
    ("saisines.registre", "GET"): partout(INTERNES),
    ("saisines.tableau", "GET"): partout(INTERNES),
    ("scrutins.clore", "POST"): partout(CONVOQUE),
    ("scrutins.rectifier", "GET"): partout(CONVOQUE),
    ("scrutins.rectifier", "POST"): partout(CONVOQUE),
    ("seances.appel", "GET"): partout(CONVOQUE),
    ("seances.appel", "POST"): partout(CONVOQUE),
    ("seances.deplacer", "GET"): partout(CONVOQUE),
    ("seances.deplacer", "POST"): partout(CONVOQUE),
    ("seances.fiche", "GET"): partout(INTERNES),
    ("seances.liste", "GET"): partout(INTERNES),
    ("seances.liste", "POST"): partout(CONVOQUE),
    ("seances.ordre", "GET"): partout(CONVOQUE),
    ("seances.ordre", "POST"): partout(CONVOQUE),
    ("seances.reconvoquer", "POST"): partout(CONVOQUE),
    ("suivi.mes_saisines", "GET"): partout(REGION),
    ("redaction.apercu", "POST"): (PLUMES, AUTRES_PLUMES),
    ("textes.composer", "GET"): (COMPOSE, AUTRES_COMPOSENT),
    ("textes.composer", "POST"): (COMPOSE, AUTRES_COMPOSENT),
    ("commissions.compter", "GET"): (COMPTE, AUTRES_COMPTENT),
    ("commissions.compter", "POST"): (COMPTE, AUTRES_COMPTENT),
    ("textes.fiche", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("textes.inscrire", "GET"): partout(CONVOQUE),
    ("textes.inscrire", "POST"): partout(CONVOQUE),
    ("textes.liste", "GET"): partout(INTERNES),
    ("textes.ouvrir", "GET"): (COMPOSE, AUTRES_COMPOSENT),
    ("textes.ouvrir", "POST"): (COMPOSE, AUTRES_COMPOSENT),
    ("redaction.rediger", "GET"): (PLUMES, AUTRES_PLUMES),
    ("redaction.rediger", "POST"): (PLUMES, AUTRES_PLUMES),
    ("redaction.versions", "GET"): (LECTEURS, AUTRES_LECTEURS),
}

CHAIRE, AUTRE_CHAIRE = {"presidente_commission"}, {"autre_presidente"}
CONDUIT = {"chargee", "presidente_commission"}
AUTRES_CONDUISENT = {"chargee", "autre_presidente"}

#: Table and transition → who gets through, whatever the state: the state is judged after the right.
TRANSITIONS: dict[tuple[str, str], Attente] = {
    ("saisine", "enregistrer"): partout(SECRETARIAT),
    ("saisine", "proposer"): partout(SECRETARIAT),
    ("saisine", "reprendre_archive"): partout(IMPORTE),
    ("saisine", "declarer_incomplete"): partout(GREFFE),
    ("saisine", "completer"): partout(GREFFE),
    ("saisine", "admettre"): partout(BUREAU),
    ("saisine", "declarer_irrecevable"): partout(BUREAU),
    ("saisine", "affecter"): partout(BUREAU),
    ("saisine", "engager"): (CONDUIT, AUTRES_CONDUISENT),
    ("saisine", "deliberer"): partout(PERSONNE),
    ("saisine", "confier_au_bureau"): partout(PRESIDENT),
    ("saisine", "renvoyer"): partout(BUREAU),
    ("saisine", "ajourner"): partout(PERSONNE),
    ("saisine", "rendre_avis"): partout(PERSONNE),
    ("saisine", "rouvrir_la_deliberation"): partout(PERSONNE),
    ("saisine", "rouvrir_au_bureau"): partout(PERSONNE),
    ("saisine", "prendre_acte_du_rejet"): partout(BUREAU),
    ("saisine", "communiquer_les_positions"): partout(BUREAU),
    ("saisine", "renoncer"): partout(BUREAU),
    ("saisine", "transmettre"): partout(PERSONNE),
    ("saisine", "publier"): partout(PERSONNE),
    ("saisine", "suivre"): partout(GREFFE),
    ("saisine", "clore"): partout(SECRETARIAT | BUREAU),
    ("saisine", "recevoir_une_version"): partout(GREFFE),
    ("saisine", "corriger"): partout(GREFFE),
    ("saisine", "viser"): partout(ORIENTE),
    ("saisine", "reaffecter"): partout(BUREAU),
    ("saisine", "annuler"): partout(SECRETARIAT),
    ("saisine", "suspendre"): partout(PRESIDENT),
    ("saisine", "lever_la_suspension"): partout(PRESIDENT),
    ("saisine", "fusionner"): partout(BUREAU),
    ("saisine", "retirer"): partout(SECRETARIAT),
    ("saisine", "constater_avis_repute"): partout(SECRETARIAT),
    ("saisine", "constater_caducite"): partout(SECRETARIAT),
    ("texte", "ouvrir"): (COMPOSE, AUTRES_COMPOSENT),
    ("texte", "reprendre_archive"): partout(IMPORTE),
    ("texte", "soumettre"): (PLUMES, AUTRES_PLUMES),
    ("texte", "arreter"): (CHAIRE, AUTRE_CHAIRE),
    ("texte", "envoyer_au_bureau"): (CONDUIT, AUTRES_CONDUISENT),
    ("texte", "proposer_a_la_pleniere"): (CONDUIT, AUTRES_CONDUISENT),
    ("texte", "saisir_le_bureau"): (PLUMES, AUTRES_PLUMES),
    ("texte", "valider"): partout(BUREAU),
    ("texte", "inscrire"): partout(CONVOQUE),
    ("texte", "ajourner"): partout(PRESIDENT),
    ("texte", "renvoyer"): (BUREAU | CHAIRE, BUREAU | AUTRE_CHAIRE),
    ("texte", "designer"): (COMPOSE, AUTRES_COMPOSENT),
    ("texte", "adopter"): partout(CONVOQUE),
    ("texte", "rejeter"): partout(CONVOQUE),
    ("texte", "reprendre_le_vote"): partout(CONVOQUE),
    ("texte", "reprendre_le_vote_du_bureau"): partout(CONVOQUE),
    ("texte", "rectifier"): partout(CONVOQUE),
    ("texte", "signer"): partout(PRESIDENT),
    ("texte", "transmettre"): partout(SECRETARIAT),
    ("texte", "publier"): partout({"secretaire", "communication"}),
    ("texte", "publier_les_positions"): partout(PERSONNE),
    ("texte", "abandonner"): (PRESIDENT | CHAIRE, PRESIDENT | AUTRE_CHAIRE),
    ("seance", "projeter"): (CONVOQUE | CHAIRE, CONVOQUE | AUTRE_CHAIRE),
    ("seance", "reconvoquer"): partout(CONVOQUE),
    ("seance", "convoquer"): partout(CONVOQUE),
    ("seance", "ouvrir"): partout(CONVOQUE),
    ("seance", "constater_la_carence"): partout(CONVOQUE),
    ("seance", "lever"): partout(CONVOQUE),
    ("seance", "annuler"): partout(CONVOQUE),
}

#: A text is sent back by those whom its state names: state → who, in the commission's own text.
RENVOIS: dict[str, set[str]] = {
    "en_commission": CHAIRE,
    "arrete": BUREAU | CHAIRE,
    "en_bureau": BUREAU | CHAIRE,
    "pret": BUREAU | CHAIRE,
    "inscrit": BUREAU,
    "rejete": BUREAU,
}
