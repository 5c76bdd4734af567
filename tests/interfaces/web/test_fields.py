"""Forms say in our words what to do, not that something is missing."""

from django import forms

from waarborg.interfaces.web.fields import LookedAfter


class Example(LookedAfter):
    name = forms.CharField()
    day = forms.DateField()
    mail = forms.EmailField()
    sheet = forms.FileField()
    themes = forms.MultipleChoiceField(choices=[("a", "a")])
    own = forms.CharField(error_messages={"required": "Waar staat dat?"})


def errors(**typed):
    return {name: found[0] for name, found in Example(typed).errors.items()}


def test_an_empty_field_says_what_to_do():
    found = errors()

    assert found["name"] == "Vul dit in."
    assert found["sheet"] == "Kies een bestand."
    assert found["themes"] == "Kies er minstens één."


def test_a_form_may_have_a_sentence_of_its_own():
    assert errors()["own"] == "Waar staat dat?"


def test_what_cannot_be_read_says_how_to_write_it():
    found = errors(day="morgen", mail="noor")

    assert "31-12-2027" in found["day"]
    assert "@" in found["mail"]


def test_no_field_looks_wrong_before_anything_is_sent():
    assert " required" not in str(Example())
