// The calm line that says where one’s words are, who else is there, and what came.

// The hour where the assembly sits, as everywhere on the site.
let timeZone;
const heure = (le) => new Date(le).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone }).replace(":", " h ");

const PHRASES = {
  pret: (le) => (le ? `Brouillon du ${new Date(le).toLocaleDateString("fr-FR", { day: "numeric", month: "long", timeZone })} à ${heure(le)}` : "Rien à enregistrer"),
  ecriture: () => "Modifié…",
  envoi: () => "Enregistrement…",
  enregistre: (le) => (le ? `Enregistré à ${heure(le)}` : "Enregistré"),
  revenu: () => "Connexion revenue : envoyé",
  rattrape: () => "Vos derniers mots, gardés dans ce navigateur, sont revenus",
  "hors-ligne": () => "Hors ligne : gardé dans ce navigateur",
  session: () => "Votre session est close : vos mots sont gardés dans ce navigateur.",
  jeton: () => "Votre session a changé : vos mots sont gardés dans ce navigateur. Rechargez la page.",
  refus: (phrase) => `${phrase || "Le site refuse cet envoi."} Vos mots restent ici et dans ce navigateur.`,
  image: (phrase) => phrase || "L’image n’est pas arrivée : vérifiez la connexion, puis recommencez.",
  version: () => "La version sera enregistrée une fois la connexion revenue : recommencez alors.",
  fondu: (doubles) =>
    doubles
      ? "Ce texte a été écrit dans deux fenêtres : là où les deux ont changé le même passage, il est gardé deux fois, l’un sous l’autre."
      : "Ce qui a été écrit dans une autre fenêtre est ici aussi.",
};
const AVIS = {
  onglet: () => "Ce texte est aussi ouvert dans une autre fenêtre. Vos deux écritures seront réunies, rien ne s’efface.",
  ailleurs: () => "Ce que vous avez écrit dans une autre fenêtre est maintenant ici.",
  rejoint: (phrase) => phrase,
};
const GRAVES = new Set(["hors-ligne", "session", "jeton", "refus", "image", "version"]);
const DURABLES = new Set(["fondu", "rattrape"]);

export class Etat {
  constructor(form) {
    timeZone = form.dataset.fuseau;
    this.ligne = form.querySelector("[data-etat]");
    this.avis = form.querySelector("[data-avis]");
    this.qui = form.querySelector("[data-presents]");
    this.venue = form.querySelector("[data-version]");
    this.connexion = form.querySelector("[data-connexion]");
  }

  dire(quoi, ...faits) {
    // What was merged is read before it is replaced by an hour.
    if (DURABLES.has(quoi)) this.avertir(quoi, ...faits);
    const phrase = PHRASES[quoi](...faits);
    const dite = DURABLES.has(quoi) ? this.ligne.textContent : fin(phrase);
    if (this.ligne.textContent !== dite) this.ligne.textContent = dite;
    this.ligne.dataset.etat = GRAVES.has(quoi) ? "garde" : quoi;
    this.connexion.hidden = quoi !== "session";
  }

  avertir(quoi, ...faits) {
    this.avis.querySelector("span").textContent = fin((AVIS[quoi] || PHRASES[quoi])(...faits));
    this.avis.hidden = false;
  }

  presents(presents) {
    this.qui.hidden = !presents.length;
    this.qui.textContent = presents.length
      ? fin(`Ici aussi : ${presents.map(({ nom, ecrit }) => (ecrit ? `${nom}, qui écrit` : nom)).join(" ; ")}`)
      : "";
  }

  version(version) {
    this.venue.hidden = !version;
    if (!version) return;
    const qui = version.auteur || "Quelqu’un";
    this.venue.querySelector("span").textContent = `${qui} a enregistré la version ${version.numero} à ${heure(version.le)}.`;
  }
}

/** The narrow spaces of French. */
const fin = (phrase) => phrase.replace(/ (?=[;!?»])/g, "\u202f").replace(/ (?=:)/g, "\u00a0");
