// Draws the API's documentation from its schema. Swagger UI speaks English only, so its own words are
// replaced as they appear; what comes from the schema is Spanish already.
"use strict";

(() => {
  const place = document.getElementById("docs");
  const words = {
    "Authorize": "Identificarse", "Authorized": "Identificado", "Available authorizations": "Formas de identificarse",
    "Logout": "Salir", "Close": "Cerrar", "Value:": "Valor:", "Name:": "Nombre:", "In:": "Va en:", "Name": "Nombre",
    "Description": "Descripción", "Parameters": "Parámetros", "No parameters": "Sin parámetros",
    "Try it out": "Probar", "Try it out ": "Probar", "Cancel": "Cancelar", "Execute": "Enviar", "Clear": "Limpiar",
    "Reset": "Volver a empezar", "Responses": "Respuestas", "Response": "Respuesta", "Response body": "Cuerpo de la respuesta",
    "Response headers": "Cabeceras de la respuesta", "Request URL": "Dirección", "Server response": "Respuesta del servidor",
    "Curl": "Con curl", "Code": "Código", "Details": "Detalle", "Links": "Enlaces", "No links": "Sin enlaces",
    "Media type": "Tipo de contenido", "Example Value": "Ejemplo", "Schema": "Forma", "Schemas": "Formas",
    "Model": "Forma", "Controls": "Define la cabecera", "Accept": "Accept", "header.": "", "Request body": "Cuerpo de la solicitud",
    "Request duration": "Duración", "Download": "Descargar", "Undocumented": "Sin documentar", "Servers": "Servidores",
    "Send empty value": "Enviar vacío", "Add string item": "Agregar", "Add item": "Agregar", "required": "obligatorio",
    "Loading...": "Cargando…", "LOADING": "CARGANDO", "Expand all": "Abrir todo", "Collapse all": "Cerrar todo",
    "Available values": "Valores posibles", "Default value": "Valor por defecto", "Failed to load API definition.":
    "No se pudo cargar la descripción de la API.", "Errors": "Errores", "Hide": "Ocultar", "Show": "Mostrar",
    "array": "lista", "string": "texto", "integer": "entero", "number": "número", "boolean": "sí o no",
    "object": "objeto", "header": "cabecera", "query": "consulta", "path": "dirección", "cookie": "cookie",
    "Additional properties": "Otras claves", "Copied": "Copiado", "Copy to clipboard": "Copiar",
    "Controls ": "Define la cabecera ",
  };
  const attributes = ["placeholder", "title", "aria-label"];

  const translateText = (node) => {
    const word = node.nodeValue.trim();
    if (word in words && node.nodeValue !== words[word] && !node.parentElement.closest("pre, code, textarea")) {
      node.nodeValue = node.nodeValue.replace(word, words[word]);
    }
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { translateText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE) { return; }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) { translateText(walker.currentNode); }
    for (const element of [root, ...root.querySelectorAll("[placeholder], [title], [aria-label]")]) {
      for (const name of attributes) {
        const word = element.getAttribute(name);
        if (word in words) { element.setAttribute(name, words[word]); }
      }
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") { translateText(change.target); }
      change.addedNodes.forEach(translate);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    deepLinking: false,
    // The token stays in this page only, until it is closed.
    persistAuthorization: false,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    docExpansion: "list",
    requestInterceptor: (request) => {
      if (request.method !== "GET") { request.headers["X-CSRFToken"] = place.dataset.csrf; }
      return request;
    },
  });
})();
