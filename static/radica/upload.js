/* The upload page: checks before sending, one file per request with its progress, then asks how the reading goes. */

const form = document.getElementById("upload");
const list = document.getElementById("list");
const results = document.getElementById("results");
const zone = document.getElementById("dropzone");
const summary = document.getElementById("summary");
const template = document.getElementById("file-row");
const maxBytes = Number(form.dataset.maxBytes);
const maxFiles = Number(form.dataset.maxFiles);
const ACCEPTED = /\.(jpe?g|png|pdf|tiff?|hei[cf]|xml|zip)$/i;
const WORDS = {
  format: "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP.",
  size: "Imagen muy grande. Comprime a <10 MB.",
  empty: "El archivo está vacío. Elígelo de nuevo.",
  network: "No hubo conexión con el servidor. El archivo no se subió.",
  login: "Tu sesión venció. Entra de nuevo y vuelve a subir el archivo.",
  ended: "El archivo quedó guardado, pero tu sesión venció. Entra de nuevo para ver cómo va.",
  server: "El servidor no pudo recibir el archivo. Inténtalo de nuevo.",
};
const AT_ONCE = 3;
const entries = [];
const queue = [];
let sending = 0;
let timer = null;
let wait = 0;

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-" + name);
  svg.append(use);
  return svg;
}

function refusal(file) {
  if (!ACCEPTED.test(file.name)) return WORDS.format;
  if (file.size > maxBytes) return WORDS.size;
  if (file.size === 0) return WORDS.empty;
  return "";
}

function addRow(file) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelector(".file-name").textContent = file.name;
  list.prepend(row);
  results.hidden = false;
  return { file, row, stage: "queued", id: "" };
}

const ICONS = { error: "error", warning: "alert", ok: "check", info: "file" };

function show(entry, outcome) {
  const { row } = entry;
  entry.stage = outcome.stage;
  row.dataset.stage = outcome.stage;
  const busy = ["uploading", "waiting", "reading"].includes(outcome.stage);
  row.className = "file " + (outcome.level || "info");
  const mark = document.createElement("span");
  mark.className = "spinner";
  row.querySelector(".file-icon").replaceChildren(busy ? mark : icon(ICONS[outcome.level] || "file"));
  const state = row.querySelector(".file-state");
  if (state.textContent !== outcome.message) state.textContent = outcome.message;
  row.querySelector(".file-detail").textContent = outcome.detail || "";
  row.querySelector("progress").hidden = outcome.stage !== "uploading";
  const actions = row.querySelector(".file-actions");
  actions.replaceChildren();
  if (outcome.url) {
    const link = document.createElement("a");
    link.className = "button";
    link.href = outcome.url;
    link.textContent = outcome.link;
    actions.append(link);
  }
  if (outcome.retry) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = "Reintentar";
    again.addEventListener("click", () => enqueue(entry));
    actions.append(again);
  }
  tell();
}

function tell() {
  const busy = entries.filter((e) => ["queued", "uploading", "waiting", "reading"].includes(e.stage)).length;
  const done = entries.filter((e) => ["done", "copy"].includes(e.stage)).length;
  const bad = entries.filter((e) => ["failed", "refused"].includes(e.stage)).length;
  const parts = [];
  if (busy) parts.push(busy === 1 ? "1 en proceso" : `${busy} en proceso`);
  if (done) parts.push(done === 1 ? "1 lista" : `${done} listas`);
  if (bad) parts.push(bad === 1 ? "1 con problemas" : `${bad} con problemas`);
  summary.textContent = parts.join(", ");
}

function add(files) {
  const chosen = [...files].slice(0, maxFiles);
  for (const file of chosen) {
    const entry = addRow(file);
    entries.push(entry);
    const words = refusal(file);
    if (words) show(entry, { stage: "refused", level: "error", message: words });
    else enqueue(entry);
  }
  if (files.length > maxFiles) summary.textContent = `Se suben ${maxFiles} archivos a la vez. Sube los demás después.`;
}

function enqueue(entry) {
  show(entry, { stage: "uploading", level: "info", message: "En fila para subir" });
  queue.push(entry);
  pump();
}

function pump() {
  while (sending < AT_ONCE && queue.length) send(queue.shift());
}

function send(entry) {
  sending += 1;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("archivo", entry.file, entry.file.name);
  const bar = entry.row.querySelector("progress");
  const request = new XMLHttpRequest(); // fetch tells nothing of the progress of an upload
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = (event.loaded / event.total) * 100;
    entry.row.querySelector(".file-state").textContent =
      event.loaded < event.total ? `Subiendo ${Math.round(bar.value)} %` : "Guardando el original";
  });
  request.addEventListener("loadend", () => {
    sending -= 1;
    answer(entry, request);
    pump();
  });
  bar.hidden = false;
  request.send(body);
}

function answer(entry, request) {
  let data = null;
  try {
    data = JSON.parse(request.responseText);
  } catch {
    data = null; // a page and not an answer: the session is over or the server failed
  }
  const outcome = data && data.files && data.files[0];
  if (outcome) {
    entry.id = outcome.id;
    show(entry, outcome);
    if (["waiting", "reading"].includes(outcome.stage)) poll(true);
    return;
  }
  const login = request.status === 403 || request.responseURL.includes("/login/");
  const words = request.status === 0 ? WORDS.network : request.status === 413 ? WORDS.size : login ? WORDS.login : (data && data.message) || WORDS.server;
  show(entry, { stage: "refused", level: "error", message: words, retry: request.status !== 413 });
}

function poll(soon) {
  clearTimeout(timer);
  wait = soon || !wait ? 100 : Math.min(wait * 1.4, 5000); // an XML is read before the second question
  timer = setTimeout(ask, wait);
}

async function ask() {
  const open = entries.filter((e) => e.id && ["waiting", "reading"].includes(e.stage));
  if (!open.length) return;
  const query = new URLSearchParams(open.slice(0, 100).map((e) => ["id", e.id]));
  try {
    const response = await fetch(form.dataset.status + "?" + query, { headers: { Accept: "application/json" } });
    if (response.redirected) {
      for (const entry of open) show(entry, { stage: "refused", level: "warning", message: WORDS.ended });
      return;
    }
    if (response.ok) {
      const { files } = await response.json();
      for (const outcome of files) {
        const entry = entries.find((e) => e.id === outcome.id && ["waiting", "reading"].includes(e.stage));
        if (entry) show(entry, outcome);
      }
    }
  } catch {
    /* asked again below */
  }
  poll(false);
}

for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
}
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  zone.classList.remove("over");
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  add(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  if (event.clipboardData?.files.length) add(event.clipboardData.files);
});
window.addEventListener("beforeunload", (event) => {
  if (entries.some((e) => e.stage === "uploading")) event.preventDefault();
});
