"""What a first visit to a page costs: bytes over the wire, and whether anything jumps while it loads."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

# Added up by the browser itself, from the first moment on.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Visit:
    """Bytes as they were sent, headers and compression included; and the page's cumulative layout shift."""

    without_photos: int
    scripts: int
    layout_shift: float


def first_load(browser: Browser, url: str, path: str) -> Visit:
    """Load a page with an empty cache, on a telephone, and scroll to its end."""
    context = browser.new_context(base_url=url, viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, str] = {}
    sent: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))
    wire.on("Network.loadingFinished", lambda said: sent.update({said["requestId"]: int(said["encodedDataLength"])}))
    page.goto(path, wait_until="networkidle")
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(500)
    shift = page.evaluate("window.shifted")
    context.close()
    photos = {key for key, kind in kinds.items() if kind == "Image"}
    return Visit(
        without_photos=sum(size for key, size in sent.items() if key not in photos),
        scripts=sum(size for key, size in sent.items() if kinds.get(key) == "Script"),
        layout_shift=shift,
    )
