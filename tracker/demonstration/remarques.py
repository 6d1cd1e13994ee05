"""What is said of the drafts of the demonstration while they are written; all of it invented."""

from dataclasses import replace

from ..models import Commentaire, Personne, Suggestion, Texte, Version
from ..models.versions import enregistrer
from ..prose.blocs import Bloc
from ..prose.citation import mots_lus
from ..prose.modification import appliquer
from .scene import Scene


def annoter(d: Scene) -> None:
    """A draft under discussion, with one change taken and one left; and one that a commission has just received."""
    d.jour = d.le(-6)
    _gares(d, d.textes["routieres"])
    d.jour = d.le(-2)
    _sante(d, d.textes["sante"])
    d.jour = d.aujourdhui
    d.session.flush()


def _gares(d: Scene, texte: Texte) -> None:
    chair, members = d.assemblee.qui("presidente transports"), d.assemblee.membres["transports"]
    author, officer, bureau = texte.rapporteurs[0], d.assemblee.qui("chargee"), d.assemblee.qui("membre_du_bureau")
    dix_ans = _commenter(
        d, texte, chair, "Plus de la moitié", "commission",
        "Restons modestes : les régions voisines le demandaient aussi. « Le conseil s’en félicite » suffirait.",
        passage="l’effet de dix ans d’avis concordants",
    )  # fmt: skip
    _commenter(d, texte, members[1], "L’avenant « mobilités »", "commission", "Combien de jours, exactement ?")
    taken = _suggerer(
        d, texte, members[0], "L’avenant « mobilités »", "commission",
        "peu de jours avant sa séance", "neuf jours avant sa séance", "Le nombre parle de lui-même.",
    )  # fmt: skip
    left = _suggerer(
        d, texte, members[2], "Plus de la moitié", "auteurs",
        "portent des ralentissements permanents", "sont à l’abandon", "Il faut le dire franchement.",
    )  # fmt: skip
    _suggerer(
        d, texte, members[2], "Plusieurs opérations", "commission",
        "ce qui serait différé s’ils manquaient", "lesquelles seraient différées, ni pour combien de temps",
        "C’est la question que les usagers nous posent.",
    )  # fmt: skip
    done = _commenter(d, texte, bureau, "", "bureau", "Pensez à dire ce que le conseil attend avant l’été.")
    d.jour = d.le(-3)
    _repondre(d, dix_ans, author, "D’accord sur le fond. Je propose une phrase la semaine prochaine.")
    _prendre(d, taken, author)
    left.trancher("refusee", author, "La note technique parle de ralentissements : restons à ce qui est établi.")
    left.decidee_le = d.instant()
    done.resoudre(author)
    done.resolu_le = d.instant()
    _commenter(d, texte, officer, "Garantir", "auteurs", "À vérifier avec la direction : « avant toute opération ».")


def _sante(d: Scene, texte: Texte) -> None:
    first, second = d.assemblee.membres["solidarites"][4:6]
    _commenter(
        d, texte, first, "Les maisons de santé", "commission", "Cinq, si l’on compte Briançon.",
        passage="Quatre locaux neufs",
    )  # fmt: skip
    _suggerer(
        d, texte, second, "Dans les deux cas", "commission",
        "la disponibilité et la confiance", "du temps, et la confiance", "Plus simple à lire.",
    )  # fmt: skip


def _bloc(version: Version | None, words: str) -> Bloc:
    """The first block that holds these words."""
    assert version is not None
    return next(bloc for bloc in version.blocs if words in mots_lus(bloc))


def _commenter(
    d: Scene, texte: Texte, auteur: Personne, words: str, audience: str, contenu: str, passage: str = ""
) -> Commentaire:
    said = Commentaire(
        texte=texte,
        version=texte.version,
        bloc=_bloc(texte.version, words).id if words else "",
        passage=passage,
        contenu=contenu,
        audience=audience,
        auteur=auteur,
        le=d.instant(),
    )
    d.session.add(said)
    return said


def _repondre(d: Scene, tete: Commentaire, auteur: Personne, contenu: str) -> None:
    d.session.add(
        Commentaire(
            texte=tete.texte,
            version=tete.texte.version,
            bloc=tete.bloc,
            parent=tete,
            contenu=contenu,
            audience=tete.audience,
            auteur=auteur,
            le=d.instant(),
        )
    )


def _suggerer(
    d: Scene, texte: Texte, auteur: Personne, words: str, audience: str, avant: str, apres: str, motif: str
) -> Suggestion:
    """Some words of a block in the place of others."""
    block = _bloc(texte.version, words)
    assert avant in block.texte, avant
    made = Suggestion(
        texte=texte,
        version=texte.version,
        geste="remplacer",
        bloc=block.id,
        blocs=(replace(block, texte=block.texte.replace(avant, apres)),),
        motif=motif,
        audience=audience,
        auteur=auteur,
        le=d.instant(),
    )
    d.session.add(made)
    return made


def _prendre(d: Scene, suggestion: Suggestion, auteur: Personne) -> None:
    texte = suggestion.texte
    assert texte.version is not None
    d.session.flush()
    blocs = appliquer(texte.version.blocs, suggestion.modification)
    motif = f"Suggestion de {suggestion.auteur} acceptée"
    made = enregistrer(d.session, texte, blocs, auteur=auteur, motif=motif, origine="suggestion")
    assert made is not None
    made.le = d.instant()
    suggestion.trancher("acceptee", auteur)
    suggestion.decidee_le, suggestion.resultat = d.instant(), made
