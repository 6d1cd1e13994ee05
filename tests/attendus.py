"""Who gets through where, written down by hand: the table that every route and every transition is held to.

Each line names the people for whom the door opens on a record of the commission, then on one of another commission.
"""

#: The people of the table; the last one has not signed in.
PERSONNEL = {"secretaire", "chargee", "direction", "communication", "administration"}
#: The president, and the councillor who holds that role today by a delegation, wholly.
PRESIDENT = {"president", "delegue_president"}
BUREAU = PRESIDENT | {"membre_bureau"}
#: The chair of the commission, and the councillor who stands in for her.
CHAIRE, AUTRE_CHAIRE = {"presidente_commission", "delegue"}, {"autre_presidente"}
#: Sit in the commission: its chair, the text's rapporteur, a member who writes nothing.
COMMISSION = CHAIRE | {"rapporteur", "membre"}
#: Sit in the other commission: its chair, the rapporteur of the text there.
AUTRE = {"autre_presidente", "autre_rapporteur"}
CONSEILLERS = BUREAU | COMMISSION | AUTRE | {"conseiller"}
INTERNES = PERSONNEL | CONSEILLERS
#: Works in the other commission without a seat, and sees its files alone.
ASSOCIE = {"associe"}
#: Sign in for the Region, and for the préfet.
REGION = {"agent", "autre_agent"}
#: Whose account is open and whose functions give nothing: never held, or ended yesterday.
SANS_FONCTION = {"inconnu", "ancien"}
CONNECTES = INTERNES | ASSOCIE | REGION | SANS_FONCTION
#: Hold in their own name what they may lend.
DELEGUENT = PERSONNEL | {"president", "presidente_commission", "autre_presidente"}
TOUS = CONNECTES | {"personne"}

#: See the drafts of the commission, and those of the other one.
LECTEURS = PERSONNEL | BUREAU | COMMISSION
AUTRES_LECTEURS = PERSONNEL | BUREAU | AUTRE | ASSOCIE

SECRETARIAT = {"secretaire"}
GREFFE = {"secretaire", "chargee"}
CONVOQUE = SECRETARIAT | PRESIDENT
#: Follow what became of the notices.
SUIVENT = PERSONNEL | BUREAU
IMPORTE = {"secretaire", "administration"}
REGLE = {"direction", "administration"}
COMPOSE_L_ASSEMBLEE = {"secretaire", "direction", "administration"}
PLUMES = {"chargee", "rapporteur"}
AUTRES_PLUMES = {"chargee", "autre_rapporteur"}
COMPOSE = {"chargee"} | PRESIDENT | CHAIRE
AUTRES_COMPOSENT = {"chargee"} | PRESIDENT | AUTRE_CHAIRE
#: Share a text into parts: those who name its rapporteurs, and its rapporteurs.
REPARTIT = COMPOSE | {"rapporteur"}
AUTRES_REPARTISSENT = AUTRES_COMPOSENT | {"autre_rapporteur"}
COMPTE = GREFFE | CHAIRE
AUTRES_COMPTENT = GREFFE | AUTRE_CHAIRE
PREPARE = {"secretaire", "chargee", "direction"}
ORIENTE = SECRETARIAT | BUREAU
#: Open a confidential piece, beside the chair and the rapporteurs of its file.
OUVRENT = {"secretaire", "chargee", "direction"} | BUREAU
PERSONNE: set[str] = set()

Attente = tuple[set[str], set[str]]


def partout(people: set[str]) -> Attente:
    """The same people, whatever the record."""
    return people, people


def de_l_instance(people: set[str]) -> Attente:
    """The same people, and on a record of the other commission the associate who works there."""
    return people, people | ASSOCIE


#: Conduct a sitting of the commission, and one of the other.
CONDUISENT: Attente = (CONVOQUE | CHAIRE, CONVOQUE | AUTRE_CHAIRE)
#: Sit in the commission, and in the other.
SIEGENT: Attente = (COMMISSION - {"delegue"}, AUTRE | ASSOCIE)

#: Read the merge of amendments against the votes.
CONTROLENT: Attente = (
    SECRETARIAT | PRESIDENT | {"direction"} | PLUMES,
    SECRETARIAT | PRESIDENT | {"direction"} | AUTRES_PLUMES,
)

#: Endpoint and method → who gets through on a record of the commission, and on one of the other.
ROUTES: dict[tuple[str, str], Attente] = {
    ("accueil.accueil", "GET"): partout(INTERNES | ASSOCIE | REGION),
    ("accueil.vu", "POST"): partout(INTERNES | ASSOCIE | REGION),
    ("acces.envoye", "GET"): partout(TOUS),
    # Links that nobody was sent open nothing.
    ("acces.invitation", "GET"): partout(PERSONNE),
    ("acces.invitation", "POST"): partout(PERSONNE),
    ("acces.nouveau", "GET"): partout(PERSONNE),
    ("acces.nouveau", "POST"): partout(PERSONNE),
    ("acces.oubli", "GET"): partout(TOUS),
    ("acces.oubli", "POST"): partout(TOUS),
    # On a text that was sent to the members, each reads the amendments of the others; an associate, their section's.
    ("amendements.fiche", "GET"): (INTERNES, INTERNES | ASSOCIE),
    ("amendements.liste", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("amendements.cosigner", "POST"): partout(CONSEILLERS),
    ("amendements.retirer_la_cosignature", "POST"): partout(CONSEILLERS),
    # On a text that waits for the plenary's vote.
    ("amender.deposer", "GET"): partout(SECRETARIAT | CONSEILLERS),
    ("amender.deposer", "POST"): partout(SECRETARIAT | CONSEILLERS),
    # Tabled by « conseiller ».
    ("amender.modifier", "GET"): partout(SECRETARIAT | {"conseiller"}),
    ("amender.modifier", "POST"): partout(SECRETARIAT | {"conseiller"}),
    ("recevabilite.examiner", "GET"): partout(BUREAU),
    ("recevabilite.examiner", "POST"): partout(BUREAU),
    ("avis_rendus.rendre", "GET"): (PLUMES | CHAIRE, AUTRES_PLUMES | AUTRE_CHAIRE),
    ("avis_rendus.rendre", "POST"): (PLUMES | CHAIRE, AUTRES_PLUMES | AUTRE_CHAIRE),
    ("apres_vote.expedier", "GET"): partout(SECRETARIAT),
    ("apres_vote.expedier", "POST"): partout(SECRETARIAT),
    ("positions.deposer", "GET"): (LECTEURS & CONSEILLERS, AUTRES_LECTEURS & CONSEILLERS),
    ("positions.deposer", "POST"): (LECTEURS & CONSEILLERS, AUTRES_LECTEURS & CONSEILLERS),
    ("positions.modifier", "GET"): partout(PERSONNE),
    ("positions.modifier", "POST"): partout(PERSONNE),
    ("apres_vote.positions", "GET"): partout(GREFFE),
    ("apres_vote.positions", "POST"): partout(GREFFE),
    ("apres_vote.reference", "GET"): partout({"secretaire", "communication"}),
    ("apres_vote.reference", "POST"): partout({"secretaire", "communication"}),
    ("bureau.bureau", "GET"): partout(PERSONNEL | BUREAU),
    ("commissions.fiche", "GET"): de_l_instance(INTERNES),
    ("commissions.liste", "GET"): partout(INTERNES | ASSOCIE),
    ("compte.codes", "GET"): partout(CONNECTES),
    ("compte.compte", "GET"): partout(CONNECTES),
    ("compte.fermer", "POST"): partout(CONNECTES),
    ("compte.mot_de_passe", "GET"): partout(CONNECTES),
    ("compte.mot_de_passe", "POST"): partout(CONNECTES),
    # Nobody there has a second factor: there are no codes to replace.
    ("compte.remplacer", "GET"): partout(PERSONNE),
    ("compte.remplacer", "POST"): partout(PERSONNE),
    ("compte.retirer", "GET"): partout(CONNECTES),
    ("compte.retirer", "POST"): partout(CONNECTES),
    ("compte.second_facteur", "GET"): partout(CONNECTES),
    ("compte.second_facteur", "POST"): partout(CONNECTES),
    ("comptes.fermer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.fermer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.fiche", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.fiche", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.inviter", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.inviter_tous", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.inviter_tous", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.liste", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.rouvrir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.second_facteur", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("comptes.second_facteur", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    # A sign-in half done is nobody's yet: this page leads back to its beginning.
    ("connexion.code", "GET"): partout(TOUS),
    ("connexion.code", "POST"): partout(TOUS),
    # Whoever is not signed in is only led back to the sign-in.
    ("connexion.fermer", "POST"): partout(TOUS),
    # Outside the demonstration this page does not exist.
    ("connexion.incarner", "POST"): partout(PERSONNE),
    ("connexion.ouvrir", "GET"): partout(TOUS),
    ("connexion.ouvrir", "POST"): partout(TOUS),
    ("delegations.donner", "GET"): partout(DELEGUENT),
    ("delegations.donner", "POST"): partout(DELEGUENT),
    ("delegations.miennes", "GET"): partout(CONNECTES),
    # Given by the chair of the commission, then by that of the other one.
    ("delegations.retirer", "POST"): ({"presidente_commission"}, {"autre_presidente"}),
    ("delegations.toutes", "GET"): partout(PERSONNEL),
    # The address of the feed is signed: a token of another kind opens nothing.
    ("calendrier.flux", "GET"): partout(PERSONNE),
    ("calendrier.seance", "GET"): de_l_instance(INTERNES),
    ("attestations.attestation", "GET"): partout(PERSONNE),
    ("attestations.convocation", "GET"): partout(PERSONNE),
    # In this world nobody is convened: only those who follow the notices are led anywhere.
    ("convocations.ouvrir", "GET"): (SUIVENT | CHAIRE, SUIVENT | AUTRE_CHAIRE),
    ("convocations.lire", "GET"): partout(PERSONNE),
    ("convocations.repondre", "GET"): partout(PERSONNE),
    ("convocations.repondre", "POST"): partout(PERSONNE),
    ("convocations.prendre_connaissance", "POST"): partout(PERSONNE),
    ("convocations.suivi", "GET"): (SUIVENT | CHAIRE, SUIVENT | AUTRE_CHAIRE),
    ("convocations.export", "GET"): (SUIVENT | CHAIRE, SUIVENT | AUTRE_CHAIRE),
    ("envois.preuve", "GET"): partout(PERSONNE),
    ("envois.nouveaux", "POST"): CONDUISENT,
    ("envois.relance", "POST"): partout(SECRETARIAT),
    ("envois.remettre", "GET"): partout(SECRETARIAT),
    ("envois.remettre", "POST"): partout(SECRETARIAT),
    ("courriers.fiche", "GET"): partout({"administration"}),
    ("courriers.liste", "GET"): partout({"administration"}),
    ("courriers.renvoyer", "POST"): partout({"administration"}),
    ("depots.classer", "POST"): partout(GREFFE),
    ("depots.demander", "GET"): partout(GREFFE),
    ("depots.demander", "POST"): partout(GREFFE),
    ("depots.piece", "GET"): de_l_instance(INTERNES),
    ("depots.pieces", "GET"): partout(GREFFE),
    ("depots.pieces", "POST"): partout(GREFFE),
    ("depots.verifier_les_depots", "POST"): partout(GREFFE),
    ("depots.version", "GET"): partout(GREFFE),
    ("depots.version", "POST"): partout(GREFFE),
    ("documents.accuse", "GET"): de_l_instance(INTERNES),
    # The final document: its text has been adopted, each member may read it.
    ("documents.document", "GET"): de_l_instance(INTERNES),
    ("documents.preparer", "POST"): partout(PREPARE),
    ("documents.projet", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("cahier.pdf", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("cahier.word", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("integration.integrer", "GET"): (SECRETARIAT | PLUMES, SECRETARIAT | AUTRES_PLUMES),
    ("integration.integrer", "POST"): (SECRETARIAT | PLUMES, SECRETARIAT | AUTRES_PLUMES),
    ("integration.controler", "GET"): CONTROLENT,
    ("integration.controler", "POST"): CONTROLENT,
    ("droits.saisine", "GET"): de_l_instance(INTERNES),
    ("droits.seance", "GET"): de_l_instance(INTERNES),
    ("droits.tableau", "GET"): partout(INTERNES),
    ("droits.texte", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("droits.amendement", "GET"): (INTERNES, INTERNES | ASSOCIE),
    ("donnees.archive", "GET"): partout(CONNECTES),
    ("donnees.donnees", "GET"): partout(CONNECTES),
    ("donnees.json", "GET"): partout(CONNECTES),
    ("enregistrement.corriger", "GET"): partout(GREFFE),
    ("enregistrement.corriger", "POST"): partout(GREFFE),
    ("enregistrement.nouvelle", "GET"): partout(SECRETARIAT),
    ("enregistrement.nouvelle", "POST"): partout(SECRETARIAT),
    ("hemicycle.hemicycle", "GET"): partout(INTERNES | ASSOCIE),
    ("exports.csv", "GET"): partout(INTERNES),
    ("exports.xlsx", "GET"): partout(INTERNES),
    ("lectures.ouvrir", "GET"): (OUVRENT | CHAIRE | {"rapporteur"}, OUVRENT | AUTRE_CHAIRE | {"autre_rapporteur"}),
    ("lectures.ouvrir", "POST"): (OUVRENT | CHAIRE | {"rapporteur"}, OUVRENT | AUTRE_CHAIRE | {"autre_rapporteur"}),
    ("lectures.registre", "GET"): partout({"secretaire", "direction"}),
    # Without a provider of identity these pages do not exist.
    ("oidc.ouvrir", "GET"): partout(PERSONNE),
    ("oidc.retour", "GET"): partout(PERSONNE),
    ("membres.apercu", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("membres.confirmer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("membres.exporter", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("membres.importer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("membres.importer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("membres.modele", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    # The assembly: read by its members, changed by those who keep it.
    ("equipe.affecter", "GET"): partout(REGLE),
    ("equipe.affecter", "POST"): partout(REGLE),
    ("equipe.equipe", "GET"): partout(REGLE),
    ("equipe.retirer", "GET"): partout(REGLE),
    ("equipe.retirer", "POST"): partout(REGLE),
    ("fonctions.donner", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("fonctions.donner", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("fonctions.rendre", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("fonctions.retirer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("fonctions.retirer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.creer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.creer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.fiche", "GET"): partout(INTERNES | ASSOCIE),
    ("groupes.finir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.finir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.liste", "GET"): partout(INTERNES | ASSOCIE),
    ("groupes.quitter", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.quitter", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.rejoindre", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.rejoindre", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.renommer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("groupes.renommer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("identites.modifier", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("identites.modifier", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.fiche", "GET"): partout(INTERNES | ASSOCIE),
    ("instances.finir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.finir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.liste", "GET"): partout(INTERNES | ASSOCIE),
    ("instances.modifier", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.modifier", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.ouvrir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("instances.ouvrir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("journal.export", "GET"): partout(PERSONNEL),
    ("journal.journal", "GET"): partout(PERSONNEL),
    ("mandats.corriger", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandats.corriger", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandats.finir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandats.finir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandats.rouvrir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandats.rouvrir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandatures.modifier", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandatures.modifier", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandatures.ouvrir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("mandatures.ouvrir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.creer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.creer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.fiche", "GET"): partout(INTERNES | ASSOCIE),
    ("sieges.liste", "GET"): partout(INTERNES | ASSOCIE),
    ("sieges.modifier", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.modifier", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.pourvoir", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.pourvoir", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.supprimer", "GET"): partout(COMPOSE_L_ASSEMBLEE),
    ("sieges.supprimer", "POST"): partout(COMPOSE_L_ASSEMBLEE),
    ("orientation.delibere", "GET"): partout(GREFFE),
    ("orientation.delibere", "POST"): partout(GREFFE),
    ("orientation.joindre", "GET"): partout(BUREAU),
    ("orientation.joindre", "POST"): partout(BUREAU),
    ("orientation.lier", "POST"): partout(GREFFE),
    ("orientation.orienter", "GET"): partout(ORIENTE),
    ("orientation.orienter", "POST"): partout(ORIENTE),
    ("personnes.fiche", "GET"): partout(INTERNES | ASSOCIE),
    # Nobody there has a portrait: the door opens, and nothing is found.
    ("personnes.image", "GET"): partout(PERSONNE),
    # One's own, or as the staff that keeps the assembly.
    ("personnes.portrait", "GET"): (COMPOSE_L_ASSEMBLEE | {"rapporteur"}, COMPOSE_L_ASSEMBLEE | {"autre_rapporteur"}),
    ("personnes.portrait", "POST"): (COMPOSE_L_ASSEMBLEE | {"rapporteur"}, COMPOSE_L_ASSEMBLEE | {"autre_rapporteur"}),
    ("pouvoirs.mien", "GET"): SIEGENT,
    ("pouvoirs.mien", "POST"): SIEGENT,
    ("pouvoirs.registre", "GET"): de_l_instance(INTERNES),
    ("pouvoirs.retirer", "POST"): CONDUISENT,
    ("pouvoirs.revoquer", "POST"): ({"rapporteur"}, {"autre_rapporteur"}),
    ("pouvoirs.saisir", "POST"): CONDUISENT,
    ("presences.appel", "GET"): CONDUISENT,
    ("presences.appel", "POST"): CONDUISENT,
    # That sitting has no shortfall to tell.
    ("presences.carence", "GET"): partout(PERSONNE),
    ("presences.code", "GET"): CONDUISENT,
    ("presences.direct", "GET"): CONDUISENT,
    ("presences.imprimee", "GET"): CONDUISENT,
    ("presences.emarger", "GET"): SIEGENT,
    ("presences.emarger", "POST"): SIEGENT,
    ("publique.accueil", "GET"): partout(TOUS),
    ("publique.avis", "GET"): partout(TOUS),
    ("publique.composition", "GET"): partout(TOUS),
    ("publique.document", "GET"): partout(TOUS),
    ("publique.flux", "GET"): partout(TOUS),
    ("publique.plan", "GET"): partout(TOUS),
    ("publique.recueil", "GET"): partout(TOUS),
    ("publique.robots", "GET"): partout(TOUS),
    ("publique.suivi", "GET"): partout(TOUS),
    # Through the eyes of a councillor.
    ("regard.choisir", "GET"): partout(PERSONNEL),
    ("regard.regarder", "POST"): partout(PERSONNEL),
    ("regard.revenir", "POST"): partout(CONNECTES),
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
    ("saisines.fiche", "GET"): de_l_instance(INTERNES),
    ("saisines.garder", "POST"): partout(INTERNES),
    ("saisines.registre", "GET"): partout(INTERNES),
    ("saisines.tableau", "GET"): partout(INTERNES),
    ("decomptes.rectifier", "GET"): partout(CONVOQUE),
    ("decomptes.rectifier", "POST"): partout(CONVOQUE),
    ("elections.candidatures", "GET"): de_l_instance(INTERNES),
    ("elections.inscrire_un_candidat", "POST"): CONDUISENT,
    ("elections.pourvoir", "POST"): CONDUISENT,
    ("elections.ranger", "POST"): CONDUISENT,
    ("elections.retrait", "POST"): CONDUISENT,
    # One stands where one sits.
    ("elections.se_porter_candidat", "POST"): (COMMISSION - {"delegue"}, AUTRE),
    ("scrutins.annuler", "POST"): CONDUISENT,
    ("scrutins.appel", "GET"): CONDUISENT,
    ("scrutins.appel", "POST"): CONDUISENT,
    ("scrutins.clore", "POST"): CONDUISENT,
    ("scrutins.compter", "POST"): CONDUISENT,
    # The ballot of the table is still open: the door lets in, the page says that it is too early.
    ("releves.pdf", "GET"): de_l_instance(INTERNES),
    ("scrutins.export", "GET"): de_l_instance(INTERNES),
    ("scrutins.fiche", "GET"): de_l_instance(INTERNES),
    ("scrutins.ouvrir", "POST"): CONDUISENT,
    ("scrutins.voter", "POST"): de_l_instance(CONSEILLERS),
    ("seances.appel", "GET"): CONDUISENT,
    ("seances.appel", "POST"): CONDUISENT,
    ("seances.deplacer", "GET"): CONDUISENT,
    ("seances.deplacer", "POST"): CONDUISENT,
    ("proces_verbal.fiche", "GET"): de_l_instance(INTERNES),
    ("proces_verbal.pdf", "GET"): de_l_instance(INTERNES),
    ("proces_verbal.odt", "GET"): de_l_instance(INTERNES),
    ("proces_verbal.rediger", "GET"): partout(GREFFE),
    ("proces_verbal.rediger", "POST"): partout(GREFFE),
    ("proces_verbal.raconter", "GET"): partout(GREFFE),
    ("proces_verbal.raconter", "POST"): partout(GREFFE),
    ("proces_verbal.preparer", "POST"): partout(GREFFE),
    ("proces_verbal.approuver", "GET"): CONDUISENT,
    ("proces_verbal.approuver", "POST"): CONDUISENT,
    ("decisions.releve", "GET"): de_l_instance(INTERNES),
    ("decisions.pdf", "GET"): de_l_instance(INTERNES),
    ("decisions.csv", "GET"): de_l_instance(INTERNES),
    ("decisions.votes", "GET"): de_l_instance(INTERNES),
    ("decisions.voix", "GET"): de_l_instance(INTERNES),
    ("indemnites.periode", "GET"): partout({"secretaire", "direction"}),
    ("indemnites.csv", "GET"): partout({"secretaire", "direction"}),
    ("indemnites.xlsx", "GET"): partout({"secretaire", "direction"}),
    ("indemnites.seance", "GET"): partout({"secretaire", "direction"}),
    ("indemnites.seance_csv", "GET"): partout({"secretaire", "direction"}),
    ("indemnites.seance_xlsx", "GET"): partout({"secretaire", "direction"}),
    ("seances.fiche", "GET"): de_l_instance(INTERNES),
    ("conduite.aller", "POST"): CONDUISENT,
    ("conduite.conduire", "GET"): CONDUISENT,
    ("debats.mettre_aux_voix", "POST"): CONDUISENT,
    ("debats.faire_tomber", "POST"): CONDUISENT,
    ("conduite.direct", "GET"): CONDUISENT,
    ("conduite.reprendre", "POST"): CONDUISENT,
    ("conduite.suspendre", "POST"): CONDUISENT,
    # Who sits in the body, and not who stands in for its chair.
    ("ma_seance.direct", "GET"): SIEGENT,
    ("ma_seance.page", "GET"): SIEGENT,
    # A stamp that says nothing of the sitting but that it has changed.
    ("ma_seance.pouls", "GET"): de_l_instance(CONSEILLERS),
    ("parole.ajouter", "POST"): CONDUISENT,
    ("parole.demander", "POST"): SIEGENT,
    ("parole.renoncer", "POST"): SIEGENT,
    ("parole.tour", "POST"): CONDUISENT,
    ("ecran.ecran", "GET"): de_l_instance(INTERNES),
    ("ecran.direct", "GET"): de_l_instance(INTERNES),
    ("ecran.pouls", "GET"): de_l_instance(INTERNES),
    ("ecran.pouls_de_la_salle", "GET"): de_l_instance(INTERNES),
    ("seances.liste", "GET"): partout(INTERNES | ASSOCIE),
    ("seances.liste", "POST"): partout(CONVOQUE | CHAIRE | AUTRE_CHAIRE),
    ("ordre.ordre", "GET"): CONDUISENT,
    ("ordre.ordre", "POST"): CONDUISENT,
    ("points.ajouter", "POST"): CONDUISENT,
    ("points.modifier", "GET"): CONDUISENT,
    ("points.modifier", "POST"): CONDUISENT,
    ("seances.reconvoquer", "POST"): CONDUISENT,
    ("suivi.accuse", "GET"): partout({"agent"}),
    ("suivi.deposer", "POST"): partout({"agent"}),
    ("suivi.fiche", "GET"): partout({"agent"}),
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
    ("trombinoscope.trombinoscope", "GET"): partout(INTERNES | ASSOCIE),
    ("modeles.liste", "GET"): partout(PERSONNEL),
    ("modeles.lire_un_modele", "GET"): partout(PERSONNEL),
    ("modeles.modifier", "GET"): partout(PREPARE),
    ("modeles.modifier", "POST"): partout(PREPARE),
    ("modeles.retablir", "POST"): partout(PREPARE),
    ("parties.parties", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("parties.ouvrir", "GET"): (REPARTIT, AUTRES_REPARTISSENT),
    ("parties.ouvrir", "POST"): (REPARTIT, AUTRES_REPARTISSENT),
    ("parties.ordonner", "POST"): (REPARTIT, AUTRES_REPARTISSENT),
    ("parties.assembler", "GET"): (PLUMES, AUTRES_PLUMES),
    ("parties.assembler", "POST"): (PLUMES, AUTRES_PLUMES),
    ("signature.abandonner", "POST"): partout(GREFFE),
    # What is signed is read by every member.
    ("signature.edition", "GET"): (INTERNES, INTERNES | ASSOCIE),
    ("signature.editions", "GET"): (INTERNES, INTERNES | ASSOCIE),
    ("signature.erratum", "GET"): partout(GREFFE),
    ("signature.erratum", "POST"): partout(GREFFE),
    ("signature.numerise", "GET"): (INTERNES, INTERNES | ASSOCIE),
    ("signature.scan", "GET"): partout(PREPARE),
    ("signature.scan", "POST"): partout(PREPARE),
    ("signature.signer", "GET"): partout(PRESIDENT),
    ("signature.signer", "POST"): partout(PRESIDENT),
    ("signature.signer_l_erratum", "GET"): partout(PRESIDENT),
    ("signature.signer_l_erratum", "POST"): partout(PRESIDENT),
    ("publique.edition", "GET"): partout(TOUS),
    ("redaction.rediger", "GET"): (PLUMES, AUTRES_PLUMES),
    ("redaction.rediger", "POST"): (PLUMES, AUTRES_PLUMES),
    ("comparaison.versions", "GET"): (LECTEURS, AUTRES_LECTEURS),
    ("comparaison.comparer", "GET"): (LECTEURS, AUTRES_LECTEURS),
}

CONDUIT = {"chargee"} | CHAIRE
AUTRES_CONDUISENT = {"chargee"} | AUTRE_CHAIRE

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
    ("texte", "ouvrir_la_partie"): (PLUMES | PRESIDENT, AUTRES_PLUMES | PRESIDENT),
    ("texte", "valider_la_partie"): (CHAIRE, AUTRE_CHAIRE),
    ("texte", "assembler_les_parties"): (PLUMES, AUTRES_PLUMES),
    ("texte", "integrer"): partout(PERSONNE),
    ("texte", "dispenser"): (COMPOSE, AUTRES_COMPOSENT),
    ("texte", "rouvrir_la_partie"): (CONDUIT, AUTRES_CONDUISENT),
    ("texte", "integrer_les_amendements"): (SECRETARIAT | PLUMES, SECRETARIAT | AUTRES_PLUMES),
    ("texte", "controler_l_integration"): CONTROLENT,
    ("texte", "annuler_l_integration"): CONTROLENT,
    ("texte", "signer_l_erratum"): partout(PRESIDENT),
    # Tabled by a councillor who sits in no commission, on a text that the plenary is about to vote.
    ("amendement", "deposer"): partout(SECRETARIAT | CONSEILLERS),
    ("amendement", "modifier"): partout(SECRETARIAT | {"conseiller"}),
    ("amendement", "declarer_recevable"): partout(BUREAU),
    ("amendement", "declarer_irrecevable"): partout(BUREAU),
    ("amendement", "revenir_sur_la_recevabilite"): partout(BUREAU),
    ("amendement", "accepter"): ({"rapporteur"}, {"autre_rapporteur"}),
    ("amendement", "ecarter"): ({"rapporteur"}, {"autre_rapporteur"}),
    ("amendement", "adopter"): partout(CONVOQUE),
    ("amendement", "rejeter"): partout(CONVOQUE),
    ("amendement", "reprendre_le_vote"): partout(CONVOQUE),
    ("amendement", "revenir_sur_la_decision"): ({"rapporteur"}, {"autre_rapporteur"}),
    ("amendement", "retirer"): partout(SECRETARIAT | {"conseiller"}),
    ("amendement", "faire_tomber"): partout(CONVOQUE),
    ("amendement", "tomber"): partout(PERSONNE),
    ("amendement", "relever"): partout(CONVOQUE),
    ("amendement", "integrer"): partout(PERSONNE),
    ("amendement", "redevenir_adopte"): partout(PERSONNE),
    ("amendement", "redevenir_accepte"): partout(PERSONNE),
    ("seance", "projeter"): CONDUISENT,
    ("seance", "reconvoquer"): CONDUISENT,
    ("seance", "convoquer"): CONDUISENT,
    ("seance", "convoquer_les_nouveaux"): CONDUISENT,
    ("seance", "modifier_l_ordre_du_jour"): CONDUISENT,
    ("seance", "ouvrir"): CONDUISENT,
    ("seance", "constater_la_carence"): CONDUISENT,
    ("seance", "suspendre"): CONDUISENT,
    ("seance", "reprendre"): CONDUISENT,
    ("seance", "lever"): CONDUISENT,
    ("seance", "annuler"): CONDUISENT,
    ("seance", "etablir_le_pv"): partout(GREFFE),
    ("seance", "reprendre_le_pv"): partout(GREFFE),
    ("seance", "approuver_le_pv"): CONDUISENT,
    ("seance", "signer_le_pv"): (PRESIDENT | CHAIRE, PRESIDENT | AUTRE_CHAIRE),
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
