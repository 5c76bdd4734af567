"""OSCAL mappings of others: an end is looked for in the norm that the mapping names, and nowhere else."""

import json

import pytest

from tests.cast import AT, ciso
from waarborg.apps.norms import actions
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.models import Edition, Relation

pytestmark = pytest.mark.django_db


def imported(name: str, document: dict) -> actions.ImportOutcome:
    data = json.dumps(document).encode()
    return actions.import_norm(detect.read(data, name), dry_run=False, by=ciso, at=AT, file_name=name)


def catalog(title: str, *ids: str) -> dict:
    controls = [{"id": name, "title": f"{name} van {title}"} for name in ids]
    return {"catalog": {"metadata": {"title": title, "version": "1"}, "controls": controls}}


def mapping(source: dict | None, target: dict | None, *pairs: tuple[str, str], **matter: object) -> dict:
    maps = [
        {"relationship": "equivalent-to", "sources": [{"id-ref": one}], "targets": [{"id-ref": other}]}
        for one, other in pairs
    ]
    ends = {"source-resource": source, "target-resource": target}
    return {"mapping-collection": {"mappings": [{**{k: v for k, v in ends.items() if v}, "maps": maps}], **matter}}


@pytest.fixture
def three() -> None:
    """Two norms that both have a 5.1, and a third one."""
    imported("norm-a.json", catalog("Norm A", "5.1"))
    imported("norm-b.json", catalog("Norm B", "5.1"))
    imported("norm-t.json", catalog("Norm T", "T-1"))


A, T = {"type": "catalog", "href": "norm-a.json"}, {"type": "catalog", "href": "https://host.example/x/norm-t.xml"}


def ties() -> list[tuple[str, str, str, str]]:
    own = Relation.objects.filter(source_item__edition__catalogue__shipped=False)
    rows = own.select_related("source_item__edition__catalogue", "target_item__edition__catalogue")
    return [
        (str(row.source_item.edition), row.source_item.number, str(row.target_item.edition), row.target_item.number)
        for row in rows
    ]


def test_a_mapping_ties_the_norms_that_it_names_and_tells_what_those_lack(three):
    outcome = imported("m.json", mapping(A, T, ("5.1", "T-1"), ("5.2", "T-1")))

    assert ties() == [("norm-a@1", "5.1", "norm-t@1", "T-1")]
    assert [problem.what for problem in outcome.problems] == ["5.2 bestaat niet in norm-a@1."]
    assert imported("m.json", mapping(A, T, ("5.1", "T-1"), ("5.2", "T-1"))).relations.present == 1


@pytest.mark.parametrize(
    "resource", [{"title": "Norm A"}, {"rlinks": [{"href": "../norm-a.yaml"}]}, {"title": "norm-a@1"}]
)
def test_a_norm_may_be_named_in_the_back_matter(three, resource):
    matter = {"resources": [{"uuid": "u-1", **resource}]}

    imported("m.json", mapping({"href": "#u-1"}, T, ("5.1", "T-1"), **{"back-matter": matter}))

    assert ties() == [("norm-a@1", "5.1", "norm-t@1", "T-1")]


def test_a_norm_that_is_not_here_is_told_by_its_name_and_never_taken_from_another(three):
    outcome = imported("m.json", mapping({"href": "norm-c.json"}, T, ("5.1", "T-1")))

    assert ties() == []
    assert outcome.problems[0].where == "norm-c.json"
    assert "niet ingelezen" in outcome.problems[0].what
    assert "source-resource" in outcome.problems[0].what


def test_without_a_named_norm_only_an_id_of_one_norm_is_tied(three):
    outcome = imported("m.json", mapping(None, T, ("5.1", "T-1"), ("weg", "T-1")))

    assert ties() == []
    assert "meer dan één norm (norm-a@1, norm-b@1)" in outcome.problems[0].what
    assert "weg bestaat in geen enkele ingelezen norm" in outcome.problems[1].what

    imported("m.json", mapping(None, None, ("T-1", "T-1")))

    assert ties() == [("norm-t@1", "T-1", "norm-t@1", "T-1")]


def test_two_norms_whose_long_titles_begin_alike_are_two():
    long = "Een heel lange titel van een norm die pas ver na zestig tekens verschilt, deel"
    imported("een.json", catalog(f"{long} een", "5.1"))

    second = imported("twee.json", catalog(f"{long} twee", "9.9"))

    assert second.changed
    assert Edition.objects.filter(catalogue__shipped=False).count() == 2
    assert not imported("twee.json", catalog(f"{long} twee", "9.9")).changed
    assert not imported("een.json", catalog(f"{long} een", "5.1")).changed


def test_two_norms_from_files_with_one_name_are_not_chosen_between():
    imported("catalog.json", catalog("Norm A", "5.1"))
    imported("catalog.json", catalog("Norm B", "5.1"))

    outcome = imported("m.json", mapping({"href": "catalog.json"}, {"href": "#niets"}, ("5.1", "5.1")))

    assert ties() == []
    assert "norm-a@1, norm-b@1" in outcome.problems[0].what
