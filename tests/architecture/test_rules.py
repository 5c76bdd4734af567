"""Every rule is named by a test, has its English, and stands in docs/regels.md."""

import re

from tools import messages, pages
from tools.rules import rules

from tests.architecture import tracked


def test_every_rule_is_named_by_a_test():
    tests = "\n".join(file.read_text() for file in tracked.python("tests") if "architecture" not in file.parts)
    named = set(re.findall(r"[A-Z]{2,4}-\d{2}", tests.replace("_", "-").upper()))

    assert sorted({rule.code for rule, _ in rules()} - named) == []


def test_every_rule_has_one_code_and_one_sentence():
    all_of_them = {(rule.code, rule.sentence) for rule, _ in rules()}
    codes, sentences = zip(*all_of_them, strict=True)

    assert len(all_of_them) == len(set(codes)) == len(set(sentences)) > 0


def test_every_message_has_its_english():
    assert messages.problems() == []


def test_a_message_without_english_and_english_without_message_are_found(monkeypatch):
    monkeypatch.setattr(messages, "used", lambda: iter([("code.py:1", "Nooit vertaald", None)]))

    found = messages.problems()

    assert "code.py:1: no English for 'Nooit vertaald'" in found
    assert "English for 'voldoet deels', which nobody says" in found


def test_the_page_of_rules_is_current():
    assert (tracked.ROOT / "docs" / "regels.md").read_text() == pages.rules_page(), "run: make docs"


def test_the_page_of_words_is_current():
    assert (tracked.ROOT / "docs" / "begrippen.md").read_text() == pages.words_page(), "run: make docs"


def test_the_page_of_roles_is_current():
    assert (tracked.ROOT / "docs" / "handleiding" / "rollen.md").read_text() == pages.roles_page(), "run: make docs"


def test_the_page_of_states_is_current():
    page = tracked.ROOT / "docs" / "architecture" / "states" / "round.md"

    assert page.read_text() == pages.states_page(), "run: make docs"
