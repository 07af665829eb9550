// Every page works without this file; it only makes what htmx swaps in kinder to keyboards and screen readers.
"use strict";


// After a swap, the first field that was refused (or whatever asks for it) gets the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt.querySelector("[data-focus], [aria-invalid='true']");
  if (target) target.focus();
});
