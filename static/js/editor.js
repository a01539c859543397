/* Comforts for writing a story. Without this file the marks are typed by hand and the focal point is two numbers. */
(() => {
  "use strict";
  const BLOCKS = { P: "", DIV: "", H1: "## ", H2: "## ", H3: "### ", H4: "### ", BLOCKQUOTE: "> ", LI: "- " };
  const SKIP = new Set(["STYLE", "SCRIPT", "HEAD", "TITLE", "META", "XML"]);

  /* What Word or a web page put on the clipboard, as words with our marks. The document is parsed inert. */
  const marked = (html) => {
    const out = [];
    let line = "", mark = "";
    const end = () => { const words = line.replace(/\s+/g, " ").trim(); if (words) out.push([mark, mark + words]); line = ""; };
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) { line += node.data; return; }
      if (node.nodeType !== Node.ELEMENT_NODE || SKIP.has(node.nodeName)) return;
      if (node.nodeName === "BR") { end(); return; }
      const block = node.nodeName in BLOCKS, before = mark;
      if (block) { end(); mark = BLOCKS[node.nodeName] || mark; }
      const wrap = { B: "**", STRONG: "**", I: "*", EM: "*" }[node.nodeName] || "";
      const words = node.textContent.trim();
      if (wrap && words && !node.querySelector("p,div,li")) line += wrap + words.replace(/\*/g, "") + wrap + (/\s$/.test(node.textContent) ? " " : "");
      else if (node.nodeName === "A" && /^https?:/.test(node.getAttribute("href") || "") && words) line += `[${words}](${node.getAttribute("href")})`;
      else node.childNodes.forEach(walk);
      if (block) { end(); mark = before; }
    };
    walk(new DOMParser().parseFromString(html, "text/html").body);
    end();
    return out.map(([kind, words], at) => (at === 0 ? "" : kind === "- " && out[at - 1][0] === "- " ? "\n" : "\n\n") + words).join("");
  };

  document.querySelectorAll("textarea[data-marks]").forEach((area) => {
    area.addEventListener("paste", (event) => {
      const html = event.clipboardData && event.clipboardData.getData("text/html");
      if (!html) return;
      const words = marked(html);
      if (!words) return;
      event.preventDefault();
      area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  /* Click on a photo: what every crop must keep, in per cent. */
  document.querySelectorAll("[data-focus]").forEach((box) => {
    const image = box.querySelector("img");
    const field = (name) => document.getElementById(`${box.dataset.focus}-${name}`);
    const x = field("focus_x"), y = field("focus_y");
    if (!x || !y) return;
    const mark = document.createElement("span");
    mark.className = "focus__mark";
    const show = () => { mark.style.left = `${x.value || 50}%`; mark.style.top = `${y.value || 50}%`; };
    box.append(mark);
    box.dataset.live = "";
    image.addEventListener("click", (event) => {
      const rect = image.getBoundingClientRect();
      x.value = Math.round((100 * (event.clientX - rect.left)) / rect.width);
      y.value = Math.round((100 * (event.clientY - rect.top)) / rect.height);
      show();
    });
    [x, y].forEach((input) => input.addEventListener("input", show));
    show();
  });
})();
