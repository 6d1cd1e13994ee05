// The room's code: when it changes, the page reads itself again, and the drawing with it.
"use strict";

async function follow() {
  const shown = document.querySelector("[data-code]");
  await new Promise((go) => setTimeout(go, Number(shown.dataset.reste) * 1000 + 200));
  try {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-code]");
    shown.replaceWith(fresh);
  } catch {
    shown.dataset.reste = "3";
  }
  follow();
}

follow();
