"""The words of a report in both languages, written down a second time: what a reader must find beside each figure."""

from dataclasses import dataclass
from typing import Any

from tests.journeys.oracle import LEVELS, VERDICTS, Oracle, load

MARKS = dict(zip(VERDICTS, "●◐○·–", strict=True))
_LEVELS = {"nl": LEVELS, "en": ("design", "existence", "operation")}
_VERDICTS = {
    "nl": ("voldoet", "voldoet deels", "voldoet niet", "niet beoordeeld", "n.v.t."),
    "en": ("meets", "partly meets", "does not meet", "not assessed", "n/a"),
}
_FORCES = {
    "nl": {
        "statutory": "wettelijke zorgplicht (Cbw)",
        "self_regulation": "verplichtende zelfregulering",
        "control": "pas toe, of wijk af op grond van een risicoanalyse",
    },
    "en": {
        "statutory": "statutory duty of care (Cbw)",
        "self_regulation": "mandatory self-regulation",
        "control": "apply, or deviate on the basis of a risk analysis",
    },
}
_THEMES = {
    "governance": ("Sturing en beleid", "Governance and policy"),
    "people": ("Mensen", "People"),
    "physical": ("Gebouwen en ruimten", "Buildings and rooms"),
    "assets": ("Bedrijfsmiddelen", "Assets"),
    "access": ("Toegang", "Access"),
    "endpoints": ("Werkplekken en apparaten", "Workplaces and devices"),
    "suppliers": ("Leveranciers en keten", "Suppliers and supply chain"),
    "cloud": ("Clouddiensten", "Cloud services"),
    "incidents": ("Incidenten", "Incidents"),
    "continuity": ("Continuïteit", "Continuity"),
    "compliance": ("Naleving en toetsing", "Compliance and review"),
    "vulnerabilities": ("Kwetsbaarheden", "Vulnerabilities"),
    "logging": ("Logging en monitoring", "Logging and monitoring"),
    "network": ("Netwerk", "Network"),
    "cryptography": ("Cryptografie", "Cryptography"),
    "development": ("Ontwikkeling en wijziging", "Development and change"),
    "information": ("Informatie en gegevens", "Information and data"),
}
_OWNERS = {
    "ciso": ("CISO", "CISO"),
    "procurement": ("inkoop", "procurement"),
    "it_operations": ("ICT-beheer", "IT operations"),
    "process_owner": ("proceseigenaar", "process owner"),
    "": ("", ""),
}
_EFFORTS = {"S": ("dagen", "days"), "M": ("weken", "weeks"), "L": ("maanden", "months"), "": ("", "")}
_CONSEQUENCES = {
    "legal": ("juridisch", "legal"),
    "financial": ("financieel", "financial"),
    "reputational": ("reputatie", "reputation"),
    "operational": ("dienstverlening", "services"),
    "contractual": ("contracten en aanbestedingen", "contracts and tenders"),
}
_CHOICES = {
    "follows": ("richtlijn gevolgd", "guideline followed"),
    "deviates": ("wijkt af van de richtlijn", "deviates from the guideline"),
    "not_applicable": ("niet van toepassing", "not applicable"),
    "applies": ("geen keuze ingevuld", "no choice entered"),
}
# what closes the first level that falls short
_STEPS = {
    ("opzet", "fails"): (
        "Leg vast hoe dit geregeld wordt en laat het vaststellen.",
        "Write down how this is arranged and have it adopted.",
    ),
    ("opzet", "partly"): (
        "Vul aan wat op papier ontbreekt en laat het vaststellen.",
        "Complete what is missing on paper and have it adopted.",
    ),
    ("bestaan", "fails"): (
        "Voer in wat is vastgesteld en leg vast dat het er is.",
        "Put in place what was adopted and record that it is there.",
    ),
    ("bestaan", "partly"): (
        "Voer de rest in: overal waar de maatregel geldt.",
        "Put the rest in place: wherever the measure applies.",
    ),
    ("werking", "fails"): (
        "Zorg dat het blijvend werkt en verzamel daar bewijs van.",
        "Make sure that it keeps working and collect evidence of that.",
    ),
    ("werking", "partly"): (
        "Maak het vast onderdeel van het werk en verzamel bewijs over een hele periode.",
        "Make it a fixed part of the work and collect evidence over a whole period.",
    ),
}


@dataclass(frozen=True)
class Wording:
    """The words that belong to the figures of an oracle, in one language."""

    oracle: Oracle
    language: str

    def of(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.language == "nl" else pair[1]

    def choose(self, dutch: str, english: str) -> str:
        return self.of((dutch, english))

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(_LEVELS[self.language])

    @property
    def verdicts(self) -> dict[str, str]:
        return dict(zip(VERDICTS, _VERDICTS[self.language], strict=True))

    @property
    def themes(self) -> dict[str, str]:
        return {code: self.of(pair) for code, pair in _THEMES.items()}

    @property
    def efforts(self) -> dict[str, str]:
        return {code: self.of(pair) for code, pair in _EFFORTS.items()}

    @property
    def choices(self) -> dict[str, str]:
        return {code: self.of(pair) for code, pair in _CHOICES.items()}

    def marked(self, number: str) -> list[str]:
        """Sign and word of the three verdicts."""
        return [f"{MARKS[v]} {self.verdicts[v]}" for v in self.oracle.verdicts(number)]

    def title(self, number: str) -> str:
        """The name of the item; a number without measure stands for its control."""
        item = self.oracle.items[number]
        item = self.oracle.items[item["parent"]] if item["status"] == "none" else item
        return str(item["title"][self.language]).strip()

    def chapter(self, code: str) -> str:
        return self.title(code)

    def force(self, number: str) -> str:
        return _FORCES[self.language][self.oracle.force(number)]

    def proposed(self, text: str, *, is_entered: bool) -> str:
        """A value that the report proposes says so."""
        return text if is_entered or not text else f"{text} ({self.choose('voorstel', 'proposal')})"

    def owner(self, number: str) -> str:
        name, is_entered = self.oracle.owner(number)
        return self.proposed(name if is_entered else self.of(_OWNERS[name]), is_entered=is_entered)

    def effort(self, number: str) -> str:
        is_entered = bool(self.oracle.said(number, "effort"))
        return self.proposed(self.efforts[self.oracle.effort(number)], is_entered=is_entered)

    def quarter(self, number: str) -> str:
        return self.proposed(self.oracle.quarter(number), is_entered=bool(self.oracle.said(number, "due")))

    def quarter_in_words(self, label: str) -> str:
        year, place = label.split(" Q")
        dutch, english = ("eerste", "tweede", "derde", "vierde"), ("first", "second", "third", "fourth")
        nth = self.choose(dutch[int(place) - 1], english[int(place) - 1])
        return self.choose(f"het {nth} kwartaal van {year}", f"the {nth} quarter of {year}")

    def action(self, number: str) -> str:
        entered = self.oracle.said(number, "action")
        first = next(pair for pair in zip(LEVELS, self.oracle.verdicts(number), strict=True) if pair in _STEPS)
        return self.proposed(entered or self.of(_STEPS[first]), is_entered=bool(entered))

    def cost(self, number: str) -> str:
        """What the norm's content says of it, else what goes wrong with what its control protects."""
        own: Any = self.oracle.items[number].get("cost")
        if own:
            return " ".join(str(own[self.language]).split())
        protects = self.oracle.items[self.oracle.items[number]["parent"]]["attributes"]["properties"]
        told = load("consequences.yaml")["properties"]
        return " ".join(told[name][self.language].strip() for name in told if name in protects)

    def touched(self, number: str) -> str:
        """The kinds of consequence of failing, as a list."""
        return ", ".join(self.of(_CONSEQUENCES[c]) for c in self.oracle.items[number].get("consequences", ()))
