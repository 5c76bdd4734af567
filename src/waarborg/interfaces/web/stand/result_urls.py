"""Addresses of what comes out of a round: results, the factual check, closing, comparing and reports."""

from django.urls import path

from waarborg.interfaces.web.stand import closing, compare, hearing, reports, results

urlpatterns = [
    path("<slug:slug>/resultaten", results.results, name="results"),
    path("<slug:slug>/wederhoor", hearing.hearing, name="hearing"),
    path("<slug:slug>/wederhoor/open", hearing.open_, name="open_hearing"),
    path("<slug:slug>/wederhoor/reageer", hearing.react, name="react"),
    path("<slug:slug>/wederhoor/antwoord/<int:reaction_id>", hearing.answer, name="answer_reaction"),
    path("<slug:slug>/wederhoor/afronden", hearing.settle, name="settle_hearing"),
    path("<slug:slug>/sluiten", closing.close, name="close"),
    path("<slug:slug>/sluiten/stand", closing.progress, name="closing"),
    path("<slug:slug>/sluiten/wijzig", closing.change, name="change_closing"),
    path("<slug:slug>/vergelijk", compare.compare, name="compare"),
    path("<slug:slug>/rapporten/", reports.reports, name="reports"),
    path("<slug:slug>/rapporten/maak", reports.ask_for, name="ask_report"),
    path("<slug:slug>/rapporten/<int:report_id>", reports.download, name="download"),
    path("<slug:slug>/rapporten/<int:report_id>/wijzig", reports.change, name="change_report"),
]
