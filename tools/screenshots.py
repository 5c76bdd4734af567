"""Render every page of the demo to `screenshots/`, as several roles: wide, phone, dark, English, and on paper.

Look at them. The pages are found by following links, so a new page comes by itself; what only a filter or a mistake
shows stands in PAGES. `python -m tools.screenshots [name …]` renders only addresses that hold one of the names.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tools import chromium
from tools.crawl import walk

FOLDER = Path("screenshots")
ROUND = "/stand/gemeente-veldermeer-nulmeting-2027/"
PAGES = (
    "/norm/bio2/1.3/?groep=thema",
    "/norm/bio2/1.3/?thema=access&status=live&soort=measure",
    "/norm/bio2/1.3/?zoek=autenticatei",
    "/norm/bio2/1.3/8.16.03",
    "/norm/vergelijk?van=bio2@1.2&naar=bio2@1.3&wijziging=reworded&wijziging=moved&wijziging=split",
    "/norm/bio2/1.3/5.25.02.9",
    "/bestaat-niet",
    f"{ROUND}regels?bestaan=fails&volgorde=urgentie",
    f"{ROUND}8.16.02",
    f"{ROUND}5.13.01",
    "/stand/bestaat-niet/",
)
# nobody signed in, and one person per way of working
PEOPLE = ("", "noor", "anke", "hilde", "daan")
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
START_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Shoot:
    """One browser that takes pictures of one site."""

    browser: Any
    address: str
    password: str
    wanted: tuple[str, ...]

    def everybody(self) -> int:
        return sum(self.person(login) for login in PEOPLE)

    def person(self, login: str) -> int:
        with self.signed_in(login, VIEWS["wide"]) as page:
            found = walk(lambda path: _get(page, self.address + path)).pages
        addresses = [first for first, *_more in found.values()] + (list(PAGES) if login == "noor" else [])
        chosen = [one for one in addresses if not self.wanted or any(name in one for name in self.wanted)]
        return sum(self.view(login, view, chosen) for view in VIEWS)

    def view(self, login: str, view: str, addresses: list[str]) -> int:
        with self.signed_in(login, VIEWS[view]) as page:
            if view == "en":
                page.context.add_cookies([{"name": "taal", "value": "en", "url": self.address}])
            for address in addresses:
                page.goto(self.address + address)
                name = f"{login or 'gast'}-{_plain(address)}"
                page.screenshot(path=FOLDER / f"{name}.{view}.png", full_page=True)
                if view == "wide":
                    page.pdf(path=FOLDER / f"{name}.print.pdf", prefer_css_page_size=True)
        return len(addresses)

    @contextmanager
    def signed_in(self, login: str, options: dict[str, Any]) -> Iterator[Any]:
        context = self.browser.new_context(locale="nl-NL", **options)
        page = context.new_page()
        if login:
            page.goto(f"{self.address}/aanmelden/?next=/")
            page.get_by_label("E-mailadres").fill(f"{login}@veldermeer.example")
            page.get_by_label("Wachtwoord", exact=True).fill(self.password)
            page.get_by_role("main").get_by_role("button", name="Meld aan").click()
            page.wait_for_url(f"{self.address}/")
        yield page
        context.close()


def main() -> int:
    import django  # noqa: PLC0415 - only for the patterns of the addresses
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development tool only

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.conf.settings")
    django.setup()
    FOLDER.mkdir(exist_ok=True)
    with _site() as address, sync_playwright() as playwright:
        from waarborg.interfaces.cli.demo_people import password  # noqa: PLC0415 - after the settings

        browser = playwright.chromium.launch(executable_path=str(chromium.find()), args=FLAGS)
        n = Shoot(browser, address, password(), tuple(sys.argv[1:])).everybody()
        browser.close()
    print(f"{n} screenshots in {FOLDER}/")
    return 0


def _get(page: Any, address: str) -> tuple[int, str, str]:
    answer = page.context.request.get(address)
    content_type = answer.headers.get("content-type", "")
    return answer.status, content_type, answer.text() if content_type.startswith("text/html") else ""


def _plain(address: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", address.lower()).strip("-")[:100] or "vandaag"


@contextmanager
def _site() -> Iterator[str]:
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
