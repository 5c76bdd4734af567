"""The people and bodies of the tests: gemeente Veldermeer, its CISO, and an outsider."""

from datetime import UTC, date, datetime

from waarborg.apps.base.actions import Actor

VELDERMEER = "Gemeente Veldermeer"
ELSEWHERE = "Waterschap De Overkant"

ciso = Actor("Noor de Wit", "werkplek 12")
process_owner = Actor("Bram Aalders", "werkplek 31")
auditor = Actor("Saskia Vonk", "werkplek 40")
outsider = Actor("Iemand Anders", "buiten")

AT = datetime(2027, 2, 8, 9, 30, tzinfo=UTC)
TODAY = date(2027, 2, 8)
