// The reviewers' desk by keyboard, documents larger and turned, and what was taken up kept while somebody looks at it.
// Without this file every page works: keys are links and buttons, a picture opens at full size.

const desk = document.querySelector("[data-desk]");
const KEPT_EVERY = 5 * 60 * 1000; // milliseconds; what was taken up holds for thirty minutes
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

if (desk) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const act = KEYS[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  for (const sheet of desk.querySelectorAll("[data-sheet]")) arm(sheet);
  keepWhileUsed();
}

const turns = () => [...desk.querySelectorAll("[data-turn]")];
const current = () => document.activeElement.closest("[data-turn]") ?? desk;

function step(by) {
  const rows = turns();
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement.closest("[data-turn]"));
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next].querySelector("[data-open]").focus();
  return true;
}

function go(key) {
  const place = current().querySelector(`[data-${key}]`);
  const address = place?.getAttribute(`data-${key}`) || place?.getAttribute("href");
  if (!address) return false;
  location.assign(address);
  return true;
}

function send(what) {
  const form = what === "next" ? desk.querySelector("[data-next]") : current().querySelector("[data-claim]");
  if (!form) return false;
  form.requestSubmit();
  return true;
}

function help() {
  const keys = desk.querySelector("[data-keys]");
  if (!keys) return false;
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
  return true;
}

const sheets = () => [...desk.querySelectorAll("[data-sheet]")];

function sheetInUse() {
  return document.activeElement.closest("[data-sheet]") ?? sheets()[0];
}

function nextSheet() {
  const all = sheets();
  if (!all.length) return false;
  const at = all.indexOf(document.activeElement.closest("[data-sheet]"));
  const next = all[(at + 1) % all.length];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector) {
  const button = sheetInUse()?.querySelector(selector);
  if (!button) return false;
  button.click();
  return true;
}

function asItWas() {
  const sheet = sheetInUse();
  if (!sheet) return false;
  sheet.dispatchEvent(new Event("as-it-was"));
  return true;
}

const KEYS = {
  j: () => step(1),
  ArrowDown: () => turns().length > 0 && step(1),
  k: () => step(-1),
  ArrowUp: () => turns().length > 0 && step(-1),
  a: () => go("a"),
  r: () => go("r"),
  m: () => go("m"),
  c: () => send("claim"),
  n: () => send("next"),
  q: () => location.assign(document.querySelector(".desk-links a").href),
  d: nextSheet,
  "+": () => press("[data-zoom='in']"),
  "=": () => press("[data-zoom='in']"),
  "-": () => press("[data-zoom='out']"),
  0: asItWas,
  "[": () => press("[data-turn-by='-90']"),
  "]": () => press("[data-turn-by='90']"),
  "?": help,
};

// Larger, smaller and turned, for all pages of one document.
function arm(sheet) {
  let zoom = ZOOMS.indexOf(1);
  let angle = 0;
  const pages = [...sheet.querySelectorAll("[data-page]")];

  function show() {
    for (const page of pages) {
      const frame = page.parentElement;
      const upright = angle % 180 === 0;
      page.style.width = `${100 * ZOOMS[zoom]}%`;
      const { offsetWidth: wide, offsetHeight: high } = page;
      page.style.transform = `rotate(${angle}deg)`;
      // A turned picture keeps its old place in the page: the difference is made up, or it would cover the next one.
      page.style.marginBlock = upright ? "" : `${(wide - high) / 2}px`;
      frame.style.maxHeight = zoom > ZOOMS.indexOf(1) ? "85vh" : "";
    }
  }

  const tools = sheet.querySelector("[data-tools]");
  if (!tools) return;
  tools.hidden = false;
  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom) zoom += button.dataset.zoom === "in" ? 1 : -1;
    zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom));
    if (button.dataset.turnBy) angle = (angle + Number(button.dataset.turnBy) + 360) % 360;
    show();
  });
  sheet.addEventListener("as-it-was", () => {
    zoom = ZOOMS.indexOf(1);
    angle = 0;
    show();
  });
}

// Whoever has moved or typed since the last time is still at it.
function keepWhileUsed() {
  const forms = [...desk.querySelectorAll("[data-keep]")];
  if (!forms.length) return;
  let used = false;
  for (const sign of ["pointermove", "keydown", "scroll"]) {
    addEventListener(sign, () => { used = true; }, { passive: true, capture: true });
  }
  setInterval(() => {
    if (!used || document.hidden) return;
    used = false;
    for (const form of forms) {
      const body = new FormData(form);
      body.set("keep", "1");
      fetch(form.dataset.keep, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
    }
  }, KEPT_EVERY);
}
