// What the toolbar and the keyboard do.
import {
  TextSelection,
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  baseKeymap,
  chainCommands,
  createParagraphNear,
  deleteColumn,
  deleteRow,
  deleteTable,
  exitCode,
  goToNextCell,
  isInTable,
  keymap,
  lift,
  liftListItem,
  redo,
  setBlockType,
  sinkListItem,
  splitListItem,
  toggleMark,
  undo,
  undoInputRule,
  wrapIn,
  wrapInList,
} from "../../vendor/prosemirror.js";
import { lienPermis, nouvelleIdentite, schema } from "./schema.js";

const { nodes, marks } = schema;

/** The commands by the name that a button carries. */
export const COMMANDES = {
  annuler: undo,
  retablir: redo,
  gras: toggleMark(marks.gras),
  italique: toggleMark(marks.italique),
  puces: liste(nodes.liste_puces),
  numeros: liste(nodes.liste_numeros),
  avancer: sinkListItem(nodes.element),
  reculer: chainCommands(liftListItem(nodes.element), lift),
  citation: basculer(nodes.citation),
  preconisation: encadrer(nodes.preconisation),
  position: encadrer(nodes.position),
  note: insererNote,
  tableau: insererTableau,
  filet: (etat, dispatch) => inserer(etat, dispatch, nodes.filet.create()),
  "ligne-avant": addRowBefore,
  "ligne-apres": addRowAfter,
  "colonne-avant": addColumnBefore,
  "colonne-apres": addColumnAfter,
  "ligne-retirer": deleteRow,
  "colonne-retirer": deleteColumn,
  "tableau-retirer": deleteTable,
};

/** The style of the block where the cursor stands, as the chooser names it. */
export function styleCourant({ selection: { $from } }) {
  const parent = $from.parent;
  if (parent.type === nodes.titre) return `titre${parent.attrs.niveau}`;
  if (parent.type === nodes.code) return "code";
  for (let rang = $from.depth; rang > 0; rang -= 1) if ($from.node(rang).type === nodes.citation) return "citation";
  return "paragraphe";
}

/** Give the block a style of the chooser. */
export function styler(nom) {
  if (nom === "citation") return basculer(nodes.citation);
  const niveau = /^titre(\d)$/.exec(nom)?.[1];
  const type = niveau ? nodes.titre : nodes[nom];
  return (etat, dispatch, view) => {
    // A heading stands in no frame: it leaves the one where it is.
    if (setBlockType(type, niveau ? { niveau: Number(niveau) } : null)(etat, dispatch, view)) return true;
    return styleCourant(etat) === "citation" || niveau ? lift(etat, dispatch, view) : false;
  };
}

function basculer(type) {
  return (etat, dispatch, view) => (dedans(etat, type) ? lift(etat, dispatch, view) : wrapIn(type)(etat, dispatch, view));
}

/** The innermost node of a type around the cursor. */
export function dedans({ selection: { $from } }, type) {
  for (let rang = $from.depth; rang > 0; rang -= 1) if ($from.node(rang).type === type) return $from.node(rang);
  return null;
}

function liste(type) {
  const autre = type === nodes.liste_puces ? nodes.liste_numeros : nodes.liste_puces;
  return (etat, dispatch, view) => {
    const { $from } = etat.selection;
    for (let rang = $from.depth; rang > 0; rang -= 1) {
      const node = $from.node(rang);
      if (node.type === type) return liftListItem(nodes.element)(etat, dispatch, view);
      if (node.type === autre) {
        if (dispatch) dispatch(etat.tr.setNodeMarkup($from.before(rang), type, { id: node.attrs.id, serree: node.attrs.serree }));
        return true;
      }
    }
    return wrapInList(type)(etat, dispatch, view);
  };
}

/** A recommendation or a position: around what is selected when it says something, else a new one. */
function encadrer(type) {
  return (etat, dispatch, view) => {
    if (dedans(etat, type)) return lift(etat, dispatch, view);
    if (!etat.selection.empty && wrapIn(type)(etat, dispatch, view)) return true;
    return inserer(etat, dispatch, type.create(null, nodes.paragraphe.create()));
  };
}

/** Put a block after the one where the cursor stands, or in its place when it is empty; the cursor goes in. */
export function inserer(etat, dispatch, node) {
  const { $from } = etat.selection;
  const vide = $from.depth === 1 && $from.parent.type === nodes.paragraphe && !$from.parent.content.size;
  const debut = $from.depth ? (vide ? $from.before(1) : $from.after(1)) : etat.selection.to;
  if (dispatch) {
    const tr = vide ? etat.tr.replaceWith(debut, $from.after(1), node) : etat.tr.insert(debut, node);
    if (debut + node.nodeSize === tr.doc.content.size && node.type !== nodes.note) tr.insert(tr.doc.content.size, nodes.paragraphe.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(debut + 1))).scrollIntoView());
  }
  return true;
}

/** A note: its call where the cursor stands, itself below the block, after the notes that are already there. */
function insererNote(etat, dispatch) {
  const { $to } = etat.selection;
  if (!$to.parent.isTextblock || $to.parent.type === nodes.code || dedans(etat, nodes.note)) return false;
  if (!dispatch) return true;
  const marque = nouvelleIdentite().slice(0, 6);
  const tr = etat.tr.insert($to.pos, nodes.appel.create({ marque }));
  let rang = tr.doc.resolve($to.pos + 1).index(0) + 1;
  let pos = tr.doc.resolve($to.pos + 1).after(1);
  for (; rang < tr.doc.childCount && tr.doc.child(rang).type === nodes.note; rang += 1) pos += tr.doc.child(rang).nodeSize;
  tr.insert(pos, nodes.note.create({ marque }, nodes.paragraphe.create()));
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 2))).scrollIntoView());
  return true;
}

function insererTableau(etat, dispatch) {
  if (isInTable(etat)) return false;
  const rangee = (type) => nodes.rangee.create(null, [0, 1, 2].map(() => type.create()));
  return inserer(etat, dispatch, nodes.tableau.create(null, [rangee(nodes.entete), rangee(nodes.cellule), rangee(nodes.cellule)]));
}

/** The link of the words that are selected, or of those around the cursor. */
export function lienCourant(etat) {
  const { $from, from, to, empty } = etat.selection;
  let found = null;
  if (empty) found = marks.lien.isInSet($from.marks());
  else etat.doc.nodesBetween(from, to, (node) => (found ||= marks.lien.isInSet(node.marks)));
  return found?.attrs.href || "";
}

/** Make the selection a link; no address takes it away. With nothing selected the address itself is written. */
export function lier(adresse) {
  return (etat, dispatch) => {
    const href = lienPermis(adresse);
    const { from, to, empty } = etat.selection;
    if (adresse && !href) return false;
    if (!dispatch) return true;
    const tr = etat.tr;
    if (empty && href) tr.insert(from, schema.text(href, [marks.lien.create({ href })]));
    else {
      tr.removeMark(from, to, marks.lien);
      if (href) tr.addMark(from, to, marks.lien.create({ href }));
    }
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** Enter in an empty last line of a frame leaves it. */
function sortir(etat, dispatch) {
  const { $from, empty } = etat.selection;
  if (!empty || $from.parent.type !== nodes.paragraphe || $from.parent.content.size || $from.depth < 2) return false;
  const cadre = $from.node(-1);
  const sorte = [nodes.preconisation, nodes.position, nodes.note, nodes.citation].includes(cadre.type);
  if (!sorte || cadre.childCount < 2 || $from.index(-1) !== cadre.childCount - 1) return false;
  if (dispatch) {
    const apres = $from.after(-1);
    const tr = etat.tr.delete($from.before(), $from.after());
    const pos = tr.mapping.map(apres);
    tr.insert(pos, nodes.paragraphe.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  }
  return true;
}

function passer(etat, dispatch) {
  const { $from } = etat.selection;
  if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false;
  if (dispatch) dispatch(etat.tr.replaceSelectionWith(nodes.saut.create()).scrollIntoView());
  return true;
}

/** Tab in the last cell adds a row, as in a word processor. */
function ajouterUneRangee(etat, dispatch, view) {
  if (!isInTable(etat) || !dispatch) return false;
  addRowAfter(etat, dispatch);
  return goToNextCell(1)(view.state, view.dispatch);
}

export function raccourcis(ouvrirLien) {
  return [
    keymap({
      "Mod-z": chainCommands(undoInputRule, undo),
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-b": COMMANDES.gras,
      "Mod-i": COMMANDES.italique,
      "Mod-k": () => ouvrirLien(),
      "Mod-Alt-f": insererNote,
      "Shift-Enter": chainCommands(exitCode, passer),
      "Mod-Enter": chainCommands(exitCode, createParagraphNear),
      Enter: chainCommands(splitListItem(nodes.element), sortir),
      Tab: chainCommands(goToNextCell(1), ajouterUneRangee, sinkListItem(nodes.element)),
      "Shift-Tab": chainCommands(goToNextCell(-1), liftListItem(nodes.element)),
      Backspace: undoInputRule,
    }),
    keymap(baseKeymap),
  ];
}

/** Ctrl+Alt with a figure: by the key, not by the sign, since a French keyboard writes others there with AltGr. */
export function titreAuClavier(view, event) {
  const niveau = /^(?:Digit|Numpad)([0-6])$/.exec(event.code)?.[1];
  if (!niveau || !event.altKey || !(event.ctrlKey || event.metaKey)) return false;
  if (event.getModifierState("AltGraph") && event.key.length === 1 && !/[0-9&é"'(\-è_çà]/.test(event.key)) return false;
  styler(niveau === "0" ? "paragraphe" : `titre${niveau}`)(view.state, view.dispatch, view);
  event.preventDefault();
  return true;
}
