"""The table to fill in, as a person at the keyboard sees it."""

import time

from tests.browser import Site, sign_in

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027"
ADDRESS = f"{ROUND}/invullen"


class Table:
    """One window with the table open."""

    def __init__(self, page, demo: Site, login: str = "noor", query: str = "", *, round_: str = ROUND) -> None:
        self.page = page
        self.clock = time.time()
        self.address = f"{demo.address}{round_}/invullen{query}"
        if login:  # else somebody is at work in this window already
            sign_in(page, demo, login)
        self.open()

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.locator(".wb-grid--live").wait_for()

    def cell(self, number: str, field: str):
        row = self.page.locator("tr", has=self.page.get_by_role("link", name=number, exact=True))
        return row.locator(f'td[data-field="{field}"]')

    def go(self, number: str, field: str):
        cell = self.cell(number, field)
        cell.evaluate("cell => cell.focus()")
        return cell

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def pause(self) -> None:
        """So long that the next letter begins a new word; the clock is put on, nobody waits."""
        self.clock += 1
        self.page.clock.set_fixed_time(self.clock * 1000)

    def saved(self) -> None:
        """Wait until the server has everything."""
        self.page.locator("#tabel-stand", has_text="Alles is bewaard").wait_for()

    def says(self, text: str) -> None:
        """Wait until a screen reader would hear this."""
        self.page.locator("#tabel-zegt", has_text=text).wait_for(state="attached")

    def text(self, number: str, field: str) -> str:
        return self.cell(number, field).inner_text().strip()

    def paste(self, text: str) -> None:
        script = """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
        self.page.evaluate(script, text)

    def copied(self) -> str:
        script = """() => {
          const data = new DataTransfer();
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("copy", how));
          return data.getData("text/plain");
        }"""
        return self.page.evaluate(script)

    @property
    def here(self) -> str:
        """Where the focus is: `5.01.01 opzet`."""
        script = """() => {
          const cell = document.activeElement.closest("td, th");
          return cell ? `${cell.parentElement.querySelector("a").textContent} ${cell.dataset.field ?? ""}`.trim() : "";
        }"""
        return self.page.evaluate(script)
