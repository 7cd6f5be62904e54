"use strict";
// Enriches what works without it. The button to show a password appears where this runs.
for (const button of document.querySelectorAll("button[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
// Times in the reader's own zone; the page holds the server's.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  time.title = at.toISOString();
  time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
}
