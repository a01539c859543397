/* Who else has this page open: said to the server every half minute while somebody looks, and asked of it. No dependency. */
(() => {
  "use strict";
  const place = document.querySelector("[data-look]");
  const token = document.querySelector("input[name=csrf_token]");
  if (!place || !token) return;
  const body = () => {
    const form = new FormData();
    form.append("csrf_token", token.value);
    form.append("of_version", place.dataset.version);
    return form;
  };
  const say = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.look, { method: "POST", body: body(), headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const told = await answer.json();
      if (place.textContent !== told.words) place.textContent = told.words;
      place.hidden = !told.words;
    } catch { /* said again next time */ }
  };
  const leave = () => navigator.sendBeacon(place.dataset.away, body());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : say()));
  setInterval(say, 30000);
  say();
})();
