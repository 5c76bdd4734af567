"""Assessments: rounds, their subjects and judgements, what people say about them, and what is kept."""

from waarborg.apps.assessments.models.judgements import Judgement, JudgementChange, JudgementEvidence, Remark
from waarborg.apps.assessments.models.keeps import RoundTemplate, SavedMapping, SheetImport, Snapshot
from waarborg.apps.assessments.models.rounds import Assessment, Subject, TeamMember
from waarborg.apps.assessments.models.talks import Hearing, HearingInvitee, Interview, InterviewNote, Reaction
from waarborg.apps.assessments.models.uploads import SheetUpload

__all__ = [
    "Assessment",
    "Hearing",
    "HearingInvitee",
    "Interview",
    "InterviewNote",
    "Judgement",
    "JudgementChange",
    "JudgementEvidence",
    "Reaction",
    "Remark",
    "RoundTemplate",
    "SavedMapping",
    "SheetImport",
    "SheetUpload",
    "Snapshot",
    "Subject",
    "TeamMember",
]
