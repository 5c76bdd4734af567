"""`DATABASE_URL` as administrators write it: nothing in it gets lost, and what is no address is told."""

import psycopg
import pytest

from waarborg.conf.settings import _database
from waarborg.machine import postgres


def test_what_an_address_says_about_encryption_reaches_the_connection():
    found = _database("postgresql://ciso:p%40ss@db.example:6432/waarborg?sslmode=verify-full&sslrootcert=/ca.pem")

    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6432", "waarborg")
    assert (found["USER"], found["PASSWORD"]) == ("ciso", "p@ss")
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["sslrootcert"] == "/ca.pem"


def test_an_address_may_name_a_server_and_its_stand_ins():
    found = _database("postgresql://ciso@een:5432,twee:5433/waarborg")

    assert (found["HOST"], found["PORT"]) == ("een,twee", "5432,5433")


@pytest.mark.parametrize("address", ["hallo", "mysql://x/y", "postgresql://u:geh%zzeim@server/wb"])
def test_what_is_no_address_is_told_without_its_password(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(postgres.DatabaseUnavailableError, match="geen adres van een PostgreSQL-server") as refusal:
        postgres.url()

    assert "eim" not in str(refusal.value).replace("GEBRUIKER", "")


def test_a_database_that_cannot_hold_every_letter_is_refused(data):
    address = postgres.start(data)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE oud ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
        )

    with pytest.raises(postgres.DatabaseUnavailableError, match="nodig is UTF8"):
        postgres.version_at(address.replace("/postgres?", "/oud?"))


def test_trouble_with_the_embedded_database_does_not_send_people_to_database_url(data):
    address = postgres.start(data)
    postgres.leave(data)

    with pytest.raises(postgres.DatabaseUnavailableError, match="reservekopie") as refusal:
        postgres.version_at(address)

    assert "DATABASE_URL" not in str(refusal.value)
