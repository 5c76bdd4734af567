"""Conversations of a round: `/stand/nulmeting-2027/interviews/`, `…/12/`."""

from django.urls import path

from waarborg.interfaces.web.interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.listing, name="list"),
    path("nieuw", views.plan, name="plan"),
    path("<int:interview_id>/", views.talk, name="talk"),
    path("<int:interview_id>/notities", views.note, name="note"),
    path("<int:interview_id>/sinds", views.since, name="since"),
    path("<int:interview_id>/oordeel", views.judge, name="judge"),
    path("<int:interview_id>/overnemen", views.take_over, name="take_over"),
    path("<int:interview_id>/afronden", views.finish, name="finish"),
]
