// A picture chosen, pasted or dropped, sent to the site, and put in the text as a figure.
import { inserer } from "./commandes.js";
import { Refus } from "./envoi.js";
import { schema } from "./schema.js";

/** Send a picture; answers with its hash, which is the name of the address where the answer leads. */
async function envoyer(adresse, jeton, fichier) {
  const envoi = new FormData();
  envoi.set("csrf_token", jeton);
  envoi.set("image", fichier, fichier.name || "image.png");
  const reponse = await fetch(adresse, { method: "POST", body: envoi, credentials: "same-origin" }).catch(() => null);
  if (!reponse) throw new Refus("hors-ligne");
  const empreinte = new URL(reponse.url).pathname.split("/").pop();
  if (reponse.ok && /^[0-9a-f]{64}$/.test(empreinte)) return empreinte;
  const corps = await reponse.json().catch(() => ({}));
  throw new Refus("refus", corps.phrase || "");
}

/** Put a picture where the cursor stands. */
export async function illustrer(view, adresse, jeton, fichier, alternative = "") {
  const empreinte = await envoyer(adresse, jeton, fichier);
  inserer(view.state, view.dispatch, schema.nodes.figure.create({ fichier: empreinte, alternative }));
}

/** The pictures among what is pasted or dropped; none when words come with them. */
export function imagesDe(transfert) {
  if (!transfert || transfert.types.includes("text/html") || transfert.types.includes("text/plain")) return [];
  return [...transfert.files].filter((fichier) => /^image\/(png|jpeg|webp)$/.test(fichier.type));
}
