// The writing page: a preview that follows the text, and a copy of what is typed kept in the browser.
"use strict";

const form = document.querySelector("form[data-brouillon]");
const field = form.querySelector("textarea");
const preview = document.querySelector("[data-apercu]");
const key = form.dataset.brouillon;
const start = form.querySelector("[name=depart]").value;

let waiting = 0;

function refresh() {
  const body = new FormData();
  body.set("csrf_token", form.querySelector("[name=csrf_token]").value);
  body.set("contenu", field.value);
  fetch(preview.dataset.apercu, { method: "POST", body, credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : null))
    .then((html) => {
      if (html !== null) preview.innerHTML = html;
    })
    .catch(() => {});
}

function keep() {
  try {
    localStorage.setItem(key, JSON.stringify({ start, text: field.value }));
  } catch {
    // A full or closed store is no reason to stop writing.
  }
}

function offer() {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key) || "null");
  } catch {
    return;
  }
  if (!kept || kept.text === field.value) return;
  const notice = document.createElement("p");
  notice.className = "message message--info";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bouton bouton--petit";
  button.textContent = "Reprendre ce brouillon";
  button.addEventListener("click", () => {
    field.value = kept.text;
    notice.remove();
    refresh();
  });
  notice.append("Ce navigateur garde un brouillon qui n’a pas été enregistré. ", button);
  form.prepend(notice);
}

let typed = false;

field.addEventListener("input", () => {
  typed = true;
  keep();
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 400);
});
// What leaves by a save is no longer a draft; a refused save shows the text again, and keeps it.
form.addEventListener("submit", () => {
  typed = false;
  localStorage.removeItem(key);
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.querySelector("[name=continuer]").click();
  }
});
offer();
