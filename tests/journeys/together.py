"""A nulmeting done together through the screens: who does what, step by step, each step done once."""

import re
from functools import cached_property

from playwright.sync_api import expect

from tests.browser import Site, follow, sign_in
from tests.journeys.table_page import Table

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
PATIENCE = 30_000
REPORTS = 180_000
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"balie".ljust(
    40, b"\x00"
)  # other bytes than other tests: equal files are one piece
BEFORE = "gemeente-veldermeer-nulmeting-2027"
QUESTIONS = ("Is het afgesproken?", "Is het ingericht?", "Werkt het, en waaruit blijkt dat?")


def words_of(page) -> str:
    """What stands on the page, without the menu."""
    return " ".join(page.locator("main").inner_text().split())


def press(page, name) -> None:
    """Press the button and be on the page that follows."""
    follow(page.get_by_role("button", name=name))


class Windows:
    """Everybody at their own browser; opened when they first do something."""

    def __init__(self, browser, demo: Site) -> None:
        self.browser = browser
        self.demo = demo
        self._pages: dict[str, object] = {}
        self.errors: list[str] = []

    def of(self, login: str, **window):
        if login not in self._pages:
            page = self.browser.new_context(locale="nl-NL", **window).new_page()
            page.set_default_timeout(PATIENCE)
            page.on("pageerror", lambda error: self.errors.append(f"{login}: {error}"))
            sign_in(page, self.demo, login)
            self._pages[login] = page
        return self._pages[login]

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()


class Nulmeting:
    """The round of Veldermeer. Each property is a step; asking for one does the steps before it."""

    def __init__(self, windows: Windows, title: str = "Nulmeting 2028") -> None:
        self.windows = windows
        self.title = title
        self.demo = windows.demo

    def go(self, who: str, path: str = "", **window):
        """The page of the round at this person's window."""
        page = self.windows.of(who, **window)
        self.status = page.goto(self.url(path)).status
        return page

    def url(self, path: str = "") -> str:
        return f"{self.demo.address}/stand/{self.slug}/{path}"

    @cached_property
    def slug(self) -> str:
        """Noor starts the round: the whole organisation, S01 and S13."""
        page = self.windows.of("noor")
        page.goto(f"{self.demo.address}/stand/")
        follow(page.get_by_role("link", name="Start een nulmeting"))
        page.get_by_label("Naam", exact=True).fill(self.title)
        page.get_by_label("Peildatum").fill("2027-06-30")
        page.get_by_text(re.compile(r"^\d+ systemen$")).click()
        for code in ("S01", "S13"):
            page.get_by_role("checkbox", name=re.compile(rf"\b{code} ")).check()
        page.uncheck("input[name=to_owners]")
        page.get_by_label("Reikwijdte").fill("De hele gemeente, en de systemen S01 en S13 apart.")
        press(page, "Start de ronde")
        return page.url.split("/stand/")[1].split("/")[0]

    @cached_property
    def divided(self) -> "Nulmeting":
        """Noor gives a theme to Anke, a system to Wim, and what belongs to a role to Marit."""
        self.shares = {
            "Anke Jansen": self._give("Anke Jansen", Over="Gemeente Veldermeer", Thema="Toegang"),
            "Wim Dijkstra": self._give("Wim Dijkstra", Over="SCADA rioolgemalen"),
            "Marit Hoekstra": self._give(
                "Marit Hoekstra", **{"Over": "Gemeente Veldermeer", "Gebruikelijke eigenaar": "Personeelszaken (HR)"}
            ),
        }
        return self

    def _give(self, name: str, **narrow: str) -> int:
        page = self.go("noor", "toewijzen")
        for facet, choice in narrow.items():
            page.locator("summary", has_text=facet).click()
            page.locator("details[open]").get_by_role(
                "checkbox", name=re.compile(f"^{re.escape(choice)}", re.IGNORECASE)
            ).check()
            press(page, "Toon")
        n = int(page.locator(".wb-results-count strong").inner_text())
        page.get_by_label("Aan", exact=True).select_option(
            label=page.locator("#wie option", has_text=name).inner_text()
        )
        press(page, "Bekijk wat er gebeurt")
        assert page.get_by_role("heading", level=1).inner_text() == f"{n} vragen voor {name}"
        press(page, "Wijs toe")
        expect(page.get_by_role("button", name="Maak ongedaan")).to_be_visible()
        return n

    @cached_property
    def filled(self) -> "Nulmeting":
        """Bram fills rows of the organisation in the table, with the keyboard alone."""
        table = Table(self.windows.of("bram"), self.demo, "", "?over=-", round_=f"/stand/{self.slug}")
        table.go("5.01.01", "opzet")
        table.press(*["Shift+ArrowRight"] * 2, *["Shift+ArrowDown"] * 9)
        table.page.keyboard.type("v")
        table.saved()
        table.go("5.04.01", "bestaan")
        table.page.keyboard.type("n")
        table.saved()
        return self

    @cached_property
    def answered(self) -> "Nulmeting":
        """Anke answers three questions on her phone: all is well; one she does not know; one with a photo."""
        _ = self.divided
        page = self.go("anke", "vragen", **PHONE)
        follow(page.locator("main").get_by_role("link", name="Begin", exact=True).last)
        self.answers = [self._answer(page, "Ja, dat voldoet")]
        self.answers.append(self._answer(page, "Weet ik niet", help_wanted="Weet Wim dit?"))
        self.answers.append(self._answer(page, "Deels", photo="lijst-op-de-balie.png"))
        return self

    def _answer(self, page, choice: str, *, help_wanted: str = "", photo: str = "") -> str:
        """Answer the question that stands there; its number. The next question comes."""
        number = page.locator(".wb-asking header .wb-number").inner_text()
        for question in QUESTIONS:
            page.get_by_role("group", name=question).get_by_label(choice).check()
        page.get_by_text(re.compile("^Bewaard om")).wait_for()
        if help_wanted:
            page.get_by_label("Weet je het niet? Wie kan helpen, of wat wil je weten?").fill(help_wanted)
        if photo:
            page.get_by_text("Voeg een bestand, foto of link toe").click()
            page.set_input_files("input[type=file]", {"name": photo, "mimeType": "image/png", "buffer": PNG})
        press(page, "Bewaar en ga verder")
        return number

    @cached_property
    def heard(self) -> "Nulmeting":
        """Noor asks Anke whether the draft is right; Anke objects to one row; Noor follows, and settles."""
        number = self.answered.filled.answers[0]
        self._ask("Anke Jansen", "Hilde van Rossum")
        self._object(number, "De beleidsregel is nog niet vastgesteld.")
        self._follow(number)
        page = self.go("noor", "wederhoor")
        page.get_by_label("Ja, het oordeel is aangepast").check()
        page.get_by_label("Wat heb je gedaan, of waarom niet?").fill("Opzet is nu deels.")
        press(page, "Bewaar antwoord")
        press(page, "Rond hoor en wederhoor af")
        return self

    def _ask(self, *names: str) -> None:
        page = self.go("noor", "wederhoor")
        for box in page.locator("input[name=invite]").all():
            box.uncheck()
        for name in names:
            page.get_by_label(name).check()
        press(page, "Zet het concept open")

    def _object(self, number: str, because: str) -> None:
        page = self.windows.of("anke", **PHONE)
        page.goto(self.demo.address)
        follow(page.get_by_role("link", name="Reageer op het concept").first)
        row = page.locator(".wb-draft__one").filter(has=page.get_by_text(number, exact=True)).first
        row.get_by_text("Klopt niet, want").click()
        row.get_by_label("Wat klopt er niet?").fill(because)
        follow(row.get_by_role("button", name="Bewaar reactie"))
        press(page, "De rest klopt")

    def _follow(self, number: str) -> None:
        page = self.go("noor", number)
        page.locator("input[name=opzet][value=partly]").check()
        press(page, re.compile("^Bewaar$"))

    @cached_property
    def closed(self) -> "Nulmeting":
        """Noor closes the round; its reports are made behind her back."""
        page = self.heard.go("noor", "sluiten")
        page.get_by_label("Ik weet dat ik dit niet kan terugdraaien.").check()
        press(page, "Sluit de nulmeting af")
        page.wait_for_url("**/rapporten/")
        page.get_by_role("link", name=re.compile("^Download")).nth(7).wait_for(timeout=REPORTS)
        return self

    def download(self, page, word: str, folder):
        """The report of this format in Dutch, as a file."""
        with page.expect_download() as taken:
            page.get_by_role("link", name=re.compile(rf"^{word}, Nederlands", re.IGNORECASE)).first.click()
        file = folder / taken.value.suggested_filename
        taken.value.save_as(file)
        return file

    def figures(self, page) -> dict[str, dict[str, int]]:
        """Per level how many of each verdict, as the picture says."""
        found = {}
        for level in page.locator("section[aria-labelledby=stand] .wb-level").all():
            lines = level.locator("li").all_inner_texts()
            counts = (re.search(r"(\d+)\s+(.+)", line, re.DOTALL) for line in lines)
            name = level.locator("h3").inner_text().lower()
            found[name] = {hit.group(2).split(",")[0].strip(): int(hit.group(1)) for hit in counts if hit}
        return found
