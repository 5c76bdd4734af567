"""Statements of applicability and gap lists as bureaus and colleagues really make them, each cell against an oracle."""

from datetime import date

import pytest

from tests.apps.assessments.reading.oracle import column, read_as, verdicts
from tests.apps.assessments.sheets import problems, read, read_rows, said, text, workbook
from waarborg.apps.assessments.shapes.drafts import MappingNeededError
from waarborg.domain.assessments import Applicability, Level

pytestmark = pytest.mark.django_db

NOT_APPLICABLE = Applicability.NOT_APPLICABLE


def test_a_statement_of_a_consultancy_with_a_cover_chapters_and_totals(norms, tmp_path):
    rows = [
        ["Verklaring van Toepasselijkheid", "", "", "", "", ""],
        ["Versie 0.9", "Datum 12-03-2026", "", "", "", ""],
        [],
        ["Control nr.", "Beheersmaatregel", "Van toepassing?", "Reden uitsluiting", "Implementatiestatus", "Bewijs"],
        ["A.5", "Organisatorische beheersmaatregelen", "", "", "", ""],
        ["A.5.1", "Beleidsregels voor informatiebeveiliging", "Ja", "", "Geïmplementeerd", "Beleid 2.0"],
        ["A.5.2", "Rollen en verantwoordelijkheden", "JA", "", "Deels geïmplementeerd", ""],
        ["A.5.3", "Functiescheiding", "Nee", "Te klein", "n.v.t.", ""],
        ["A.5.4", "Managementverantwoordelijkheden", "Ja", "", "Niet geïmplementeerd", ""],
        ["Totaal", "", "3", "", "33%", ""],
    ]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert read_as(sheet) == verdicts("5.1+ 5.2~ 5.3n 5.4-")
    assert column(sheet, "applicability") == {"5.3": NOT_APPLICABLE}
    assert column(sheet, "justification") == {"5.3": "Te klein"}
    assert column(sheet, "evidence") == {"5.1": "Beleid 2.0"}
    assert problems(sheet) == []


def test_an_english_statement_with_two_columns_of_reasons(norms, tmp_path):
    rows = [
        [
            "Section",
            "Control Name",
            "Applicability",
            "Justification for Inclusion",
            "Justification for Exclusion",
            "Status",
        ],
        ["5.7", "Threat intelligence", "Included", "Law", "", "Implemented"],
        ["7.4", "Physical security monitoring", "Excluded", "", "No building", ""],
        ["8.8", "Vulnerabilities", "Included", "Risk", "", "Partially implemented"],
        ["8.9", "Configuration", "Included", "Risk", "", "not_implemented"],
    ]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert read_as(sheet) == verdicts("5.7+ 7.4. 8.8~ 8.9-")
    assert column(sheet, "applicability") == {"7.4": NOT_APPLICABLE}
    assert column(sheet, "justification") == {"5.7": "Law", "7.4": "No building", "8.8": "Risk", "8.9": "Risk"}


def test_a_gap_list_of_bio2_with_the_level_of_now_and_the_one_wanted(norms, tmp_path):
    rows = [
        ["BIO2 nr", "Omschrijving", "Huidig niveau", "Gewenst niveau", "GAP", "Actie", "Actiehouder", "Streefdatum"],
        ["5.01.01", "Beleid", 3, 4, 1, "Herzien", "CISO", date(2027, 6, 1)],
        ["5.01.02", "Beoordeling", 1, 3, 2, "Plannen", "CISO", "1-9-27"],
        ["8.13.04", "Back-up", 2, 3, 1, "", "ICT", ""],
    ]
    sheet = read_rows(tmp_path, rows)

    assert column(sheet, "maturity") == {"5.01.01": 3, "5.01.02": 1, "8.13.04": 2}
    assert read_as(sheet) == verdicts("5.01.01+ 5.01.02- 8.13.04~")
    assert column(sheet, "owner") == {"5.01.01": "CISO", "5.01.02": "CISO", "8.13.04": "ICT"}
    assert column(sheet, "due_on") == {"5.01.01": date(2027, 6, 1), "5.01.02": date(2027, 9, 1)}
    assert [one.code for one in sheet.readings if one.code in {"column-opposite", "column-wanted"}] == [
        "column-wanted",
        "column-opposite",
    ]


def test_a_column_that_speaks_of_the_norm_itself_is_a_status_whatever_its_heading(norms, tmp_path):
    rows = [["Nr", "Bevinding"], ["5.01.01", "Voldoet"], ["5.01.02", "Voldoet niet"], ["5.02.01", "Deels"]]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.01.01+ 5.01.02- 5.02.01~")
    assert said(sheet, "header-assumed")


def test_a_score_beside_a_result_is_not_taken_for_either(norms, tmp_path):
    rows = [
        ["assessable", "ref_id", "compliance_result", "score", "observations"],
        ["x", "5.01.01", "compliant", 2, "a"],
        ["x", "5.01.02", "partially_compliant", 5, ""],
        ["x", "5.02.01", "not_assessed", 0, ""],
    ]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.01.01+ 5.01.02~ 5.02.01.")
    assert column(sheet, "maturity") == {}
    assert "'score'" in said(sheet, "column-unused")[0].what
    assert problems(sheet) == []


def test_findings_in_prose_are_an_explanation(norms, tmp_path):
    rows = [["Nr", "Voldoet", "Bevindingen"], ["5.01.01", "nee", "Het beleid is van 2019 en niet vastgesteld"]]
    sheet = read_rows(tmp_path, rows)

    assert column(sheet, "explanation") == {"5.01.01": "Het beleid is van 2019 en niet vastgesteld"}


@pytest.mark.parametrize(("heading", "yes"), [("Afwijking", "ja"), ("Non-conformity", "Y"), ("Gap j/n", "x")])
def test_yes_under_bad_news_is_never_good_news(norms, tmp_path, heading, yes):
    with pytest.raises(MappingNeededError):
        read_rows(tmp_path, [["Nr", heading], ["5.01.01", yes], ["5.01.02", "nee"]])


def test_a_column_of_exclusions_is_not_one_of_inclusions(norms, tmp_path):
    rows = [["Control ID", "Excluded", "Status"], ["5.1", "no", "Implemented"], ["7.4", "yes", "N/A"]]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert column(sheet, "applicability") == {"7.4": NOT_APPLICABLE}  # by its status
    assert problems(sheet) == ["column-opposite"]


def test_tall_rows_merged_numbers_and_notes_below(norms, tmp_path):
    rows = [
        ["Maatregelnr", "Oordeel", "Opmerking"],
        ["5.14.01\n5.14.02", "nee", "samen bekeken"],
        ["5.20.01 & 5.20.02", "ja", ""],
        ["5.16.01 - Beheer van accounts", "ja", "twee keer per jaar"],
        ["Legenda: ja is voldoet", "", ""],
        ["", "Ingevuld door Anke en Bram", ""],
    ]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.14.01- 5.14.02- 5.20.01+ 5.20.02+ 5.16.01+")
    assert column(sheet, "explanation")["5.14.02"] == "samen bekeken"
    assert said(sheet, "row-without-number")[0].what == (
        "Deze rij heeft geen nummer en is niet gelezen: 'Ingevuld door Anke en Bram'."
    )


def test_chapters_on_sheets_of_their_own_with_a_dashboard_first(norms, tmp_path):
    head = ["ID", "Norm", "Voldoet (ja/nee/deels)", "Toelichting"]
    file = workbook(
        tmp_path / "a.xlsx",
        [["Dashboard"], ["Score", "61%"]],
        name="Dashboard",
        H5=[["Hoofdstuk 5"], head, ["05.01.01", "", "ja", "a"], ["05.01.02", "", "deels", "b"]],
        H8=[["Hoofdstuk 8"], [], head, ["08.32.01", "", "nee", "c"], ["Gemiddeld", "", "33%", ""]],
    )
    sheet = read(file)

    assert read_as(sheet) == verdicts("5.01.01+ 5.01.02~ 8.32.01-")
    assert column(sheet, "explanation") == {"5.01.01": "a", "5.01.02": "b", "8.32.01": "c"}


def test_three_levels_in_english_and_a_status_beside_them(norms, tmp_path):
    rows = [
        ["Ref", "Design", "Implemented", "Operating effectiveness", "Status"],
        ["5.01.01", "Yes", "Partial", "No", "Open"],
        ["5.01.02", "Yes", "Yes", "Not assessed", "Closed"],
    ]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.01.01+ 5.01.02+")
    assert read_as(sheet, "bestaan") == verdicts("5.01.01~ 5.01.02+")
    assert read_as(sheet, "werking") == verdicts("5.01.01- 5.01.02.")
    assert said(sheet, "column-unused")


def test_a_second_answer_beside_a_status_is_listed(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Implemented", "Status"], ["5.01.01", "yes", "voldoet niet"]])

    assert read_as(sheet) == verdicts("5.01.01-")
    assert problems(sheet) == ["double-column"]


def test_a_control_is_its_number_when_no_other_column_is(norms, tmp_path):
    rows = [["Control", "Status"], ["A.5.1 Policies", "No"], ["A.5.2 Roles", "No"], ["A.5.3 Duties", "Yes"]]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert read_as(sheet) == verdicts("5.1- 5.2- 5.3+")
    assert said(sheet, "header-assumed")


def test_numbers_written_as_in_the_guide_are_not_those_of_bio2_even_when_each_exists(norms, tmp_path):
    numbers = ("5.01.1", "5.02.1", "5.04.1", "5.20.2", "8.16.1", "8.16.2")

    with pytest.raises(MappingNeededError, match="BIO2-opmaat"):
        read_rows(tmp_path, [["Nr", "Status"], *([number, "ja"] for number in numbers)])


def test_a_row_of_another_list_beside_this_one_is_not_read_by_its_number(norms, tmp_path):
    rows = [
        ["Control nr", "BIO2 nr", "O-maatregel-nummer", "Status"],  # as in a list that tells what became what
        ["5.01", "5.01.01", "5.01.1", "ja"],
        ["5.01", "/", "5.01.2", "nee"],
        ["5.02", "5.02.01", "5.02.4", "deels"],
        ["5.03", "/", "/", "ja"],
    ]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.01.01+ 5.02.01~ 5.03.01+")  # 5.03 has no measure of its own
    assert problems(sheet) == ["not-asked"]


def test_a_lone_implementation_is_what_the_user_says(norms, tmp_path):
    rows = [["Nr", "Implemented"], ["5.01.01", "yes"], ["5.01.02", "no"]]

    assert read_as(read_rows(tmp_path, rows)) == verdicts("5.01.01+ 5.01.02-")
    assert read_as(read_rows(tmp_path, rows, means=Level.BESTAAN), "bestaan") == verdicts("5.01.01+ 5.01.02-")


def test_clauses_and_controls_in_one_statement_are_kept_apart(norms, tmp_path):
    rows = [["Reference", "Compliant"], ["Clause 5.1", "No"], ["§ 6.1", "No"], ["A.5.1", "Yes"], ["A.6.1", "Partly"]]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert read_as(sheet) == verdicts("5.1+ 6.1~")
    assert problems(sheet) == ["other-norm-number"] * 2


def test_titles_tell_clauses_from_controls_where_every_number_fits_both(norms, tmp_path):
    titles = ["Leiderschap en betrokkenheid", "Beleid", "Rollen, verantwoordelijkheden en bevoegdheden"]
    more = [("6.1", "Risico's en kansen"), ("6.2", "Doelstellingen"), ("7.1", "Middelen"), ("7.2", "Competentie")]
    more += [
        ("7.3", "Bewustzijn"),
        ("7.4", "Communicatie"),
        ("8.1", "Operationele planning"),
        ("8.2", "Risicobeoordeling"),
    ]
    rows = [["Nr", "Titel", "Status"], *([f"5.{n}", title, "ja"] for n, title in enumerate(titles, 1))]

    with pytest.raises(MappingNeededError, match="iso27001@2022"):
        read_rows(tmp_path, [*rows, *([number, title, "ja"] for number, title in more)], "iso27002@2022")


def test_a_list_of_actions_is_no_assessment(norms, tmp_path):
    rows = [
        ["Control", "CAPA ref", "Root cause", "Status", "Due date"],
        ["5.1", "CAPA-1", "No owner", "Open", "01-02-2026"],
        ["8.8", "CAPA-2", "No tooling", "Closed", ""],
        ["5.2", "CAPA-3", "Unclear", "In progress", ""],
    ]
    rows = [[row[0], *row[1:]] for row in rows]
    rows[0][0] = "Control ID"

    with pytest.raises(MappingNeededError, match="lijst van iets anders"):
        read_rows(tmp_path, rows, "iso27002@2022")


@pytest.mark.parametrize(("encoding", "told"), [("cp850", "DOS"), ("mac_roman", "Mac"), ("cp1252", None)])
def test_accents_of_old_programs_are_read_and_told(norms, tmp_path, encoding, told):
    rows = [["Nr", "Status", "Toelichting"], ["5.01.01", "ja", "Geëvalueerd, één keer; categorieën en coördinatie"]]
    sheet = read(text(tmp_path / "oud.csv", rows, encoding=encoding))

    assert column(sheet, "explanation") == {"5.01.01": rows[1][2]}
    assert [told in one.what for one in said(sheet, "text-encoding")] == ([True] if told else [])


def test_numbers_that_became_dates_before_they_were_saved_as_text_are_told(norms, tmp_path):
    sheet = read(text(tmp_path / "a.csv", [["Nr", "Status"], ["5-1-2001", "ja"], ["05-02-01", "nee"], ["5.1.2", "ja"]]))

    assert read_as(sheet) == verdicts("5.01.02+")
    assert problems(sheet) == ["number-became-date"] * 2


def test_a_statement_without_any_status_says_only_what_applies(norms, tmp_path):
    rows = [["Control ID", "Applicable", "Reason"], ["5.1", "Yes", ""], ["7.4", "No", "No building"]]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert column(sheet, "applicability") == {"7.4": NOT_APPLICABLE}
    assert (sheet.single_status_level, len(said(sheet, "status-column"))) == ("", 0)
    assert said(sheet, "applicability-only")


def test_a_heading_above_others_says_which_of_them_is_now(norms, tmp_path):
    rows = [["", "Gewenst", "Huidig"], ["Nr", "Status", "Status"], ["5.01.01", "ja", "nee"], ["5.01.02", "ja", "ja"]]
    sheet = read_rows(tmp_path, rows)

    assert read_as(sheet) == verdicts("5.01.01- 5.01.02+")
    assert len(said(sheet, "column-wanted")) == 1


def test_a_title_above_the_table_says_nothing_of_its_columns(norms, tmp_path):
    sheet = read_rows(tmp_path, [["GAP-analyse BIO2"], ["Nr", "Status"], ["5.01.01", "ja"]])

    assert read_as(sheet) == verdicts("5.01.01+")


def test_crosses_below_bad_news_are_asked(norms, tmp_path):
    with pytest.raises(MappingNeededError):
        read_rows(tmp_path, [["", "Gap?", ""], ["Nr", "Ja", "Nee"], ["5.01.01", "x", ""], ["5.01.02", "", "x"]])
