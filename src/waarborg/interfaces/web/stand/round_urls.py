"""Addresses of starting, changing and dividing a round, of its questions, and of what belongs to one row."""

from django.urls import path

from waarborg.interfaces.web.stand import assign, line_acts, questions, start

urlpatterns = [
    path("start", start.start, name="start"),
    path("<slug:slug>/ronde", start.change, name="change"),
    path("<slug:slug>/onderwerpen", start.more_subjects, name="more_subjects"),
    path("<slug:slug>/toewijzen", assign.assign, name="assign"),
    path("<slug:slug>/toewijzen/ongedaan", assign.undo, name="undo_assign"),
    path("<slug:slug>/vragen", questions.questions, name="questions"),
    path("<slug:slug>/vragen/<int:row_id>", questions.question, name="question"),
    path("<slug:slug>/regel/<int:row_id>/bewijs", line_acts.add_evidence, name="add_evidence"),
    path("<slug:slug>/regel/<int:row_id>/koppel", line_acts.tie_evidence, name="tie_evidence"),
    path("<slug:slug>/regel/<int:row_id>/maak-los", line_acts.loosen_evidence, name="loosen_evidence"),
    path("<slug:slug>/regel/<int:row_id>/opmerking", line_acts.comment, name="comment"),
    path("<slug:slug>/regel/<int:row_id>/terug", line_acts.take_back, name="take_back"),
]
