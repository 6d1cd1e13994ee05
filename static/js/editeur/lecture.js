// The blocks that the server sends, made into the document that is edited.
// The server alone reads Markdown: each block comes with the nodes it was read into.
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const APPEL = /(\[\^[A-Za-z0-9_-]{1,32}\])/;

/** The document of blocks, each with its `noeuds`. */
export function lire(blocs) {
  const marques = new Set(blocs.filter((bloc) => bloc.genre === "note").map((bloc) => bloc.marque));
  const found = blocs.map((bloc) => noeud(bloc, marques));
  return nodes.doc.create(null, found.length ? found : [nodes.paragraphe.create()]);
}

/** The node of one block; `marques` are the notes that exist, whose calls are set apart. */
export function noeud(bloc, marques) {
  const lus = new Lecture(marques);
  const { id } = bloc;
  const premier = bloc.noeuds[0];
  switch (bloc.genre) {
    case "titre":
      return nodes.titre.create({ id, niveau: bloc.niveau }, lus.runs(premier?.runs));
    case "figure":
      return nodes.figure.create({ id, fichier: bloc.fichier, alternative: bloc.alternative || "" }, lus.runs(premier?.runs));
    case "note":
      // A note calls none.
      return nodes.note.create({ id, marque: bloc.marque }, new Lecture(new Set()).noeuds(bloc.noeuds));
    case "preconisation":
      return nodes.preconisation.create({ id, destinataire: bloc.destinataire || "" }, lus.noeuds(bloc.noeuds));
    case "position":
      return nodes.position.create({ id, auteur: bloc.auteur || "" }, lus.noeuds(bloc.noeuds));
    case "citation":
      return nodes.citation.create({ id }, lus.noeuds(bloc.noeuds));
    case "code":
      return nodes.code.create({ id }, bloc.texte ? schema.text(bloc.texte) : null);
    case "filet":
      return nodes.filet.create({ id });
    default: {
      const node = premier ? lus.noeud(premier) : nodes.paragraphe.create();
      return node.type.create({ ...node.attrs, id }, node.content);
    }
  }
}

class Lecture {
  constructor(marques) {
    this.marques = marques;
  }

  noeuds(lus) {
    const found = (lus || []).map((lu) => this.noeud(lu));
    return found.length ? found : [nodes.paragraphe.create()];
  }

  noeud(lu) {
    switch (lu.type) {
      case "titre":
        // Inside a frame or a list a heading is only a bold line.
        return nodes.paragraphe.create(null, this.runs(lu.runs.map((run) => ({ ...run, gras: true }))));
      case "liste":
        return this.liste(lu);
      case "citation":
        return nodes.citation.create(null, this.noeuds(lu.blocs));
      case "tableau":
        return this.tableau(lu);
      case "code":
        return nodes.code.create(null, lu.texte ? schema.text(lu.texte) : null);
      case "regle":
        return nodes.filet.create();
      default:
        return nodes.paragraphe.create(null, this.runs(lu.runs));
    }
  }

  liste(lu) {
    const items = lu.items.map((item) => {
      const inner = this.noeuds(item);
      const starts = inner[0].type === nodes.paragraphe;
      return nodes.element.create(null, starts ? inner : [nodes.paragraphe.create(), ...inner]);
    });
    return lu.ordonnee
      ? nodes.liste_numeros.create({ depart: lu.depart, serree: lu.serree }, items)
      : nodes.liste_puces.create({ serree: lu.serree }, items);
  }

  tableau(lu) {
    const rangee = (type, cells) =>
      nodes.rangee.create(
        null,
        cells.map((runs, rang) => type.create({ alignement: lu.alignements[rang] || "" }, this.runs(runs))),
      );
    return nodes.tableau.create(null, [rangee(nodes.entete, lu.entetes), ...lu.lignes.map((cells) => rangee(nodes.cellule, cells))]);
  }

  runs(runs) {
    return (runs || []).flatMap((run) => this.run(run));
  }

  run(run) {
    if (run.saut) return [nodes.saut.create()];
    const dress = [];
    if (run.lien) dress.push(marks.lien.create({ href: run.lien }));
    if (run.gras) dress.push(marks.gras.create());
    if (run.italique) dress.push(marks.italique.create());
    if (run.code) return run.texte ? [schema.text(run.texte, [...dress, marks.chasse.create()])] : [];
    return run.texte.split(APPEL).flatMap((piece) => {
      if (!piece) return [];
      const marque = piece.startsWith("[^") ? piece.slice(2, -1) : null;
      return marque && this.marques.has(marque) ? [nodes.appel.create({ marque })] : [schema.text(piece, dress)];
    });
  }
}
