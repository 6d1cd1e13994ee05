"""Three hundred amendments to a text of 150 pages: called in order, merged, printed as a booklet."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from tracker.display.debat import Places
from tracker.documents.cahier import Cahier, cahier_pdf, entree
from tracker.documents.cahier_word import cahier_docx
from tracker.documents.seances.tenue import Emetteur
from tracker.models import Amendement, Personne, Version
from tracker.models.discussion import en_discussion
from tracker.models.integration import preparer
from tracker.prose.blocs import Blocs

from .cibles import Cible
from .prose import cible, demander, texte
from .vocabulaire import titre

JOUR = date(2026, 12, 10)


def mesurer() -> list[Cible]:
    """Each of them timed, in milliseconds; nothing here asks a database."""
    drawn = random.Random(5)
    base = texte(drawn)
    tabled = deposes(base, drawn)
    booklet = cahier(tabled)
    found = preparer(base, tabled)
    print(f"  {len(tabled)} amendements, {len(found.collisions)} collisions")
    # Typst remembers what it has set: each measure asks for another day's booklet, in other words.
    days = count(1)
    return [
        cible("300 amendements dans l’ordre de la discussion", lambda: en_discussion(tabled), 1_000),
        cible("300 amendements intégrés à 150 pages", lambda: preparer(base, tabled), 2_000),
        cible("cahier de 300 amendements : son contenu", lambda: cahier(tabled), 5_000),
        cible("cahier de 300 amendements en PDF", lambda: cahier_pdf(autre(booklet, next(days))), 10_000),
        cible("cahier de 300 amendements en Word", lambda: cahier_docx(booklet), 10_000),
    ]


def autre(booklet: Cahier, rank: int) -> Cahier:
    """The same booklet with words of its own in each entry."""
    entries = [replace(entry, auteur=f"{entry.auteur} {rank}") for entry in booklet.entrees]
    return replace(booklet, le=JOUR + timedelta(days=rank), entrees=entries)


def deposes(base: Blocs, drawn: random.Random) -> list[Amendement]:
    """As many adopted amendments as the bench asks of a text, which no database knows."""
    version, member = Version(id=1, numero=1, blocs=base), Personne(prenom="Anaïs", nom="Silvestre")
    return [
        Amendement(
            id=rank,
            etat="adopte",
            numero=rank,
            version_id=1,
            version=version,
            geste=one.geste,
            bloc=one.bloc,
            blocs=one.blocs,
            apres=one.apres,
            qualite="membre",
            depose_par=member,
            expose=f"{titre(drawn)}, {titre(drawn).lower()}.",
        )
        for rank, one in enumerate(demander(base, drawn), 1)
    ]


def cahier(tabled: list[Amendement]) -> Cahier:
    """What the booklet prints of them."""
    places = Places()
    return Cahier(
        Emetteur(assemblee="CESER"),
        "Un texte",
        "Avis",
        1,
        "",
        JOUR,
        [entree(one, places) for one in en_discussion(tabled)],
    )
