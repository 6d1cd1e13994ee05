// What was typed and not yet received by the server, kept in this browser: a cut line or a closed lid loses nothing.

/** The copies that this browser keeps of one text for one person; each page has its own, so that two never mix. */
export class Garde {
  constructor(texte, personne) {
    this.prefixe = `redaction:${personne}:${texte}:`;
    this.cle = this.prefixe + Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    this.canal = "BroadcastChannel" in window ? new BroadcastChannel(this.prefixe) : null;
    this.autres = new Set();
    if (this.canal) this.canal.onmessage = ({ data }) => this.entendre(data);
  }

  entendre(data) {
    if (data.qui === this.cle) return;
    if (data.demande) this.canal.postMessage({ qui: this.cle });
    this.autres.add(data.qui);
    this.arrivee?.();
  }

  /** Whether the words could be kept. */
  ecrire(copie) {
    try {
      localStorage.setItem(this.cle, JSON.stringify(copie));
      return true;
    } catch {
      return false;
    }
  }

  oublier(cle = this.cle) {
    try {
      localStorage.removeItem(cle);
    } catch {
      // A closed store keeps nothing to forget.
    }
  }

  /** The copies that pages closed before they could send them; those of pages that are open are theirs. */
  async orphelines() {
    this.canal?.postMessage({ qui: this.cle, demande: true });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const found = [];
    for (const cle of this.cles()) {
      if (cle === this.cle || this.autres.has(cle)) continue;
      try {
        found.push({ cle, ...JSON.parse(localStorage.getItem(cle)) });
      } catch {
        this.oublier(cle);
      }
    }
    return found.filter((copie) => Array.isArray(copie.blocs) && Array.isArray(copie.base));
  }

  cles() {
    try {
      return Object.keys(localStorage).filter((cle) => cle.startsWith(this.prefixe));
    } catch {
      return [];
    }
  }
}
