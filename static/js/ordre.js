// The order of the day: items dragged by their handle, with a finger, a mouse or the arrow keys.
"use strict";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

function start() {
  const form = document.querySelector("form[data-ordre]");
  const list = form?.querySelector("[data-liste]");
  if (!list) return;
  const published = form.dataset.publie === "oui";
  const said = form.querySelector("[data-annonce]");
  const rows = () => [...list.querySelectorAll("[data-point]")];
  const order = () => rows().map((row) => row.dataset.point).join(",");
  const kept = order();

  form.querySelector("[data-sans-script]")?.setAttribute("hidden", "");
  form.querySelector("[data-avec-script]")?.removeAttribute("hidden");
  for (const handle of list.querySelectorAll("[data-poignee]")) handle.hidden = false;

  // Whether a row may stand there: what has begun keeps its rank.
  function holds() {
    const now = order().split(",");
    return kept.split(",").every((key, place) => {
      const begun = list.querySelector(`[data-point="${key}"]`).hasAttribute("data-acquis");
      return !begun || now[place] === key;
    });
  }

  function number() {
    const all = rows();
    all.forEach((row, place) => {
      row.querySelector(".ordre__rang").value = place + 1;
      if (row.hasAttribute("data-acquis")) return;
      row.querySelector("[name=monter]").disabled = place === 0;
      row.querySelector("[name=descendre]").disabled = place === all.length - 1;
    });
    form.querySelector("input[name=ordre]").value = order() === kept ? "" : order();
    form.classList.toggle("ordre--change", order() !== kept);
    form.querySelector("[data-enregistrer]").classList.toggle("bouton--principal", order() !== kept);
  }

  function tell(row) {
    const place = rows().indexOf(row) + 1;
    said.textContent = `${row.dataset.titre} : rang ${place} sur ${rows().length}.`;
  }

  function place(row, at, before) {
    const others = rows().filter((other) => other !== row);
    if (rows().indexOf(row) !== at) list.insertBefore(row, others[at] || null);
    if (!holds()) {
      list.insertBefore(row, before);
      said.textContent = "Un point commencé ou voté garde son rang.";
      return false;
    }
    number();
    tell(row);
    return true;
  }

  function move(row, step) {
    const at = rows().indexOf(row) + step;
    if (at < 0 || at >= rows().length) return;
    place(row, at, row.nextElementSibling);
    row.querySelector("[data-poignee]").focus();
  }

  // An agenda that nobody has received is kept at each move; a published one once its reason is written.
  async function keep(row) {
    if (published || order() === kept) return;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
    }).catch(() => null);
    if (!answer) {
      said.textContent = "Le serveur ne répond pas : l’ordre n’est pas enregistré.";
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main?.querySelector("form[data-ordre]")) {
      form.submit();
      return;
    }
    const spoken = said.textContent;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    const again = start();
    const handle = document.querySelector(`[data-point="${row.dataset.point}"] [data-poignee]`);
    if (answer.ok) {
      handle?.focus({ preventScroll: true });
      again.textContent = `${spoken} Enregistré.`;
    } else document.querySelector("[autofocus], [role=alert]")?.scrollIntoView();
  }

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-poignee]");
    if (event.key === "Enter" && event.target.matches(".ordre__rang")) {
      event.preventDefault();
      event.target.blur();
    }
    if (!handle || !(event.key in STEPS)) return;
    event.preventDefault();
    move(handle.closest("[data-point]"), STEPS[event.key]);
  });
  // Keys follow one another: what is kept is where the item rests.
  list.addEventListener("keyup", (event) => {
    const handle = event.target.closest("[data-poignee]");
    if (handle && event.key in STEPS) keep(handle.closest("[data-point]"));
  });

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-poignee]");
    if (!handle || event.button) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    const row = handle.closest("[data-point]");
    const before = row.nextElementSibling;
    row.classList.add("ordre__rangee--prise");
    handle.setPointerCapture(event.pointerId);
    // Its neighbours step over it: a row that leaves the page, even for a moment, is let go by the pointer.
    const follow = (moved) => {
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      let above = row.previousElementSibling;
      while (above && moved.clientY < middle(above)) {
        list.insertBefore(above, row.nextElementSibling);
        above = row.previousElementSibling;
      }
      let below = row.nextElementSibling;
      while (below && moved.clientY > middle(below)) {
        list.insertBefore(below, row);
        below = row.nextElementSibling;
      }
    };
    const drop = () => {
      handle.removeEventListener("pointermove", follow);
      row.classList.remove("ordre__rangee--prise");
      if (place(row, rows().indexOf(row), before)) keep(row);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", drop, { once: true });
    handle.addEventListener("pointercancel", drop, { once: true });
  });

  // A rank that is typed speaks for itself: the order that was dragged before it stays.
  list.addEventListener("change", (event) => {
    const row = event.target.closest(".ordre__rang") && event.target.closest("[data-point]");
    const rank = row ? Number.parseInt(event.target.value, 10) : Number.NaN;
    if (Number.isNaN(rank)) return;
    const at = Math.min(Math.max(rank, 1), rows().length) - 1;
    if (place(row, at, row.nextElementSibling)) keep(row);
    else number();
  });
  // The arrows of a published agenda move without leaving the page, as the handle does.
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=monter], button[name=descendre]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-point]");
    const at = rows().indexOf(row) + (button.name === "monter" ? -1 : 1);
    if (at >= 0 && at < rows().length && place(row, at, row.nextElementSibling)) keep(row);
  });
  return said;
}

start();
