/* The theme a person chose, set before anything is painted. Not a module on purpose: modules run too late. */
(function () {
  "use strict";
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  const names = { auto: "como el equipo", light: "claro", dark: "oscuro" };

  function stored() {
    try {
      return order.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto";
    } catch {
      return "auto"; // storage may be closed in private windows
    }
  }

  function show(theme) {
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll(".theme-toggle")) {
      button.title = "Tema: " + names[theme];
      button.setAttribute("aria-label", "Cambiar el tema. Ahora: " + names[theme]);
    }
  }

  show(stored());
  document.addEventListener("DOMContentLoaded", function () {
    show(stored());
    document.addEventListener("click", function (event) {
      const button = event.target.closest && event.target.closest(".theme-toggle");
      if (!button) return;
      const next = order[(order.indexOf(stored()) + 1) % order.length];
      try {
        localStorage.setItem("theme", next);
      } catch {
        /* shown for this page only */
      }
      show(next);
    });
  });
})();
