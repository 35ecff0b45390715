/* The review page: the way through the doubtful fields by keyboard, live sums, and what nobody may lose. */

import { setUpLines } from "./lines.js";
import { cents, formatCents, normalise } from "./money.js";
import { setUpViewer } from "./viewer.js";

const form = document.getElementById("review");
const editable = form.dataset.editable === "1";
const pane = document.getElementById("pane-form");
const SAME = 200;
const json = (id) => JSON.parse(document.getElementById(id).textContent);
let dirty = false;
let leaving = false;

const input = (name) => document.getElementById("id_" + name);
const valueOf = (name) => (input(name) ? cents(input(name).value) : null);
const fieldOf = (element) => element?.closest?.(".field[data-field]");
const control = (field) => (field.dataset.field === "lines" ? input("lines") : field.querySelector("input:not([type=hidden]):not([type=checkbox]), select, textarea"));

// --- the image ---------------------------------------------------------------------------
const viewer = setUpViewer({ pages: json("pages"), places: json("places"), onPick: (name) => goTo(name) });

form.addEventListener("focusin", (event) => {
  const field = fieldOf(event.target);
  const row = event.target.closest("tr.line[id]");
  if (field && field.dataset.field !== "lines") viewer.show(field.dataset.field);
  else if (row) viewer.show(row.id);
});

function goTo(name) {
  const line = /^line-\d+$/.test(name) && document.getElementById(name);
  const target = line ? line.querySelector(".cell[name$='-total']") : input(name);
  if (!target) return document.getElementById(name === "" ? "orden" : name)?.scrollIntoView({ block: "start" });
  target.closest("details")?.setAttribute("open", "");
  target.focus({ preventScroll: true });
  (fieldOf(target) || target).scrollIntoView({ block: "center" });
  target.select?.();
}

document.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (!jump) return;
  if (jump.dataset.jump && (input(jump.dataset.jump) || document.getElementById(jump.dataset.jump))) {
    event.preventDefault();
    goTo(jump.dataset.jump);
  }
});

// --- doubtful fields ---------------------------------------------------------------------------
const lines = setUpLines({ valueOf, onChange: () => (dirty = true) });
const needy = () => [...document.querySelectorAll(".field[data-field].doubtful, .field[data-field].error")].filter((field) => control(field) && !control(field).disabled);

function confirmField(field, yes = true) {
  const box = field.querySelector(".confirm input");
  if (!box || !(field.classList.contains("doubtful") || field.classList.contains("settled"))) return;
  box.checked = yes;
  settle(field, yes);
}

function settle(field, yes) {
  field.classList.toggle("doubtful", !yes);
  field.classList.toggle("settled", yes);
  dirty = true;
  count();
}

function count() {
  const open = document.querySelectorAll(".field.doubtful").length;
  const said = document.getElementById("doubts");
  if (said) said.textContent = open ? `${open} por confirmar` : editable ? "Nada por confirmar" : "";
}

function step(from, direction) {
  const all = needy();
  const here = from && fieldOf(from);
  const position = all.indexOf(here);
  let next;
  if (position >= 0) next = all[position + direction];
  else {
    const bit = direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const rest = all.filter((field) => !from || from.compareDocumentPosition(field) & bit);
    next = direction > 0 ? rest[0] : rest.at(-1);
  }
  if (next) goTo(next.dataset.field);
  else if (direction > 0) {
    const left = all.filter((field) => field !== here && field.classList.contains("doubtful"));
    if (left.length) goTo(left[0].dataset.field);
    else if (!lines.nextWrong(null)) document.getElementById("approve")?.focus();
  }
}

function enter(event) {
  const target = event.target;
  const field = fieldOf(target);
  if (event.shiftKey) {
    event.preventDefault();
    return step(target, -1);
  }
  if (target.closest(".line")) {
    event.preventDefault();
    if (!lines.nextWrong(target)) step(target, 1);
    return undefined;
  }
  if (!field || target.tagName === "BUTTON") return undefined;
  event.preventDefault();
  const list = needy();
  const position = list.indexOf(field);
  const following = list[position + 1];
  confirmField(field);
  if (position >= 0 && following) return goTo(following.dataset.field);
  return step(target, 1);
}

const original = new Map();
for (const field of document.querySelectorAll(".field[data-field]")) {
  const own = control(field);
  if (own) original.set(field.dataset.field, own.type === "checkbox" ? own.checked : own.value);
}

form.addEventListener("input", (event) => {
  dirty = true;
  const field = fieldOf(event.target);
  if (field && event.target === control(field) && field.dataset.field !== "lines") {
    const changed = event.target.value !== original.get(field.dataset.field);
    field.classList.toggle("changed", changed);
    // A corrected value is the person's: it needs no confirmation any more.
    if (field.classList.contains("doubtful") && changed) field.classList.replace("doubtful", "settled");
    else if (field.classList.contains("settled") && !changed && !field.querySelector(".confirm input")?.checked) field.classList.replace("settled", "doubtful");
    count();
  }
  sums();
});
form.addEventListener("change", (event) => {
  if (event.target.matches(".confirm input")) settle(fieldOf(event.target), event.target.checked);
  if (event.target.dataset.kind === "money") normalise(event.target);
  sums();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest(".suggestion");
  if (!button) return;
  event.preventDefault();
  fill(fieldOf(button), button.dataset.fill);
});

function fill(field, value) {
  const own = control(field);
  own.value = value;
  own.dispatchEvent(new Event("input", { bubbles: true }));
  own.focus();
}

function cycle(field) {
  const offers = [...field.querySelectorAll(".suggestion")].map((one) => one.dataset.fill);
  if (!offers.length) return;
  const own = control(field);
  fill(field, offers[(offers.indexOf(own.value) + 1) % offers.length]);
}

// --- sums ------------------------------------------------------------------------------------
function sums() {
  const said = document.getElementById("sumcheck");
  lines.update();
  const total = valueOf("total");
  const subtotal = valueOf("subtotal");
  if (!said || total === null || subtotal === null) {
    if (said) said.textContent = "";
    return;
  }
  const taxes = (valueOf("iva") || 0) + (valueOf("inc") || 0);
  const discount = valueOf("discount") || 0;
  const sum = subtotal - discount + taxes;
  const fits = Math.abs(sum - total) <= SAME || Math.abs(sum + discount - total) <= SAME;
  said.className = "sumcheck " + (fits ? "ok" : "off");
  const shown = "Subtotal" + (discount ? " − descuento" : "") + " + impuestos = $ " + formatCents(sum);
  said.textContent = fits ? shown + ". Coincide con el total." : `${shown}. ${total > sum ? "Al total le sobran" : "Al total le faltan"} $ ${formatCents(Math.abs(total - sum))}.`;
}

// --- keys --------------------------------------------------------------------------------------
function press(action) {
  const button = form.querySelector(`button[name=action][value=${action}]:not([disabled]):not(.visually-hidden)`) || form.querySelector(`button[name=action][value=${action}]:not([disabled])`);
  if (button) form.requestSubmit(button);
}

function openMenu(id) {
  const menu = document.getElementById(id);
  if (!menu) return;
  menu.open = true;
  menu.querySelector("input, textarea").focus();
}

const withAlt = {
  l: () => lines.focus(),
  m: () => {
    document.getElementById("orden").scrollIntoView({ block: "start" });
    document.getElementById("orden").focus();
  },
  p: () => openMenu("d-postpone"),
  x: () => openMenu("d-reject"),
  arrowleft: () => document.querySelector("[data-previous]")?.click(),
  arrowright: () => document.querySelector("[data-next]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && key === "s") {
    event.preventDefault();
    if (editable) press("save");
  } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    press("approve");
  } else if (event.altKey && key === "z" && fieldOf(event.target)?.dataset.machine) {
    event.preventDefault();
    fill(fieldOf(event.target), fieldOf(event.target).dataset.machine);
  } else if (event.altKey && key === "arrowdown" && fieldOf(event.target)) {
    event.preventDefault();
    cycle(fieldOf(event.target));
  } else if (event.altKey && withAlt[key]) {
    event.preventDefault();
    withAlt[key]();
  } else if (event.key === "Enter" && editable && !event.target.closest(".menu, a, button, summary")) {
    if (!(event.target.tagName === "TEXTAREA" && !event.target.classList.contains("cell"))) enter(event);
  } else if (!typing && event.key === "?") {
    document.getElementById("help").showModal();
  } else if (!typing && !event.ctrlKey && !event.altKey && viewer.key(event.key)) {
    event.preventDefault();
  }
});

// --- the splitter, remembered --------------------------------------------------------------------
const splitter = document.getElementById("splitter");
const panes = document.getElementById("panes");
const clamp = (share) => Math.min(70, Math.max(28, share));

function split(share, keep = true) {
  const width = clamp(share);
  panes.style.setProperty("--form", width + "%");
  splitter.setAttribute("aria-valuenow", String(Math.round(width)));
  if (keep) {
    try {
      localStorage.setItem("split", String(width));
    } catch {
      /* not remembered */
    }
  }
  viewer.resized?.();
}

function remembered() {
  try {
    return Number(localStorage.getItem("split")) || 0;
  } catch {
    return 0;
  }
}

if (remembered()) split(remembered(), false);
splitter.addEventListener("pointerdown", (event) => {
  splitter.setPointerCapture(event.pointerId);
  const move = (moved) => split(((moved.clientX - panes.getBoundingClientRect().left) / panes.clientWidth) * 100);
  splitter.addEventListener("pointermove", move);
  splitter.addEventListener("pointerup", () => splitter.removeEventListener("pointermove", move), { once: true });
});
splitter.addEventListener("keydown", (event) => {
  const move = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  split((pane.clientWidth / panes.clientWidth) * 100 + move);
});

// On a phone the image lies above the form and can be folded away.
document.getElementById("fold")?.addEventListener("click", (event) => {
  const folded = document.getElementById("pane-paper").classList.toggle("folded");
  event.currentTarget.setAttribute("aria-expanded", String(!folded));
});

// --- leaving ------------------------------------------------------------------------------------
form.addEventListener("submit", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("beforeunload", (event) => {
  if (dirty && editable && !leaving) event.preventDefault();
});

// One menu at a time, closed by Escape, focus given back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.dropdown");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

dirty = Boolean(document.querySelector(".stale, #refused")) && Boolean(form.querySelector(".refused"));
sums();
count();
const phone = matchMedia("(max-width: 900px)").matches; // there the focus would open the keyboard over the page
if (editable && !location.hash && !phone) {
  const first = document.querySelector(".field.refused[data-field]") || needy()[0];
  if (first) goTo(first.dataset.field);
  else document.getElementById("approve")?.focus({ preventScroll: true });
}
form.dataset.ready = "1";
