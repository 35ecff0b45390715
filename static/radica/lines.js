/* The grid of lines: rows added and removed, arrows between cells, the sum beside the subtotal. */

import { cents, formatCents, normalise, parseAmount } from "./money.js";

const SAME = 200; // two pesos, the rounding the DIAN allows

export function setUpLines({ valueOf, onChange }) {
  const table = document.getElementById("lines");
  if (!table) return { update() {}, focus: () => false, nextWrong: () => false };
  const body = table.tBodies[0];
  const count = document.getElementById("lines_count");
  const words = document.getElementById("lines-words");
  const sum = document.getElementById("lines-sum");
  const adder = document.getElementById("add-line");
  const template = document.getElementById("line-row");

  const rows = () => [...body.rows].filter((row) => !removed(row));
  const removed = (row) => Boolean(row.querySelector(".remove input")?.checked);
  const cell = (row, name) => row.querySelector(`[name$="-${name}"]`);

  function add(after) {
    const index = Number(count.value);
    const holder = document.createElement("tbody");
    holder.innerHTML = template.innerHTML.replaceAll("NEW", String(index));
    const row = holder.rows[0];
    count.value = String(index + 1);
    if (after) after.after(row);
    else body.append(row);
    renumber();
    cell(row, "description").focus();
    changed();
  }

  function renumber() {
    // The server reads the rows in the order of their numbers, so they follow the order on the page.
    [...body.rows].forEach((row, position) => {
      row.dataset.index = String(position);
      row.querySelector(".position").firstChild.textContent = String(position + 1);
      for (const input of row.querySelectorAll("[name^='line-']")) input.name = input.name.replace(/^line-\d+-/, `line-${position}-`);
    });
  }

  function wrong(row) {
    const quantity = parseAmount(cell(row, "quantity").value);
    const price = parseAmount(cell(row, "unit_price").value);
    const total = cents(cell(row, "total").value);
    if (quantity === null || price === null || total === null) return false;
    const discount = cents(cell(row, "discount").value) || 0;
    const gross = Math.round(quantity * price * 100);
    return Math.abs(gross - discount - total) > SAME && Math.abs(gross - total) > SAME;
  }

  function update() {
    let total = 0;
    let unread = 0;
    for (const row of body.rows) {
      const bad = !removed(row) && wrong(row);
      row.classList.toggle("unequal", bad);
      row.classList.toggle("removed", removed(row));
      cell(row, "total").title = bad ? "Cantidad por valor unitario no da este total." : "";
      if (removed(row)) continue;
      const amount = cents(cell(row, "total").value);
      if (amount === null) unread += 1;
      else total += amount;
    }
    sum.textContent = rows().length ? formatCents(total) : "";
    words.textContent = "";
    words.className = "number";
    if (!rows().length) return;
    const subtotal = valueOf("subtotal");
    const discount = valueOf("discount") || 0;
    const fits = [subtotal, subtotal === null ? null : subtotal + discount, subtotal === null ? null : subtotal - discount, valueOf("tax_base"), valueOf("total")];
    if (fits.some((one) => one !== null && Math.abs(one - total) <= SAME)) {
      words.textContent = "La suma coincide";
      words.classList.add("ok");
    } else if (subtotal !== null) {
      const difference = total - subtotal;
      words.textContent = (difference > 0 ? "Sobran $ " : "Faltan $ ") + formatCents(Math.abs(difference)) + " frente al subtotal";
      words.classList.add("off");
    }
    if (unread) words.textContent += unread === 1 ? " (una línea sin total)" : ` (${unread} líneas sin total)`;
  }

  function changed() {
    update();
    onChange();
  }

  function move(from, step) {
    const row = from.closest("tr");
    const all = [...body.rows];
    const next = all[all.indexOf(row) + step];
    const name = from.name.split("-").slice(2).join("-");
    if (!next) return false;
    const target = cell(next, name);
    target.focus();
    target.select?.();
    return true;
  }

  function nextWrong(from) {
    const all = [...body.rows];
    const start = from ? all.indexOf(from.closest("tr")) : -1;
    const row = all.slice(start + 1).find((one) => one.classList.contains("unequal") || one.classList.contains("bad"));
    if (!row) return false;
    const target = cell(row, "total");
    target.focus();
    target.select();
    return true;
  }

  body.addEventListener("input", changed);
  body.addEventListener("change", (event) => {
    const name = event.target.name || "";
    if (/-(unit_price|discount|total)$/.test(name)) normalise(event.target);
    changed();
  });
  body.addEventListener("keydown", (event) => {
    const field = event.target.closest(".cell");
    if (!field) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const longText = field.tagName === "TEXTAREA" && field.value.length > 40;
    if (step && !event.altKey && !longText && move(field, step)) event.preventDefault();
    if (event.altKey && event.key.toLowerCase() === "i") {
      event.preventDefault();
      add(field.closest("tr"));
    }
    if (event.altKey && event.key === "Delete") {
      event.preventDefault();
      const box = field.closest("tr").querySelector(".remove input");
      box.checked = !box.checked;
      changed();
    }
  });
  if (adder) {
    adder.hidden = false;
    adder.addEventListener("click", () => add(null));
  }
  update();
  return {
    update,
    nextWrong,
    focus() {
      const first = rows()[0];
      if (first) cell(first, "description").focus();
      else adder?.focus();
    },
  };
}
