"""Links that open a door do not stand in the logs."""

import logging
import sys

import pytest
from django.conf import settings

from waarborg.interfaces.web.discreet import Brief, Discreet

TOKEN = "3f-" + "geheim" * 7


@pytest.mark.parametrize("path", [f"/uitnodiging/{TOKEN}", f"/aanmelden/wachtwoord/1a-{TOKEN}/"])
def test_the_secret_of_a_link_is_left_out(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Bad Request", path), None)
    assert Discreet().filter(record)
    assert "geheim" not in record.getMessage()
    assert path.split(TOKEN)[0].rpartition("/")[0] in record.getMessage()


def test_the_rest_is_told_as_it_is():
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/stand/x"), None)
    assert Discreet().filter(record)
    assert record.getMessage() == "Not Found: /stand/x"


def test_what_the_server_writes_goes_through_it():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["discreet", "brief"]


@pytest.mark.parametrize(("level", "is_told"), [(logging.WARNING, False), (logging.ERROR, True)])
def test_only_a_fault_of_ours_brings_a_traceback(level, is_told):
    try:
        int("x")
    except ValueError:
        record = logging.LogRecord("django.request", level, "", 0, "Bad Request: /x", (), sys.exc_info())
    assert Brief().filter(record)
    assert bool(record.exc_info) == is_told
