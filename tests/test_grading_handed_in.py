"""Whatever form a class's work comes in, each student's cells are found, and all else is a sentence, never a crash."""

import io
import json
import os
import stat
import unicodedata
import zipfile
from pathlib import Path

import pytest

from grading.handed_in import cells, files, reading
from grading.handed_in.folders import folder_names
from grading.handed_in.submissions import Cell, collect
from grading.notebooks import NotebookError

LESSONS = {"01_neurons": frozenset({"title", "imports", "eq1", "eq2", "eq3"}),
           "02_losses": frozenset({"title", "imports", "nll", "cost"})}
ANSWERS = {"01_neurons": ("title", "eq1", "eq2"), "02_losses": ("title", "nll")}
JANE, BOB = "Jane Doe_123_assignsubmission_file_", "Bob Ray_124_assignsubmission_file_"


def cell(name="eq1", source="a = 1", kind="code", **more):
    return {"id": name, "cell_type": kind, "source": source, "metadata": {}, "outputs": [], **more}


def notebook(lesson="01_neurons", said="a = 1", **top):
    ours = [cell(name, said) for name in ANSWERS[lesson]]
    return json.dumps({"cells": ours, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **top})


def handed(folder, content):
    """A folder with the content: name -> text, bytes or (for a zip) such a dict again."""
    for name, what in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zipped(what) if isinstance(what, dict) else what if isinstance(what, bytes) else what.encode())
    return folder


def zipped(content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, what in content.items():
            archive.writestr(name, zipped(what) if isinstance(what, dict) else what)
    return stream.getvalue()


def both(tmp_path, content):
    """The same class as a folder and as a zip."""
    source = tmp_path / "class.zip"
    source.write_bytes(zipped(content))
    return [handed(tmp_path / "class", content), source]


def whose(submissions):
    return {(one.student, one.lesson) for one in submissions}


def reasons(problems):
    return [(one.student, one.reason) for one in problems]


CLASSES = {
    "students' folders": {"jane/01_neurons.ipynb": notebook(), "bob/anything.ipynb": notebook()},
    "folders in a folder": {"class/jane/01_neurons.ipynb": notebook(), "class/bob/01_neurons.ipynb": notebook()},
    "flat files": {"jane.ipynb": notebook(), "01_neurons_bob.ipynb": notebook()},
    "flat files, lesson last": {"jane-01-neurons (1).ipynb": notebook(), "bob_01_Neurons-Copy1.ipynb": notebook()},
    "saved as text": {"jane.ipynb.txt": notebook(), "bob.json": notebook()},
    "a zip in each folder": {"jane/work.zip": {"deep/er/x.ipynb": notebook()}, "bob/b.zip": {"x.ipynb": notebook()}},
    "flat zips": {"jane.zip": {"a/x.ipynb": notebook()}, "bob.zip": {"x.ipynb": notebook()}},
    "a mixture": {"jane/01_neurons.ipynb": notebook(), "bob.ipynb": notebook()},
}


@pytest.mark.parametrize("content", CLASSES.values(), ids=CLASSES)
def test_plain_classes_are_read_from_a_folder_and_from_a_zip(tmp_path, content):
    for source in both(tmp_path, content):
        submissions, problems = collect(source, LESSONS)
        assert whose(submissions) == {("jane", "01_neurons"), ("bob", "01_neurons")}
        assert problems == []
        assert {one.student: one.ids for one in submissions} == {"jane": {}, "bob": {}}


MOODLE = {
    "folders": {f"{JANE}/01_neurons.ipynb": notebook(), f"{BOB}/my work.ipynb": notebook()},
    "files": {f"{JANE}01_neurons.ipynb": notebook(), f"{BOB}my work.ipynb": notebook()},
    "folders, online text beside": {f"{JANE}/x.ipynb": notebook(), f"{BOB}/x.ipynb": notebook(),
                                    "Bob Ray_124_assignsubmission_onlinetext_/onlinetext.html": "<p>see file</p>"},
    "in a folder of its own": {f"week 1/{JANE}/x.ipynb": notebook(), f"week 1/{BOB}/x.ipynb": notebook()},
    "zips of students": {f"{JANE}/x.zip": {"x.ipynb": notebook()}, f"{BOB}work.zip": {"d/x.ipynb": notebook()}},
    "a download in a folder": {"moodle.zip": {f"{JANE}/x.zip": {"x.ipynb": notebook()}, f"{BOB}x.ipynb": notebook()}},
}


@pytest.mark.parametrize("content", MOODLE.values(), ids=MOODLE)
def test_moodle_s_downloads_give_names_and_participants(tmp_path, content):
    for source in both(tmp_path, content):
        submissions, problems = collect(source, LESSONS)
        assert {one.student: one.ids for one in submissions} == {
            "Jane Doe": {"moodle": "Participant_123"}, "Bob Ray": {"moodle": "Participant_124"}}
        assert problems == []


def test_canvas_s_names_give_ids_and_the_latest_upload_counts(tmp_path):
    content = {"doejane_12345_10001_01_neurons-1.ipynb": notebook(said="new"),
               "doejane_12345_9999_01_neurons.ipynb": notebook(said="old"),
               "raybob_LATE_555_99999_02.ipynb": notebook("02_losses"), "anon_aB3dE_77777_x.ipynb": notebook()}
    for source in both(tmp_path, content):
        submissions, problems = collect(source, LESSONS)
        assert {(one.student, one.lesson): one.ids for one in submissions} == {
            ("doejane", "01_neurons"): {"canvas": "12345"}, ("raybob", "02_losses"): {"canvas": "555"},
            ("aB3dE", "01_neurons"): {}}
        assert [one.cells[1].source for one in submissions if one.student == "doejane"] == ["new"]
        assert len(problems) == 1
        assert "10001_01_neurons-1.ipynb is a later notebook for 01_neurons and counts" in problems[0].reason
        assert problems[0].file.endswith("doejane_12345_9999_01_neurons.ipynb")


def test_a_mixture_of_downloads_is_read_in_one_go(tmp_path):
    source = handed(tmp_path / "all", {
        "moodle.zip": {f"{JANE}/x.ipynb": notebook()}, "canvas.zip": {"raybob_555_99999_x.ipynb": notebook()},
        "unpacked/chanli_556_99998_x.ipynb": notebook(), "unpacked/kimsu_557_99997_x.ipynb": notebook(),
        "Ann/01_neurons.ipynb": notebook(), "flat.ipynb": notebook()})
    submissions, problems = collect(source, LESSONS)
    assert {one.student for one in submissions} == {"Jane Doe", "raybob", "chanli", "kimsu", "Ann", "flat"}
    assert problems == []


@pytest.mark.parametrize(("zip_name", "content", "who"), [
    ("class", {"class/jane.ipynb": "", "class/01_neurons_bob.ipynb": ""}, {"jane", "bob"}),
    ("renamed", {"class/jane.ipynb": "", "class/01_neurons_bob.ipynb": "", "class/list.pdf": ""}, {"jane", "bob"}),
    ("class", {"class/jane/x.ipynb": ""}, {"jane"}), ("class", {"class/jane.ipynb": ""}, {"jane"}),
    ("jane", {"jane/01_neurons.ipynb": ""}, {"jane"}), ("class", {"jane/01_neurons.ipynb": ""}, {"jane"}),
    ("class", {"jane/x.ipynb": "", "jane/01_neurons.ipynb": ""}, {"jane"}),
    ("jane", {"01_neurons.ipynb": ""}, {"jane"}),
])
def test_the_folder_that_was_zipped_is_nobody(tmp_path, zip_name, content, who):
    source = tmp_path / f"{zip_name}.zip"
    source.write_bytes(zipped(dict.fromkeys(content, notebook())))
    assert {one.student for one in collect(source, LESSONS)[0]} == who


def test_one_student_s_folder_is_that_student(tmp_path):
    source = handed(tmp_path / "Zoë", {"01_neurons.ipynb": notebook(), "02_losses.ipynb": notebook("02_losses")})
    assert whose(collect(source, LESSONS)[0]) == {("Zoë", "01_neurons"), ("Zoë", "02_losses")}


def test_nobody_hands_in_under_another_s_name_by_naming_a_file(tmp_path):
    content = {f"{BOB}/{JANE}x.ipynb": notebook(), f"{BOB}{JANE}y.ipynb": notebook("02_losses"),
               "mallory/doejane_12345_67890_x.ipynb": notebook(), "eve/z.zip": {f"{JANE}/x.ipynb": notebook()}}
    assert {one.student for one in collect(handed(tmp_path / "all", content), LESSONS)[0]} == {
        "Bob Ray", "mallory", "eve"}


# What a notebook is

def read(*some, **top):
    return cells.recognised(json.dumps({"cells": list(some), "nbformat": 4, **top}).encode(), LESSONS)


def refused(*some, **top):
    with pytest.raises(cells.UnreadableError) as error:
        read(*some, **top)
    return str(error.value)


def test_only_ids_kinds_and_sources_are_kept():
    lesson, kept = read(cell("eq1", ["a = 1\n", "b = 2"], outputs=[{"data": "x" * 1000}], metadata={"tags": ["a"]}),
                        cell("eq2", "text", "markdown"), cell("eq3", "raw", "raw"))
    assert lesson == "01_neurons"
    assert kept == (Cell("eq1", "code", "a = 1\nb = 2"), Cell("eq2", "markdown", "text"))


def test_a_lost_id_is_found_by_nbgrader_s_name():
    def lost(grade_id, source, **more):
        return {"cell_type": "code", "source": source, "metadata": {"nbgrader": {"grade_id": grade_id}}, **more}
    _, kept = read(lost("eq1", "one"), lost("eq2", "two", id="f00"), *[cell(f"new{i}") for i in range(40)])
    assert [(one.id, one.source) for one in kept[:2]] == [("eq1", "one"), ("eq2", "two")]
    _, kept = read(lost("eq1", "a pasted copy", id="c0de"), cell("eq1", "the answer"), cell("eq2"))
    assert {one.id: one.source for one in kept}["eq1"] == "the answer"


def test_the_first_cell_of_an_id_counts():
    assert [(one.id, one.source) for one in read(cell("eq1", "first"), cell("eq1", "second"))[1]] == [("eq1", "first")]


def test_other_notebooks_are_refused():
    assert "other ids" in refused(cell("foreign"), cell("title"))
    assert "other ids" in refused(cell("title"), cell("imports"))           # every lesson has these
    chapter = [cell(f"chapter{i}") for i in range(20)]
    assert "other ids" in refused(cell("eq1"), cell("eq2"), *chapter)       # the chapter shares an id or two
    assert "without ids" in refused({"cell_type": "code", "source": "", "metadata": {}}, nbformat_minor=4)
    assert "without ids" in refused()


def test_the_lesson_with_most_of_its_own_cells_is_taken():
    assert read(cell("nll"), cell("eq1"), cell("eq2"))[0] == "01_neurons"


@pytest.mark.parametrize(("raw", "reason"), [
    (b"", "is empty"), (b" \n", "is empty"), (b"\xef\xbb\xbf", "not JSON"), (b"PK\x03\x04", "not JSON"),
    (b"\xff\xfe\xfa", "not JSON"), (b"{", "not JSON"), (b"1" * 5000, "not JSON"), (b"NaN", "no notebook"),
    (b"[]", "no notebook"), (b"null", "no notebook"), (b'"cells"', "no notebook"), (b"{}", "no notebook"),
    (b'{"cells": {"0": {}}}', "no notebook"), (b'{"cells": 5}', "no notebook"),
    (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "format 3"),
    (b"[" * 200_000, "nested deeper"), (b'{"cells":' * 200_000, "nested deeper"),
    (b"[" + b"[]," * 11_000_000 + b"1]", "more parts"),
])
def test_what_is_no_notebook_is_said_to_be_none(raw, reason):
    with pytest.raises(cells.UnreadableError, match=reason):
        cells.recognised(raw, LESSONS)


STRANGE = (None, True, 5, 1.5, float("nan"), "text", [], {}, [1, None, "x"], {"a": 1})


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_wrong_types_anywhere_cost_no_more_than_their_cell(strange):
    wrong = [strange, cell(strange), cell("x", strange), cell("y", kind=strange), cell("z", metadata=strange),
             cell("w", metadata={"nbgrader": strange}), cell("v", metadata={"nbgrader": {"grade_id": strange}})]
    lesson, kept = read(*wrong, cell("eq1", "mine"), cell("eq2"), cell("eq3"), metadata=strange, nbformat=strange,
                        nbformat_minor=strange)
    assert lesson == "01_neurons"
    assert Cell("eq1", "code", "mine") in kept
    assert all(isinstance(part, str) for one in kept for part in (one.id, one.kind, one.source))


def test_encodings_and_half_characters_are_taken():
    text = notebook(said="x = 'é'")
    for raw in (text.encode("utf-8-sig"), text.encode("utf-16"), notebook(said="\ud800").encode()):
        lesson, kept = cells.recognised(raw, LESSONS)
        assert lesson == "01_neurons"
        assert all(one.source.encode() for one in kept)


# Files that want to do harm

def test_large_outputs_are_dropped_and_too_large_files_refused(tmp_path, monkeypatch):
    big = notebook()[:-1] + ', "big": "' + "A" * (50 * 2**20) + '"}'
    source = handed(tmp_path / "all", {"jane/x.ipynb": big})
    assert whose(collect(source, LESSONS)[0]) == {("jane", "01_neurons")}
    monkeypatch.setattr(files, "LIMIT", 2**20)
    for source in both(tmp_path, {"jane/x.ipynb": big[: 2**21], "bob/x.ipynb": notebook()}):
        submissions, problems = collect(source, LESSONS)
        assert {one.student for one in submissions} == {"bob"}
        assert reasons(problems) == [("jane", "The file is larger than 1 MB and was not read; clear its outputs.")]


def test_one_student_s_zip_cannot_go_on_for_ever(tmp_path, monkeypatch):
    bomb = {f"{i:04}.ipynb": b"{}" + b" " * 10_000 for i in range(300)}
    source = handed(tmp_path / "all", {"jane/bomb.zip": bomb, "bob/x.ipynb": notebook()})
    submissions, problems = collect(source, LESSONS)
    assert {one.student for one in submissions} == {"bob"}
    assert len(problems) == 201
    assert "after 200 files" in problems[-1].reason
    monkeypatch.setattr(reading, "BYTES", 25_000)
    problems = collect(source, LESSONS)[1]
    assert len(problems) == 4
    assert "were not read" in problems[-1].reason


def test_zips_in_zips_end_somewhere(tmp_path):
    content = {"x.ipynb": notebook()}
    for _ in range(6):
        content = {"in.zip": content}
    submissions, problems = collect(handed(tmp_path / "all", {"jane/a.zip": content}), LESSONS)
    assert submissions == []
    assert reasons(problems) == [("jane", "The file is a zip too deep in other zips, and was not opened.")]


def test_names_that_lead_out_of_a_zip_are_only_looked_at(tmp_path):
    names = ["../../evil.ipynb", "/etc/evil.ipynb", "C:\\evil.ipynb", "..\\evil.ipynb", "a/../../evil.ipynb",
             "x" * 5000 + ".ipynb", "ok.ipynb"]
    source = handed(tmp_path / "all", {"jane/w.zip": {name: notebook() for name in names}})
    before = sorted(tmp_path.rglob("*"))
    submissions, problems = collect(source, LESSONS)
    assert sorted(tmp_path.rglob("*")) == before
    assert [one.file for one in submissions] == ["jane/w.zip/ok.ipynb"]
    assert [reason for _, reason in reasons(problems)] == [
        "The file has a name that leads out of its zip or that no file can have, and was not read."] * 6


def test_links_are_not_followed(tmp_path):
    secret = handed(tmp_path / "secret", {"x.ipynb": notebook(), "z.zip": {"x.ipynb": notebook()}})
    source = handed(tmp_path / "all", {"jane/real.ipynb": notebook("02_losses")})
    (source / "jane" / "file.ipynb").symlink_to(secret / "x.ipynb")
    (source / "jane" / "z.zip").symlink_to(secret / "z.zip")
    (source / "eve").symlink_to(secret)
    (source / "jane" / "loop").symlink_to(source)
    submissions, problems = collect(source, LESSONS)
    assert whose(submissions) == {("jane", "02_losses")}
    assert [(one.file, one.reason) for one in problems] == [
        (name, "The file is a link; links are not followed.")
        for name in ("eve", "jane/file.ipynb", "jane/loop", "jane/z.zip")]


def test_a_link_in_a_zip_is_a_text(tmp_path):
    link = zipfile.ZipInfo("jane/x.ipynb")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    submissions, problems = collect(tmp_path / "class.zip", LESSONS)
    assert submissions == []
    assert "is not JSON" in problems[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    source = handed(tmp_path / "all", {"bob/x.ipynb": notebook()})
    os.mkfifo(source / "pipe.ipynb")
    assert reasons(collect(source, LESSONS)[1]) == [
        ("pipe", "The file is no plain file, or a folder that cannot be read.")]


def broken_zips():
    good = zipped({"x.ipynb": notebook()})
    encrypted = bytearray(good)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[good.index(mark) + offset] |= 1
    strange = bytearray(good)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        strange[good.index(mark) + offset] = 97
    flipped = bytearray(good)
    flipped[60] ^= 0xFF
    return {"empty": b"", "no zip": b"hello", "cut": good[:-10], "encrypted": bytes(encrypted),
            "unknown compression": bytes(strange), "a byte flipped": bytes(flipped)}


@pytest.mark.parametrize("name", broken_zips())
def test_broken_zips_are_problems(tmp_path, name):
    raw = broken_zips()[name]
    source = handed(tmp_path / "all", {"jane/w.zip": raw, "bob/x.ipynb": notebook()})
    submissions, problems = collect(source, LESSONS)
    assert {one.student for one in submissions} == {"bob"}
    assert [(one.student, one.reason[:9]) for one in problems] == [("jane", "The file ")]
    assert ("ask for it without a password" in problems[0].reason) == (name == "encrypted")
    (tmp_path / "broken.zip").write_bytes(raw)
    submissions, problems = collect(tmp_path / "broken.zip", LESSONS)
    assert submissions == []
    assert len(problems) == 1


def test_zips_with_a_byte_flipped_anywhere_never_raise(tmp_path):
    good = zipped({"jane/x.ipynb": notebook(), "bob/é.ipynb": "{}"})
    source = tmp_path / "class.zip"
    for i in range(0, len(good), 3):
        source.write_bytes(good[:i] + bytes([good[i] ^ 0xFF]) + good[i + 1:])
        collect(source, LESSONS)


def test_other_archives_and_other_files_are_named(tmp_path):
    source = handed(tmp_path / "all", {"jane/w.rar": b"Rar!", "bob/essay.docx": b"PK", "ann/x.ipynb": notebook(),
                                       "ann/picture.png": b"x", "ann/notes.txt": "hello"})
    submissions, problems = collect(source, LESSONS)
    assert {one.student for one in submissions} == {"ann"}
    assert reasons(problems) == [
        ("bob", "No notebook was handed in, only this and the like."),
        ("jane", "The file is an archive of a kind that is not opened; unpack it, or make it a zip.")]


def test_what_editors_and_systems_leave_behind_is_passed_over(tmp_path):
    content = {"jane/x.ipynb": notebook(), "jane/.ipynb_checkpoints/x-checkpoint.ipynb": notebook(said="old"),
               "__MACOSX/jane/._x.ipynb": b"\0\5\26\7", "jane/._x.ipynb": b"\0\5\26\7", "jane/.DS_Store": b"x"}
    for source in both(tmp_path, content):
        submissions, problems = collect(source, LESSONS)
        assert whose(submissions) == {("jane", "01_neurons")}
        assert problems == []


def test_only_what_is_not_there_at_all_is_an_error(tmp_path):
    with pytest.raises(NotebookError, match="no such folder or zip"):
        collect(tmp_path / "nothing", LESSONS)
    assert collect(handed(tmp_path / "empty", {"x": "x"}).parent / "empty", {}) == collect(tmp_path / "empty", LESSONS)


# People

def test_the_latest_file_counts_and_the_others_are_named(tmp_path):
    source = handed(tmp_path / "all", {"jane/a.ipynb": notebook(said="late"), "jane/b.ipynb": notebook(said="early")})
    os.utime(source / "jane" / "a.ipynb", (2e9, 2e9))
    submissions, problems = collect(source, LESSONS)
    assert [one.cells[1].source for one in submissions] == ["late"]
    assert [(one.file, one.reason) for one in problems] == [
        ("jane/b.ipynb", "The file does not count, as jane/a.ipynb is a later notebook for 01_neurons and counts.")]


def test_one_name_and_two_ids_are_two_people(tmp_path):
    content = {f"{JANE}/x.ipynb": notebook(said="one"), f"{JANE.replace('123', '9')}/x.ipynb": notebook(said="two")}
    submissions, problems = collect(handed(tmp_path / "all", content), LESSONS)
    assert {one.student: one.ids["moodle"] for one in submissions} == {
        "Jane Doe (123)": "Participant_123", "Jane Doe (9)": "Participant_9"}
    assert reasons(problems) == [(name, "Another person has the same name; they are told apart by the portal's ids.")
                                 for name in ("Jane Doe (123)", "Jane Doe (9)")]


def test_one_name_in_two_downloads_is_one_person_though_moodle_changes_the_id(tmp_path):
    source = handed(tmp_path / "all", {"one.zip": {f"{JANE}/x.ipynb": notebook()},
                                       "two.zip": {f"{JANE.replace('123', '9')}/x.ipynb": notebook("02_losses")}})
    submissions, problems = collect(source, LESSONS)
    assert [(one.student, one.ids["moodle"]) for one in submissions] == [
        ("Jane Doe", "Participant_123"), ("Jane Doe", "Participant_9")]
    assert problems == []


def test_blind_marking_does_not_make_one_participant_of_all(tmp_path):
    content = {f"Participant_{i}_assignsubmission_file_/x.ipynb": notebook("02_losses" if i > 1 else "01_neurons")
               for i in (1, 2)}
    submissions, _ = collect(handed(tmp_path / "all", content), LESSONS)
    assert {one.student for one in submissions} == {"Participant (1)", "Participant (2)"}


def test_names_that_look_alike_are_said(tmp_path):
    composed, apart = unicodedata.normalize("NFC", "José"), unicodedata.normalize("NFD", "José")
    source = tmp_path / "class.zip"
    source.write_bytes(zipped({f"{composed}/x.ipynb": notebook(), f"{apart}/x.ipynb": notebook("02_losses"),
                               "ann/x.ipynb": notebook(), "ANN/x.ipynb": notebook()}))
    submissions, problems = collect(source, LESSONS)
    assert whose(submissions) == {(composed, "01_neurons"), (composed, "02_losses"), ("ann", "01_neurons"),
                                  ("ANN", "01_neurons")}
    assert [(student, reason[:40]) for student, reason in reasons(problems)] == [
        ("ANN", "The name differs from another student's "), (composed, "The name is written in 2 ways that look "),
        ("ann", "The name differs from another student's ")]


NAMES = ["O'Brien \"Pat\"", "李小龍", "Иван", "محمد بن موسى", "Zoë 🦊", "=cmd|'C'!A0", "-rf", "a\nb",
         "x\u202egnp", "\ufeffBom", "<script>", "..", ".hidden", "CON", "Müller-Lüdenscheidt, Dr. h.c."]


def test_strange_names_are_kept_on_one_line(tmp_path):
    source = tmp_path / "class.zip"
    source.write_bytes(zipped({f"{name}_{i}_assignsubmission_file_/x.ipynb": notebook()
                               for i, name in enumerate(NAMES)}))
    submissions, _ = collect(source, LESSONS)
    wanted = {name.replace("\n", " ").replace("\u202e", "").replace("\ufeff", "") for name in NAMES}
    assert {one.student for one in submissions} == wanted
    assert all(one.file.isprintable() for one in submissions)


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_names_that_are_no_text_are_taken(tmp_path):
    folder = tmp_path / "all" / os.fsdecode(b"J\xfcrgen")
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("this file system takes no such name")
    (folder / "x.ipynb").write_text(notebook())
    submissions, _ = collect(tmp_path / "all", LESSONS)
    assert [one.student.encode() for one in submissions] == [b"Jrgen"]


def test_a_mac_s_zip_names_are_read_as_they_were_meant(tmp_path):
    raw = zipped({"J___rgen/x.ipynb": notebook()}).replace(b"J___rgen", "Jürgen ".encode())
    (tmp_path / "class.zip").write_bytes(raw)
    assert [one.student for one in collect(tmp_path / "class.zip", LESSONS)[0]] == ["Jürgen"]


def test_every_student_gets_a_folder_that_every_system_takes():
    students = [*NAMES, "jane", "JANE", "a/b", "a_b", "../x", "nul.txt", "", " ", "x" * 400, "語" * 200, "\ud800",
                unicodedata.normalize("NFD", "José"), "José", "COM1", "trailing.", "tab\there"]
    folders = folder_names(students)
    assert folders.keys() == set(students)
    folded = {unicodedata.normalize("NFC", one.casefold()) for one in folders.values()}
    assert len(folded) == len(folders)
    for folder in folders.values():
        assert folder == Path(folder).name == folder.strip(" .")
        assert 0 < len(folder.encode()) < 150
        assert not set(folder) & set('<>:"/\\|?*\n\t')
        assert folder.split(".")[0].casefold() not in ("con", "nul", "com1")
        assert folder[0] not in "-~."
    assert (folders["jane"], folders["JANE"]) == (f"jane-{folders['jane'][-8:]}", f"JANE-{folders['JANE'][-8:]}")
    assert folder_names(["Ann Lee"]) == {"Ann Lee": "Ann Lee"}
    assert folder_names(["a/b", "other"])["a/b"] == folders["a/b"]
    planned = folder_names(["a/b", folders["a/b"]])
    assert len(set(planned.values())) == 2


def test_the_exercises_themselves_are_recognised_and_the_chapters_are_not():
    root = Path(__file__).parents[1]
    lessons = {path.stem: frozenset(one["id"] for one in json.loads(path.read_text("utf-8"))["cells"])
               for path in (root / "solutions").glob("*.ipynb")}
    submissions, problems = collect(root / "exercises", lessons)
    assert [(one.lesson, one.file) for one in submissions] == [(name, f"{name}.ipynb") for name in sorted(lessons)]
    assert problems == []
    submissions, problems = collect(root / "notebooks", lessons)
    assert submissions == []
    assert len(problems) == len(lessons)
