// What is set right as one types: guillemets, apostrophes, lists begun by their sign.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "../../vendor/prosemirror.js";
import { schema } from "./schema.js";

const { nodes } = schema;
const INSECABLE = "\u00a0";

export function frappe() {
  return inputRules({
    rules: [
      new InputRule(/(^|[\s(\[’])"$/, (etat, found, debut, fin) => remplacer(etat, debut, fin, `${found[1]}«${INSECABLE}`)),
      new InputRule(/([^\s(\[])"$/, (etat, found, debut, fin) => remplacer(etat, debut, fin, `${found[1]}${INSECABLE}»`)),
      new InputRule(/([\p{L}])'$/u, (etat, found, debut, fin) => remplacer(etat, debut, fin, `${found[1]}’`)),
      new InputRule(/\.\.\.$/, "…"),
      wrappingInputRule(/^\s*[-–•*]\s$/, nodes.liste_puces),
      wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes.liste_numeros, (found) => ({ depart: Number(found[1]) }), (found, node) => node.childCount + node.attrs.depart === Number(found[1])),
      wrappingInputRule(/^\s*>\s$/, nodes.citation),
      textblockTypeInputRule(/^(#{1,6})\s$/, nodes.titre, (found) => ({ niveau: found[1].length })),
    ],
  });
}

function remplacer(etat, debut, fin, mots) {
  return etat.tr.insertText(mots, debut, fin);
}
