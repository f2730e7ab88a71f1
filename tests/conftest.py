"""No test reaches further than this computer, and none finds a student's folder that it did not make."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from helpers.checks import ladder, progress

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
GRADED_ONCE = ("test_grading_attacks.py", "test_grading_classes.py", "test_grading_walls.py")

settings.register_profile("facts", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # slow is no failure
settings.load_profile("facts")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With `--dist loadgroup` all tests that look at one graded class go to one process, every other one by itself.

    The marks by which pytest-xdist 3.8 makes groups are lost on pytest 9.2, so it is done by the name of the file.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            return file if file.endswith(GRADED_ONCE) else nodeid

    return Groups(config, log)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Connecting to another computer fails while the tests run; Jupyter's own ports on this one stay open."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect):
    def guard(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise PermissionError(f"a test tried to connect to {address[0]}, but this workbook needs no network.")
        return connect(self, address)

    return guard


@pytest.fixture
def nowhere(tmp_path, monkeypatch) -> None:
    """No student's folder, nothing tried so far, and what a pass says in one line: breaking it has its own test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "_memory", {})
    monkeypatch.setattr(ladder, "wrapped", str)
