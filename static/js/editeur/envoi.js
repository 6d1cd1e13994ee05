// The draft, sent as one types; and what becomes of it when the line is cut, the session over, or another page writes.
import { remplir } from "./champs.js";
import { memes } from "./texte.js";

const REPIT = 2000;
const PATIENCE = 10000;
// What a browser still sends once its page is closed.
const DERNIER_ENVOI = 60000;

/** Tells what the server refuses, with its own sentence where it has one. */
export class Refus extends Error {
  constructor(genre, phrase = "", corps = {}) {
    super(phrase || genre);
    this.genre = genre;
    this.phrase = phrase;
    this.corps = corps;
  }
}

/** Ask the site; what is not an answer of the site is a cut line, and its sign-in page a session that is over. */
export async function demander(adresse, envoi, options = {}) {
  let reponse;
  try {
    reponse = await fetch(adresse, { method: envoi ? "POST" : "GET", body: envoi, credentials: "same-origin", ...options });
  } catch {
    throw new Refus("hors-ligne");
  }
  if (reponse.redirected && new URL(reponse.url).pathname.startsWith("/connexion")) throw new Refus("session");
  const json = reponse.headers.get("content-type")?.includes("json");
  const corps = json ? await reponse.json().catch(() => ({})) : {};
  if (reponse.ok && json) return corps;
  if (reponse.status === 409 && !corps.ferme) throw new Refus("perime", "", corps);
  if (reponse.status >= 500) throw new Refus("hors-ligne");
  throw new Refus(reponse.status === 400 ? "jeton" : "refus", corps.phrase || "", corps);
}

export class Envoi {
  /** `page` gives the blocks as they are now, shows what was merged, and says where things stand. */
  constructor({ adresse, jeton, etat, page, garde }) {
    Object.assign(this, { adresse, jeton, page, garde });
    this.recevoir(etat, etat.blocs);
    this.enCours = null;
    this.enAttente = false;
    window.addEventListener("online", () => this.tout().catch(() => {}));
  }

  /** What the server now has. */
  recevoir(etat, blocs) {
    this.revision = etat.revision;
    this.depart = etat.depart;
    this.jeton = etat.jeton || this.jeton;
    this.le = etat.le;
    this.connus = new Map(blocs.map((bloc) => [bloc.id, bloc]));
    this.ordre = blocs.map((bloc) => bloc.id).join(" ");
  }

  /** Something was typed: it is kept here at once, and sent after a short silence. */
  noter() {
    this.enAttente = true;
    clearTimeout(this.copie);
    this.copie = setTimeout(() => this.garder(), 300);
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.tout().catch(() => {}), REPIT);
    this.patience ||= setTimeout(() => this.tout().catch(() => {}), PATIENCE);
    this.page.dire("ecriture");
  }

  garder() {
    if (!this.enAttente) return true;
    this.gardee = this.garde.ecrire({ le: Date.now(), base: [...this.connus.values()], blocs: this.page.blocs() });
    return this.gardee;
  }

  /** Send all that waits; answers once the server has it, or raises the refusal. */
  async tout() {
    clearTimeout(this.silence);
    clearTimeout(this.patience);
    this.patience = 0;
    this.enCours ||= this.envoyer().finally(() => (this.enCours = null));
    return this.enCours;
  }

  async envoyer() {
    try {
      for (let tour = 0; tour < 5; tour += 1) {
        const blocs = this.page.blocs();
        if (!this.changes(blocs).length && this.ordreDe(blocs) === this.ordre) break;
        this.page.dire("envoi");
        await this.un(blocs);
      }
    } catch (refus) {
      this.garder();
      this.refuser(refus);
      throw refus;
    }
    this.enAttente = false;
    clearTimeout(this.copie);
    this.garde.oublier();
    clearTimeout(this.reprise);
    this.page.dire(this.coupe ? "revenu" : "enregistre", this.le);
    this.coupe = false;
  }

  async un(blocs) {
    const envoi = this.formulaire({ ordre: this.ordreDe(blocs) });
    remplir(envoi, this.changes(blocs));
    try {
      const etat = await this.poster(this.adresse, envoi);
      this.recevoir(etat, blocs);
      // The server has read otherwise than it was written: what it reads is what stands.
      if (etat.ordre.join(" ") !== this.ordre) await this.relire();
    } catch (refus) {
      if (refus.genre !== "perime") throw refus;
      await this.fondre([...this.connus.values()], blocs);
    }
  }

  /** Merge these words with what the draft has become; none is lost. */
  async fondre(base, blocs) {
    const envoi = remplir(this.formulaire({ base: JSON.stringify(base) }), blocs);
    const etat = await this.poster(this.adresse, envoi);
    // Something was typed meanwhile: it is merged in turn, from the same start.
    const encore = this.page.blocs();
    if (encore.length === blocs.length && encore.every((bloc, rang) => bloc === blocs[rang])) {
      this.recevoir(etat, etat.blocs);
      this.page.montrer(etat.blocs);
      this.page.dire("fondu", etat.doubles);
    }
  }

  async relire() {
    const etat = await demander(`${this.adresse}?blocs=1`);
    this.recevoir(etat, etat.blocs);
    this.page.montrer(etat.blocs);
  }

  /** Post; a form whose mark is no longer known takes the new one, once. */
  async poster(adresse, envoi, options) {
    try {
      return await demander(adresse, envoi, options);
    } catch (refus) {
      if (refus.genre !== "jeton" || options) throw refus;
      this.jeton = (await demander(this.adresse)).jeton;
      envoi.set("csrf_token", this.jeton);
      return demander(adresse, envoi);
    }
  }

  formulaire(champs) {
    return new URLSearchParams({ csrf_token: this.jeton, revision: this.revision, depart: this.depart, ...champs });
  }

  refuser(refus) {
    this.coupe ||= refus.genre === "hors-ligne" || refus.genre === "session";
    clearTimeout(this.reprise);
    if (this.coupe) this.reprise = setTimeout(() => this.tout().catch(() => {}), PATIENCE);
    this.page.dire(refus.genre, refus.phrase, this.gardee);
  }

  changes(blocs) {
    return blocs.filter((bloc) => !memes(this.connus.get(bloc.id), bloc));
  }

  ordreDe(blocs) {
    return blocs.map((bloc) => bloc.id).join(" ");
  }

  /** The page is left: what is kept here is enough, and the server has it too when it is small. */
  partir() {
    if (!this.enAttente) return;
    this.garder();
    const blocs = this.page.blocs();
    const envoi = remplir(this.formulaire({ ordre: this.ordreDe(blocs) }), this.changes(blocs));
    if (!this.enCours && String(envoi).length < DERNIER_ENVOI) {
      this.poster(this.adresse, envoi, { keepalive: true }).catch(() => {});
    }
  }
}
