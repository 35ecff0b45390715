/* What every page shares: menus that close, rows that open, dialogs named by their button. */

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.usermenu[open], details.dropdown[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
    return;
  }
  // A whole row is a link, but selecting its text or using a control in it is not a click on it.
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, label, select") && !String(getSelection())) {
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else window.location.href = row.dataset.href;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.usermenu[open], details.dropdown[open]")) menu.open = false;
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.altKey) {
    const box = document.querySelector("[data-searchbox]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

// One press is one order: a second click while the page is on its way sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent && !form.hasAttribute("data-many")) {
    event.preventDefault();
    return;
  }
  if ((form.method || "").toLowerCase() === "post") form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A list that asks for itself must not be replaced by the login page when the session has ended.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseURL.includes("/login/")) return;
  event.detail.shouldSwap = false;
  window.location.reload();
});

// The cells of the admin's tabular forms have their name in the heading of the column only.
for (const table of document.querySelectorAll(".inline-group .tabular table")) {
  for (const cell of table.querySelectorAll("td[class*='field-']")) {
    const heading = table.querySelector(`th.column-${CSS.escape(cell.className.match(/field-(\w+)/)[1])}`);
    for (const input of cell.querySelectorAll("input, select, textarea")) {
      if (heading && !input.labels?.length) input.setAttribute("aria-label", heading.textContent.trim());
    }
  }
}
