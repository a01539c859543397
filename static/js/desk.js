/* The desk by keyboard, and small comforts. Everything here can be done without it. No dependency. */
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  const decide = document.getElementById("decide");
  const keys = document.querySelector("[data-keys]");
  const onwards = document.querySelector("[data-onwards]"); /* from a draft that was just opened back to the list */
  const STORE = "desk-keys";

  /* Shortcuts can be switched off (WCAG 2.1.4); the choice stays in this browser. */
  let on = true;
  try { on = localStorage.getItem(STORE) !== "off"; } catch { /* private window: on */ }
  const box = document.querySelector("[data-keys-on]");
  if (keys) keys.hidden = false;
  if (box) {
    box.checked = on;
    box.addEventListener("change", () => {
      on = box.checked;
      try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* stays for this page */ }
    });
  }

  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(radio|checkbox)$/.test(el.type));
  const rows = () => [...document.querySelectorAll(".queue a")];
  const move = (by) => {
    const all = rows();
    const at = all.findIndex((a) => a.getAttribute("aria-current"));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) next.click();
  };

  /* M: the words that are selected in the story go into "also cover". */
  const cover = () => {
    const chosen = String(getSelection()).trim();
    const more = document.getElementById("more");
    if (!more || !chosen) return;
    more.value = chosen;
    more.scrollIntoView({ block: "center" });
    more.focus();
  };

  /* A decision that is owed a reason leads to its list at once: a letter chooses, Ctrl Enter sends. */
  const reasonOf = (radio) => decide.querySelector(`select[name=reason_${radio.value}]`)
    || (radio.value === "decline" ? decide.querySelector("select[name=reason]") : null);

  /* The flag that has the focus, else the first that nobody has called wrong yet. */
  const wrong = () => (document.activeElement.closest("#checks li") || document)
    .querySelector("input[name=wrong][value='1'] ~ [data-flag-wrong]")?.click();

  document.addEventListener("keydown", (event) => {
    const form = decide?.contains(document.activeElement) ? decide : document.querySelector("[data-confirm-decision]");
    if (event.ctrlKey && event.key === "Enter" && form) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    const digit = /^[1-6]$/.test(event.key) && event.target.tagName === "SELECT"; /* no reason begins with one */
    if (!(desk || onwards) || !on || event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && !digit)) return;
    const key = event.key.toLowerCase();
    if (!desk) {
      if (key === "j") onwards.click();
      return;
    }
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "m") cover();
    else if (key === "x") wrong();
    else if (key === "o") document.querySelector("[data-open-original]")?.click();
    else if (key === "g") document.querySelector("[data-take]")?.click();
    else if (key === "/") document.getElementById("q")?.focus() ?? document.querySelector(".desk__back a")?.click();
    else if (key === "?") keys?.scrollIntoView({ block: "center" });
    else if (/^[1-6]$/.test(key) && decide) {
      const radio = decide.querySelectorAll("input[name=outcome]")[Number(key) - 1];
      if (!radio) return;
      radio.checked = true;
      const reason = reasonOf(radio);
      (reason && reason.offsetParent ? reason : radio).focus();
      radio.scrollIntoView({ block: "center" });
    } else return;
    event.preventDefault();
  });

  /* While somebody works here the claim is put off, at most every three minutes. */
  const lock = document.querySelector("[data-lock]");
  const token = document.querySelector("input[name=csrf_token]");
  if (lock && token) {
    let last = Date.now();
    const renew = () => {
      if (Date.now() - last < 180000) return;
      last = Date.now();
      fetch(lock.dataset.lock, { method: "POST", headers: { "X-CSRFToken": token.value } }).catch(() => { /* the server will say so when something is sent */ });
    };
    document.addEventListener("input", renew);
    document.addEventListener("keydown", renew);
  }

  /* Whoever leaves puts the thing back for others; sending a form from it is no leaving. */
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  if (lock && lock.dataset.release && token) {
    addEventListener("pagehide", () => {
      const gone = new FormData();
      gone.append("csrf_token", token.value);
      if (!sent) navigator.sendBeacon(lock.dataset.release, gone);
    });
  }

  /* Is the list still what there is? Asked every so often, and not while nobody looks. */
  const list = document.querySelector("[data-list]");
  const news = document.querySelector("[data-news]");
  if (list && news) {
    const ask = async () => {
      if (document.hidden || !news.hidden) return;
      try {
        const answer = await fetch(list.dataset.list, { headers: { Accept: "application/json" } });
        if (answer.ok && !answer.redirected) news.hidden = (await answer.json()).stamp === list.dataset.stamp;
      } catch { /* asked again next time */ }
    };
    setInterval(ask, 20000);
    document.addEventListener("visibilitychange", ask);
  }

  /* The offer to take a decision back goes when its minute is over. */
  document.querySelectorAll("[data-undo]").forEach((bar) => {
    setTimeout(() => { bar.hidden = true; }, Math.max(0, Number(bar.dataset.undo) * 1000));
  });
})();
