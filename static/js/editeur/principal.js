// The writing page: the editor takes the place of the fields, over the same blocks and the same form.
// Nothing is hidden before it is ready: where it cannot be, the fields stay, complete.
import { DOMSerializer, EditorState, EditorView, dropCursor, gapCursor, history, tableEditing } from "../../vendor/prosemirror.js";
import { Barre } from "./barre.js";
import { remplir } from "./champs.js";
import { nettoyer } from "./coller.js";
import { raccourcis, titreAuClavier } from "./commandes.js";
import { Envoi, demander } from "./envoi.js";
import { frappe } from "./frappe.js";
import { Garde } from "./garde.js";
import { identifier, identites } from "./identites.js";
import { illustrer, imagesDe } from "./images.js";
import { lire } from "./lecture.js";
import { numeros } from "./numeros.js";
import { Etat } from "./etat.js";
import { Plan } from "./plan.js";
import { Presence, presences } from "./presence.js";
import { schema } from "./schema.js";
import { Texte } from "./texte.js";
import { vues } from "./vues.js";

const form = document.querySelector("form[data-redaction]");
if (form) demarrer(form);

async function demarrer(form) {
  const { brouillon, images, presents, rejoindre, personne, texte } = form.dataset;
  const garde = new Garde(texte, personne);
  const jeton = form.querySelector("[name=csrf_token]").value;
  let depart;
  try {
    depart = await demander(`${brouillon}?blocs=1`);
    depart = await rattraper(garde, brouillon, depart);
  } catch {
    // The fields of the page serve as well.
    return;
  }
  const page = new Page(form, depart, garde, { brouillon, images, presents, rejoindre, jeton });
  page.vivre();
}

/** Send what a page that was closed too soon had kept in this browser. */
async function rattraper(garde, adresse, depart) {
  let etat = depart;
  for (const copie of await garde.orphelines()) {
    const envoi = new URLSearchParams({ csrf_token: etat.jeton, revision: etat.revision, depart: etat.depart, base: JSON.stringify(copie.base) });
    try {
      etat = { ...(await demander(adresse, remplir(envoi, copie.blocs))), rattrape: true };
      garde.oublier(copie.cle);
    } catch {
      // It stays in this browser: the next page will try again.
    }
  }
  return etat;
}

class Page {
  constructor(form, depart, garde, adresses) {
    Object.assign(this, { form, adresses });
    const doc = identifier(lire(depart.blocs));
    this.texte = new Texte(depart.blocs, doc);
    this.etat = new Etat(form);
    this.view = this.ouvrir(doc);
    this.envoi = new Envoi({ adresse: adresses.brouillon, jeton: adresses.jeton, etat: depart, garde, page: this });
    this.depart = depart;
    garde.arrivee = () => this.etat.avertir("onglet");
    if (garde.autres.size) garde.arrivee();
  }

  ouvrir(doc) {
    const feuille = this.form.querySelector("[data-feuille]");
    const champs = this.form.querySelector("[data-champs]");
    champs.disabled = champs.hidden = true;
    feuille.hidden = false;
    this.form.classList.add("redaction--vive");
    return new EditorView(feuille, {
      state: EditorState.create({
        doc,
        plugins: [
          frappe(),
          ...raccourcis(() => this.barre.ouvrirLien()),
          history(),
          identites(),
          numeros(),
          presences(),
          gapCursor(),
          dropCursor({ color: false, class: "ed-depot" }),
          tableEditing(),
        ],
      }),
      nodeViews: vues((empreinte) => `${this.adresses.images}/${empreinte}`),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Texte", "aria-describedby": "aide-clavier", spellcheck: "true", lang: "fr", class: "prose ed-texte" },
      clipboardSerializer: copie(),
      transformPastedHTML: nettoyer,
      handleKeyDown: (view, event) => this.clavier(view, event),
      handlePaste: (view, event) => this.illustrer(imagesDe(event.clipboardData)),
      handleDrop: (view, event) => this.illustrer(imagesDe(event.dataTransfer)),
      dispatchTransaction: (tr) => this.appliquer(tr),
    });
  }

  vivre() {
    const { form, view } = this;
    this.barre = new Barre(form.querySelector("[data-barre]"), view, { deposer: (boite) => this.deposer(boite) });
    this.plan = new Plan(form.querySelector("[data-plan]"), form.querySelector("[data-mesure]"), view);
    this.presence = new Presence({
      adresse: this.adresses.presents,
      view,
      envoi: this.envoi,
      dire: (presents) => this.etat.presents(presents),
      versionVenue: (version) => this.versionVenue(version),
      autrePage: () => this.envoi.relire().then(() => this.etat.avertir("ailleurs")).catch(() => {}),
    });
    this.dire(this.depart.rattrape ? "rattrape" : "pret", this.depart.le);
    form.addEventListener("submit", (event) => this.enregistrer(event));
    form.querySelector("[data-rejoindre]").addEventListener("click", () => this.rejoindre());
    form.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.envoi.tout().catch(() => {});
      }
    });
    window.addEventListener("pagehide", () => this.envoi.partir());
    document.addEventListener("visibilitychange", () => document.hidden && this.envoi.tout().catch(() => {}));
    window.addEventListener("beforeunload", (event) => {
      // Only where this browser itself could keep nothing.
      if (this.envoi.enAttente && !this.envoi.garder()) event.preventDefault();
    });
  }

  appliquer(tr) {
    this.view.updateState(this.view.state.apply(tr));
    this.barre?.suivre();
    if (!tr.docChanged || !this.barre) return;
    this.plan.suivre();
    if (tr.getMeta("addToHistory") === false) return;
    this.presence.noter();
    this.envoi.noter();
  }

  /** What Envoi asks of a page. */
  blocs() {
    return this.texte.blocs(this.view.state.doc);
  }

  montrer(blocs) {
    this.texte.remplacer(this.view, blocs);
  }

  dire(quoi, ...faits) {
    this.etat.dire(quoi, ...faits);
  }

  clavier(view, event) {
    if (titreAuClavier(view, event)) return true;
    // After Escape, Tab leaves the text: no one is held in it.
    const sort = event.key === "Tab" && this.echappe;
    if (event.key !== "Shift") this.echappe = event.key === "Escape";
    if (sort) event.stopPropagation();
    return Boolean(sort && this.sortir(event));
  }

  sortir(event) {
    const suite = event.shiftKey ? this.barre.style : this.form.querySelector("[data-suite]");
    event.preventDefault();
    suite.focus();
    return true;
  }

  illustrer(images) {
    for (const image of images) {
      illustrer(this.view, this.adresses.images, this.envoi.jeton, image).catch((refus) => this.dire("image", refus.phrase));
    }
    return images.length > 0;
  }

  deposer(boite) {
    const [fichier] = boite.querySelector("input[type=file]").files;
    const alternative = boite.querySelector("input[type=text]").value.trim();
    const erreur = boite.querySelector("[data-erreur]");
    if (!fichier) {
      erreur.textContent = "Choisissez une image.";
      return false;
    }
    illustrer(this.view, this.adresses.images, this.envoi.jeton, fichier, alternative)
      .then(() => boite.close())
      .catch((refus) => (erreur.textContent = refus.phrase || "L’image n’est pas arrivée : vérifiez la connexion, puis recommencez."));
    return false;
  }

  versionVenue(version) {
    const venue = version && version.numero > Number(this.envoi.depart);
    this.etat.version(venue ? version : null);
    this.vue = version?.numero;
  }

  /** Bring in what another person saved; what both changed is asked on a page. */
  async rejoindre() {
    try {
      await this.envoi.tout();
      const envoi = this.envoi.formulaire({ script: "1", vue: String(this.vue) });
      const etat = await this.envoi.poster(this.adresses.rejoindre, envoi);
      this.envoi.recevoir(etat, etat.blocs);
      this.montrer(etat.blocs);
      this.etat.version(null);
      this.etat.avertir("rejoint", etat.phrase);
    } catch (refus) {
      if (refus.genre === "perime") window.location.assign(this.adresses.rejoindre);
    }
  }

  /** A version: the draft is sent first, then the form, with all its blocks. */
  async enregistrer(event) {
    if (this.parti) return;
    event.preventDefault();
    const bouton = event.submitter;
    try {
      await this.envoi.tout();
    } catch {
      this.dire("version");
      return;
    }
    const envoi = remplir(new URLSearchParams(), this.blocs());
    const porte = document.createElement("div");
    porte.hidden = true;
    for (const [nom, valeur] of envoi) porte.append(cache(nom, valeur));
    this.form.append(porte);
    this.form.querySelector("[name=csrf_token]").value = this.envoi.jeton;
    this.form.querySelector("[name=revision]").value = this.envoi.revision;
    this.form.querySelector("[name=depart]").value = this.envoi.depart;
    this.parti = true;
    // A form sends nothing while its own sending is still being told.
    setTimeout(() => this.form.requestSubmit(bouton));
  }
}

/** A field that is not seen; a textarea, since an input would lose the ends of lines. */
function cache(nom, valeur) {
  const found = document.createElement("textarea");
  found.name = nom;
  found.value = valeur;
  return found;
}

/** What leaves for another program: a heading of ours is there of its own level. */
function copie() {
  const nodes = DOMSerializer.nodesFromSchema(schema);
  nodes.titre = (node) => [`h${node.attrs.niveau}`, { "data-niveau": String(node.attrs.niveau), "data-bloc": node.attrs.id || null }, 0];
  return new DOMSerializer(nodes, DOMSerializer.marksFromSchema(schema));
}
