/* Draw the parts of a photo that are to be covered; each drawing fills four numbers of the form. No dependency. */
(() => {
  "use strict";
  const figure = document.querySelector("[data-masking]");
  if (!figure) return;
  const svg = figure.querySelector("svg");
  const parts = [...document.querySelectorAll("[data-part]")];
  const sides = (part) => [...part.querySelectorAll("input")];
  document.querySelector("[data-masking-hint]").hidden = false;
  const full = document.querySelector("[data-masking-full]");
  figure.dataset.drawing = "";

  const share = (event) => {
    const box = svg.getBoundingClientRect();
    const cut = (n) => Math.min(100, Math.max(0, n));
    return [cut(100 * (event.clientX - box.left) / box.width), cut(100 * (event.clientY - box.top) / box.height)];
  };
  const number = (text) => Number(text.trim().replace(",", "."));
  const redraw = () => {
    svg.replaceChildren();
    for (const part of parts) {
      const values = sides(part).map((side) => side.value);
      part.querySelector("[data-clear]").hidden = values.every((value) => value.trim() === "");
      if (values.some((value) => value.trim() === "" || Number.isNaN(number(value)))) continue;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ["x", "y", "width", "height"].forEach((name, i) => rect.setAttribute(name, number(values[i]) || 0));
      svg.append(rect);
    }
    full.hidden = !parts.every((each) => sides(each).some((side) => side.value.trim() !== ""));
  };

  let from = null, part = null;
  svg.addEventListener("pointerdown", (event) => {
    part = parts.find((each) => sides(each).every((side) => side.value.trim() === ""));
    if (!part) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    from = share(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = share(event);
    const left = Math.min(from[0], to[0]), top = Math.min(from[1], to[1]);
    const numbers = [left, top, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    sides(part).forEach((side, i) => { side.value = numbers[i].toFixed(1); });
    redraw();
  });
  const end = () => {
    if (from && part && sides(part).slice(2).some((side) => number(side.value) < 0.5)) {
      sides(part).forEach((side) => { side.value = ""; });
      redraw();
    }
    from = part = null;
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  document.addEventListener("input", redraw);
  for (const each of parts) {
    each.querySelector("[data-clear]").addEventListener("click", () => {
      sides(each).forEach((side) => { side.value = ""; });
      sides(each)[0].focus();
      redraw();
    });
  }
  redraw();
})();
