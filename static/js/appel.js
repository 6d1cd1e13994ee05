// The roll: names are sought while they are typed, and one touch notes somebody without losing the place.
"use strict";

const zone = document.querySelector("[data-direct]");
const field = document.querySelector("[data-filtre]");
const told = document.querySelector("[data-direct-annonce]");

const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function seek() {
  const wanted = fold(field.value).split(/\s+/).filter(Boolean);
  for (const line of zone.querySelectorAll("[data-membre]")) {
    const name = fold(line.dataset.membre);
    line.hidden = !wanted.every((word) => name.includes(word));
  }
  for (const college of zone.querySelectorAll("[data-college]")) {
    college.hidden = !college.querySelector("[data-membre]:not([hidden])");
  }
}

/** Send one touch; the line, the figures and the messages become what the server answers. */
async function touch(event) {
  const form = event.target;
  const line = form.closest("[data-membre]");
  if (!line || event.defaultPrevented) return;
  event.preventDefault();
  const sent = new FormData(form, event.submitter);
  const place = event.submitter?.value;
  for (const button of line.querySelectorAll("button")) button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(line.id);
    if (!fresh) return location.reload();
    line.replaceWith(fresh);
    for (const id of ["quorum", "perdu", "suite", "restants"]) become(id, page);
    const words = page.querySelector("#principal [role=alert]:not(#perdu), .message")?.textContent.trim() ?? "";
    if (told) told.textContent = words;
    if (!answer.ok) fresh.append(reason(words));
    (fresh.querySelector(`button[value="${CSS.escape(place ?? "")}"]`) ?? fresh.querySelector("button"))?.focus();
    seek();
  } catch {
    // Offline: the browser's own way tells it.
    form.submit();
  }
}

function become(id, page) {
  const [old, fresh] = [zone.querySelector(`#${id}`), page.getElementById(id)];
  if (old && fresh) old.replaceWith(fresh);
  else if (old) old.remove();
}

function reason(words) {
  const said = document.createElement("p");
  said.className = "champ__erreur appel__refus";
  said.textContent = words;
  return said;
}

field?.addEventListener("input", seek);
zone.addEventListener("submit", touch);
zone.addEventListener("direct:change", () => field && seek());
if (field?.value) seek();
