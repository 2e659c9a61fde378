"""What the tests drive is installed by `make test`, or what is missing is named in words."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from tests import tools
from tests.browser.engines import path_of
from tests.tools import TOOLS, MissingToolError, Tool, ensure_tools, find_chromium, find_geckodriver


class Machine:
    """A machine on which commands are recorded; apt-get installs the packages that it knows."""

    def __init__(self, known: set[str], here: set[str]) -> None:
        self.known = known
        self.here = here
        self.commands: list[tuple[str, ...]] = []

    def run(self, command: tuple[str, ...]) -> int:
        self.commands.append(command)
        if "install" not in command:
            return 0
        packages = set(command[command.index("--no-install-recommends") + 1 :])
        if not packages <= self.known:
            return 100
        self.here |= packages
        return 0

    def tool(self, package: str, required: bool = True) -> Tool:
        return Tool(
            package.title(), lambda: package if package in self.here else None, (package,), "Get it.", required=required
        )


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(known={"one", "two"}, here=set())
    monkeypatch.setattr(tools, "_run", machine.run)
    monkeypatch.setattr(tools, "_as_root", lambda: ())
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    return machine


def test_what_is_there_is_used_and_nothing_runs(machine: Machine) -> None:
    machine.here = {"one"}
    ensure_tools([machine.tool("one")])
    assert machine.commands == []


def test_all_that_is_missing_is_installed_at_once(machine: Machine) -> None:
    ensure_tools([machine.tool("one"), machine.tool("two")])
    assert [command[-2:] for command in machine.commands[1:]] == [("one", "two")]


def test_a_package_that_the_system_lacks_does_not_keep_the_others_out(machine: Machine) -> None:
    ensure_tools([machine.tool("one"), machine.tool("three", required=False), machine.tool("two")])
    assert machine.here == {"one", "two"}


def test_what_can_not_be_installed_is_named_with_advice(machine: Machine) -> None:
    with pytest.raises(MissingToolError, match=r"(?m)^Three: Get it\.$"):
        ensure_tools([machine.tool("one"), machine.tool("three")])


def test_without_the_right_to_install_no_password_is_asked_for(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "_as_root", lambda: None)
    with pytest.raises(MissingToolError, match="One: Get it"):
        ensure_tools([machine.tool("one")])
    assert machine.commands == []


def test_a_chromium_named_wrongly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(MissingToolError, match=r"CHROMIUM=/nowhere/chromium names no program"):
        find_chromium()


def test_every_tool_that_tests_can_not_do_without_has_advice() -> None:
    assert all(tool.packages and (tool.advice or not tool.required) for tool in TOOLS)


def test_the_driver_for_firefox_that_the_package_brings_can_be_run(monkeypatch: pytest.MonkeyPatch) -> None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("elsewhere Selenium downloads a driver")
    monkeypatch.setenv("PATH", "")
    driver = find_geckodriver()
    assert driver
    assert subprocess.run([driver, "--version"], capture_output=True, check=True).stdout.startswith(b"geckodriver ")


@pytest.mark.parametrize(("required", "outcome"), [(True, pytest.fail.Exception), (False, pytest.skip.Exception)])
def test_without_a_browser_its_tests_fail_or_where_it_can_not_be_had_are_skipped_with_the_reason(
    machine: Machine, required: bool, outcome: type[BaseException]
) -> None:
    with pytest.raises(outcome, match=r"There is no Three here\. Get it\."):
        path_of(machine.tool("three", required=required))
