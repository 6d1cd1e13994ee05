"""What the author of a saisine is told of it: where it stands, what is missing, which dates are theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..models import Saisine, Texte
from ..models.recueil import PUBLIES
from ..procedure.delais import APRES_AVIS, APRES_ENVOI, Echeance, limite_legale
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import PIECES, SAISINE, natures_manquantes
from ..prose.dates import courte, sans_jour
from .fiche import Etape

#: Saisines followed from one to the next, should a join have been joined again.
SAUTS = 10

PHRASES = {
    "recue": "Votre saisine est enregistrée. Elle sera confiée à une commission du conseil.",
    "incomplete": "L’instruction attend les pièces indiquées ci-dessous.",
    "a_l_examen": "Le bureau du conseil se prononcera sur sa recevabilité.",
    "recevable": "Elle sera confiée à une commission du conseil.",
    "affectee": "La commission désigne ses rapporteurs.",
    "en_instruction": "La commission prépare le projet d’avis.",
    "en_deliberation": "Le projet d’avis est à l’ordre du jour de l’assemblée plénière.",
    "confiee_au_bureau": "Le bureau se prononcera par délégation de l’assemblée plénière.",
    "avis_rendu": "Le conseil a voté son avis. Il vous sera transmis dès sa signature.",
    "transmise": "L’avis vous a été transmis. Sa publication suit.",
    "publiee": "Il se lit ci-dessous.",
    "en_suivi": "Le conseil suit ce que deviennent ses préconisations.",
    "close": "L’avis du conseil se lit ci-dessous.",
    "irrecevable": "La décision du bureau et ses raisons vous ont été ou vous seront adressées par courrier.",
    "retiree": "Le conseil a pris acte de votre retrait.",
    "sans_avis": "La consultation est close pour le conseil.",
    "reputee": "Le délai légal est passé sans que le conseil se prononce.",
    "caduque": "La Région a délibéré sans que l’avis ait été rendu.",
}

#: The steps that are told outside, each with the states that stand on it.
ETAPES = (
    ("Reçue", ("recue", "incomplete", "a_l_examen", "recevable")),
    ("En commission", ("affectee", "en_instruction")),
    ("À l’ordre du jour", ("en_deliberation", "confiee_au_bureau")),
    ("Avis rendu", ("avis_rendu",)),
    ("Avis transmis", ("transmise",)),
    ("Avis publié", ("publiee", "en_suivi", "close")),
)


@dataclass(frozen=True)
class Suivi:
    """One saisine as its author sees it."""

    libelle: str
    ton: str
    phrase: str
    etapes: list[Etape]
    #: The number of the saisine that carries on, when this one was joined to it.
    jointe_a: str
    commission: str
    pieces: list[str]
    #: What was missing and has arrived, with its day: the secretariat reads it.
    arrivees: list[tuple[str, date]]
    article: str
    pleniere: date | None
    tenue: bool
    dates: list[Echeance]
    avis: list[Texte]
    suspendue_le: date | None


def suivi_de(saisine: Saisine, reprise_par: Saisine) -> Suivi:
    """What is told of a saisine; the state and the opinion are those of the one that carries it on."""
    state = SAISINE.states[reprise_par.etat]
    asked = saisine.etat in {"recue", "incomplete"}
    pleniere = reprise_par.pleniere if state.open or reprise_par.etat in APRES_AVIS else None
    return Suivi(
        libelle=state.outside,
        ton=state.tone,
        phrase=_phrase(saisine, reprise_par),
        etapes=_etapes(saisine, reprise_par),
        jointe_a=reprise_par.numero if reprise_par is not saisine else "",
        commission=reprise_par.commission.nom if reprise_par.commission else "",
        pieces=[PIECES[nature] for nature in attendues(saisine)] if asked else [],
        arrivees=[(PIECES[nature], day) for nature, day in arrivees(saisine).items()] if asked else [],
        article=ARTICLE_PIECES,
        pleniere=pleniere.jour if pleniere and pleniere.etat != "annulee" else None,
        tenue=reprise_par.etat in APRES_AVIS,
        dates=sorted(_dates(saisine, reprise_par), key=lambda due: due.le),
        avis=[texte for texte in reprise_par.textes if texte.etat in PUBLIES],
        suspendue_le=next((pause.debut for pause in reprise_par.suspensions if pause.fin is None), None),
    )


def attendues(saisine: Saisine) -> list[str]:
    """The kinds of the pieces that the author has still to send."""
    here = arrivees(saisine)
    return [nature for nature in natures_manquantes(saisine) if nature not in here]


def arrivees(saisine: Saisine) -> dict[str, date]:
    """The kinds of the missing pieces that have arrived and wait to be verified, each with its day."""
    missing = natures_manquantes(saisine)
    return {piece.nature: piece.recue_le for piece in saisine.depots_a_verifier if piece.nature in missing}


def _phrase(saisine: Saisine, reprise_par: Saisine) -> str:
    if reprise_par is saisine and saisine.etat == "incomplete" and not attendues(saisine):
        return "Votre réponse est arrivée : le secrétariat la vérifie."
    return PHRASES.get(reprise_par.etat, "")


def _dates(saisine: Saisine, reprise_par: Saisine) -> Iterator[Echeance]:
    """The author's own dates: a join lends them no other deadline, and takes none of theirs away."""
    base = saisine.base
    limite = limite_legale(saisine.recue_le, base.delai_mois) if saisine.recue_le and base else None
    if limite and base:
        yield Echeance(
            "legale", limite, "Fin du délai légal", base.article,
            f"{base.delai_mois} mois après la réception de votre saisine", faite=reprise_par.etat in APRES_AVIS,
        )  # fmt: skip
    for code, day, label in (
        ("amendements_region", saisine.limite_amendements_region_le, "Limite des amendements au conseil régional"),
        ("session_region", saisine.session_region_le, "Session du conseil régional"),
    ):
        if day:
            sent = reprise_par.etat in APRES_ENVOI
            yield Echeance(code, day, label, "Calendrier de la Région", "", faite=sent)


def _etapes(saisine: Saisine, reprise_par: Saisine) -> list[Etape]:
    """The path, drawn: done, here, to come; or how it ended."""
    here = next((rank for rank, (_, states) in enumerate(ETAPES) if reprise_par.etat in states), None)
    if here is None:
        received = Etape("Reçue", "passe", date=courte(saisine.recue_le) if saisine.recue_le else "")
        return [received, Etape(SAISINE.states[reprise_par.etat].outside, "sorti")]
    steps = []
    for rank, (label, _) in enumerate(ETAPES):
        status = "passe" if rank < here else "courant" if rank == here else "avenir"
        # One text already published says nothing of a step that the saisine has still to take.
        day = _jour(rank, saisine, reprise_par) if rank <= here else ""
        steps.append(Etape(label, status, _detail(rank, here, reprise_par), day))
    return steps


def _detail(rank: int, here: int, saisine: Saisine) -> str:
    if rank == 1 and saisine.commission and rank <= here:
        return saisine.commission.nom
    if rank == 2 and rank > here and saisine.pleniere:
        return f"plénière du {sans_jour(saisine.pleniere.jour)}"
    return ""


def _jour(rank: int, saisine: Saisine, reprise_par: Saisine) -> str:
    if rank == 0:
        return courte(saisine.recue_le) if saisine.recue_le else ""
    adopted = max((texte.adopte_le for texte in reprise_par.textes if texte.adopte_le), default=None)
    published = max((texte.publication_le for texte in reprise_par.textes if texte.publication_le), default=None)
    day = {3: adopted, 5: published}.get(rank)
    return courte(day) if day else ""
