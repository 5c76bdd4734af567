"""An English report holds no Dutch sentence and a Dutch one no English, save what people typed themselves."""

import gettext
from pathlib import Path

import django
import pytest

from tests.journeys.languages import strangers, texts, without_typed

LOCALES = Path(__file__).parents[2] / "src" / "waarborg" / "locale"


@pytest.fixture(scope="module")
def catalogue():
    """Every message that has an English translation, and those of Django itself, which are English."""
    django_own = Path(django.__file__).parent / "conf" / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
    found = {}
    for file in (*LOCALES.glob("*/en/LC_MESSAGES/django.mo"), django_own):
        with file.open("rb") as opened:
            found |= gettext.GNUTranslations(opened)._catalog
    return {key[0] if isinstance(key, tuple) else key for key in found}


def test_no_text_of_a_report_is_in_the_other_language(told):
    made, words = told
    found = [
        f"{where}: {text} {strange}"
        for where, text in texts(made)
        if len(strange := strangers(without_typed(text), words.language)) > 1
    ]

    assert found == []


def test_every_message_of_the_english_run_has_an_english_translation(veldermeer, catalogue):
    made, _ = veldermeer["en"]

    assert len(made.messages) > 200
    assert sorted(made.messages - catalogue) == []
