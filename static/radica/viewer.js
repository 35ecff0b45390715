/* The page image beside the form: pages, zoom, rotation of the view, and the boxes of what was read. */

/* global OpenSeadragon */
const TURN = 90;

export function setUpViewer({ pages, places, onPick }) {
  const holder = document.getElementById("viewer");
  const sheet = document.getElementById("sheet");
  const none = { show() {}, key: () => false };
  if (sheet) setUpSheet(sheet, onPick);
  setUpSwitch(holder, sheet);
  if (!holder || !pages.length || !window.OpenSeadragon) return { ...none, show: (name) => showInSheet(sheet, name) };

  const note = document.getElementById("viewer-note");
  const label = document.getElementById("page-label");
  OpenSeadragon.setString("Errors.OpenFailed", "No se pudo mostrar la página.");
  OpenSeadragon.setString("Errors.ImageFormat", "No se pudo mostrar la página.");
  withoutStyleElement();
  const viewer = new OpenSeadragon.Viewer({
    element: holder,
    drawer: "canvas",
    showNavigationControl: false,
    animationTime: 0.15,
    springStiffness: 12,
    visibilityRatio: 1,
    minZoomImageRatio: 0.7,
    maxZoomPixelRatio: 3,
    zoomPerScroll: 1.25,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true },
    preserveViewport: false,
  });
  viewer.innerTracker.keyHandler = null; // the keys of the page are ours
  viewer.innerTracker.keyDownHandler = null;
  let current = -1;
  let wanted = null;
  let slow = null;

  function say(words) {
    note.textContent = words;
    note.hidden = !words;
  }

  function open(index) {
    if (index === current || index < 0 || index >= pages.length) return;
    current = index;
    label.textContent = `${index + 1} de ${pages.length}`;
    clearTimeout(slow);
    slow = setTimeout(() => say("Preparando la imagen de la página"), 300);
    viewer.open({ type: "image", url: pages[index].url, buildPyramid: false });
  }

  viewer.addHandler("open", () => {
    clearTimeout(slow);
    say("");
    holder.dataset.ready = "1";
    drawBoxes();
    if (wanted) focusBox(wanted);
  });
  viewer.addHandler("open-failed", () => {
    clearTimeout(slow);
    viewer.clearOverlays();
    holder.querySelector(".openseadragon-message")?.remove();
    say("No se pudo mostrar esta página. Abre el original con el botón de arriba.");
  });

  function pageOf(place) {
    return pages.findIndex((p) => p.document === place.document && p.member === place.member && p.page === place.page);
  }

  function rectOf(place) {
    const item = viewer.world.getItemAt(0);
    if (!item) return null;
    const size = item.getContentSize();
    const ratio = size.y / size.x;
    const [x0, y0, x1, y1] = place.box;
    return new OpenSeadragon.Rect(x0, y0 * ratio, x1 - x0, (y1 - y0) * ratio);
  }

  function drawBoxes() {
    viewer.clearOverlays();
    for (const [name, place] of Object.entries(places)) {
      if (pageOf(place) !== current) continue;
      const box = document.createElement("div");
      box.className = "box";
      box.dataset.name = name;
      viewer.addOverlay({ element: box, location: rectOf(place) });
    }
    mark();
  }

  function mark() {
    for (const box of holder.querySelectorAll(".box")) box.classList.toggle("focus", box.dataset.name === wanted);
  }

  function focusBox(name) {
    mark();
    const rect = rectOf(places[name]);
    if (!rect) return;
    const seen = viewer.viewport.getBounds(true);
    const width = Math.min(1, Math.max(0.55, rect.width * 1.5, seen.width > 0.9 ? 0.62 : seen.width));
    const center = rect.getCenter();
    const height = width * (seen.height / seen.width);
    const inside = rect.x >= seen.x && rect.y >= seen.y && rect.x + rect.width <= seen.x + seen.width && rect.y + rect.height <= seen.y + seen.height;
    if (inside && seen.width <= 0.9) return;
    viewer.viewport.fitBoundsWithConstraints(new OpenSeadragon.Rect(center.x - width / 2, center.y - height / 2, width, height));
  }

  function show(name) {
    showInSheet(sheet, name);
    const place = places[name];
    wanted = place ? name : null;
    if (!place) return mark();
    const index = pageOf(place);
    if (index === -1) return mark();
    if (index === current && viewer.isOpen()) focusBox(name);
    else open(index);
  }

  const actions = {
    in: () => viewer.viewport.zoomBy(1.4).applyConstraints(),
    out: () => viewer.viewport.zoomBy(1 / 1.4).applyConstraints(),
    fit: () => viewer.viewport.goHome(),
    rotate: () => viewer.viewport.setRotation((viewer.viewport.getRotation() + TURN) % 360),
    previous: () => open(current - 1),
    next: () => open(current + 1),
  };
  document.querySelector(".paper-bar")?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (button) actions[button.dataset.view]();
  });
  viewer.addHandler("canvas-click", (event) => {
    if (!event.quick) return;
    const at = viewer.viewport.pointFromPixel(event.position);
    const hit = Object.entries(places).find(([, place]) => {
      if (pageOf(place) !== current) return false;
      const rect = rectOf(place);
      return at.x >= rect.x && at.x <= rect.x + rect.width && at.y >= rect.y && at.y <= rect.y + rect.height;
    });
    if (hit) onPick(hit[0]);
  });
  open(0);
  const keys = { "+": "in", "-": "out", "−": "out", 0: "fit", r: "rotate", R: "rotate", PageDown: "next", PageUp: "previous" };
  return {
    show,
    key(pressed) {
      const action = keys[pressed];
      if (action) actions[action]();
      return Boolean(action);
    },
    resized: () => viewer.forceResize(),
  };
}

// OpenSeadragon writes a style element of its own, which our policy forbids, unless it finds one. This one
// only looks like it: it is of another namespace. Its rules stand in radica.css.
function withoutStyleElement() {
  const decoy = document.createElementNS("urn:radica", "style");
  decoy.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(decoy);
}

function setUpSheet(sheet, onPick) {
  sheet.addEventListener("click", (event) => {
    const place = event.target.closest("[data-place]");
    if (place && !String(getSelection())) onPick(place.dataset.place);
  });
}

function showInSheet(sheet, name) {
  if (!sheet) return;
  for (const one of sheet.querySelectorAll(".focus")) one.classList.remove("focus");
  const place = name && sheet.querySelector(`[data-place="${CSS.escape(name)}"]`);
  if (!place) return;
  place.classList.add("focus");
  if (!sheet.hidden) place.scrollIntoView({ block: "nearest" });
}

function setUpSwitch(holder, sheet) {
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      const wantsSheet = button.dataset.show === "sheet";
      sheet.hidden = !wantsSheet;
      holder.hidden = wantsSheet;
      for (const one of document.querySelectorAll("[data-show]")) one.setAttribute("aria-pressed", String(one === button));
    });
  }
}
