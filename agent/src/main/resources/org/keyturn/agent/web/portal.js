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
// Times in the reader's own zone; the page holds the server's. What has a title says how far away it is.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  const local = at.toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
  [time.title, time.textContent] = time.title ? [local, time.textContent] : [at.toISOString(), local];
}
// What can be counted is ticked off as it is typed, as the server counts it; the server judges.
const counted = { "rule-length": /./gsu, "rule-upper": /\p{Uppercase}/gu, "rule-lower": /\p{Lowercase}/gu, "rule-digits": /\p{Nd}/gu, "rule-symbols": /[^\p{L}\p{Nd}]/gu };
const fresh = document.getElementById("new");
for (const rule of fresh ? document.querySelectorAll("li[data-rule]") : []) {
  const told = rule.appendChild(document.createElement("span"));
  told.className = "unseen";
  fresh.addEventListener("input", () => {
    const met = (fresh.value.match(counted[rule.dataset.rule]) || []).length >= Number(rule.dataset.least);
    rule.classList.toggle("met", met);
    told.textContent = met ? ` (${rule.parentElement.dataset.met})` : "";
  });
}
// Another code: the server sends none before this is over.
for (const again of document.querySelectorAll("button[data-again]")) {
  const text = again.textContent;
  const until = Date.now() + 1000 * Number(again.dataset.again);
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    again.disabled = left > 0;
    again.textContent = left > 0 ? again.dataset.wait.replace("{0}", `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`) : text;
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
}
