"""People, invitations, access reviews, and the organisations of one person."""

from django.urls import path

from waarborg.interfaces.web.people import clients, coming_in, leaving, letters, members, reviews

app_name = "people"
urlpatterns = [
    path("beheer/", members.administration, name="administration"),
    path("beheer/mensen", members.people_list, name="list"),
    path("beheer/mensen/nieuw", members.add, name="add"),
    path("beheer/mensen/<int:member_id>", members.person, name="person"),
    path("beheer/mensen/<int:member_id>/wijzig", members.change, name="change"),
    path("beheer/mensen/<int:member_id>/uitnodigen", letters.send_again, name="invite"),
    path("beheer/mensen/<int:member_id>/uitnodiging-intrekken", letters.withdraw, name="withdraw"),
    path("beheer/mensen/<int:member_id>/uit-dienst", leaving.leave, name="leave"),
    path("beheer/mensen/<int:member_id>/terug", members.back_again, name="back"),
    path("beheer/rollen", members.roles, name="roles"),
    path("beheer/toegang", reviews.overview, name="access"),
    path("beheer/toegang/<int:review_id>", reviews.review, name="review"),
    path("beheer/toegang/<int:review_id>/regels/<int:line_id>", reviews.decide, name="decide"),
    path("beheer/toegang/<int:review_id>/sluiten", reviews.close, name="close"),
    path("beheer/toegang/<int:review_id>/lijst.<str:kind>", reviews.export, name="export"),
    path("uitnodiging/<str:token>", coming_in.invitation, name="invitation"),
    path("wissel", clients.switch, name="switch"),
    path("organisaties", clients.organisations, name="organisations"),
    path("organisaties/nieuw", clients.register, name="register"),
]
