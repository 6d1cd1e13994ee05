// The toolbar: what it shows follows the cursor; one stop of Tab, then arrows, as in any toolbar.
import { isInTable } from "../../vendor/prosemirror.js";
import { COMMANDES, lienCourant, lier, styleCourant, styler } from "./commandes.js";
import { schema } from "./schema.js";

const { marks, nodes } = schema;

export class Barre {
  constructor(racine, view, { deposer }) {
    Object.assign(this, { racine, view, deposer });
    this.style = racine.querySelector("[data-style]");
    this.boutons = [...racine.querySelectorAll("[data-commande]")];
    this.tableau = racine.querySelector("[data-tableau]");
    this.menu = racine.querySelector("details");
    racine.hidden = false;
    this.style.addEventListener("change", () => this.lancer(styler(this.style.value)));
    racine.addEventListener("mousedown", (event) => event.target.closest("[data-commande]") && event.preventDefault());
    racine.addEventListener("click", (event) => this.cliquer(event.target.closest("[data-commande]")));
    racine.addEventListener("keydown", (event) => this.clavier(event));
    this.boite("lien", (dialogue) => this.lancer(lier(dialogue.querySelector("input").value.trim())));
    this.boite("figure", (dialogue) => this.deposer(dialogue));
    this.suivre();
  }

  cliquer(bouton) {
    if (!bouton || bouton.getAttribute("aria-disabled") === "true") return;
    if (this.menu.contains(bouton)) this.menu.open = false;
    const nom = bouton.dataset.commande;
    if (nom === "lien") this.ouvrirLien();
    else if (nom === "figure") this.ouvrir("figure");
    else this.lancer(COMMANDES[nom]);
  }

  lancer(commande) {
    commande(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  /** A box that asks one thing; closing it gives the cursor back. */
  boite(nom, valider) {
    const dialogue = document.querySelector(`dialog[data-boite=${nom}]`);
    dialogue.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.submitter?.value === "annuler") dialogue.close();
      else if (valider(dialogue) !== false) dialogue.close();
    });
    dialogue.addEventListener("close", () => this.view.focus());
  }

  ouvrir(nom) {
    const dialogue = document.querySelector(`dialog[data-boite=${nom}]`);
    dialogue.querySelector("form").reset();
    const erreur = dialogue.querySelector("[data-erreur]");
    if (erreur) erreur.textContent = "";
    dialogue.showModal();
    return dialogue;
  }

  ouvrirLien() {
    const dialogue = this.ouvrir("lien");
    dialogue.querySelector("input").value = lienCourant(this.view.state);
    dialogue.querySelector("input").select();
    return true;
  }

  clavier(event) {
    if (event.key === "Escape" && this.menu.open) {
      this.menu.open = false;
      this.menu.querySelector("summary").focus();
      return;
    }
    const pas = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!pas || event.target === this.style) return;
    const stops = [...this.racine.querySelectorAll("select, button, summary")].filter((one) => one.offsetParent);
    const next = stops[(stops.indexOf(event.target) + pas + stops.length) % stops.length];
    event.preventDefault();
    next.focus();
  }

  /** What the cursor stands in shows on the buttons, once for each frame. */
  suivre() {
    this.attente ||= requestAnimationFrame(() => {
      this.attente = 0;
      const { state } = this.view;
      this.style.value = styleCourant(state);
      this.tableau.hidden = !isInTable(state);
      for (const bouton of this.boutons) {
        const nom = bouton.dataset.commande;
        if (nom in ALLUMES) bouton.setAttribute("aria-pressed", String(ALLUMES[nom](state)));
        const commande = COMMANDES[nom];
        // Not « disabled »: a button that goes out under the finger would take the focus with it.
        if (commande) bouton.setAttribute("aria-disabled", String(!commande(state)));
      }
    });
  }
}

const marque = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const dans = (type) => ({ selection: { $from } }) => {
  for (let rang = $from.depth; rang > 0; rang -= 1) if ($from.node(rang).type === type) return true;
  return false;
};
const ALLUMES = {
  gras: marque(marks.gras),
  italique: marque(marks.italique),
  lien: marque(marks.lien),
  puces: dans(nodes.liste_puces),
  numeros: dans(nodes.liste_numeros),
};
