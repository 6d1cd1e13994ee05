// What is said of the text, beside its writing: read when it is unfolded, and again while it stays so.
"use strict";

const EVERY = 30000;
const fold = document.querySelector("[data-remarques]");
const count = fold.querySelector("summary");
const place = fold.querySelector("[data-lues]");

async function refresh() {
  if (!fold.open || document.hidden) return;
  const answer = await fetch(fold.dataset.remarques, { credentials: "same-origin" }).catch(() => null);
  // A session that ended answers with the page of the sign-in: what was read stays.
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.text();
  if (html === place.lue) return;
  place.lue = html;
  place.innerHTML = html;
  const remarks = place.querySelectorAll(".remarque").length;
  count.textContent = remarks ? `Remarques (${remarks})` : "Remarques";
}

fold.addEventListener("toggle", refresh);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, EVERY);
