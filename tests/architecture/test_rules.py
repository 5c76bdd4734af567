"""Every rule is named by a test, has its English, and stands in docs/regels.md."""

import re

from tools import messages, pages

from tests.architecture import tracked


def test_every_rule_is_named_by_a_test():
    tests = "\n".join(file.read_text() for file in tracked.python("tests") if "architecture" not in file.parts)
    named = set(re.findall(r"[A-Z]{2,4}-\d{2}", tests.replace("_", "-")))

    assert sorted({code for _, code in messages.rules()} - named) == []


def test_every_rule_has_one_code_and_one_sentence():
    rules = set(messages.rules())

    assert len(rules) == len({code for _, code in rules}) == len({sentence for sentence, _ in rules})


def test_every_message_has_its_english():
    assert messages.problems() == []


def test_the_page_of_rules_is_current():
    assert (tracked.ROOT / "docs" / "regels.md").read_text() == pages.rules(), "run: make docs"


def test_the_page_of_words_is_current():
    assert (tracked.ROOT / "docs" / "begrippen.md").read_text() == pages.words(), "run: make docs"
