// Every page works without this file; it only makes what htmx swaps in kinder to keyboards and screen readers.
"use strict";

// The server writes every time in the reader's zone; of somebody who is not signed in it learns the zone here.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `time_zone=${zone}; path=/; max-age=31536000; samesite=lax`;

// Where one is stands in view, among places that run out of a narrow page.
const here = document.querySelector(".desk-side [aria-current]");
const places = here?.closest("ul");
if (places) places.scrollLeft += here.getBoundingClientRect().left - (places.clientWidth - here.offsetWidth) / 2;

// After a swap, the first field that was refused (or whatever asks for it) gets the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt.querySelector("[data-focus], [aria-invalid='true']");
  if (target) target.focus();
});

// Whoever comes back to the page, or stays with it for a minute, hears what is new (hx-trigger="look from:body").
const look = () => {
  if (document.visibilityState === "visible" && window.htmx) htmx.trigger(document.body, "look");
};
setInterval(look, 60_000);
document.addEventListener("visibilitychange", look);

// A failure is said where messages stand; the next answer that arrives takes it away.
const messages = document.getElementById("messages");
const trouble = document.getElementById("trouble");
const isLook = (event) => event.detail.requestConfig?.triggeringEvent?.type === "look";
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (trouble && !isLook(event)) messages.replaceChildren(trouble.content.cloneNode(true));
  });
}
document.addEventListener("htmx:afterOnLoad", () => messages?.querySelector(".notice-bad.messages")?.remove());
