// The numbers of notes, counted through the text in the order of their calls: shown, never written.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../../vendor/prosemirror.js";

const cle = new PluginKey("numeros");
const lus = new WeakMap();

export function numeros() {
  return new Plugin({
    key: cle,
    state: {
      init: (_, { doc }) => numeroter(doc),
      apply: (tr, avant) => (tr.docChanged ? numeroter(tr.doc) : avant),
    },
    props: { decorations: (etat) => cle.getState(etat) },
  });
}

/** The calls inside a block of the first level, and whether it is a note; read once for each block. */
function appels(node) {
  let found = lus.get(node);
  if (!found) {
    found = [];
    if (node.type.name !== "note") {
      node.descendants((enfant, pos) => {
        if (enfant.type.name === "appel") found.push([pos + 1, enfant.attrs.marque]);
      });
    }
    lus.set(node, found);
  }
  return found;
}

function numeroter(doc) {
  const notes = new Set();
  doc.forEach((node) => node.type.name === "note" && notes.add(node.attrs.marque));
  const rangs = new Map();
  const decorations = [];
  doc.forEach((node, pos) => {
    for (const [offset, marque] of appels(node)) {
      if (notes.has(marque) && !rangs.has(marque)) rangs.set(marque, rangs.size + 1);
      const numero = rangs.get(marque) || "?";
      decorations.push(Decoration.node(pos + offset, pos + offset + 1, { "data-numero": String(numero) }));
    }
  });
  doc.forEach((node, pos) => {
    if (node.type.name !== "note") return;
    if (!rangs.has(node.attrs.marque)) rangs.set(node.attrs.marque, rangs.size + 1);
    decorations.push(Decoration.node(pos, pos + node.nodeSize, { "data-numero": String(rangs.get(node.attrs.marque)) }));
  });
  return DecorationSet.create(doc, decorations);
}
