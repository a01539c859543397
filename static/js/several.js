/* Texts to be ticked, by keyboard: J and K go from box to box while one of the texts has the focus, and the number of
   ticks is told. Space ticks, as everywhere. Whoever switched the desk's shortcuts off has none here either.
   Everything here can be done without it. No dependency. */
(() => {
  "use strict";
  const form = document.querySelector("[data-several]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const keys = form.querySelector("[data-several-keys]");
  const number = form.querySelector("[data-several-number]");
  const tell = () => { number.textContent = `${boxes.filter((box) => box.checked).length} / ${boxes.length}`; };
  let on = true;
  try { on = localStorage.getItem("desk-keys") !== "off"; } catch { /* private window: on */ }
  keys.hidden = false;
  keys.querySelector("[data-keys]").hidden = !on;
  tell();
  form.addEventListener("change", tell);

  /* The text comes into view from its beginning, so that it is read before it is ticked. */
  const go = (box) => {
    box.focus({ preventScroll: true });
    box.closest("article").scrollIntoView({ block: "start" });
  };
  form.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { j: 1, k: -1 }[event.key.toLowerCase()];
    const at = boxes.findIndex((box) => box.closest("article").contains(event.target));
    if (!by || at < 0) return;
    const next = boxes[at + by];
    if (next) go(next);
    event.preventDefault();
  });
})();
