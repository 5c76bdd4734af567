"""Who is what in an organisation: what roles go together, for how long, and how often that is looked at again.

The roles themselves, and what each may do, stand in `permissions`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from waarborg.domain.basis import Rule
from waarborg.domain.permissions import NOT_FOR_PEOPLE, TIME_BOXED, Act, Extent, Role, extent

LONGEST_VISIT = timedelta(days=366)  # a role for outsiders is given again every year, or not
INVITATION_LASTS = timedelta(days=7)
IDLE = timedelta(days=90)  # who did not sign in for so long may not need the rights
_MONTHS = {True: 3, False: 12}  # privileged or everyone


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is, or would be: roles and the days on which they count. `on` is the day it is decided."""

    roles: frozenset[Role]
    from_on: date | None
    until_on: date | None
    on: date

    def counts_longer_than(self, other: "Standing") -> bool:
        """Whether these days reach outside the other's."""
        later = other.until_on is not None and (self.until_on is None or self.until_on > other.until_on)
        sooner = other.from_on is not None and other.from_on > self.on
        return later or (sooner and (self.from_on is None or self.from_on < (other.from_on or self.on)))


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A change of somebody's roles: by that person or not, and who else could have made it."""

    is_own: bool
    raises: bool
    other_administrators: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judging:
    """A decision in an access review: about oneself or not, and who else could have taken it."""

    is_own: bool
    other_reviewers: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """When rights were last looked at as a whole, and what day it is."""

    last_closed_on: date | None
    privileged_only: bool
    on: date

    @property
    def due_on(self) -> date:
        """The last day for the next review; never done is due today."""
        return self.on if self.last_closed_on is None else _later(self.last_closed_on, _MONTHS[self.privileged_only])


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return next(date(year, month + 1, n) for n in range(day.day, 0, -1) if _exists(year, month + 1, n))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def raises_rights(before: Standing, after: Standing) -> bool:
    """Whether somebody may do more, or for longer, than before."""
    more = any(extent(after.roles, act) > extent(before.roles, act) for act in Act)
    has_any = any(extent(after.roles, act) is not Extent.NONE for act in Act)
    return more or (has_any and after.counts_longer_than(before))


def _has_last_day(one: Standing) -> bool:
    if not one.roles & TIME_BOXED:
        return True
    return one.until_on is not None and one.until_on <= max(one.on, one.from_on or one.on) + LONGEST_VISIT


def _days_in_order(one: Standing) -> bool:
    return one.from_on is None or one.until_on is None or one.from_on <= one.until_on


def _onlooker_only_looks(one: Standing) -> bool:
    return not one.roles & TIME_BOXED or one.roles <= TIME_BOXED


def _auditor_is_independent(one: Standing) -> bool:
    return Role.AUDITOR not in one.roles or extent(one.roles, Act.JUDGE) is not Extent.ALL


def _is_for_people(one: Standing) -> bool:
    return not one.roles & NOT_FOR_PEOPLE


LAST_DAY: Rule[Standing] = Rule(
    "TG-01",
    "Een toezichthouder krijgt toegang tot en met een laatste dag, ten hoogste een jaar vooruit.",
    "BIO2 5.18: rechten duren niet langer dan hun reden; termijn: ADR 24",
    _has_last_day,
)
ORDER: Rule[Standing] = Rule(
    "TG-02",
    "De eerste dag van rollen ligt niet na de laatste.",
    "anders gelden de rollen op geen enkele dag",
    _days_in_order,
)
ONLOOKER: Rule[Standing] = Rule(
    "TG-03",
    "Een toezichthouder leest alleen: die rol gaat niet samen met een andere.",
    "BIO2 5.03: functiescheiding",
    _onlooker_only_looks,
)
INDEPENDENT: Rule[Standing] = Rule(
    "TG-04",
    "Wie audit, beoordeelt niet zelf: die rol gaat niet samen met CISO, ISO of adviseur.",
    "ISO/IEC 27001 §9.2; BIO2 5.03: functiescheiding",
    _auditor_is_independent,
)
FOR_PEOPLE: Rule[Standing] = Rule(
    "TG-05",
    "De rol van de opdrachtregel is er voor wie de machine beheert; een mens krijgt hem niet.",
    "BIO2 8.02: bijzondere rechten zo min mogelijk",
    _is_for_people,
)
LAST_ADMINISTRATOR: Rule[int] = Rule(
    "TG-06",
    "Er blijft altijd een beheerder over die zich kan aanmelden en geen einddatum heeft.",
    "BIO2 5.18: iemand moet rechten kunnen geven en intrekken",
    lambda remaining: remaining > 0,
)
OWN_RIGHTS: Rule[OwnChange] = Rule(
    "TG-07",
    "Niemand geeft zichzelf meer rechten. Alleen wie de enige beheerder is, mag dat, en noemt een reden.",
    "BIO2 5.03: functiescheiding; 5.18.01: monitoring van accounts met bijzondere rechten",
    lambda one: not (one.is_own and one.raises) or (one.other_administrators == 0 and bool(one.reason.strip())),
)
OWN_REVIEW: Rule[Judging] = Rule(
    "TG-08",
    "Niemand beoordeelt de eigen rechten zolang een ander dat kan doen.",
    "BIO2 5.03: functiescheiding",
    lambda one: not one.is_own or one.other_reviewers == 0,
)
ALL_JUDGED: Rule[int] = Rule(
    "TG-09",
    "Een beoordeling van rechten sluit pas als over iedereen is beslist.",
    "BIO2 5.18.02: alle uitgegeven rechten",
    lambda open_lines: open_lines == 0,
)
YEARLY: Rule[ReviewState] = Rule(
    "TG-10",
    "Alle toegangsrechten worden ten minste elk jaar beoordeeld.",
    "BIO2 5.18.02",
    lambda one: one.privileged_only or (one.last_closed_on is not None and one.on <= one.due_on),
)
QUARTERLY: Rule[ReviewState] = Rule(
    "TG-11",
    "Bijzondere rechten (beheerder, CISO) worden ten minste elk kwartaal beoordeeld.",
    "BIO2 8.02.01",
    lambda one: not one.privileged_only or (one.last_closed_on is not None and one.on <= one.due_on),
)

OF_STANDING: tuple[Rule[Standing], ...] = (LAST_DAY, ORDER, ONLOOKER, INDEPENDENT, FOR_PEOPLE)


def broken(standing: Standing) -> list[Rule[Standing]]:
    """The rules that keep somebody from being this, in their order."""
    return [rule for rule in OF_STANDING if not rule.holds(standing)]


def flags(*, last_seen_on: date | None, has_account: bool, standing: Standing, has_left: bool) -> Collection[str]:
    """What a reviewer should look at twice: idle, never signed in, past the last day, left but with roles."""
    on = standing.on
    found = {
        "left": has_left and bool(standing.roles),
        "ended": standing.until_on is not None and standing.until_on < on,
        "never": has_account and last_seen_on is None,
        "idle": last_seen_on is not None and on - last_seen_on > IDLE,
        "no_account": bool(standing.roles) and not has_account,
    }
    return tuple(name for name, applies in found.items() if applies)
