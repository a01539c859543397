/* The square on a receipt leads here with the words after "#ma=": browsers never send that part.
   Put them into the field and take them out of the address. Without this file they are typed. */
(() => {
  "use strict";
  const field = document.getElementById("code");
  const found = /^#ma=([\p{L}\d%+\s-]{1,400})$/u.exec(decodeURI(location.hash));
  if (!field || !found) return;
  field.value = found[1].replace(/[-+]|%20/g, " ");
  history.replaceState(null, "", location.pathname + location.search);
})();
