// The document that is edited, written back as blocks of small Markdown that the server reads the same.
import { dernierSigne, fautif, premierSigne } from "./delimiteurs.js";

/** The block of a node of the first level, or null when it says nothing. */
export function bloc(node) {
  const { id } = node.attrs;
  switch (node.type.name) {
    case "titre":
      return dit({ id, genre: "titre", texte: titre(node), niveau: node.attrs.niveau });
    case "figure":
      return { id, genre: "figure", texte: amorce(ligne(node), 0), fichier: node.attrs.fichier, alternative: node.attrs.alternative };
    case "note":
      return dit({ id, genre: "note", texte: dedans(node), marque: node.attrs.marque });
    case "preconisation":
      return dit({ id, genre: "preconisation", texte: dedans(node), destinataire: node.attrs.destinataire });
    case "position":
      return dit({ id, genre: "position", texte: dedans(node), auteur: node.attrs.auteur });
    case "citation":
      return dit({ id, genre: "citation", texte: dedans(node) });
    case "liste_puces":
    case "liste_numeros":
      return node.textContent.trim() ? { id, genre: "liste", texte: contenu(node, false) } : null;
    case "filet":
      return { id, genre: "filet", texte: "" };
    case "code":
      return dit({ id, genre: "code", texte: node.textContent });
    default:
      return dit({ id, genre: node.type.name, texte: contenu(node, false) });
  }
}

function dit(found) {
  return found.texte.trim() ? found : null;
}

/** What stands in a frame, its blocks apart. */
function dedans(node) {
  return parties(node).join("\n\n");
}

function parties(node) {
  const parts = [];
  let avant = null;
  let autre = false;
  node.forEach((enfant) => {
    // Two lists of one kind that touch are told apart by their signs.
    autre = enfant.type.name.startsWith("liste_") && avant === enfant.type && !autre;
    const texte = contenu(enfant, autre);
    if (enfant.type.name === "paragraphe" && !texte) return;
    parts.push(texte);
    avant = enfant.type;
  });
  return parts;
}

function contenu(node, autre) {
  switch (node.type.name) {
    case "liste_puces":
      return liste(node, () => (autre ? "* " : "- "));
    case "liste_numeros":
      return liste(node, (rang) => `${Math.min(node.attrs.depart + rang, 999999999)}${autre ? ")" : "."} `);
    case "citation":
      return prefixe(dedans(node), "> ", "> ");
    case "code": {
      const plus = Math.max(2, ...Array.from(node.textContent.matchAll(/`+/g), (found) => found[0].length)) + 1;
      return `${"`".repeat(plus)}\n${node.textContent}\n${"`".repeat(plus)}`;
    }
    case "filet":
      // After the sign of an item, hyphens or stars would be one rule with it.
      return "___";
    case "tableau":
      return tableau(node);
    default:
      return paragraphe(node);
  }
}

function liste(node, signe) {
  const items = [];
  let large = !node.attrs.serree;
  node.forEach((item, _, rang) => {
    let paragraphes = 0;
    item.forEach((enfant) => (paragraphes += enfant.type.name === "paragraphe" && enfant.content.size ? 1 : 0));
    large ||= paragraphes > 1;
    const debut = signe(rang);
    items.push({ item, debut, retrait: " ".repeat(debut.length) });
  });
  return items
    .map(({ item, debut, retrait }) => prefixe(element(item, large), debut, retrait).trimEnd())
    .join(large ? "\n\n" : "\n");
}

/** The content of an item: in a tight list what is below its words follows at once, where that is read the same. */
function element(item, large) {
  const parts = parties(item);
  if (large) return parts.join("\n\n");
  const suit = (part, avant) => /^([-*]|1[.)]) /.test(part) || (part.startsWith("> ") && !avant.startsWith("> "));
  return parts.map((part, rang) => (rang ? (suit(part, parts[rang - 1]) ? "\n" : "\n\n") : "") + part).join("");
}

function prefixe(texte, premier, suite) {
  return texte
    .split("\n")
    .map((line, rang) => (line || !rang ? (rang ? suite : premier) + line : suite.trimEnd()))
    .join("\n");
}

function tableau(node) {
  const rangees = [];
  node.forEach((rangee) => {
    const cells = [];
    rangee.forEach((cell) => cells.push(ligne(cell, true)));
    rangees.push(cells);
  });
  const large = Math.max(...rangees.map((cells) => cells.length));
  const sens = { gauche: ":--", centre: ":-:", droite: "--:" };
  const regle = Array.from({ length: large }, (_, rang) => sens[node.firstChild.maybeChild(rang)?.attrs.alignement] || "---");
  const ecrites = rangees.map((cells) => Array.from({ length: large }, (_, rang) => cells[rang] || ""));
  ecrites.splice(1, 0, regle);
  return ecrites.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A heading: a sign of closing that it would lose is escaped. */
function titre(node) {
  return ligne(node).replace(/(^|\s)(#+)$/, "$1\\$2");
}

/** Words on one line. */
function ligne(node, cellule = false) {
  return mots(node, cellule).join(" ").trim();
}

function paragraphe(node) {
  return mots(node, false)
    .map((line, rang) => amorce(line, rang))
    .join("\\\n");
}

/** A line that would begin another block is escaped. */
function amorce(line, rang) {
  if (/^\d{1,9}[.)](\s|$)/.test(line)) return line.replace(/[.)]/, "\\$&");
  const risque = rang ? /^[-+>#|=~:]/ : /^(#{1,6}(\s|$)|[-+](\s|$)|-{2,}\s*$|(- *){3,}$|>|~~~|:::|\||=+\s*$)/;
  return risque.test(line) ? `\\${line}` : line;
}

/** The lines of a textblock, between the breaks that were meant; empty ones go. */
function mots(node, cellule) {
  const lines = [[]];
  node.forEach((enfant) => {
    if (enfant.type.name === "saut") return lines.push([]);
    const dress = {};
    for (const mark of enfant.marks) dress[mark.type.name] = mark.type.name === "lien" ? mark.attrs.href : true;
    if (enfant.type.name === "appel") lines.at(-1).push({ appel: `[^${enfant.attrs.marque}]`, texte: "", dress });
    else lines.at(-1).push({ texte: enfant.text.replace(/[\t\n\r ]+/g, " "), dress });
    return undefined;
  });
  return lines.map((runs) => habille(runs, cellule).trim()).filter(Boolean);
}

// The ways of writing what is bold and slanted, the plainest first: some stretches that overlap take another one.
const MANIERES = [
  { ordre: ["lien", "italique", "gras"], gras: "**", italique: "*" },
  { ordre: ["lien", "italique", "gras"], gras: "**", italique: "_" },
  { ordre: ["lien", "gras", "italique"], gras: "**", italique: "_" },
  { ordre: ["lien", "italique", "gras"], gras: "__", italique: "*" },
];

/** One line of runs, dressed; a dress that Markdown cannot carry at its ends is drawn in until it can. */
function habille(runs, cellule) {
  let propres = degager(runs);
  for (;;) {
    let faute = null;
    for (const maniere of MANIERES) {
      const jetons = emettre(propres, cellule, maniere);
      const trouvee = fautif(jetons);
      if (!trouvee) return jetons.map((jeton, rang) => suite(jeton.ecrit, jetons[rang - 1])).join("");
      faute ||= trouvee;
    }
    propres = degager(retrecir(propres, faute));
  }
}

/** After the call of a note a bracket would make it a link, and a colon the note itself. */
function suite(ecrit, avant) {
  return avant?.appel && /^[(:]/.test(ecrit) ? `\\${ecrit}` : ecrit;
}

/** Runs joined, and no blank at the ends of what is dressed. */
function degager(runs) {
  const once = degage(runs);
  return once.length === runs.length && once.every((run, rang) => run.texte === runs[rang].texte && memes(run.dress, runs[rang].dress))
    ? once
    : degager(once);
}

function degage(runs) {
  let found = runs;
  for (const nom of ["chasse", "gras", "italique"]) {
    found = found.flatMap((run, rang) => {
      if (!run.dress[nom] || run.appel || (run.dress.chasse && nom !== "chasse")) return [run];
      const seul = nom === "chasse";
      const debut = seul || !porte(found[rang - 1], nom);
      const fin = seul || !porte(found[rang + 1], nom);
      const [, avant, milieu, apres] = /^(\s*)([^]*?)(\s*)$/.exec(run.texte);
      const nu = { ...run.dress, [nom]: undefined };
      if (!milieu) return debut || fin ? [{ ...run, dress: nu }] : [run];
      return [
        debut && avant ? { ...run, texte: avant, dress: nu } : null,
        { ...run, texte: (debut ? "" : avant) + milieu + (fin ? "" : apres) },
        fin && apres ? { ...run, texte: apres, dress: nu } : null,
      ].filter((part) => part && part.texte);
    });
  }
  const joints = [];
  for (const run of found) {
    const last = joints.at(-1);
    if (last && !last.appel && !run.appel && memes(last.dress, run.dress)) last.texte += run.texte;
    else joints.push({ ...run });
  }
  return joints;
}

const porte = (run, nom) => Boolean(run?.dress[nom]);
const memes = (a, b) => ["lien", "gras", "italique", "chasse"].every((nom) => (a[nom] || false) === (b[nom] || false));

/** The written pieces of runs, each mark around the longest stretch that it dresses. */
function emettre(runs, cellule, maniere, source = runs.map((_, rang) => rang)) {
  const jetons = [];
  for (let i = 0; i < runs.length; ) {
    let choisi = null;
    let bout = i;
    for (const nom of maniere.ordre) {
      if (!runs[i].dress[nom]) continue;
      let j = i + 1;
      while (j < runs.length && runs[j].dress[nom] === runs[i].dress[nom]) j += 1;
      if (j > bout) [choisi, bout] = [nom, j];
    }
    if (!choisi) {
      jetons.push({ ecrit: texte(runs[i], cellule), appel: runs[i].appel });
      i += 1;
      continue;
    }
    const dedansDe = runs.slice(i, bout).map((run) => ({ ...run, dress: { ...run.dress, [choisi]: undefined } }));
    const inner = emettre(dedansDe, cellule, maniere, source.slice(i, bout));
    if (choisi === "lien") {
      jetons.push({ ecrit: "[" }, ...inner, { ecrit: `](${adresse(runs[i].dress.lien)})` });
    } else {
      const paire = {};
      jetons.push({ ecrit: maniere[choisi], ouvre: paire, nom: choisi, runs: [source[i], source[bout - 1]] });
      jetons.push(...inner);
      jetons.push({ ecrit: maniere[choisi], ferme: paire, nom: choisi, runs: [source[i], source[bout - 1]] });
    }
    i = bout;
  }
  return jetons;
}

const adresse = (href) => `<${href.replace(/[\\<>|]/g, (sign) => encodeURIComponent(sign))}>`;

function texte(run, cellule) {
  if (run.appel) return run.appel;
  if (run.dress.chasse) return chasse(run.texte, cellule);
  return run.texte
    .replace(/[\\`*[\]<]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/\|/g, cellule ? "\\|" : "|");
}

function chasse(mots, cellule) {
  const propre = mots.trim() || mots;
  const plus = Math.max(0, ...Array.from(propre.matchAll(/`+/g), (found) => found[0].length)) + 1;
  const borde = /^`|`$/.test(propre) ? ` ${propre} ` : propre;
  return "`".repeat(plus) + (cellule ? borde.replace(/\|/g, "\\|") : borde) + "`".repeat(plus);
}

/** Take the mark from the sign at one end of its stretch: first those that are no letters, else all of it. */
function retrecir(runs, { nom, runs: [premier, dernier] }) {
  const found = [...runs];
  const sans = (run, mots) => ({ ...run, texte: mots, dress: { ...run.dress, [nom]: undefined } });
  const tete = found[premier];
  const queue = found[dernier];
  const ponctuee = (sign) => /[^\p{L}\p{N}\s]/u.test(sign || "");
  if (!tete.appel && !tete.dress.chasse && ponctuee(premierSigne(tete.texte))) {
    const sign = premierSigne(tete.texte);
    found.splice(premier, 1, sans(tete, sign), { ...tete, texte: tete.texte.slice(sign.length) });
    return found.filter((run) => run.appel || run.texte);
  }
  if (!queue.appel && !queue.dress.chasse && ponctuee(dernierSigne(queue.texte))) {
    const sign = dernierSigne(queue.texte);
    found.splice(dernier, 1, { ...queue, texte: queue.texte.slice(0, -sign.length) }, sans(queue, sign));
    return found.filter((run) => run.appel || run.texte);
  }
  return found.map((run, rang) => (rang < premier || rang > dernier ? run : { ...run, dress: { ...run.dress, [nom]: undefined } }));
}
