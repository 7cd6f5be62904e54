// Enriches the console; every page works without it.
"use strict";
// Whether a key is a letter of what somebody types, or part of a chord.
const isTyped = (event) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.target.closest("select, textarea, input:not([type=checkbox], [type=radio])");

// What the keys do: a dialog, of which nothing is there without scripts.
const keys = document.getElementById("keys");
const help = () => {
  if (document.querySelector("dialog[open]")) {
    return;
  }
  const dialog = keys.content.firstElementChild.cloneNode(true);
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};
for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", help);
}

document.addEventListener("keydown", (event) => {
  if (isTyped(event)) {
    return;
  }
  const search = document.querySelector("[data-search]");
  if (event.key === "?") {
    event.preventDefault();
    help();
  } else if (event.key === "/" && search && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// Lists: arrows, or j and k, move from row to row; the space bar picks.
document.addEventListener("keydown", (event) => {
  const from = event.target;
  const finds = event.key === "ArrowDown" && from.matches("[data-search]");
  if (document.querySelector("dialog[open]") || (isTyped(event) && !finds)) {
    return;
  }
  const row = from.closest(".rows tbody tr");
  const letter = { j: 1, k: -1 }[event.key];
  const step = letter || { ArrowDown: 1, ArrowUp: -1 }[event.key];
  let next = null;
  if (step && row) {
    const other = [...row.parentElement.rows][row.sectionRowIndex + step];
    next = other && (other.querySelector(from.matches("input") ? "input" : "a") || other.querySelector("a"));
  } else if (letter || finds) {
    next = document.querySelector(".rows tbody input[type=checkbox], .rows tbody a");
  } else if (event.key === " " && row && from.matches("a")) {
    event.preventDefault();
    row.querySelector("input[type=checkbox]")?.click();
  }
  if (next) {
    event.preventDefault();
    next.focus();
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
// Users: finds as one types and counts what is picked. The region is always a whole answer of the server.
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
  again();
})();
