// The blocks as the fields of a form: the same that a page without a script sends.

/** Write blocks into what a form sends. */
export function remplir(envoi, blocs) {
  for (const bloc of blocs) {
    envoi.append("bloc_id", bloc.id);
    envoi.append("genre", bloc.genre === "titre" ? `titre${bloc.niveau}` : bloc.genre);
    envoi.append("texte", bloc.texte || "");
    envoi.append("precision", bloc.destinataire || bloc.auteur || "");
    envoi.append("fichier", bloc.fichier || "");
    envoi.append("alternative", bloc.alternative || "");
    envoi.append("marque", bloc.marque || "");
  }
  return envoi;
}
