"""The accent colour of an organisation."""

import pytest

from tests import cast, people
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.organisation(cast.VELDERMEER)


@pytest.fixture
def administrator(at):
    return people.client(people.member(at, Role.ADMINISTRATOR))


def test_the_accent_that_an_administrator_chooses_is_on_every_page(administrator, at):
    administrator.post("/beheer/uiterlijk", {"accent": "#7a1f5c", "eigen": "1"})
    reader = people.client(people.member(at, Role.CISO))

    assert "/thema.css?kleur=7a1f5c" in reader.get("/norm/").content.decode()
    assert "violet-500: #7a1f5c" in reader.get("/thema.css").content.decode()


def test_another_organisation_keeps_its_own_looks(administrator):
    administrator.post("/beheer/uiterlijk", {"accent": "#7a1f5c", "eigen": "1"})
    outsider = people.client(people.member(people.organisation(cast.ELSEWHERE), Role.CISO))

    assert outsider.get("/thema.css").content == b""


def test_a_light_colour_is_refused_with_its_contrast_and_changes_nothing(administrator):
    refused = administrator.post("/beheer/uiterlijk", {"accent": "#ffff00", "eigen": "1"})

    assert refused.status_code == 400
    assert "1.1 op 1" in refused.content.decode()
    assert administrator.get("/thema.css").content == b""


def test_the_usual_colour_comes_back(administrator):
    administrator.post("/beheer/uiterlijk", {"accent": "#7a1f5c", "eigen": "1"})
    administrator.post("/beheer/uiterlijk", {})

    assert administrator.get("/thema.css").content == b""


def test_a_ciso_does_not_change_the_looks(at):
    assert people.client(people.member(at, Role.CISO)).post("/beheer/uiterlijk", {}).status_code == 403
