"""OSCAL is written as the standard library writes it indented, only sooner."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.apps.norms.formats import oscal

TEXTS = st.text(alphabet=st.characters(codec="utf-8"))  # as files of UTF-8 can hold them
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3))


@settings(max_examples=60)
@given(st.dictionaries(TEXTS, TREES, max_size=4))
def test_every_tree_is_written_as_by_the_standard_library(tree):
    wanted = json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    assert oscal.dump(tree) == wanted.encode()
