"""A screen reader that runs in the page: what somebody hears who does not see it.

It follows the same standards as a real one (names, roles, live regions), in a voice of its own. It finds what has no
name, what is told in the wrong order and what is not told at all; how a real one sounds is for people to judge.
"""

from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "assets/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
ADDRESS = "/virtual-screen-reader.js"
_START = f"""async () => {{
  const {{ virtual }} = await import("{ADDRESS}");
  window.reader = virtual;
  await virtual.start({{ container: document.body }});
}}"""
_TO_THE_END = """async () => {
  while (await reader.lastSpokenPhrase() !== "end of document") await reader.next();
  return reader.spokenPhraseLog();
}"""


class Reader:
    """Listens to the page as it stands now, from the top; a page that follows has a reader of its own."""

    def __init__(self, page) -> None:
        self.page = page
        page.route(f"**{ADDRESS}", lambda route: route.fulfill(path=PROGRAM, content_type="text/javascript"))
        page.evaluate(_START)

    def everything(self) -> list[str]:
        """All that is told from here to the end, without the ends of things."""
        return [phrase for phrase in self.page.evaluate(_TO_THE_END) if not phrase.startswith("end")]

    @property
    def heard(self) -> list[str]:
        """All that was told until now."""
        return self.page.evaluate("reader.spokenPhraseLog()")

    def wait_for(self, phrase: str) -> None:
        """Until this was told, also as a part of more."""
        script = "async phrase => (await reader.spokenPhraseLog()).some(one => one.includes(phrase))"
        self.page.wait_for_function(script, arg=phrase)
