// Every page works without this file; it only makes what htmx swaps in kinder to keyboards and screen readers.
"use strict";

// The server writes every time in the reader's zone; of somebody who is not signed in it learns the zone here.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `time_zone=${zone}; path=/; max-age=31536000; samesite=lax`;

// After a swap, the first field that was refused (or whatever asks for it) gets the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt.querySelector("[data-focus], [aria-invalid='true']");
  if (target) target.focus();
});
