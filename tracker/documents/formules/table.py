"""The table of the documents whose words the assembly may change."""

from . import des_saisines, des_seances, des_textes
from .modele import Modele

DOCUMENTS: dict[str, Modele] = {
    modele.nom: modele for modele in (*des_saisines.MODELES, *des_textes.MODELES, *des_seances.MODELES)
}
