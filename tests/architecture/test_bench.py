"""The bench opens every page that there is."""

import re

from bench import pages


def test_the_bench_knows_a_value_for_every_address():
    missing = {
        (name, address)
        for address in pages.addresses()
        if not pages._LEFT_OUT.search(address)
        for name in re.findall(r"<(?:\w+:)?(\w+)>", address)
        if not any(name == known and address.startswith(start) for start, known in pages.VALUES)
    }
    assert missing == set()
