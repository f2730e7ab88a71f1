"""A command's folder is gone when it ends; where it was killed, the next command clears it away, and no other."""

import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from grading.walls.rooms import room

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")
WAITS = """
import time
from pathlib import Path
from grading.walls.rooms import room
with room() as mine:
    (mine / "full").write_text("of something")
    print(mine, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


@pytest.fixture
def other():
    """Another process that is in its room: itself, and the room."""
    process = subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, text=True)
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def test_a_room_is_removed_at_the_end_also_by_an_error():
    with suppress(ZeroDivisionError), room() as mine:
        assert mine.stat().st_mode & 0o777 == 0o755
        (mine / "full").mkdir()
        _ = 1 / 0
    assert not mine.exists()


def test_a_room_in_use_is_left_alone_and_that_of_the_dead_is_cleared_away(other):
    process, theirs = other
    with room():
        assert (theirs / "full").exists()
    process.kill()
    process.wait()
    assert (theirs / "full").exists()
    with room():
        assert not theirs.exists()


def test_folders_that_are_not_ours_stay(tmp_path):
    kept = tmp_path / "grading-notes" / "alive.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    linked = tmp_path / "elsewhere"
    linked.mkdir()
    (linked / "alive").write_text("mine, too")
    (tmp_path / "grading-link").symlink_to(linked)
    with room():
        pass
    assert kept.exists()
    assert (linked / "alive").exists()
