"""The notices that acts owe: which act owes one, to whom, in which words; written in the act's own transaction."""

from collections.abc import Callable, Iterable
from datetime import date

from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from .annonces import devoir_sur_l_amendement
from .convocations import devoir_aux_membres
from .mail import poster
from .models import Acte, Convocation, Personne, Saisine, Seance, Texte
from .models.agents import agents, secretariat
from .models.publication import adresse_de
from .models.recueil import PUBLIES
from .procedure.saisine import pieces_manquantes
from .prose.dates import en_lettres, sans_jour
from .prose.typographie import francais

#: What a notice says: its subject, and its paragraphs.
Message = tuple[str, list[str]]


def devoir(session: Session, acte: Acte, jour: date) -> None:
    """Write the notices that an act owes, and those of the acts that followed from it."""
    owed = DUS.get((acte.workflow.name, acte.transition))
    if owed and acte.saisine is not None:
        _aux_agents(session, acte.saisine, owed, jour)
    if acte.seance is not None:
        devoir_aux_membres(session, acte.seance, acte, jour)
    if acte.amendement is not None:
        devoir_sur_l_amendement(session, acte, jour)
    if acte.transition == "modifier_l_ordre_du_jour" and acte.seance is not None:
        _aux_convoques(session, acte.seance, acte.motif)
    if acte.transition in RETRAITS and acte.de == "inscrit" and acte.texte is not None:
        _du_retrait(session, acte.texte, acte.motif)
    session.flush()
    for suite in session.scalars(select(Acte).where(Acte.entraine_par_id == acte.id).order_by(Acte.id)).all():
        devoir(session, suite, jour)


def _aux_agents(session: Session, saisine: Saisine, owed: Callable[[Saisine], Message], jour: date) -> None:
    """Each agent once, about the saisine that is theirs: what was joined to another is answered with it."""
    told: set[int] = set()
    for asked in (saisine, *saisine.fusionnees):
        objet, paragraphs = owed(asked)
        for agent in agents(session, {asked.demandeur_id}, jour):
            if agent.id not in told:
                told.add(agent.id)
                _ecrire(session, agent, objet, [*paragraphs, f"Le dossier : {lien(asked)}"])


def _du_retrait(session: Session, texte: Texte, motif: str) -> None:
    """A text that leaves a published agenda does so by its own act: those who were convened are told as well."""
    left = next((point.seance for point in reversed(texte.points) if point.retire), None)
    if left is not None and left.etat in {"convoquee", "ouverte"}:
        _aux_convoques(session, left, f"{' '.join(motif.split())}\nRetiré de l’ordre du jour : « {texte.titre} ».")


def _aux_convoques(session: Session, seance: Seance, motif: str) -> None:
    """Whoever was convened to a sitting is told what has changed on its agenda, and why."""
    reason, _, changed = motif.partition("\n")
    objet = f"{seance.nature_libelle} du {sans_jour(seance.jour)} : l’ordre du jour change"
    address = current_app.config["BASE_URL"] + url_for("seances.fiche", seance_id=seance.id)
    told = [f"L’ordre du jour que vous avez reçu est modifié.\n{changed}", f"Motif : {reason}", f"À jour : {address}"]
    convened = select(Personne).join(Convocation, Convocation.personne_id == Personne.id)
    for personne in session.scalars(convened.where(Convocation.seance_id == seance.id).order_by(Personne.id)):
        _ecrire(session, personne, objet, told)


def pieces_demandees(saisine: Saisine) -> Message:
    """What is missing, by when, and where to send it."""
    missing = [f"— {label}" for label in pieces_manquantes(saisine)]
    awaited = saisine.pieces_attendues_le
    by = f" Elles sont attendues le {en_lettres(awaited)}." if awaited else ""
    return (
        f"Saisine {saisine.numero} : des pièces sont demandées",
        [
            f"Le dossier « {saisine.objet} » attend encore :\n" + "\n".join(missing),
            *([saisine.demande] if saisine.demande else []),
            f"Vous pouvez les déposer sur la page du dossier.{by}",
        ],
    )


def avis_transmis(saisine: Saisine) -> Message:
    """The opinion has left."""
    said = f"L’avis du conseil sur « {saisine.objet} » est transmis. Il se lira ici dès sa publication."
    return f"Saisine {saisine.numero} : l’avis est transmis", [said]


def avis_publie(saisine: Saisine) -> Message:
    """The opinion is public, and where."""
    answered = saisine.cible if saisine.etat == "fusionnee" and saisine.cible else saisine
    pages = [
        f"— {texte.titre} : {current_app.config['BASE_URL']}{url_for('publique.avis', adresse=adresse_de(texte))}"
        for texte in answered.textes
        if texte.etat in PUBLIES
    ]
    return (
        f"Saisine {saisine.numero} : l’avis est publié",
        [f"La réponse du conseil à « {saisine.objet} » est publique :\n" + "\n".join(pages)],
    )


#: Table and transition → the notice that is owed to the agents of the author.
DUS: dict[tuple[str, str], Callable[[Saisine], Message]] = {
    ("saisine", "declarer_incomplete"): pieces_demandees,
    ("saisine", "transmettre"): avis_transmis,
    ("saisine", "publier"): avis_publie,
}


#: Acts that take a text off an agenda.
RETRAITS = frozenset({"ajourner", "renvoyer", "abandonner"})


def signaler_un_depot(session: Session, saisine: Saisine, noms: Iterable[str], jour: date) -> None:
    """The secretariat is told of what an agent has just deposited."""
    address = current_app.config["BASE_URL"] + url_for("depots.pieces", saisine_id=saisine.id)
    listed = "\n".join(f"— {nom}" for nom in noms)
    told = [f"L’auteur de « {saisine.objet} » ({saisine.demandeur}) a déposé :\n{listed}", f"À vérifier : {address}"]
    for personne in secretariat(session, jour):
        _ecrire(session, personne, f"Saisine {saisine.numero} : des pièces sont arrivées", told)


def signaler_un_ecart(session: Session, saisine: Saisine, ecarts: Iterable[tuple[str, str]], jour: date) -> None:
    """The agents are told which of their pieces were set aside, and why."""
    listed = "\n".join(f"— {nom} : {why}" for nom, why in ecarts)
    said = f"Parmi vos pièces pour « {saisine.objet} », le secrétariat n’a pas versé au dossier :\n{listed}"
    for agent in agents(session, {saisine.demandeur_id}, jour):
        _ecrire(session, agent, f"Saisine {saisine.numero} : des pièces sont à revoir", [said, lien(saisine)])


def lien(saisine: Saisine) -> str:
    """The agents' own page of a saisine, by the configured address."""
    return str(current_app.config["BASE_URL"]) + url_for("suivi.fiche", saisine_id=saisine.id)


def _ecrire(session: Session, personne: Personne, objet: str, paragraphs: Iterable[str]) -> None:
    words = "\n\n".join(["Bonjour,", *paragraphs, str(current_app.config["ASSEMBLEE"])])
    poster(session, personne, francais(objet), francais(words))
