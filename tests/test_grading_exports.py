"""Points reach the rows they belong to in what portals exported, and no other byte of it changes."""

import csv
import io
import json
import random

import pytest

from grading.book import canvas, gradescope, moodle
from grading.book.marks import Book, Mark, Written
from grading.book.matching import known_ids
from grading.book.worksheet import decoded, parsed
from grading.handed_in.submissions import Submission
from grading.notebooks import NotebookError

N = 300
FIRST = ["Ann", "José", "李", "O'Brien", 'Pat "Red"', "Иван", "Zoë-Marie", "von der", "=cmd|calc", "+1", "-x",
         "@SUM(A1)", "محمد"]
LAST = ["Lee", "Müller", "小龍", "d'Arc, Jr.", "Smith; Jones", "Núñez", "ß", "O", "N/A", "Möbius\nStrip", "  Space  ",
        "King"]
HEADERS = {
    "en": ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
           "Last modified (submission)", "Last modified (grade)", "Feedback comments"),
    "de": ("ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
           "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)", "Feedback"),
    "ja": ("ID", "姓名", "メールアドレス", "ステータス", "評点", "最大評点", "評点の変更可", "最終更新日時 (提出)",
           "最終更新日時 (評点)", "フィードバックコメント"),
    "fr": ("Identifiant", "Nom complet", "Adresse de courriel", "Statut", "Note", "Note maximale",
           "La note peut être modifiée", "Dernière modification (travail remis)", "Dernière modification (note)",
           "Feedback par commentaires"),
}
PARTICIPANT = {"en": "Participant ", "de": "Teilnehmer/in", "ja": "参加者 ", "fr": "Participant "}


def people():
    """300 people: (Moodle's or Canvas's number, first name, last name); some names stand more than once."""
    pick = random.Random(7)
    return [(1000 + 7 * i, pick.choice(FIRST), pick.choice(LAST)) for i in range(N)]


def book(points, notebook="01_neurons", **more):
    """A book in which everybody named has these points, out of 5, in two exercises."""
    marks = [Mark(name, notebook, exercise, part, most) for name, had in points.items()
             for exercise, part, most in (("eq1", min(had, 2.0), 2.0), ("eq2", had - min(had, 2.0), 3.0))]
    return Book(tuple(marks), (), **{"written": (), "titles": {"eq1": "By hand"}, "questions": {}, "seed": 1,
                                     "walls": "bubblewrap", "per_student": False, **more})


def table(rows, delimiter=",", bom=True, end="\r\n"):
    """A CSV as PHP writes it: quoted where there is a blank, a quote, a delimiter or a line end."""
    def quoted(cell):
        return '"' + cell.replace('"', '""') + '"' if set(cell) & set(' "\n\r\t\\' + delimiter) else cell
    return ("\ufeff" if bom else "") + "".join(delimiter.join(map(quoted, row)) + end for row in rows)


def rows_of(text, delimiter=","):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def worksheet(language="en", maximum="5.00"):
    return [HEADERS[language], *((f"{PARTICIPANT[language]}{number}", f"{first} {last}", f"u{number}@x.org",
                                  "Submitted for grading", "", maximum, "Yes", "Monday, 1 June 2026, 10:05 AM", "-",
                                  'He said "=1+1", twice') for number, first, last in people())]


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\r\n"), (";", "\n"), ("\t", "\n")])
def test_moodle_s_worksheet_changes_in_the_grade_column_only(language, delimiter, end):
    comma = language in ("de", "fr")
    before = table(worksheet(language, "5,00" if comma else "5.00"), delimiter, bom=language != "ja", end=end)
    names = {f"S{number}": f"Participant_{number}" for number, *_ in people()}
    points = {name: i % 11 / 2 for i, name in enumerate(names)}
    after, said = moodle.fill(before, book(points), {name: [one] for name, one in names.items()})
    assert said == []
    old, new = rows_of(before, delimiter), rows_of(after, delimiter)
    assert len(new) == N + 1
    assert [row[:4] + row[5:] for row in new] == [row[:4] + row[5:] for row in old]
    wanted = [f"{had:g}".replace(".", "," if comma else ".") for had in points.values()]
    assert [row[4] for row in new] == [HEADERS[language][4], *wanted]
    emptied = parsed(after).filled(4, dict.fromkeys(range(1, N + 1), ""))
    assert emptied.replace('""' + delimiter, delimiter) == before.replace('""' + delimiter, delimiter)


def test_moodle_s_rows_are_found_by_name_where_only_one_has_it_and_by_e_mail():
    everybody = people()
    full = [f"{first} {last}" for _, first, last in everybody]
    folded = [" ".join(name.casefold().split()) for name in full]
    once = {name for name, key in zip(full, folded, strict=True) if folded.count(key) == 1}
    twice = {name for name in full if name not in once}
    assert len(once) > 10
    assert len(twice) > 10
    mail = f"U{everybody[0][0]}@X.org"
    after, said = moodle.fill(table(worksheet()), book({**dict.fromkeys(once | twice, 4.5), mail: 1.0}), {})
    got = {row[1]: row[4] for row in rows_of(after)[1:] if row[4]}
    assert got == {**dict.fromkeys(once, "4.5"), full[0]: "1"}
    for name in twice:
        assert any(one.startswith(f"{name}: several rows could be meant (Participant ") for one in said)
    assert sum("could be meant" in one for one in said) == len(twice)
    assert said[-1].startswith("Left as they were, for nothing was graded under these names: Participant ")


def test_who_has_no_row_and_which_rows_have_nobody_is_said():
    text = table([HEADERS["en"], ["Participant 1", "Ann Lee", "a@x", "", "3.00", "5.00", "Yes", "", "", ""],
                  ["Participant 2", "Bob", "b@x", "", "", "5.00", "Yes", "", "", ""]])
    after, said = moodle.fill(text, book({"Eve": 5.0, "Ann (1)": 2.5}), {"Ann (1)": ["Participant_1", "Participant_9"]})
    assert [row[4] for row in rows_of(after)[1:]] == ["2.5", ""]
    assert said == ["Eve: there is no row; enter these points by hand.",
                    "Left as they were, for nothing was graded under these names: Participant 2 Bob."]


def test_two_students_never_share_a_row():
    text = table([HEADERS["en"], ["Participant 1", "Ann Lee", "a@x", "", "", "5.00", "Yes", "", "", ""]])
    after, said = moodle.fill(text, book({"Ann Lee": 5.0, "ann lee": 2.0}), {})
    assert after == text
    assert said[0] == ("Participant 1 Ann Lee: the row could be that of Ann Lee or ann lee; "
                       "enter these points by hand.")


def test_an_id_is_surer_than_a_name():
    text = table([HEADERS["en"], ["Participant 1", "Ann Lee", "a@x", "", "", "5.00", "Yes", "", "", ""]])
    after, said = moodle.fill(text, book({"Ann": 5.0, "Ann Lee": 2.0}), {"Ann": ["Participant_1"]})
    assert rows_of(after)[1][4] == "5"
    assert said == ["Ann Lee: the row of Participant 1 Ann Lee is another's by its id; enter these points by hand."]


def test_the_grade_column_is_found_among_columns_like_it_or_named():
    header = ["Identifier", "Full name", "Marker", "Grade", "Maximum Grade", "Word count", "Online text"]
    rows = [[f"Participant {i}", f"N {i}", "", "3.00", "10.00", f"{i}00", ""] for i in (1, 2)]
    ids = {"A": ["Participant_1"]}
    after, said = moodle.fill(table([header, *rows]), book({"A": 5.0}), ids)
    assert [row[3] for row in rows_of(after)] == ["Grade", "5", "3.00"]
    assert said[0] == ("The portal's maximum is 10, and 5 points can be had here; the points are written as they are, "
                       "so change the maximum there.")
    after, _ = moodle.fill(table([header, *rows]), book({"A": 5.0}), ids, column=" online TEXT")
    assert [row[6] for row in rows_of(after)] == ["Online text", "5", ""]
    with pytest.raises(NotebookError, match="0 columns called 'Points'; there are: Identifier, Full name"):
        moodle.fill(table([header, *rows]), book({}), {}, column="Points")
    for text in ("", "\ufeff", "one line", table([["Identifier", "Full name"], ["Participant 1", "N"]])):
        with pytest.raises(NotebookError, match="no column of points"):
            moodle.fill(text, book({}), {})


def test_one_lesson_s_points_go_to_one_assignment():
    both = Book((*book({"A": 5.0}).marks, *book({"A": 1.0}, "02_losses").marks), (), (), {}, {}, 1, "bubblewrap", False)
    text = table([HEADERS["en"], ["Participant 1", "A", "a@x", "", "", "5.00", "Yes", "", "", ""]])
    assert rows_of(moodle.fill(text, both, {}, notebook="02_losses")[0])[1][4] == "1"
    after, said = moodle.fill(text, both, {})
    assert rows_of(after)[1][4] == "6"
    assert said[1:] == ["More than the portal's maximum: A."]


def test_a_teacher_is_warned_of_missing_walls_and_unmarked_words():
    some = book({"A": 5.0}, walls="none", written=(Written("A", "01_neurons", "q5c", "because"),))
    text = table([HEADERS["en"], ["Participant 1", "A", "a@x", "", "", "5.00", "Yes", "", "", ""]])
    said = moodle.fill(text, some, {})[1]
    assert "without a sandbox" in said[0]
    assert said[1] == "Not counted: 1 answers in words, which a person must mark."
    assert moodle.fill(text, some, {}, notebook="02_losses")[1][1:2] != said[1:2]


def test_ids_are_taken_from_submissions():
    some = [Submission("A", "01_neurons", "f", (), {"moodle": "Participant_1"}),
            Submission("A", "02_losses", "f", (), {"moodle": "Participant_7"}),
            Submission("B", "02_losses", "f", (), {"canvas": "45"}), Submission("C", "02_losses", "f", (), {})]
    assert known_ids(some, "moodle") == {"A": ["Participant_1", "Participant_7"]}
    assert known_ids(some, "canvas") == {"B": ["45"]}


def gradebook(possible="5.00", hidden=True):
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "01 Neurons (9876)", "Essay (12)",
              "Assignments Current Score"]
    rows = [header, *([["", "", "", "", "", "Manual Posting", "", ""]] if hidden else []),
            ["    Points Possible", "", "", "", "", possible, "10.00", "(read only)"]]
    return [*rows, *([f"{last}, {first}", str(number), f"sis{number}", f"login{number}", "A and B", "", "7.00", "70.00"]
                     for number, first, last in people())]


@pytest.mark.parametrize("column", ["01 Neurons (9876)", "01 neurons", "9876"])
@pytest.mark.parametrize(("possible", "delimiter"), [("5.00", ","), ("5,00", ";")])
def test_canvas_s_gradebook_changes_in_the_assignment_only(column, possible, delimiter):
    before = table(gradebook(possible), delimiter)
    points = {f"S{number}": i % 11 / 2 for i, (number, *_) in enumerate(people())}
    after, said = canvas.fill(before, book(points), {name: [name[1:]] for name in points}, column)
    assert said == []
    old, new = rows_of(before, delimiter), rows_of(after, delimiter)
    assert [row[:5] + row[6:] for row in new] == [row[:5] + row[6:] for row in old]
    mark = possible[1]
    assert [row[5] for row in new] == ["01 Neurons (9876)", "Manual Posting", possible,
                                       *(f"{had:g}".replace(".", mark) for had in points.values())]
    assert after.startswith("\ufeff")
    assert after.count("\r\n") == before.count("\r\n")


def test_canvas_s_rows_are_found_by_login_name_and_the_names_of_files():
    head = gradebook(hidden=False)[:2]
    rows = [["Doe, Jane", "1", "s1", "jdoe", "A", "", "", ""], ["O'Neil, Zoë Ann", "2", "s2", "zo", "A", "", "", ""],
            ["Ray, Bob", "3", "s3", "bray", "A", "EX", "", ""], ["Lee, Ann", "4", "s4", "al", "A", "N/A", "", ""],
            ["Kim, Su", "5", "s5", "sukim", "A", "", "", ""], ["Student, Test", "6", "", "x", "A", "", "", ""]]
    points = {"jdoe": 1.0, "oneilzoëann": 2.0, "Bob Ray": 3.0, "leeann": 4.0, "S5": 5.0}
    after, said = canvas.fill(table(head + rows), book(points), {}, "01 Neurons")
    assert [row[5] for row in rows_of(after)[2:]] == ["1", "2", "EX", "N/A", "5", ""]
    assert said == ["Bob Ray: the gradebook says EX, and that was left.",
                    "leeann: the gradebook says N/A, and that was left.",
                    "Left as they were, for nothing was graded under these names: Test Student."]


def test_canvas_s_columns_for_first_and_last_names():
    head = [["LastName", "FirstName", "ID", "SIS Login ID", "Section", "X (1)"],
            ["    Points Possible", *[""] * 4, "5"]]
    after, _ = canvas.fill(table([*head, ["Doe", "Jane", "1", "j", "A", ""]]), book({"Jane Doe": 5.0}), {}, "X")
    assert rows_of(after)[2][5] == "5"


def test_what_is_no_column_of_an_assignment_is_refused():
    text = table(gradebook())
    for column, reason in (("Nothing", "0 columns .* its assignments are: 01 Neurons .9876., Essay .12.[.]"),
                           ("Assignments Current Score", "Canvas calculates")):
        with pytest.raises(NotebookError, match=reason):
            canvas.fill(text, book({}), {}, column)
    with pytest.raises(NotebookError, match="no gradebook"):
        canvas.fill(table(worksheet()), book({}), {}, "Grade")


def test_gradescope_gets_a_test_for_every_exercise():
    marks = (Mark("A", "01_neurons", "eq1", 1.5, 2.0, "One value differs.", ("F1", "X9")),
             Mark("A", "01_neurons", "eq2", 4.0, 3.0), Mark("B", "01_neurons", "eq1", 0.1 + 0.2, 2.0))
    some = Book(marks, (), (Written("A", "01_neurons", "q", "t"),), {"eq1": "By hand"}, {"eq1:F1": "Where is b?"}, 1,
                "none", False)
    texts, said = gradescope.results(some)
    assert list(texts) == ["A", "B"]
    result = json.loads(texts["A"])
    assert result.keys() <= {"score", "execution_time", "output", "output_format", "test_output_format",
                             "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests"}
    assert "without a sandbox" in result["output"]
    assert "1 answers in words" in result["output"]
    assert result["tests"] == [
        {"name": "01_neurons: By hand", "number": "eq1", "score": 1.5, "max_score": 2.0, "status": "failed",
         "output": "One value differs.\nWhere is b?", "output_format": "text", "visibility": "visible"},
        {"name": "01_neurons: eq2", "number": "eq2", "score": 4.0, "max_score": 3.0, "status": "passed",
         "output": "", "output_format": "text", "visibility": "visible"}]
    assert json.loads(texts["B"])["tests"][0]["score"] == 0.3
    assert "without a sandbox" in said[0]


def test_gradescope_s_results_lie_in_folders_with_safe_names():
    texts, _ = gradescope.results(book({"../../x": 1.0, "Ann Lee": 2.0}))
    assert "Ann Lee" in texts
    assert not any(set(name) & set("/\\:") or name.startswith(".") for name in texts)
    named = [json.loads(text)["extra_data"] for text in texts.values()]
    assert named == [{"student": "../../x"}, {"student": "Ann Lee"}]


TABLES = ["a,b\r\n1,2\r\n", "a;b\n1;2", 'a,"b ""q"" \n c"\n"x",y\n', "\ufeffa\tb\r1\t2\r", "a,b\n1\n\n1,2,3\n", "",
          "a,",
          'a,b\n5" disk,"open\n', '"a"x,b\n', ",,\n,,\n"]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_that_is_not_filled_is_the_same_text(text):
    sheet = parsed(text)
    assert sheet.filled(0, {}) == text
    assert len(sheet.rows) == len(sheet.ends)
    for i in range(len(sheet.rows)):
        assert len(sheet.values(i)) >= len(sheet.header)


def test_a_filled_cell_keeps_its_quotes_and_gets_them_for_a_comma():
    sheet = parsed('a,b\n"1",""\n2,\n3,x\n4\n')
    assert sheet.filled(1, {1: "5", 2: "6", 3: "7,5", 4: "8"}) == 'a,b\n"1","5"\n2,6\n3,"7,5"\n4,8\n'


def test_what_excel_saves_is_read():
    for raw in ("Zoë,1".encode(), "\ufeffZoë,1".encode(), "Zoë,1".encode("utf-16"), "Zoë,1".encode("cp1252")):
        assert decoded(raw).removeprefix("\ufeff") == "Zoë,1"
    assert decoded("\ufeffx".encode()) == "\ufeffx"
