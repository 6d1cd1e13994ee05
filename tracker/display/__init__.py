"""How things are shown: what every template can say, and what the base of each page needs."""

from functools import lru_cache, partial
from secrets import token_urlsafe
from typing import Any

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from ..door import today
from ..procedure.delais import distance
from ..prose.blocs import Blocs
from ..prose.dates import courte, en_lettres, heure, sans_jour
from ..prose.html import rendre, rendre_blocs, rendre_texte
from ..prose.typographie import francais
from ..rights import voit, who
from .gabarits import Typographie
from .mots import (
    a_l_heure,
    avec,
    intitule,
    moment,
    nomme,
    peut,
    pluriel,
    repere,
    sujet,
    taille,
    ton,
    tonalite,
)
from .navigation import Entree, en_quels_noms, navigation, onglets, qualites


def attach(app: Flask) -> None:
    """Give the filters and the context to every template."""
    app.jinja_env.add_extension(Typographie)
    app.jinja_env.filters.update(
        en_lettres=en_lettres,
        sans_jour=sans_jour,
        courte=courte,
        moment=moment,
        heure=heure,
        a_l_heure=a_l_heure,
        # A page says the same words again and again.
        francais=lru_cache(maxsize=4096)(francais),
        prose=lambda text, niveau=2: Markup(rendre(text, niveau)),
        texte_en_blocs=texte_en_blocs,
        bloc=lambda one, niveau=2: Markup(rendre_blocs([one], niveau)),
        taille=taille,
        tonalite=tonalite,
        distance=lambda day: distance(day, today()),
        pluriel=pluriel,
    )
    app.jinja_env.globals.update(
        can=peut,
        qui_peut=who,
        voit=lambda record: voit(g.acteur, record),
        onglets=onglets,
        ton=ton,
        intitule=intitule,
        repere=repere,
        sujet=sujet,
        nomme=nomme,
        avec=avec,
        aujourdhui=today,
        cle_unique=lambda: token_urlsafe(24),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(context)


def context() -> dict[str, Any]:
    """What base.html needs; a public page gets nothing of the person who opens it."""
    shown = {
        "assemblee": {
            "nom": current_app.config["ASSEMBLEE"],
            "sigle": current_app.config["ASSEMBLEE_SIGLE"],
            "region": current_app.config["ASSEMBLEE_REGION"],
        },
        "demonstration": current_app.config["DEMONSTRATION"],
    }
    if "acteur" in g:
        shown["utilisateur"] = {
            "id": g.acteur.personne.id,
            "nom_complet": g.acteur.personne.nom_complet,
            "qualite": ", ".join(qualites()),
            "noms": en_quels_noms(),
        }
        shown["navigation"] = navigation()
        shown["regard"] = g.acteur.regarde
    else:
        shown["navigation"] = [
            Entree("Avis", url_for("publique.recueil"), request.endpoint in {"publique.recueil", "publique.avis"}),
            Entree("Composition", url_for("publique.composition"), request.endpoint == "publique.composition"),
            Entree("Flux", url_for("publique.flux"), False, "rss"),
            Entree("Espace des membres", url_for("connexion.ouvrir"), request.endpoint == "connexion.ouvrir", "log-in"),
        ]
    return shown


def texte_en_blocs(blocs: Blocs, niveau: int = 2, texte_id: int | None = None) -> Markup:
    """A text as HTML, its headings from a level; with the text that owns its pictures, they are shown."""
    if texte_id is None:
        return Markup(rendre_texte(blocs, niveau))
    image = partial(url_for, "illustrations.image", texte_id=texte_id)
    return Markup(rendre_texte(blocs, niveau, lambda mark: image(empreinte=mark)))
