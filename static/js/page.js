/* Small comforts for every page. Nothing here is needed: each part looks for what it
   uses, and where that is missing the page simply stays as it was. No dependency. */
(() => {
  "use strict";
  const all = (css, what) => document.querySelectorAll(css).forEach((el) => { try { what(el); } catch { /* stays as it was */ } });

  /* The list of what is left to check takes the focus, so that it is read out first. */
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();

  /* A page shown in answer to a form is kept by its address: coming back to it opens it anew, where the browser would
     only offer to send the form once more. */
  if (document.querySelector("body:not(.staff) form[method=post]")) history.replaceState(history.state, "", location.href);

  /* The staff's further doors close when one looks elsewhere, or by Escape. */
  all(".staffmore", (more) => {
    addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });
    more.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !more.open) return;
      more.open = false;
      more.querySelector("summary").focus();
    });
  });

  /* Words counted as the server counts them: by white space. */
  all("[data-words]", (note) => {
    const area = document.getElementById(note.dataset.words);
    const words = new Intl.NumberFormat(document.documentElement.lang);
    const said = document.createElement("span");
    said.setAttribute("aria-live", "polite");
    note.append(" ", said);
    let later;
    const count = () => { said.textContent = note.dataset.now.replace("{n}", words.format(area.value.trim().split(/\s+/u).filter(Boolean).length)); };
    area.addEventListener("input", () => { clearTimeout(later); later = setTimeout(count, 400); });
    if (area.value.trim()) count();
  });

  /* A file that is too large is said so before it is sent: on a phone that would take minutes. */
  all("[data-too-large]", (box) => {
    const input = box.querySelector("input[type=file]");
    const told = document.createElement("p");
    told.className = "err";
    told.setAttribute("role", "alert");
    box.after(told);
    input.addEventListener("change", () => {
      const large = [...input.files].filter((file) => file.size > Number(box.dataset.most));
      told.textContent = large.map((file) => box.dataset.tooLarge.replace("{name}", file.name)).join(" ");
      if (!large.length) return;
      const rest = new DataTransfer();
      [...input.files].filter((file) => !large.includes(file)).forEach((file) => rest.items.add(file));
      input.files = rest.files;
    });
  });

  /* Words travel before files: what is cut off on its way is then a file, which can be chosen again. */
  all("form[enctype='multipart/form-data']", (form) => {
    form.addEventListener("formdata", ({ formData }) => {
      const files = [...formData].filter(([, value]) => value instanceof File);
      files.forEach(([name]) => formData.delete(name));
      files.forEach(([name, file]) => formData.append(name, file));
    });
  });

  /* <form data-words-first>: its words go ahead alone, so that they are kept whatever becomes of the upload. */
  all("form[data-words-first]", (form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent || event.defaultPrevented || ![...form.querySelectorAll("[type=file]")].some((input) => input.files.length)) return;
      const words = new FormData(form);
      [...words].filter(([, value]) => value instanceof File).forEach(([name]) => words.delete(name));
      words.set("only_words", "1");
      navigator.sendBeacon(form.action, words);
    });
  });

  /* A second click on the same button sends nothing twice. The button stays in the form,
     so its name and value still travel; coming back through history frees it. */
  all("form[method=post]", (form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      if (event.defaultPrevented) return;
      form.dataset.sent = "1";
      const button = event.submitter;
      if (button) button.setAttribute("aria-disabled", "true");
      setTimeout(() => { delete form.dataset.sent; if (button) button.removeAttribute("aria-disabled"); }, 8000);
    });
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    all("form[data-sent]", (form) => { delete form.dataset.sent; form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled")); });
  });

  /* <button data-confirm="…">: asked once more. Without scripts the server asks on a page of its own. */
  all("[data-confirm]", (button) => {
    button.addEventListener("click", (event) => { if (!confirm(button.dataset.confirm)) event.preventDefault(); });
  });

  all("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  /* <button data-copy="id of an element" data-copied="Copied" hidden>; a box that only held the text gives way. */
  if (navigator.clipboard) all("[data-copy]", (button) => {
    const from = document.getElementById(button.dataset.copy);
    const label = button.querySelector("span") || button;
    const before = label.textContent;
    button.hidden = false;
    if (from.readOnly) from.parentElement.hidden = true;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText((from.value || from.textContent).trim());
      label.textContent = button.dataset.copied;
      setTimeout(() => { label.textContent = before; }, 3000);
    });
  });

  /* Thanks in one click: the page behind the button is fetched, its form sent, and its answer shown in place.
     Whatever goes wrong, the link is simply followed. */
  const read = async (answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  all("[data-thanks]", (box) => {
    const link = box.querySelector("a");
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        let page = await read(await fetch(link.href));
        const form = page.querySelector("main form[method=post]");
        if (form) page = await read(await fetch(link.href, { method: "POST", body: new URLSearchParams(new FormData(form)) }));
        box.setAttribute("role", "status");
        box.replaceChildren(...page.querySelector("[data-thanked]").childNodes);
      } catch { location.href = link.href; }
    });
  });

  /* <button data-share hidden>: the phone's own list of places to share to. */
  if (navigator.share) all("[data-share]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share || location.href }).catch(() => {}));
  });
})();
