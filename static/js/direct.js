// A page that follows the sitting. The element marked data-direct asks the address data-pouls, every second, whether
// something has changed since data-battement; if so it reads data-fragment and becomes it, touching only what differs.
// data-rythme: milliseconds between two questions; data-instant: the server's clock when the page was made.
"use strict";

const zone = document.querySelector("[data-direct]");
const told = document.querySelector("[data-direct-annonce]");
const state = document.querySelector("[data-direct-etat]");
const rhythm = Number(zone.dataset.rythme) || 1000;
const SLOWEST = 15_000;

let known = zone.dataset.battement || "";
let drift = zone.dataset.instant ? Date.parse(zone.dataset.instant) - Date.now() : 0;
let failures = 0;
let lostSince = null;
let next = 0;
let asking = false;

async function ask() {
  clearTimeout(next);
  if (document.hidden || asking) return;
  asking = true;
  try {
    const answer = await get(zone.dataset.pouls, known ? { "If-None-Match": `"${known}"` } : {});
    if (answer.headers.get("X-Instant")) drift = Date.parse(answer.headers.get("X-Instant")) - Date.now();
    const stamp = answer.status === 304 ? known : await answer.text();
    const typing = stamp !== known && beingTyped();
    if (stamp !== known && !typing) {
      become(await (await get(zone.dataset.fragment)).text());
      known = stamp;
    }
    failures = 0;
    lostSince = null;
    say(typing ? "Cette page a changé : elle se mettra à jour dès que vous aurez quitté ce champ." : "");
  } catch {
    failures += 1;
    lostSince ??= new Date();
    if (failures > 1) say(`Hors ligne depuis ${hour(lostSince)} : nouvel essai dans un instant.`);
  }
  asking = false;
  next = setTimeout(ask, Math.min(rhythm * 2 ** failures, Math.max(rhythm, SLOWEST)) * (failures ? 1 : 0.9 + Math.random() / 5));
}

async function get(url, headers = {}) {
  const answer = await fetch(url, { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(8000) });
  // Signed out, or not allowed any more: the page itself says so better.
  if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) location.reload();
  if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
  return answer;
}

function say(words) {
  if (state && state.textContent !== words) state.textContent = words;
}

function hour(moment) {
  return `${moment.getHours()} h ${String(moment.getMinutes()).padStart(2, "0")}`;
}

// --- Becoming what the server says, without taking anything out of the reader's hands ---

function become(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const held = zone.contains(document.activeElement) ? document.activeElement : null;
  melt(zone, made.content);
  if (held?.isConnected && held !== document.activeElement) held.focus({ preventScroll: true });
  tick();
  const words = zone.querySelector("[data-annonce]")?.dataset.annonce ?? "";
  if (told && told.textContent !== words) told.textContent = words;
  zone.dispatchEvent(new CustomEvent("direct:change", { bubbles: true }));
}

/** Give `old` the children of `fresh`; an element is known again by its key, or by its place and its name. */
function melt(old, fresh) {
  const arriving = [...fresh.childNodes];
  const wanted = new Set(arriving.map(key).filter(Boolean));
  const keyed = new Map([...old.children].filter(key).map((child) => [key(child), child]));
  let place = old.firstChild;
  for (const child of arriving) {
    const same = keyed.get(key(child));
    while (place && place !== same && same && !wanted.has(key(place))) place = drop(place);
    if (same && same.nodeName === child.nodeName) {
      if (same === place) place = place.nextSibling;
      else old.insertBefore(same, place);
      change(same, child);
    } else if (place && !key(place) && !key(child) && place.nodeName === child.nodeName) {
      const current = place;
      place = place.nextSibling;
      change(current, child);
    } else {
      old.insertBefore(child, place);
    }
  }
  while (place) place = drop(place);
}

function drop(node) {
  const after = node.nextSibling;
  node.remove();
  return after;
}

function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  return node.id || node.dataset.cle || (node.nodeName === "FORM" ? node.getAttribute("action") : "") || "";
}

function change(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // What somebody has begun to fill in stays as it is, its revision with it: the server judges it when it is sent.
  if (old.nodeName === "FORM" && [...old.elements].some(changed)) return;
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  melt(old, fresh);
}

function changed(field) {
  if (["hidden", "submit", "button", "image", "reset"].includes(field.type) || field.nodeName === "FIELDSET") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "select-one" && !field.querySelector("option[selected]")) return field.selectedIndex > 0;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

/** Whether words are being typed here: the page waits for them. A choice only ticked is kept by its form. */
function beingTyped() {
  const field = document.activeElement;
  return zone.contains(field) && field.matches("textarea, input:not([type=radio], [type=checkbox])") && changed(field);
}

// --- Clocks ---

function tick() {
  for (const clock of document.querySelectorAll("[data-depuis]")) {
    const seconds = Math.max(0, Math.floor((Date.now() + drift - Date.parse(clock.dataset.depuis)) / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const words = [...(hours ? [hours, String(minutes).padStart(2, "0")] : [minutes]), String(seconds % 60).padStart(2, "0")].join(":");
    if (clock.textContent !== words) clock.textContent = words;
    clock.toggleAttribute("data-depasse", Number(clock.dataset.limite) > 0 && seconds > Number(clock.dataset.limite));
  }
}

// Without a network a form would leave the page for an error of the browser: it stays, and what is chosen with it.
document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  say("Hors ligne : rien n’est parti. Votre choix est gardé ici, envoyez-le dès que le réseau revient.");
});

document.addEventListener("visibilitychange", ask);
window.addEventListener("online", ask);
setInterval(tick, 500);
tick();
next = setTimeout(ask, rhythm);
