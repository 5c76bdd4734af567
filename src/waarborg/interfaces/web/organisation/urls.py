"""Addresses of the organisation: its profile and duties, its status under the Cbw, and its registration."""

from django.urls import path

from waarborg.interfaces.web.organisation import cbw, corrections, obligations, profile, registration

app_name = "organisation"
urlpatterns = [
    path("", obligations.overview, name="overview"),
    path("profiel", profile.profile, name="profile"),
    path("profiel/<slug:topic>", profile.question, name="question"),
    path("plichten", obligations.duties, name="duties"),
    path("plichten/<slug:code>", obligations.duty, name="duty"),
    path("cbw", cbw.dossier, name="cbw"),
    path("cbw/taak", cbw.new_task, name="new_task"),
    path("cbw/taak/<int:pk>", cbw.task, name="task"),
    path("cbw/taak/<int:pk>/weg", cbw.remove_task, name="remove_task"),
    path("cbw/taak/<int:pk>/terug", cbw.restore_task, name="restore_task"),
    path("cbw/correctie", corrections.status, name="correct_status"),
    path("cbw/maatregelen", corrections.scope, name="correct_scope"),
    path("cbw/intrekken", corrections.withdraw, name="withdraw_correction"),
    path("registratie", registration.registration, name="registration"),
    path("registratie/doorgegeven", registration.reported, name="registration_reported"),
]
