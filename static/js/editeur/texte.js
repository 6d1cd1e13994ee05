// The text as blocks: each one untouched since the server gave it goes back byte for byte, the others are written.
import { TextSelection } from "../../vendor/prosemirror.js";
import { bloc } from "./ecriture.js";
import { noeud } from "./lecture.js";

const CHAMPS = ["genre", "texte", "niveau", "destinataire", "auteur", "fichier", "alternative", "marque"];

export class Texte {
  /** The blocks that the server gave, and the document that they became. */
  constructor(blocs, doc) {
    this.donnes = new Map();
    this.ecrits = new WeakMap();
    const parId = new Map(blocs.map((un) => [un.id, un]));
    doc.forEach((node) => this.retenir(node, parId.get(node.attrs.id)));
  }

  /** From now on this node says what this block says. */
  retenir(node, un) {
    if (un) this.donnes.set(node.attrs.id, { node, bloc: nu(un) });
  }

  /** The block of a node of the first level; null for one that says nothing. */
  bloc(node) {
    const donne = this.donnes.get(node.attrs.id);
    if (donne && (donne.node === node || donne.node.eq(node))) return donne.bloc;
    if (!this.ecrits.has(node)) this.ecrits.set(node, bloc(node));
    return this.ecrits.get(node);
  }

  /** All the blocks that say something. */
  blocs(doc) {
    const found = [];
    doc.forEach((node) => {
      const un = this.bloc(node);
      if (un) found.push(un);
    });
    return found;
  }

  /** Show what the server has merged: only the blocks that differ are replaced, and the cursor stays in its own. */
  remplacer(view, blocs) {
    const { doc } = view.state;
    const marques = new Set(blocs.filter((un) => un.genre === "note").map((un) => un.marque));
    const ici = new Map();
    doc.forEach((node) => ici.set(node.attrs.id, node));
    const nodes = blocs.map((un) => {
      const node = ici.get(un.id);
      return node && memes(this.bloc(node), un) ? node : noeud(un, marques);
    });
    blocs.forEach((un, rang) => this.retenir(nodes[rang], un));
    const place = lieu(view.state);
    const tr = echange(view.state.tr, doc, nodes);
    if (!tr.docChanged) return;
    retour(tr, place);
    view.dispatch(tr.setMeta("addToHistory", false));
  }
}

const nu = (un) => Object.fromEntries(["id", ...CHAMPS].filter((nom) => un[nom]).map((nom) => [nom, un[nom]]));

export function memes(a, b) {
  return Boolean(a && b) && CHAMPS.every((nom) => (a[nom] || "") === (b[nom] || ""));
}

/** Replace the nodes that differ, what is common at both ends left alone. */
function echange(tr, doc, nodes) {
  const anciens = [];
  doc.forEach((node) => anciens.push(node));
  let tete = 0;
  while (tete < anciens.length && tete < nodes.length && anciens[tete] === nodes[tete]) tete += 1;
  let queue = 0;
  while (queue < anciens.length - tete && queue < nodes.length - tete && anciens.at(-1 - queue) === nodes.at(-1 - queue)) queue += 1;
  if (tete === anciens.length && tete === nodes.length) return tr;
  const taille = (suite) => suite.reduce((sum, node) => sum + node.nodeSize, 0);
  const debut = taille(anciens.slice(0, tete));
  const fin = doc.content.size - taille(anciens.slice(anciens.length - queue));
  return tr.replaceWith(debut, fin, nodes.slice(tete, nodes.length - queue));
}

/** Where the cursor is: in which block, how far. */
function lieu({ selection: { $head } }) {
  return { id: $head.depth ? $head.node(1).attrs.id : "", reste: $head.depth ? $head.pos - $head.before(1) : 0 };
}

function retour(tr, { id, reste }) {
  tr.doc.forEach((node, pos) => {
    if (node.attrs.id !== id || !id) return;
    tr.setSelection(TextSelection.near(tr.doc.resolve(pos + Math.min(reste, node.nodeSize - 1))));
  });
}
