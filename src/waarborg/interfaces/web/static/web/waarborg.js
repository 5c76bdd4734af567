// Comfort for filter panels, which are plain <details> without this file: Escape and a click elsewhere close them.
const openPanels = () => document.querySelectorAll("details.wb-filter[open], details.wb-me[open]");

document.addEventListener("click", (event) => {
  for (const panel of openPanels()) if (!panel.contains(event.target)) panel.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of openPanels()) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});

// A form that came back with errors: begin at the summary, so that a screen reader tells it and the keyboard stands there.
document.querySelector(".wb-summary-errors[tabindex]")?.focus();
