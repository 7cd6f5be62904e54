// Enriches the console; every page works without it.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// A run as it goes: each event is the region anew, the last one has the page loaded for good.
const live = document.querySelector("[data-events]");
if (live && window.EventSource) {
  const events = new EventSource(live.dataset.events);
  events.addEventListener("progress", (event) => {
    live.innerHTML = event.data;
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
}

// What is sent once is not sent twice by a second click; the server would take it once anyway.
for (const button of document.querySelectorAll("[data-once]")) {
  button.form.addEventListener("submit", () => {
    button.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      button.disabled = true;
    });
  });
}
