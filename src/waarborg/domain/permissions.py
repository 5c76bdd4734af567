"""Who may do what: one table of roles and acts, for every entrance."""

from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What somebody is in one organisation; one person can be several, and something else elsewhere."""

    BOARD = "board"  # bestuurder, gemeentesecretaris, directie
    CISO = "ciso"
    ISO = "iso"
    PROCESS_OWNER = "process_owner"  # proceseigenaar, systeemeigenaar, lijnmanager
    AUDITOR = "auditor"  # interne auditor, concerncontroller
    PRIVACY_OFFICER = "privacy_officer"  # FG, PO
    ENSIA_COORDINATOR = "ensia_coordinator"
    BUYER = "buyer"  # inkoper, contractmanager
    ADVISER = "adviser"  # an outside consultant
    EMPLOYEE = "employee"  # medewerker
    ADMINISTRATOR = "administrator"  # beheerder: runs the system, reads no content
    SUPERVISOR = "supervisor"  # RDI or an external auditor: reads, for a limited time
    COMMAND_LINE = "command_line"  # whoever holds the machine; never given to a person


class Extent(IntEnum):
    """How far a permission reaches; of several roles the farthest counts."""

    NONE = 0
    OWN = 1  # only what is mine: assigned to me, or owned by me
    ALL = 2


class Act(StrEnum):
    """What can be done. The name is also the action of its journal line, where it leaves one."""

    READ_ORGANISATION = "organisation.read"
    EDIT_PROFILE = "organisation.edit_profile"
    EDIT_REGISTERS = "organisation.edit_registers"  # units, processes, systems, locations, BIV, scope
    IMPORT_REGISTERS = "organisation.import_registers"
    READ_MEMBERS = "members.read"
    MANAGE_MEMBERS = "members.manage"  # invite, roles, leaving
    REVIEW_ACCESS = "members.review_access"
    MANAGE_SETTINGS = "settings.manage"  # sign-in, looks, retention
    READ_JOURNAL = "journal.read"
    READ_ACCESS_JOURNAL = "journal.read_access"  # only sign-in and rights
    KEEP_JOURNAL = "journal.keep"  # clear what is past its time
    READ_EVIDENCE = "evidence.read"
    ADD_EVIDENCE = "evidence.add"
    READ_ASSESSMENT = "assessment.read"
    START_ASSESSMENT = "assessment.start"  # also its scope, team and subjects
    ASSIGN_JUDGEMENTS = "assessment.assign"
    JUDGE = "assessment.judge"
    COMMENT = "assessment.comment"
    INTERVIEW = "assessment.interview"
    EXCHANGE_SHEET = "assessment.exchange_sheet"  # out to Excel, and in again
    HEAR = "assessment.hear"  # open and settle the factual check
    REACT = "assessment.react"
    CLOSE_ASSESSMENT = "assessment.close"
    KEEP_TEMPLATE = "assessment.keep_template"
    READ_REPORT = "report.read"
    MAKE_REPORT = "report.make"
    REGISTER_ORGANISATION = "organisation.register"


_ALL, _OWN = Extent.ALL, Extent.OWN
_READS_ALL = {
    Act.READ_ORGANISATION: _ALL,
    Act.READ_MEMBERS: _ALL,
    Act.READ_EVIDENCE: _ALL,
    Act.READ_ASSESSMENT: _ALL,
    Act.READ_REPORT: _ALL,
}
_DOES_ASSESSMENTS = {
    **_READS_ALL,
    Act.EDIT_REGISTERS: _ALL,
    Act.IMPORT_REGISTERS: _ALL,
    Act.ADD_EVIDENCE: _ALL,
    Act.START_ASSESSMENT: _ALL,
    Act.ASSIGN_JUDGEMENTS: _ALL,
    Act.JUDGE: _ALL,
    Act.COMMENT: _ALL,
    Act.INTERVIEW: _ALL,
    Act.EXCHANGE_SHEET: _ALL,
    Act.HEAR: _ALL,
    Act.REACT: _ALL,
    Act.MAKE_REPORT: _ALL,
    Act.KEEP_TEMPLATE: _ALL,
}

# Sources of the division: BIO2 deel 1 GH §22 / off. §12 (line owns, CISO coordinates and advises), 5.18 (access
# rights), 8.15 (logging); ISO/IEC 27001 9.2 (the auditor judges nothing that he audits). Users: docs/handleiding.
PERMISSIONS: Mapping[Role, Mapping[Act, Extent]] = {
    Role.BOARD: {**_READS_ALL, Act.COMMENT: _ALL, Act.REACT: _ALL},
    Role.CISO: {
        **_DOES_ASSESSMENTS,
        Act.EDIT_PROFILE: _ALL,
        Act.CLOSE_ASSESSMENT: _ALL,
        Act.REVIEW_ACCESS: _ALL,
        Act.READ_JOURNAL: _ALL,
        Act.READ_ACCESS_JOURNAL: _ALL,
    },
    Role.ISO: _DOES_ASSESSMENTS,
    Role.PROCESS_OWNER: {
        Act.READ_ORGANISATION: _ALL,
        Act.EDIT_REGISTERS: _OWN,
        Act.READ_EVIDENCE: _OWN,
        Act.ADD_EVIDENCE: _OWN,
        Act.READ_ASSESSMENT: _OWN,
        Act.JUDGE: _OWN,
        Act.COMMENT: _OWN,
        Act.REACT: _OWN,
    },
    Role.AUDITOR: {
        **_READS_ALL,
        Act.COMMENT: _ALL,
        Act.REACT: _ALL,
        Act.MAKE_REPORT: _ALL,
        Act.READ_JOURNAL: _ALL,
        Act.READ_ACCESS_JOURNAL: _ALL,
    },
    Role.PRIVACY_OFFICER: {
        **_READS_ALL,
        Act.COMMENT: _ALL,
        Act.REACT: _ALL,
        Act.READ_JOURNAL: _ALL,
        Act.READ_ACCESS_JOURNAL: _ALL,
    },
    Role.ENSIA_COORDINATOR: {**_READS_ALL, Act.COMMENT: _ALL, Act.MAKE_REPORT: _ALL},
    Role.BUYER: {
        Act.READ_ORGANISATION: _ALL,
        Act.READ_ASSESSMENT: _OWN,
        Act.JUDGE: _OWN,
        Act.COMMENT: _OWN,
        Act.REACT: _OWN,
        Act.READ_EVIDENCE: _OWN,
        Act.ADD_EVIDENCE: _OWN,
    },
    Role.ADVISER: {**_DOES_ASSESSMENTS, Act.EDIT_PROFILE: _ALL},
    Role.EMPLOYEE: {},
    Role.ADMINISTRATOR: {
        Act.READ_MEMBERS: _ALL,
        Act.MANAGE_MEMBERS: _ALL,
        Act.REVIEW_ACCESS: _ALL,
        Act.MANAGE_SETTINGS: _ALL,
        Act.READ_ACCESS_JOURNAL: _ALL,
        Act.KEEP_JOURNAL: _ALL,
    },
    Role.SUPERVISOR: _READS_ALL,
    Role.COMMAND_LINE: {
        **_DOES_ASSESSMENTS,
        Act.EDIT_PROFILE: _ALL,
        Act.CLOSE_ASSESSMENT: _ALL,
        Act.KEEP_JOURNAL: _ALL,
        Act.REGISTER_ORGANISATION: _ALL,
    },
}

# Given with care and reviewed every quarter instead of every year: BIO2 8.02.01
PRIVILEGED = frozenset({Role.ADMINISTRATOR, Role.CISO})
# A role for outsiders always has a last day
TIME_BOXED = frozenset({Role.SUPERVISOR})
# Never given in a screen
NOT_FOR_PEOPLE = frozenset({Role.COMMAND_LINE})


def extent(roles: Iterable[Role], act: Act) -> Extent:
    """How far these roles together may do this."""
    return max((PERMISSIONS[role].get(act, Extent.NONE) for role in roles), default=Extent.NONE)
