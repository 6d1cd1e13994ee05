"""The forms of writing: the blocks of a text as repeated fields, what is decided of those that two people wrote."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField
from wtforms.validators import Length, Optional

from ..prose.blocs import EMPREINTE, GENRES, IDENTITE, LIBELLES, MARQUE, NIVEAUX, Bloc, Blocs, Genre, nouvelle_identite
from . import Formulaire
from .champs import strip

#: The fields that each block repeats, all of them for each.
CHAMPS = ("bloc_id", "genre", "texte", "precision", "fichier", "alternative", "marque")
#: The styles that a writer chooses among: each level of heading is one.
STYLES: dict[str, str] = {
    "paragraphe": LIBELLES["paragraphe"],
    **{f"titre{level}": f"Titre {level}" for level in NIVEAUX},
    **{genre: LIBELLES[genre] for genre in GENRES if genre not in {"paragraphe", "titre"}},
}


class Redaction(Formulaire):
    """What a text says, its blocks beside; each save is a version."""

    motif = StringField("Ce qui change", validators=[Optional(), Length(max=300)], filters=[strip])
    #: The version that the writing started from.
    depart = HiddenField()

    @property
    def numero_de_depart(self) -> int:
        """Its number; 0 for a text that had none."""
        typed = str(self.depart.data or "0")[:9]
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def devancee(self, marque: str) -> bool:
        """Whether the draft has changed since the page that is sent was opened."""
        sent = self.revision.raw_data or []
        return bool(sent) and sent[0] != marque


def lus(envoi: MultiDict[str, str]) -> Blocs:
    """The blocks that a page sent, as they were typed; raises ``ValueError`` with a French sentence."""
    columns = [envoi.getlist(name) for name in CHAMPS]
    if len({len(column) for column in columns}) != 1:
        raise ValueError("Ce qui est envoyé est incomplet : rechargez la page.")
    return tuple(_bloc(*row) for row in zip(*columns, strict=True))


def _bloc(identite: str, style: str, texte: str, precision: str, fichier: str, alternative: str, marque: str) -> Bloc:
    genre: Genre = "titre" if style[:-1] == "titre" else style  # type: ignore[assignment]
    if style not in STYLES or (genre == "figure" and not EMPREINTE.fullmatch(fichier)):
        raise ValueError("Un bloc est d’un genre inconnu.")
    return Bloc(
        identite if IDENTITE.fullmatch(identite) else nouvelle_identite(),
        genre,
        texte.replace("\r\n", "\n").replace("\r", "\n"),
        niveau=int(style[-1]) if genre == "titre" else 0,
        destinataire=precision[:300] if genre == "preconisation" else "",
        auteur=precision[:300] if genre == "position" else "",
        fichier=fichier if genre == "figure" else "",
        alternative=alternative[:2000] if genre == "figure" else "",
        marque=marque if genre == "note" and MARQUE.fullmatch(marque) else "",
    )


def style(bloc: Bloc) -> str:
    """The style of a block, as the page names it."""
    return f"titre{bloc.niveau}" if bloc.genre == "titre" else bloc.genre


def precision(bloc: Bloc) -> str:
    """Whom a recommendation addresses, or who holds a position."""
    return bloc.destinataire or bloc.auteur


def decisions(envoi: MultiDict[str, str], identites: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What was decided of each contested block: the choice, and the words of another one."""
    return {
        identite: (envoi.get(f"choix-{identite}", ""), envoi.get(f"autre-{identite}", "").replace("\r\n", "\n"))
        for identite in identites
    }
