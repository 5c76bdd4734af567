"""Every act that writes a line has words: nobody reads `installation.set_up` on screen."""

import re
from pathlib import Path

import waarborg.apps
from waarborg.interfaces.web.journal.words import action

# a code as the acts write it: the first thing that `tell` is told, or by name
CODE = re.compile(r'(?:\btell\(\s*|\baction=)"([a-z_]+\.[a-z_]+)"')


def test_every_act_that_is_told_has_words():
    sources = Path(waarborg.apps.__path__[0]).rglob("actions/**/*.py")
    codes = {code for source in sources for code in CODE.findall(source.read_text())}

    assert "installation.set_up" in codes
    assert [code for code in sorted(codes) if action(code) == code] == []
