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
// Users: finds as one types, counts what is picked, and moves by arrows. The region is always a whole answer of the server.
(() => {
  const region = () => document.getElementById("people");
  if (!region()) {
    return;
  }
  let asked = 0;
  let later = 0;
  const replace = async (address, keep) => {
    const mine = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected || mine !== asked) {
      if (answer.redirected) {
        location.reload();
      }
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("people");
    if (!fresh || mine !== asked) {
      return;
    }
    region().replaceWith(fresh);
    if (keep) {
      history.replaceState(null, "", address);
    }
    picked();
    again();
  };
  const find = (form) => {
    const fields = [...new FormData(form)].filter(([, value]) => value !== "");
    return form.action + "?" + new URLSearchParams(fields);
  };
  const again = () => {
    clearTimeout(later);
    const wait = Number(region().dataset.again);
    if (wait) {
      later = setTimeout(() => {
        if (region().querySelector("input:checked")) {
          again(); // What is picked stays.
        } else {
          replace(location.href, false);
        }
      }, wait);
    }
  };
  const picked = () => {
    const says = region().querySelector("[data-picked]");
    const count = region().querySelectorAll(".pick input:checked").length;
    if (says && count > 0) {
      says.textContent = count + " " + says.dataset.picked;
    }
  };
  let typing = 0;
  document.addEventListener("input", (event) => {
    if (event.target.dataset.live) {
      clearTimeout(typing);
      typing = setTimeout(() => replace(find(event.target.form), true), 200);
    }
  });
  document.addEventListener("change", picked);
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest("#people tbody tr");
    if (step && row) {
      const rows = [...row.parentElement.rows];
      const next = rows[rows.indexOf(row) + step];
      const at = event.target.matches("input") ? "input" : "a";
      if (next) {
        event.preventDefault();
        (next.querySelector(at) || next.querySelector("a")).focus();
      }
    } else if (event.key === "ArrowDown" && event.target.matches("[data-search]")) {
      const first = region().querySelector("tbody input, tbody a");
      if (first) {
        event.preventDefault();
        first.focus();
      }
    }
  });
  again();
})();
