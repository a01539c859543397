/* A canned reply goes into the letter at once, at the end of what is written; without this the form is sent and comes back. */
(() => {
  "use strict";
  document.querySelectorAll("[data-canned]").forEach((box) => {
    const list = box.querySelector("select");
    const button = box.querySelector("button");
    const said = box.querySelector("[role=status]");
    const target = document.getElementById(box.dataset.canned);
    if (!list || !button || !target) return;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const chosen = list.selectedOptions[0];
      if (!chosen || !chosen.dataset.words) { list.focus(); return; }
      const before = target.value.trimEnd();
      target.value = before ? `${before}\n\n${chosen.dataset.words}` : chosen.dataset.words;
      target.dispatchEvent(new Event("input", { bubbles: true }));
      if (said) said.textContent = said.dataset.done;
      target.focus();
      target.setSelectionRange(target.value.length, target.value.length);
    });
  });
})();
