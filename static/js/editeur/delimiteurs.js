// What CommonMark makes of the signs of bold and slanted: whether each is read as it is meant.

export const premierSigne = (mots) => Array.from(mots)[0] || "";
export const dernierSigne = (mots) => Array.from(mots).at(-1) || "";

/** The first opening sign that would not be read as it is meant; none when all are. */
export function fautif(jetons) {
  if (!jetons.some((jeton) => jeton.ouvre)) return undefined;
  const paires = lues(jetons);
  return jetons.find((jeton) => jeton.ouvre && paires.get(jeton)?.ferme !== jeton.ouvre);
}

/** Which opening sign each closing one is read with, by the rules of CommonMark. */
function lues(jetons) {
  const suites = delimiteurs(jetons);
  const paires = new Map();
  for (let c = 0; c < suites.length; c += 1) {
    const ferme = suites[c];
    while (ferme.peutFermer && ferme.reste.length) {
      let o = c - 1;
      for (; o >= 0; o -= 1) {
        const ouvre = suites[o];
        if (!ouvre.peutOuvrir || !ouvre.reste.length) continue;
        if (ouvre.signe !== ferme.signe) continue;
        const trois = (ouvre.peutFermer || ferme.peutOuvrir) && (ouvre.taille + ferme.taille) % 3 === 0 && (ouvre.taille % 3 || ferme.taille % 3);
        if (!trois) break;
      }
      if (o < 0) break;
      const ouvre = suites[o];
      const deux = ouvre.reste.length >= 2 && ferme.reste.length >= 2 ? 2 : 1;
      const a = ouvre.reste.splice(-deux);
      const b = ferme.reste.splice(0, deux);
      for (let k = o + 1; k < c; k += 1) suites[k].reste = [];
      // Read as meant: the signs taken are those of one mark, on both sides.
      if (new Set(a).size === 1 && new Set(b).size === 1 && a[0].ecrit.length === deux && b[0].ecrit.length === deux) {
        paires.set(a[0], b[0]);
      }
    }
  }
  return paires;
}

/** The runs of signs that touch, with what they may open and close. */
function delimiteurs(jetons) {
  const suites = [];
  let avant = " ";
  for (let i = 0; i < jetons.length; ) {
    if (!jetons[i].nom) {
      avant = dernierSigne(jetons[i].ecrit) || avant;
      i += 1;
      continue;
    }
    const signe = jetons[i].ecrit[0];
    const reste = [];
    while (i < jetons.length && jetons[i].nom && jetons[i].ecrit[0] === signe) {
      for (let k = 0; k < jetons[i].ecrit.length; k += 1) reste.push(jetons[i]);
      i += 1;
    }
    const apres = i < jetons.length ? premierSigne(jetons[i].ecrit) : " ";
    const blanc = (sign) => /\s/.test(sign);
    const ponctue = (sign) => /[\p{P}\p{S}]/u.test(sign);
    const gauche = !(blanc(apres) || (ponctue(apres) && !(blanc(avant) || ponctue(avant))));
    const droite = !(blanc(avant) || (ponctue(avant) && !(blanc(apres) || ponctue(apres))));
    const mot = signe === "*";
    suites.push({
      signe,
      reste,
      taille: reste.length,
      peutOuvrir: gauche && (mot || !droite || ponctue(avant)),
      peutFermer: droite && (mot || !gauche || ponctue(apres)),
    });
    avant = signe;
  }
  return suites;
}
