"""Render every page of the web application to `screenshots/`: wide, phone, dark, English, and as a printed document.

Look at them. `python -m tools.screenshots [http://address]` uses a running Waarborg, else starts one on its own.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tools import chromium

FOLDER = Path("screenshots")
PAGES = {
    "begin": "/",
    "normen": "/norm/",
    "editie": "/norm/bio2/1.3/",
    "editie-thema": "/norm/bio2/1.3/?groep=thema",
    "editie-gefilterd": "/norm/bio2/1.3/?thema=access&status=live&soort=measure",
    "zoeken": "/norm/bio2/1.3/?zoek=wachtwoord",
    "zoeken-niets": "/norm/bio2/1.3/?zoek=autenticatei",
    "bio1": "/norm/bio1/1.04zv/",
    "maatregel": "/norm/bio2/1.3/5.17.01",
    "maatregel-twijfel": "/norm/bio2/1.3/8.16.03",
    "maatregel-lang": "/norm/bio2/1.3/5.01.01",
    "maatregel-verplaatst": "/norm/bio2/1.3/?status=moved",
    "beheersmaatregel": "/norm/bio2/1.3/5.17",
    "cbw": "/norm/cbw/2026/",
    "vergelijk-kies": "/norm/vergelijk",
    "vergelijk": "/norm/vergelijk?van=bio2@1.2&naar=bio2@1.3&wijziging=reworded&wijziging=moved&wijziging=split",
    "onbekend-nummer": "/norm/bio2/1.3/5.25.02.9",
    "onbekend": "/bestaat-niet",
    "vergelijk-over": "/norm/vergelijk?van=bio1@1.04zv&naar=bio2@1.3&wijziging=merged",
    "stand": "/stand/",
    "stand-beeld": "/stand/gemeente-veldermeer-nulmeting-2027/",
    "stand-antwoorden": "/stand/gemeente-veldermeer-nulmeting-2027/regels",
    "stand-gefilterd": "/stand/gemeente-veldermeer-nulmeting-2027/regels?bestaan=fails&volgorde=urgentie",
    "stand-tekortkoming": "/stand/gemeente-veldermeer-nulmeting-2027/5.17.01?bestaan=partly",
    "stand-beheersmaatregel": "/stand/gemeente-veldermeer-nulmeting-2027/5.13.01",
    "stand-nakijken": "/stand/gemeente-veldermeer-nulmeting-2027/8.16.02",
    "stand-onbekend-nummer": "/stand/gemeente-veldermeer-nulmeting-2027/5.17",
    "stand-onbekend": "/stand/bestaat-niet/",
}
VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "320": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "en": {"viewport": {"width": 1280, "height": 900}},
}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60


def main() -> int:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool only

    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[2:] or list(PAGES)
    with _site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium.find()), args=FLAGS)
        for view, options in VIEWS.items():
            context = browser.new_context(locale="nl-NL", **options)
            if view == "en":
                context.add_cookies([{"name": "taal", "value": "en", "url": address}])
            page = context.new_page()
            for name in wanted:
                page.goto(address + PAGES[name])
                page.screenshot(path=FOLDER / f"{name}.{view}.png", full_page=True)
                if view == "wide":
                    page.pdf(path=FOLDER / f"{name}.print.pdf", prefer_css_page_size=True)
            context.close()
        browser.close()
    print(f"{len(wanted) * len(VIEWS)} screenshots in {FOLDER}/")
    return 0


@contextmanager
def _site() -> Iterator[str]:
    if len(sys.argv) > 1 and sys.argv[1].startswith("http"):
        yield sys.argv[1].rstrip("/")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "waarborg", "demo", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": "src"},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer within {START_SECONDS} seconds")


if __name__ == "__main__":
    sys.exit(main())
