"""A text that has one of everything, and a long one."""

import hashlib
import io
from datetime import date

from PIL import Image, ImageDraw

from tests.documents.conftest import blocs
from tracker.documents.projet import DonneesProjet
from tracker.prose.blocs import Blocs


def dessin(largeur: int = 900, hauteur: int = 420, mode: str = "RGB", genre: str = "PNG") -> bytes:
    """A picture of bars."""
    picture = Image.new("RGB", (largeur, hauteur), "#eef2f6")
    drawing = ImageDraw.Draw(picture)
    for rank, share in enumerate((0.35, 0.6, 0.45, 0.8)):
        left = int(largeur * (0.1 + rank * 0.21))
        drawing.rectangle((left, int(hauteur * (1 - share)), left + largeur // 8, hauteur), fill="#1d5487")
    written = io.BytesIO()
    picture.convert(mode).save(written, genre)
    return written.getvalue()


DESSIN = dessin()
SHA = hashlib.sha256(DESSIN).hexdigest()
IMAGES = {SHA: (DESSIN, "image/png")}
TEXTE = f"""# Le contexte

Un **constat** partagé[^chiffres] : *les lignes* reculent. [Le rapport](https://exemple.fr/a) et `L. 4312-1`\\
le disent[^source].

## Les chiffres[^source]

| Ligne | 2027 |
|:--|--:|
| Lycées | 391 |
| Gares[^gare] | **12** |

![Quatre barres, la dernière est la plus haute](figure:{SHA}) Fréquentation des lignes[^gare], en millions.

- Un point
- Un autre
  1. dedans
  2. encore
     - au fond

> Une citation d’un habitant.
>
> Elle a deux paragraphes.

# Les recommandations

5. Publier
6. Rendre compte

::: préconisation : Région
Rouvrir **la ligne** avant 2030[^chiffres].

- par étapes
- sans attendre
:::

::: préconisation
Associer les usagers.
:::

::: position minoritaire : Groupe des employeurs
Le coût n’est pas chiffré.
:::

```
chasse   fixe
  <balise> & fin
```

---

Le dernier mot.

[^chiffres]: Source : région, 2026.

[^source]: Rapport de la chambre, page 12.

    - premier détail
    - second détail

[^gare]: Gares ouvertes au public.

[^seule]: Une note que rien n’appelle.
"""

PROJET = DonneesProjet(
    assemblee="Assemblée consultative du Ponant",
    titre="Les lignes du quotidien",
    genre="Avis sur saisine obligatoire",
    marque="Projet, version 3",
    le=date(2026, 12, 10),
    etape="En commission",
    blocs=blocs(TEXTE),
    images=IMAGES,
    commission="Transports",
    rapporteurs=["Jeanne Aubrac", "Paul Mercadier"],
)


def long(pages: int) -> Blocs:
    """A dense text of so many pages, with a heading, a table, a list and a note on each."""
    page = "\n\n".join(["Une phrase assez longue pour peser, comme les textes en ont. " * 12] * 3)
    return blocs(
        "\n\n".join(
            f"{'#' if rank % 5 == 0 else '##'} Partie {rank}\n\n{page}[^n{rank}]\n\n- un\n- deux\n- trois\n\n"
            f"| a | b |\n|--|--|\n| {rank} | 2 |\n\n[^n{rank}]: La note {rank}.\n\n"
            f"::: préconisation : Région\nFaire la chose {rank}.\n:::"
            for rank in range(pages)
        )
    )
