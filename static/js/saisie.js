// The registration page: only the legal bases that serve the chosen kind, and what the chosen one says.
"use strict";

const kind = document.querySelector("select[name=nature]");
const basis = document.querySelector("select[name=base]");
const margin = document.querySelector("[data-fondements]");
const shown = margin.querySelector("[data-choisi]");
const waiting = margin.querySelector("[data-attente]");
const petition = document.querySelector("[data-petition]");
const list = margin.querySelector("[data-liste]");

function offer() {
  petition.hidden = kind.value !== "citoyenne";
  for (const group of basis.querySelectorAll("optgroup")) {
    const options = [...group.querySelectorAll("option[data-natures]")];
    if (!options.length) continue;
    for (const option of options) {
      const fits = option.dataset.natures.split(" ").includes(kind.value);
      option.hidden = option.disabled = !fits;
    }
    group.hidden = options.every((option) => option.hidden);
  }
  if (basis.selectedOptions[0]?.hidden) basis.value = "";
  tell();
}

function tell() {
  const said = list.querySelector(`[data-fondement="${CSS.escape(basis.value)}"]`);
  shown.replaceChildren(...(said ? [said.cloneNode(true)] : []));
  waiting.hidden = Boolean(said);
}

list.hidden = true;
kind.addEventListener("change", offer);
basis.addEventListener("change", tell);
offer();
