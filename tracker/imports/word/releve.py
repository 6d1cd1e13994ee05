"""What a Word file holds that the text will not: counted while it is read, then said in sentences."""

from collections import Counter
from dataclasses import dataclass, field

#: What is counted, with what is said of one and of several; in the order in which it is said.
CONSTATS: dict[str, tuple[str, str]] = {
    "mots": (
        "Un mot du fichier n’est pas repris : {extraits}.",
        "{n} mots du fichier ne sont pas repris : {extraits}.",
    ),
    "titre": (
        "Le titre du document, {extraits}, n’est pas repris : le texte porte le sien.",
        "Les {n} titres de document sont repris comme des titres de premier niveau.",
    ),
    "sommaire": (
        "Le sommaire n’est pas repris : il se refait de lui-même à partir des titres.",
        "Le sommaire n’est pas repris : il se refait de lui-même à partir des titres.",
    ),
    "couverture": (
        "La couverture n’est pas reprise : elle se refait d’elle-même.",
        "La couverture n’est pas reprise : elle se refait d’elle-même.",
    ),
    "courants": (
        "L’en-tête ou le pied de page n’est pas repris.",
        "Les en-têtes et les pieds de page ne sont pas repris.",
    ),
    "ajouts": (
        "Un ajout suivi est accepté : il fait partie du texte.",
        "{n} ajouts suivis sont acceptés : ils font partie du texte.",
    ),
    "retraits": (
        "Une suppression suivie est acceptée : ses mots ne sont pas repris.",
        "{n} suppressions suivies sont acceptées : leurs mots ne sont pas repris.",
    ),
    "commentaires": (
        "Un commentaire n’est pas repris.",
        "{n} commentaires ne sont pas repris.",
    ),
    "masques": (
        "Un passage masqué n’est pas repris.",
        "{n} passages masqués ne sont pas repris.",
    ),
    "cadres": (
        "Une zone de texte est défaite : ses mots suivent le paragraphe qui la portait.",
        "{n} zones de texte sont défaites : leurs mots suivent le paragraphe qui les portait.",
    ),
    "encadres": (
        "Un encadré est repris comme du texte.",
        "{n} encadrés sont repris comme du texte.",
    ),
    "fusions": (
        "Une cellule fusionnée est défaite : ses mots tiennent dans la première de ses cases.",
        "{n} cellules fusionnées sont défaites : leurs mots tiennent dans la première de leurs cases.",
    ),
    "serrees": (
        "Une case de tableau tient sur une seule ligne : ses paragraphes y sont réunis.",
        "{n} cases de tableau tiennent sur une seule ligne : leurs paragraphes y sont réunis.",
    ),
    "emboites": (
        "Un tableau placé dans un autre est aplati dans sa case.",
        "{n} tableaux placés dans un autre sont aplatis dans leur case.",
    ),
    "entetes": (
        "La première ligne d’un tableau devient celle de ses titres.",
        "La première ligne de {n} tableaux devient celle de leurs titres.",
    ),
    "images": (
        "Une image n’est pas reprise : {extraits}.",
        "{n} images ne sont pas reprises : {extraits}.",
    ),
    "muettes": (
        "Une image n’a pas de texte de remplacement : décrivez-la pour ceux qui ne la voient pas.",
        "{n} images n’ont pas de texte de remplacement : décrivez-les pour ceux qui ne les voient pas.",
    ),
    "equations": (
        "Une équation est mise à plat : {extraits}.",
        "{n} équations sont mises à plat : {extraits}.",
    ),
    "graphiques": (
        "Un graphique n’est pas repris : collez-le dans Word comme une image.",
        "{n} graphiques ne sont pas repris : collez-les dans Word comme des images.",
    ),
    "schemas": (
        "Un schéma SmartArt n’est pas repris : collez-le dans Word comme une image.",
        "{n} schémas SmartArt ne sont pas repris : collez-les dans Word comme des images.",
    ),
    "dessins": (
        "Un dessin n’est pas repris.",
        "{n} dessins ne sont pas repris.",
    ),
    "objets": (
        "Un objet incorporé, classeur ou autre, n’est pas repris.",
        "{n} objets incorporés, classeurs ou autres, ne sont pas repris.",
    ),
    "morceaux": (
        "Un document inséré dans celui-ci n’est pas repris.",
        "{n} documents insérés dans celui-ci ne sont pas repris.",
    ),
    "champs": (
        "Un champ calculé garde la valeur qu’il affichait.",
        "{n} champs calculés gardent la valeur qu’ils affichaient.",
    ),
    "liens": (
        "Un lien perd son adresse, ses mots restent : il menait dans le document, ou là où un texte ne mène pas.",
        "{n} liens perdent leur adresse, leurs mots restent : ils menaient dans le document, "
        "ou là où un texte ne mène pas.",
    ),
    "numeros": (
        "Le numéro automatique d’un titre n’est pas repris.",
        "Les numéros automatiques de {n} titres ne sont pas repris.",
    ),
    "lettres": (
        "Une liste en lettres ou en chiffres romains est numérotée 1, 2, 3.",
        "{n} listes en lettres ou en chiffres romains sont numérotées 1, 2, 3.",
    ),
    "renumerotees": (
        "Une préconisation change de numéro : {dits}.",
        "{n} préconisations changent de numéro : {dits}.",
    ),
    "barres": (
        "Un passage barré n’est plus barré : ses mots restent.",
        "{n} passages barrés ne le sont plus : leurs mots restent.",
    ),
    "exposants": (
        "Un exposant ou un indice est mis à plat.",
        "{n} exposants ou indices sont mis à plat.",
    ),
    "notes": (
        "Une note n’est pas reprise : rien ne l’appelle.",
        "{n} notes ne sont pas reprises : rien ne les appelle.",
    ),
}
EXTRAITS = 5
LONGUEUR = 80


@dataclass
class Releve:
    """The counts, and some words of what is counted."""

    vus: Counter[str] = field(default_factory=Counter)
    extraits: dict[str, list[str]] = field(default_factory=dict)

    def noter(self, constat: str, extrait: str = "", nombre: int = 1) -> None:
        """Count something; its words are shown when its sentence shows them."""
        if nombre:
            self.vus[constat] += nombre
            self.extraits.setdefault(constat, []).append(" ".join(extrait.split()))

    def phrases(self) -> list[str]:
        """What is lost, one sentence each."""
        return [self._phrase(constat, *phrases) for constat, phrases in CONSTATS.items() if self.vus[constat]]

    def _phrase(self, constat: str, une: str, plusieurs: str) -> str:
        shown = list(dict.fromkeys(filter(None, self.extraits[constat])))
        said = ", ".join(f"« {_court(words)} »" for words in shown[:EXTRAITS])
        said += "…" if len(shown) > EXTRAITS else ""
        count = self.vus[constat]
        return (une if count == 1 else plusieurs).format(
            n=count, extraits=said or "sans nom", dits=", ".join(shown[:EXTRAITS])
        )


def _court(mots: str) -> str:
    return mots if len(mots) <= LONGUEUR else mots[: LONGUEUR - 1] + "…"
