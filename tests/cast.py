"""The people and bodies of the tests: gemeente Veldermeer and its people, and an outsider."""

from datetime import UTC, date, datetime

from waarborg.apps.base.actions import Actor
from waarborg.domain.permissions import Role

VELDERMEER = "Gemeente Veldermeer"
ELSEWHERE = "Waterschap De Overkant"

ciso = Actor("Noor de Wit", "werkplek 12", roles=frozenset({Role.CISO}))
process_owner = Actor("Anke Jansen", "werkplek 31", roles=frozenset({Role.PROCESS_OWNER}))
auditor = Actor("Saskia Vonk", "werkplek 40", roles=frozenset({Role.AUDITOR}))
command_line = Actor("beheer", "opdrachtregel", roles=frozenset({Role.COMMAND_LINE}))
outsider = Actor("Iemand Anders", "buiten")

AT = datetime(2027, 2, 8, 9, 30, tzinfo=UTC)
TODAY = date(2027, 2, 8)

# who has which role at Veldermeer, for `tests.people`; the same people that `waarborg demo` prints
NAMES = {
    Role.BOARD: "Hilde van Rossum",
    Role.CISO: "Noor de Wit",
    Role.ISO: "Bram Aalders",
    Role.PROCESS_OWNER: "Anke Jansen",
    Role.AUDITOR: "Saskia Vonk",
    Role.PRIVACY_OFFICER: "Karin Bos",
    Role.ENSIA_COORDINATOR: "Joost Bakker",
    Role.BUYER: "Selin Yilmaz",
    Role.ADVISER: "Ruben Koster",
    Role.EMPLOYEE: "Els Vermeer",
    Role.ADMINISTRATOR: "Daan Visser",
    Role.SUPERVISOR: "Anna Hoek",
}
