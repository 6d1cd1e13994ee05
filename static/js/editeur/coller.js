// What is pasted from a word processor, made plain: its lists and its notes are paragraphs in disguise.
// What is left then goes through the schema, where scripts, styles and frames have no place.

/** The HTML of the clipboard, with the lists of Word as lists; `html` is never put in the page. */
export function nettoyer(html) {
  if (!/mso-|class="?Mso|urn:schemas-microsoft-com/i.test(html)) return html;
  const doc = new DOMParser().parseFromString(html.replace(/<!--\[if[^]*?<!\[endif\]-->/g, "").replace(/<\/?o:p>/g, ""), "text/html");
  for (const node of doc.querySelectorAll("style, script, meta, link, xml, title")) node.remove();
  for (const titre of doc.querySelectorAll("p.MsoTitle, p[class^=MsoHeading]")) renommer(doc, titre, "h1");
  listes(doc);
  return doc.body.innerHTML;
}

function listes(doc) {
  let ouvertes = [];
  for (const p of [...doc.body.querySelectorAll("p")]) {
    const niveau = Number(/mso-list:[^;"]*level(\d)/i.exec(p.getAttribute("style") || "")?.[1] || 0);
    if (!niveau || p.closest("table")) continue;
    if (p.previousElementSibling !== ouvertes[0]) ouvertes = [];
    const numerotee = /\d/.test(signeDe(p));
    ouvertes.length = Math.min(ouvertes.length, niveau);
    while (ouvertes.length < niveau) ouvertes.push(ouvrir(doc, ouvertes.at(-1), p, numerotee));
    const item = doc.createElement("li");
    const dedans = doc.createElement("p");
    dedans.append(...p.childNodes);
    item.append(dedans);
    ouvertes.at(-1).append(item);
    p.remove();
  }
}

/** A list below the last item of another, or where the paragraph stands. */
function ouvrir(doc, parent, p, numerotee) {
  const liste = doc.createElement(numerotee ? "ol" : "ul");
  if (!parent) p.before(liste);
  else (parent.lastElementChild || parent.appendChild(doc.createElement("li"))).append(liste);
  return liste;
}

/** The sign that Word wrote before an item, taken off. */
function signeDe(p) {
  const span = [...p.querySelectorAll("span")].find((one) => /mso-list:\s*Ignore/i.test(one.getAttribute("style") || ""));
  const signe = span?.textContent.trim() || "";
  span?.remove();
  return signe;
}

function renommer(doc, node, balise) {
  const found = doc.createElement(balise);
  found.append(...node.childNodes);
  node.replaceWith(found);
}
