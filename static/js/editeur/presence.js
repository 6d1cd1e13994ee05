// Who else has the text open, on which block, and whether a version came: asked every twenty seconds.
import { Decoration, DecorationSet, Plugin, PluginKey } from "../../vendor/prosemirror.js";
import { demander } from "./envoi.js";

const BATTEMENT = 20000;
const cle = new PluginKey("presence");

/** Shows beside a block who is there. */
export function presences() {
  return new Plugin({
    key: cle,
    state: {
      init: () => [],
      apply: (tr, avant) => tr.getMeta(cle) || avant,
    },
    props: {
      decorations: (etat) => {
        const ici = new Map(cle.getState(etat).map((un) => [un.bloc, un.nom]));
        const found = [];
        if (ici.size) {
          etat.doc.forEach((node, pos) => {
            const nom = ici.get(node.attrs.id);
            if (nom) found.push(Decoration.node(pos, pos + node.nodeSize, { class: "ed-occupe", "data-occupant": nom }));
          });
        }
        return DecorationSet.create(etat.doc, found);
      },
    },
  });
}

export class Presence {
  constructor({ adresse, view, envoi, dire, versionVenue, autrePage }) {
    Object.assign(this, { adresse, view, envoi, dire, versionVenue, autrePage });
    this.frappe = 0;
    this.battre();
    this.battement = setInterval(() => document.hidden || this.battre(), BATTEMENT);
    document.addEventListener("visibilitychange", () => document.hidden || this.battre());
    window.addEventListener("pagehide", () => {
      const envoi = new URLSearchParams({ csrf_token: this.envoi.jeton, partir: "1" });
      fetch(this.adresse, { method: "POST", body: envoi, keepalive: true, credentials: "same-origin" }).catch(() => {});
    });
  }

  /** Something is being typed here. */
  noter() {
    this.frappe = Date.now();
  }

  async battre() {
    const { $head } = this.view.state.selection;
    const envoi = new URLSearchParams({ csrf_token: this.envoi.jeton, bloc: $head.depth ? $head.node(1).attrs.id : "" });
    if (Date.now() - this.frappe < 2 * BATTEMENT) envoi.set("ecrit", "1");
    let pouls;
    try {
      pouls = await demander(this.adresse, envoi);
    } catch {
      // The state of the draft already says that the line is cut.
      return;
    }
    const avant = JSON.stringify(cle.getState(this.view.state));
    if (JSON.stringify(pouls.presents) !== avant) {
      this.view.dispatch(this.view.state.tr.setMeta(cle, pouls.presents).setMeta("addToHistory", false));
      this.dire(pouls.presents);
    }
    this.versionVenue(pouls.version);
    if (pouls.revision !== this.envoi.revision && !this.envoi.enAttente && !this.envoi.enCours) this.autrePage();
  }
}
