// How the blocks that are ours look while they are written: a recommendation with its addressee, a figure with its words.

/** The views of the nodes; `image` gives the address of a picture from its hash. */
export function vues(image) {
  return {
    preconisation: (node, view, pos) =>
      new Encadre(node, view, pos, { attribut: "destinataire", intitule: "Préconisation", etiquette: "Destinataire", exemple: "À qui s’adresse-t-elle ?" }),
    position: (node, view, pos) =>
      new Encadre(node, view, pos, { attribut: "auteur", intitule: "Position minoritaire", etiquette: "Auteurs", exemple: "Au nom de qui ?" }),
    note: (node) => new Note(node),
    figure: (node, view, pos) => new Figure(node, view, pos, image),
  };
}

function element(balise, classe, ...enfants) {
  const found = document.createElement(balise);
  if (classe) found.className = classe;
  found.append(...enfants);
  return found;
}

/** A field beside the text, that writes one attribute of its block. */
class Champ {
  constructor(view, pos, attribut, etiquette, exemple) {
    this.saisie = element("input", "ed-champ__saisie");
    this.saisie.type = "text";
    this.saisie.placeholder = exemple;
    this.saisie.maxLength = 300;
    this.dom = element("label", "ed-champ", element("span", "ed-champ__nom", etiquette), this.saisie);
    this.dom.contentEditable = "false";
    this.saisie.addEventListener("input", () => view.dispatch(view.state.tr.setNodeAttribute(pos(), attribut, this.saisie.value)));
    this.saisie.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      view.focus();
    });
  }

  montrer(valeur) {
    if (this.saisie.value !== valeur) this.saisie.value = valeur;
  }
}

class Vue {
  constructor(node) {
    this.type = node.type;
  }

  identifier(node) {
    if (node.attrs.id) this.dom.dataset.bloc = node.attrs.id;
  }

  stopEvent(event) {
    return Boolean(event.target.closest?.(".ed-champ"));
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

class Encadre extends Vue {
  constructor(node, view, pos, { attribut, intitule, etiquette, exemple }) {
    super(node);
    this.attribut = attribut;
    this.champ = new Champ(view, pos, attribut, etiquette, exemple);
    const titre = element("p", "ed-encadre__titre", intitule);
    titre.contentEditable = "false";
    const tete = element("div", "ed-encadre__tete", titre, this.champ.dom);
    tete.contentEditable = "false";
    this.contentDOM = element("div", "ed-encadre__corps");
    this.dom = element("section", `ed-encadre ed-${node.type.name}`, tete, this.contentDOM);
    this.update(node);
  }

  update(node) {
    if (node.type !== this.type) return false;
    this.identifier(node);
    this.champ.montrer(node.attrs[this.attribut]);
    return true;
  }
}

class Note extends Vue {
  constructor(node) {
    super(node);
    this.contentDOM = element("div", "ed-note__corps");
    this.dom = element("aside", "ed-note", this.contentDOM);
    this.dom.setAttribute("aria-label", "Note");
    this.update(node);
  }

  update(node) {
    if (node.type !== this.type) return false;
    this.identifier(node);
    return true;
  }
}

class Figure extends Vue {
  constructor(node, view, pos, image) {
    super(node);
    this.adresse = image;
    this.image = element("img", "ed-figure__image");
    this.champ = new Champ(view, pos, "alternative", "Ce que l’image montre", "Pour qui ne la voit pas");
    this.contentDOM = element("figcaption", "ed-figure__legende");
    this.dom = element("figure", "ed-figure", this.image, this.champ.dom, this.contentDOM);
    this.image.contentEditable = "false";
    this.update(node);
  }

  update(node) {
    if (node.type !== this.type) return false;
    this.identifier(node);
    const adresse = this.adresse(node.attrs.fichier);
    if (this.image.getAttribute("src") !== adresse) this.image.src = adresse;
    this.image.alt = node.attrs.alternative;
    this.dom.classList.toggle("ed-figure--muette", !node.attrs.alternative.trim());
    this.champ.montrer(node.attrs.alternative);
    return true;
  }
}
