// The outline beside the sheet, which follows, and the length of the text.

const MOTS_PAR_MINUTE = 220;
const comptes = new WeakMap();

export class Plan {
  constructor(racine, mesure, view) {
    Object.assign(this, { racine, mesure, view });
    this.liste = racine.querySelector("ol");
    racine.hidden = false;
    racine.addEventListener("click", (event) => this.aller(event));
    window.addEventListener("scroll", () => this.plusTard(() => this.situer()), { passive: true });
    this.relire();
  }

  /** Read again once the typing stops. */
  suivre() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.relire(), 500);
  }

  plusTard(geste) {
    this.attente ||= requestAnimationFrame(() => {
      this.attente = 0;
      geste();
    });
  }

  relire() {
    const titres = [];
    let mots = 0;
    this.view.state.doc.forEach((node, pos) => {
      mots += compter(node);
      if (node.type.name === "titre" && node.textContent.trim()) titres.push({ pos, id: node.attrs.id, niveau: node.attrs.niveau, texte: node.textContent });
    });
    this.titres = titres;
    const minutes = Math.max(1, Math.round(mots / MOTS_PAR_MINUTE));
    this.mesure.textContent = mots ? `${mots.toLocaleString("fr-FR")} mot${mots > 1 ? "s" : ""}, ${minutes} min de lecture` : "Aucun mot encore";
    const dit = JSON.stringify(titres.map(({ id, niveau, texte }) => [id, niveau, texte]));
    if (dit !== this.dit) {
      this.dit = dit;
      this.liste.replaceChildren(...titres.map(ligne));
      this.racine.querySelector("[data-plan-vide]").hidden = titres.length > 0;
    }
    this.situer();
  }

  situer() {
    let ici = "";
    for (const titre of this.titres) {
      const dom = this.view.nodeDOM(titre.pos);
      if (dom?.getBoundingClientRect && dom.getBoundingClientRect().top > window.innerHeight * 0.3) break;
      ici = titre.id;
    }
    for (const lien of this.liste.querySelectorAll("a")) {
      if (lien.dataset.vers === ici) lien.setAttribute("aria-current", "location");
      else lien.removeAttribute("aria-current");
    }
  }

  aller(event) {
    const lien = event.target.closest("a[data-vers]");
    if (!lien) return;
    event.preventDefault();
    this.relire();
    const titre = this.titres.find(({ id }) => id === lien.dataset.vers);
    if (!titre) return;
    const { state } = this.view;
    const selection = state.selection.constructor.near(state.doc.resolve(titre.pos + 1));
    this.view.dispatch(state.tr.setSelection(selection));
    this.view.focus();
    this.view.nodeDOM(titre.pos).scrollIntoView({ block: "start" });
  }
}

function compter(node) {
  if (!comptes.has(node)) {
    const texte = node.textBetween(0, node.content.size, " ", " ");
    comptes.set(node, (texte.match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu) || []).length);
  }
  return comptes.get(node);
}

function ligne({ id, niveau, texte }) {
  const lien = document.createElement("a");
  lien.href = `#${id}`;
  lien.dataset.vers = id;
  lien.textContent = texte;
  const found = document.createElement("li");
  found.dataset.niveau = niveau;
  found.append(lien);
  return found;
}
