// What a text can hold: the blocks and the dress of words that the site knows, and nothing else.
// Whatever is typed, pasted or dropped goes through this schema: it is also what keeps scripts and styles out.
import { Schema } from "../../vendor/prosemirror.js";

export const NIVEAUX = [1, 2, 3, 4, 5, 6];
const IDENTITE = /^[a-z0-9]{4,32}$/;
const PROTOCOLES = /^(https?:\/\/|mailto:)/i;

const identite = { id: { default: "" } };
const lue = (dom) => (IDENTITE.test(dom.dataset.bloc || "") ? dom.dataset.bloc : "");
const ecrite = (node) => (node.attrs.id ? { "data-bloc": node.attrs.id } : {});

/** The address of a link that may be followed from a text, or null. */
export function lienPermis(adresse) {
  const found = (adresse || "").trim();
  return PROTOCOLES.test(found) && !/[\s<>]/.test(found) ? found : null;
}

/** The level of a heading that was pasted; ours say theirs, since the title of the page is above them. */
const niveauLu = (dom, rang) => Number(dom.dataset.niveau) || rang;

const cellule = (balise, role) => ({
  content: "inline*",
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null }, alignement: { default: "" } },
  tableRole: role,
  isolating: true,
  parseDOM: [{ tag: balise, getAttrs: (dom) => ({ alignement: dom.dataset.alignement || "" }) }],
  toDOM: (node) => [balise, node.attrs.alignement ? { "data-alignement": node.attrs.alignement } : {}, 0],
});

const encadre = (nom, champ, isole = false) => ({
  group: "bloc",
  content: "contenu+",
  attrs: { ...identite, [champ]: { default: "" } },
  defining: true,
  isolating: isole,
  parseDOM: [
    {
      tag: `section[data-genre=${nom}]`,
      contentElement: (dom) => dom.querySelector("[data-corps]") || dom,
      getAttrs: (dom) => ({ id: lue(dom), [champ]: dom.dataset[champ] || "" }),
    },
  ],
  toDOM: (node) => [
    "section",
    { "data-genre": nom, [`data-${champ}`]: node.attrs[champ], ...ecrite(node) },
    ["div", { "data-corps": "" }, 0],
  ],
});

export const schema = new Schema({
  nodes: {
    doc: { content: "bloc+" },
    paragraphe: {
      group: "bloc contenu",
      content: "inline*",
      attrs: identite,
      parseDOM: [{ tag: "p", getAttrs: (dom) => ({ id: lue(dom) }) }],
      toDOM: (node) => ["p", ecrite(node), 0],
    },
    titre: {
      group: "bloc",
      content: "inline*",
      attrs: { ...identite, niveau: { default: 1 } },
      defining: true,
      parseDOM: NIVEAUX.map((rang) => ({
        tag: `h${rang}`,
        getAttrs: (dom) => ({ id: lue(dom), niveau: niveauLu(dom, rang) }),
      })),
      toDOM: (node) => [
        `h${Math.min(node.attrs.niveau + 1, 6)}`,
        { "data-niveau": String(node.attrs.niveau), ...ecrite(node) },
        0,
      ],
    },
    liste_puces: {
      group: "bloc contenu liste",
      content: "element+",
      attrs: { ...identite, serree: { default: true } },
      parseDOM: [{ tag: "ul", getAttrs: (dom) => ({ id: lue(dom), serree: dom.dataset.serree !== "non" }) }],
      toDOM: (node) => ["ul", { ...ecrite(node), "data-serree": node.attrs.serree ? "oui" : "non" }, 0],
    },
    liste_numeros: {
      group: "bloc contenu liste",
      content: "element+",
      attrs: { ...identite, depart: { default: 1 }, serree: { default: true } },
      parseDOM: [
        {
          tag: "ol",
          getAttrs: (dom) => ({ id: lue(dom), depart: dom.start >= 0 ? dom.start : 1, serree: dom.dataset.serree !== "non" }),
        },
      ],
      toDOM: (node) => [
        "ol",
        { ...ecrite(node), start: String(node.attrs.depart), "data-serree": node.attrs.serree ? "oui" : "non" },
        0,
      ],
    },
    element: { content: "paragraphe contenu*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    citation: {
      group: "bloc contenu",
      content: "contenu+",
      attrs: identite,
      defining: true,
      parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ id: lue(dom) }) }],
      toDOM: (node) => ["blockquote", ecrite(node), 0],
    },
    preconisation: encadre("preconisation", "destinataire"),
    position: encadre("position", "auteur"),
    note: encadre("note", "marque", true),
    figure: {
      group: "bloc",
      content: "inline*",
      attrs: { ...identite, fichier: { default: "" }, alternative: { default: "" } },
      isolating: true,
      parseDOM: [
        {
          tag: "figure[data-fichier]",
          contentElement: "figcaption",
          getAttrs: (dom) =>
            /^[0-9a-f]{64}$/.test(dom.dataset.fichier)
              ? { id: lue(dom), fichier: dom.dataset.fichier, alternative: dom.dataset.alternative || "" }
              : false,
        },
      ],
      toDOM: (node) => [
        "figure",
        { "data-fichier": node.attrs.fichier, "data-alternative": node.attrs.alternative, ...ecrite(node) },
        ["figcaption", 0],
      ],
    },
    code: {
      group: "bloc contenu",
      content: "text*",
      marks: "",
      attrs: identite,
      code: true,
      defining: true,
      parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: (dom) => ({ id: lue(dom) }) }],
      toDOM: (node) => ["pre", ecrite(node), ["code", 0]],
    },
    filet: {
      group: "bloc contenu",
      attrs: identite,
      parseDOM: [{ tag: "hr", getAttrs: (dom) => ({ id: lue(dom) }) }],
      toDOM: (node) => ["hr", ecrite(node)],
    },
    tableau: {
      group: "bloc contenu",
      content: "rangee+",
      attrs: identite,
      tableRole: "table",
      isolating: true,
      parseDOM: [{ tag: "table", getAttrs: (dom) => ({ id: lue(dom) }) }],
      toDOM: (node) => ["table", ecrite(node), ["tbody", 0]],
    },
    rangee: {
      content: "(cellule | entete)+",
      tableRole: "row",
      parseDOM: [{ tag: "tr" }],
      toDOM: () => ["tr", 0],
    },
    cellule: cellule("td", "cell"),
    entete: cellule("th", "header_cell"),
    text: { group: "inline" },
    saut: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    appel: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { marque: {} },
      parseDOM: [
        {
          tag: "sup[data-marque]",
          getAttrs: (dom) => (/^[A-Za-z0-9_-]{1,32}$/.test(dom.dataset.marque) ? { marque: dom.dataset.marque } : false),
        },
      ],
      toDOM: (node) => ["sup", { "data-marque": node.attrs.marque, class: "appel" }],
    },
  },
  marks: {
    lien: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (dom) => {
            const href = lienPermis(dom.getAttribute("href"));
            return href ? { href } : false;
          },
        },
      ],
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer" }, 0],
    },
    gras: {
      parseDOM: [
        { tag: "strong" },
        // What Google Docs puts around all that it copies is no bold.
        { tag: "b", getAttrs: (dom) => !/font-weight:\s*normal/i.test(dom.dataset.style) && null },
        { tag: "span[data-style]", consuming: false, getAttrs: (dom) => /font-weight:\s*(bold|[6-9]00)/i.test(dom.dataset.style) && null },
      ],
      toDOM: () => ["strong", 0],
    },
    italique: {
      parseDOM: [
        { tag: "em" },
        { tag: "i" },
        { tag: "span[data-style]", consuming: false, getAttrs: (dom) => /font-style:\s*italic/i.test(dom.dataset.style) && null },
      ],
      toDOM: () => ["em", 0],
    },
    chasse: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  },
});

/** An identity that no block has. */
export function nouvelleIdentite() {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (octet) => octet.toString(16).padStart(2, "0")).join("");
}
