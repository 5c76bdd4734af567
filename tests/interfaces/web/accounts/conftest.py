"""Accounts with a password; a fast hasher, for Argon2 takes half a second, as it should."""

import pytest
from django.core.cache import cache

PASSWORD = "vier paarden op stal"  # noqa: S105 - of the tests


@pytest.fixture(autouse=True)
def fast_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def strict(db):
    """An organisation that asks the second step, as every real one."""
    from tests.people import organisation

    made = organisation("Gemeente Veldermeer")
    made.is_demo, made.requires_second_step = False, True
    made.save()
    return made


@pytest.fixture
def tim(strict):
    """Somebody with a password and no second step yet."""
    from tests.people import member
    from waarborg.domain.permissions import Role

    found = member(strict, Role.ISO, email="tim@veldermeer.test")
    found.person.set_password(PASSWORD)
    found.person.save()
    return found
