// What is pasted from a word processor, made plain: its lists and its notes are paragraphs in disguise.
// What is left then goes through the schema, where scripts, styles and frames have no place.

/** The HTML of the clipboard without what acts, with the lists of Word as lists; it is never put in the page. */
export function nettoyer(html) {
  const inerte = desarmer(html);
  if (!/mso-|class="?Mso|urn:schemas-microsoft-com/i.test(html)) return inerte;
  const doc = new DOMParser().parseFromString(inerte.replace(/<!--\[if[^]*?<!\[endif\]-->/g, "").replace(/<\/?o:p>/g, ""), "text/html");
  for (const node of doc.querySelectorAll("style, script, meta, link, xml, title")) node.remove();
  for (const titre of doc.querySelectorAll("p.MsoTitle, p[class^=MsoHeading]")) renommer(doc, titre, "h1");
  listes(doc);
  return doc.body.innerHTML;
}

/** Styles and handlers under names that no browser obeys: the policy of the site forbids them even where nobody looks. */
function desarmer(html) {
  return html
    .replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (balise) =>
      balise.replace(/([\s"'/])style\s*=/gi, "$1data-style=").replace(/([\s"'/])on[a-z]+\s*=/gi, "$1data-sans-effet="),
    );
}

function listes(doc) {
  let ouvertes = [];
  for (const p of [...doc.body.querySelectorAll("p")]) {
    const niveau = Number(/mso-list:[^;"]*level(\d)/i.exec(p.dataset.style || "")?.[1] || 0);
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
  const span = [...p.querySelectorAll("span")].find((one) => /mso-list:\s*Ignore/i.test(one.dataset.style || ""));
  const signe = span?.textContent.trim() || "";
  span?.remove();
  return signe;
}

function renommer(doc, node, balise) {
  const found = doc.createElement(balise);
  found.append(...node.childNodes);
  node.replaceWith(found);
}
