/* The proof of work on the check page: which worker does it. The widget itself is vendored beside this folder. */
const widget = document.querySelector("altcha-widget");
if (widget) globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(widget.dataset.worker));
