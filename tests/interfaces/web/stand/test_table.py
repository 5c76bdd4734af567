"""The table to fill in, asked by its addresses: what it shows, what it saves, and who sees what."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from waarborg.interfaces.web.made_for import HEADER, MadeFor, seal

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027"
TABLE = f"{ROUND}/invullen"


@pytest.fixture
def rows(veldermeer):
    """The judgements of the round by number."""
    from waarborg.apps.assessments.models import Judgement

    return {row.item.number: row for row in Judgement.objects.filter(assessment=veldermeer).select_related("item")}


@pytest.fixture
def save(client):
    """Send edits as the scripts do: (row, version that was seen, values), one step per call."""

    def send(*edits, batch=None, status=200):
        step = {
            "batch": str(batch or uuid4()),
            "edits": [{"row": row.pk, "seen": seen, "values": values} for row, seen, values in edits],
        }
        answer = client.post(f"{TABLE}/cellen", json.dumps({"steps": [step]}), content_type="application/json")
        assert answer.status_code == status
        return answer.json() if status == 200 else answer

    return send


def facts(page: str) -> dict:
    return json.loads(
        page.partition('<script id="tabel-gegevens" type="application/json">')[2].partition("</script>")[0]
    )


def now(row):
    row.refresh_from_db()
    return row


def test_the_table_shows_every_row_of_the_subject_with_its_answers(read, rows):
    page = read(TABLE)

    assert len(facts(page)["rows"]) == len([row for row in rows.values() if row.item.status != "reference"])
    assert 'data-field="werking"' in page
    assert 'data-field="maturity"' not in page


def test_filters_and_columns_stand_in_the_address(read, rows):
    page = read(f"{TABLE}?hoofdstuk=5&opzet=fails&kolom=opzet&kolom=due_on")
    shown = facts(page)

    assert {row["values"]["opzet"] for row in shown["rows"]} == {"fails"}
    assert {row["number"][:2] for row in shown["rows"]} == {"5."}
    assert [column["field"] for column in shown["columns"]] == ["opzet", "due_on"]


def test_only_what_is_still_open_or_breaks_a_rule_can_be_shown(read, rows):
    still_open = facts(read(f"{TABLE}?nog=open"))["rows"]
    wrong = facts(read(f"{TABLE}?nog=klopt_niet"))["rows"]

    assert still_open
    assert all(
        "not_assessed" in {row["values"][level] for level in ("opzet", "bestaan", "werking")} for row in still_open
    )
    assert wrong
    assert all(row["rules"] for row in wrong)


def test_unknown_values_in_the_address_show_nothing_and_break_nothing(read, veldermeer):
    page = read(f"{TABLE}?nog=x&soort=y&opzet=z&thema=q&over=bestaat-niet&kolom=k&pagina=99&zoek=%00")

    assert "Geen rijen met deze woorden en filters" in page


def test_a_cell_is_saved_with_the_rules_that_its_row_breaks_then(save, rows):
    row = rows["5.01.01"]
    answer = save((row, row.version, {"opzet": "fails", "bestaan": "meets"}))

    assert answer["saved"] == [[row.pk, "bestaan"], [row.pk, "opzet"]]
    assert "NM-02" in {code for code, _sentence in answer["rows"][0]["rules"]}
    assert now(row).opzet == "fails"


def test_a_value_that_does_not_fit_is_refused_and_the_rest_is_saved(save, rows):
    row = rows["5.01.01"]
    answer = save((row, row.version, {"opzet": "misschien", "owner": "P. Smit"}))

    assert answer["refused"] == [[row.pk, "opzet"]]
    assert now(row).owner == "P. Smit"


def test_what_somebody_else_changed_clashes_and_the_rest_is_saved(save, rows):
    row, other = rows["5.01.01"], rows["5.01.02"]
    seen = row.version
    save((row, seen, {"owner": "die van Tim"}))
    answer = save((row, seen, {"owner": "die van mij", "action": "Regel het"}), (other, other.version, {"owner": "A"}))

    assert answer["clashes"] == [[row.pk, "owner"]]
    assert (now(row).owner, row.action, now(other).owner) == ("die van Tim", "Regel het", "A")
    assert {r["id"]: r["values"]["owner"] for r in answer["rows"]}[row.pk] == "die van Tim"


def test_the_same_step_sent_again_changes_nothing(save, rows):
    row, batch = rows["5.01.01"], uuid4()
    seen = row.version
    save((row, seen, {"owner": "P. Smit"}), batch=batch)
    version = now(row).version
    answer = save((row, seen, {"owner": "P. Smit"}), batch=batch)

    assert answer["clashes"] == []
    assert now(row).version == version


def test_several_steps_on_one_cell_are_undone_one_by_one(client, save, rows):
    row = rows["5.01.01"]
    before, batches = row.opzet, [uuid4(), uuid4()]
    for batch, value in zip(batches, ("fails", "partly"), strict=True):
        save((now(row), row.version, {"opzet": value}), batch=batch)
    for batch, value in zip(reversed(batches), ("fails", before), strict=True):
        answer = client.post(f"{TABLE}/ongedaan", json.dumps({"batch": str(batch)}), content_type="application/json")
        assert answer.status_code == 200
        assert now(row).opzet == value


def test_a_step_is_not_undone_over_what_somebody_else_did_since(client, save, rows):
    row, batch = rows["5.01.01"], uuid4()
    save((row, row.version, {"owner": "eerst"}), batch=batch)
    save((now(row), row.version, {"owner": "daarna"}))
    answer = client.post(f"{TABLE}/ongedaan", json.dumps({"batch": str(batch)}), content_type="application/json")

    assert answer.status_code == 409
    assert "5.01.01" in answer.json()["message"]
    assert now(row).owner == "daarna"


def test_nobody_undoes_the_step_of_somebody_else(save, rows, veldermeer):
    from tests import people
    from waarborg.domain.permissions import Role

    row, batch = rows["5.01.01"], uuid4()
    save((row, row.version, {"owner": "eerst"}), batch=batch)
    tim = people.client(people.member(veldermeer.organisation, Role.ISO))

    asked = json.dumps({"batch": str(batch)})
    assert tim.post(f"{TABLE}/ongedaan", asked, content_type="application/json").status_code == 404


def test_a_step_under_the_name_of_somebody_elses_is_undone_by_itself(save, client, rows, veldermeer):
    from tests import people
    from waarborg.domain.permissions import Role

    row, other, batch = rows["5.01.01"], rows["5.01.02"], str(uuid4())
    save((row, row.version, {"owner": "eerst"}), batch=batch)
    tim = people.client(people.member(veldermeer.organisation, Role.ISO))
    edit = {"row": other.pk, "seen": other.version, "values": {"owner": "van Tim"}}
    body = json.dumps({"steps": [{"batch": batch, "edits": [edit]}]})
    assert tim.post(f"{TABLE}/cellen", body, content_type="application/json").json()["saved"] == [[other.pk, "owner"]]

    client.post(f"{TABLE}/ongedaan", json.dumps({"batch": batch}), content_type="application/json")
    assert (now(row).owner, now(other).owner) == ("", "van Tim")


def test_changes_since_a_moment_are_told_with_who_made_them(client, save, rows):
    from waarborg.interfaces.web.clock import now as this_moment

    row = rows["5.01.01"]
    before = (this_moment() - timedelta(seconds=1)).isoformat()
    save((row, row.version, {"opzet": "fails"}))
    told = client.get(f"{TABLE}/sinds", {"na": before}).json()

    assert [(r["number"], r["values"]["opzet"], r["by"]) for r in told["rows"]] == [("5.01.01", "fails", "Noor de Wit")]
    later = (this_moment() + timedelta(seconds=1)).isoformat()
    assert client.get(f"{TABLE}/sinds", {"na": later}).json()["rows"] == []
    assert client.get(f"{TABLE}/sinds", {"na": "gisteren"}).status_code == 400


@pytest.mark.parametrize("body", ["", "[]", '{"steps": 1}', '{"steps": [{"batch": "x", "edits": []}]}'])
def test_nonsense_is_refused(client, veldermeer, body):
    assert client.post(f"{TABLE}/cellen", body, content_type="application/json").status_code == 400


def test_the_small_form_of_a_row_saves_without_scripts_and_keeps_the_filters(client, rows):
    row = rows["5.01.01"]
    sent = {"rij": row.pk, "gezien": row.version, "opzet": "partly", "bestaan": row.bestaan, "werking": row.werking}
    answer = client.post(f"{TABLE}/rij?thema=governance", sent)

    assert answer.headers["Location"] == f"{TABLE}?thema=governance#rij-{row.pk}"
    assert now(row).opzet == "partly"


def test_the_number_of_queries_does_not_grow_with_the_rows(count_queries, rows):
    count_queries(TABLE)  # the first request of a process looks some things up once

    assert count_queries(TABLE) == count_queries(f"{TABLE}?hoofdstuk=6") <= 15


def test_a_page_that_was_made_for_somebody_else_saves_and_shows_nothing(client, read, rows):
    row = rows["5.17.01"]
    read(TABLE)
    theirs, ours = seal(MadeFor(0, row.organisation_id)), client.sealed
    edit = {"row": row.pk, "seen": row.version, "values": {"explanation": "van een ander"}}
    body = json.dumps({"steps": [{"batch": str(uuid4()), "edits": [edit]}]})

    def post(sealed):
        return client.post(f"{TABLE}/cellen", body, content_type="application/json", headers={HEADER: sealed})

    refused = post(theirs)
    assert (refused.status_code, refused.json()["is_another"]) == (409, True)
    assert "Je bent intussen aangemeld als" in refused.json()["message"]
    assert now(row).explanation != "van een ander"
    assert client.get(f"{TABLE}/sinds", headers={HEADER: theirs}).status_code == 409

    assert post(ours).status_code == 200
    assert now(row).explanation == "van een ander"
