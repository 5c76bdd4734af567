"""Registering an organisation: once by name, and a change of layer is told."""

import pytest

from tests.cast import AT, VELDERMEER, ciso
from waarborg.apps.base.models import JournalLine
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions import register_organisation
from waarborg.domain.organisations import Layer

pytestmark = pytest.mark.django_db


def register(layer=Layer.MUNICIPALITY):
    return register_organisation(name=VELDERMEER, layer=layer, by=ciso, at=AT)


def actions():
    return list(JournalLine.objects.filter(object=VELDERMEER).order_by("id").values_list("action", flat=True))


def test_an_organisation_is_registered_once_and_leaves_one_line():
    assert register() == register()
    assert actions() == ["organisation.registered"]


def test_a_change_of_layer_is_kept_and_leaves_its_line():
    register()
    register(Layer.PROVINCE)

    assert queries.find(VELDERMEER).layer == Layer.PROVINCE
    assert actions() == ["organisation.registered", "organisation.layer_changed"]


def test_a_name_that_nobody_registered_is_nobody():
    assert queries.find("Gemeente Nergens") is None
