// The page of the remarks: the words selected in the text are quoted in the comment, and what is typed is not lost.
"use strict";

const KEY = "remarque-passage";
const LONGEST = 1000;

// The words of a selection that stands in one block, without the numbers of the notes that it calls.
function quoted() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const holder = range.commonAncestorContainer;
  const block = (holder.nodeType === Node.ELEMENT_NODE ? holder : holder.parentElement)?.closest("[data-bloc]");
  if (!block) return null;
  const copy = range.cloneContents();
  for (const call of copy.querySelectorAll(".appel, .preconisation__numero")) call.remove();
  const words = copy.textContent.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  return words ? { block, words } : null;
}

// The field that is open for this block, if it is.
function field(block) {
  return document.querySelector(`textarea[data-passage="${CSS.escape(block)}"]`);
}

function cite(found) {
  const open = field(found.block.dataset.bloc);
  if (open) {
    open.value = found.words;
    open.form.querySelector("[name=contenu]").focus();
    hide();
    return;
  }
  const link = found.block.parentElement.querySelector("[data-commenter]");
  if (!link) return;
  // It goes by the browser alone: words of a draft have no place in an address.
  sessionStorage.setItem(KEY, JSON.stringify({ block: found.block.dataset.bloc, words: found.words }));
  link.click();
}

let bar = null;

function hide() {
  bar?.remove();
  bar = null;
}

function offer() {
  const found = quoted();
  const free = found && (field(found.block.dataset.bloc) || found.block.parentElement.querySelector("[data-commenter]"));
  if (!free) {
    hide();
    return;
  }
  if (bar) return;
  bar = document.createElement("p");
  bar.className = "citer";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bouton bouton--principal";
  button.textContent = "Commenter les mots sélectionnés";
  // A press would undo the selection before the click reads it.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const now = quoted();
    if (now) cite(now);
  });
  bar.append(button);
  document.querySelector("main").append(bar);
}

function recall() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
  } catch {
    // A store that is closed or spoilt keeps nothing.
  }
  if (!kept) return;
  const open = field(kept.block);
  if (open && !open.value) {
    open.value = kept.words;
    // The browser first goes to the form that the address names.
    window.addEventListener("load", () => setTimeout(() => open.form.querySelector("[name=contenu]").focus()));
  }
  sessionStorage.removeItem(KEY);
}

let sending = false;
const typed = () => [...document.querySelectorAll("[data-saisie]")].some((one) => one.value !== one.defaultValue);

document.addEventListener("submit", () => {
  sending = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sending && typed()) event.preventDefault();
});
document.addEventListener("selectionchange", offer);
recall();
