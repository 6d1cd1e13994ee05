// Each block of the first level keeps one identity for life: a block that is parted leaves it to its first half,
// one that is wrapped or unwrapped takes it along, one that is pasted never has that of another.
import { Fragment, Plugin, Slice } from "../../vendor/prosemirror.js";
import { nouvelleIdentite } from "./schema.js";

export function identites() {
  return new Plugin({
    appendTransaction(transactions, avant, apres) {
      if (!transactions.some((one) => one.docChanged)) return null;
      const tr = apres.tr;
      attribuer(tr, avant.doc, apres.doc);
      return tr.docChanged ? tr : null;
    },
    props: {
      transformPasted: (slice, view) => sansDoubles(slice, view.state.doc),
    },
  });
}

/** The same document with an identity for each block: what a text that was just read may lack. */
export function identifier(doc) {
  const found = [];
  doc.forEach((node) => found.push(node.attrs.id ? node : node.type.create({ ...node.attrs, id: nouvelleIdentite() }, node.content)));
  return doc.copy(Fragment.fromArray(found));
}

function attribuer(tr, avant, apres) {
  const anciens = new Set();
  avant.forEach((node) => anciens.add(node));
  const prises = new Set();
  apres.forEach((node) => prises.add(node.attrs.id));
  const vus = new Set();
  apres.forEach((node, pos, rang) => {
    const { id } = node.attrs;
    if (id && !vus.has(id)) vus.add(id);
    else {
      const own = emmenee(node, prises) || quittee(avant, rang, prises) || nouvelleIdentite();
      prises.add(own);
      vus.add(own);
      tr.setNodeAttribute(pos, "id", own);
    }
    if (!anciens.has(node)) vider(tr, node, pos);
  });
}

/** The identity that a block inside had when it stood alone. */
function emmenee(node, prises) {
  let found = "";
  node.descendants((enfant) => {
    if (!found && enfant.attrs.id && !prises.has(enfant.attrs.id)) found = enfant.attrs.id;
    return !found;
  });
  return found;
}

/** The identity of the block that stood here and is gone. */
function quittee(avant, rang, prises) {
  const id = avant.maybeChild(rang)?.attrs.id;
  return id && !prises.has(id) ? id : "";
}

/** Only the first level has identities. */
function vider(tr, node, debut) {
  node.descendants((enfant, pos) => {
    if (enfant.attrs.id) tr.setNodeAttribute(debut + 1 + pos, "id", "");
  });
}

function sansDoubles(slice, doc) {
  const prises = new Set();
  doc.forEach((node) => prises.add(node.attrs.id));
  const nodes = [];
  slice.content.forEach((node) => {
    nodes.push(node.attrs.id && prises.has(node.attrs.id) ? node.type.create({ ...node.attrs, id: "" }, node.content, node.marks) : node);
  });
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}
