"""Do the doors to the project open: install script, locks, wheel?

The install script runs as a real process. On its PATH stands one folder with the few standard
tools it may use and a fake `python3`, which writes down how it is called and installs nothing:
no network, and milliseconds instead of seconds.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# All that tools/install.sh may assume besides Python: POSIX tools.
POSIX_TOOLS = ("basename", "cat", "cksum", "dirname", "mkdir", "mv", "rm", "sed", "sh", "tr")

# Stands for python3 and, once "installed", for .venv/bin/python. Code given with -c runs in the
# real Python, so that the script's own questions and its lock are the real ones.
FAKE_PYTHON = """#!/bin/sh
case "$1 $2" in
"-c "*) exec "{real}" "$@" ;;
"-m venv")
    echo "venv made" >>"$CALLS"
    mkdir -p "$3/bin"
    cat "{fake}" >"$3/bin/python"
    "{chmod}" +x "$3/bin/python"
    ;;
"-m pip")
    shift 2
    echo "pip $*" >>"$CALLS"
    case "$*" in
    *requirements/bench.txt) [ -z "$NO_PEERS" ] || exit 1 ;;
    *requirements/uv.txt)
        [ -z "$NO_UV" ] || exit 1
        cat "{fake_uv}" >.venv/bin/uv
        "{chmod}" +x .venv/bin/uv
        ;;
    esac
    ;;
"--version "*) echo "Python 3.99 (fake)" ;;
esac
"""

FAKE_UV = """#!/bin/sh
echo "uv $*" >>"$CALLS"
case "$*" in
*--require-hashes*)
    if [ -n "$HANG" ]; then
        echo reached >"$HANG"
        exec "{sleep}" 60
    fi
    [ -z "$SLOW" ] || "{sleep}" 0.3
    [ -z "$UV_FAILS" ] || exit 1
    ;;
esac
case "$*" in
*bench.txt*) [ -z "$NO_PEERS" ] || exit 1 ;;
esac
"""


class Checkout:
    """A copy of what the install script reads, and a PATH on which only fakes stand."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self.bin = folder / "bin"
        self.calls_file = folder / "calls"
        self.stamp = self.root / ".venv" / "stamp"
        self.root.mkdir()
        self.bin.mkdir()
        self.calls_file.touch()
        for name in ("tools", "requirements"):
            shutil.copytree(ROOT / name, self.root / name)
        shutil.copy(ROOT / "pyproject.toml", self.root)
        for tool in POSIX_TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)

        self.fake_uv = folder / "fake-uv"
        self.fake_uv.write_text(FAKE_UV.format(sleep=shutil.which("sleep")))
        self.put_fake_python(self.bin / "python3")

    def put_fake_python(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        chmod = shutil.which("chmod")
        path.write_text(FAKE_PYTHON.format(real=sys.executable, fake=path, chmod=chmod, fake_uv=self.fake_uv))
        path.chmod(0o755)

    def put(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(script)
        path.chmod(0o755)

    def start(self, mode: str = "dev", **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["sh", "tools/install.sh", mode],
            cwd=self.root,
            env={"PATH": str(self.bin), "CALLS": str(self.calls_file), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, mode: str = "dev", **env: str) -> subprocess.CompletedProcess[str]:
        process = self.start(mode, **env)
        out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def install(self, mode: str = "dev", **env: str) -> list[str]:
        """Run the script, which has to succeed, and tell which calls it made."""
        self.calls_file.write_text("")
        done = self.run(mode, **env)
        assert done.returncode == 0, done.stderr
        assert self.stamp.exists()
        return self.calls()

    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def a_python_that_answers(*lines: str) -> str:
    return "#!/bin/sh\n" + "".join(f"echo {line}\n" for line in lines)


def only_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What a refusal says: one line, no traceback, exit code 1."""
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("seatpact: ")
    return line


# --- A machine that lacks something -----------------------------------------------------


def test_without_any_python_the_install_says_what_to_install(checkout: Checkout) -> None:
    (checkout.bin / "python3").unlink()
    said = only_sentence(checkout.run())
    assert "no python3 was found" in said
    assert "apt install python3 python3-venv" in said


def test_a_python_that_is_too_old_is_named_with_its_version(checkout: Checkout) -> None:
    checkout.put("python3", a_python_that_answers("3.9.2", "old"))
    said = only_sentence(checkout.run())
    assert "needs Python 3.11 or newer, but python3 is Python 3.9.2" in said


def test_a_python_without_venv_is_told_which_package_to_install(checkout: Checkout) -> None:
    checkout.put("python3", a_python_that_answers("3.12.1", "no-venv"))
    assert "apt install python3.12-venv" in only_sentence(checkout.run())


def test_the_real_question_put_to_a_python_without_ensurepip_is_answered_no_venv(
    checkout: Checkout, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError\n")
    checkout.put("python3", f'#!/bin/sh\nexport PYTHONPATH="{broken}"\nexec "{sys.executable}" "$@"\n')
    assert "has no venv module" in only_sentence(checkout.run())


def test_a_python_chosen_by_hand_that_does_not_start_is_named(checkout: Checkout) -> None:
    said = only_sentence(checkout.run(PYTHON="no-such-python"))
    assert "PYTHON=no-such-python does not start" in said


def test_a_newer_python_is_found_behind_a_python3_that_is_too_old(checkout: Checkout) -> None:
    checkout.put("python3", a_python_that_answers("3.9.2", "old"))
    checkout.put_fake_python(checkout.bin / "python3.12")
    assert "venv made" in checkout.install()


def test_a_python_chosen_by_hand_may_have_a_space_in_its_path(checkout: Checkout, tmp_path: Path) -> None:
    checkout.put("python3", a_python_that_answers("3.9.2", "old"))
    chosen = tmp_path / "a folder" / "python"
    checkout.put_fake_python(chosen)
    assert "venv made" in checkout.install(PYTHON=str(chosen))


# --- Installing -------------------------------------------------------------------------


def test_everything_is_installed_by_hash_and_the_project_without_a_build_of_its_own(
    checkout: Checkout,
) -> None:
    assert checkout.install("run") == [
        "venv made",
        "pip install --quiet --require-hashes -r requirements/uv.txt",
        "uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/run.txt",
        "uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .",
    ]


@pytest.mark.parametrize("trouble", ["NO_UV", "UV_FAILS"])
def test_pip_installs_by_the_same_hashes_where_uv_does_not(checkout: Checkout, trouble: str) -> None:
    calls = checkout.install("run", **{trouble: "1"})
    assert calls[-2:] == [
        "pip install --quiet --require-hashes -r requirements/run.txt",
        "pip install --quiet --no-deps --no-build-isolation --editable .",
    ]


def test_a_failed_install_says_so_and_leaves_no_stamp(checkout: Checkout) -> None:
    fake = checkout.bin / "python3"
    fake.write_text(fake.read_text().replace('echo "pip $*"', 'exit 1; echo "pip $*"'))
    done = checkout.run()
    assert done.returncode == 1
    assert "could not install the locked dependencies" in done.stderr
    assert not checkout.stamp.exists()


def test_a_second_install_does_nothing_and_says_nothing(checkout: Checkout) -> None:
    checkout.install()
    checkout.calls_file.write_text("")
    done = checkout.run()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert checkout.calls() == []


def test_what_running_needs_is_there_once_what_testing_needs_is(checkout: Checkout) -> None:
    checkout.install("dev")
    assert checkout.install("run") == []


def test_what_testing_needs_is_added_to_what_running_needs(checkout: Checkout) -> None:
    checkout.install("run")
    calls = checkout.install("dev")
    assert any("requirements/dev.txt" in call for call in calls)
    # A `make -j solve test` may be using both of these at this moment.
    assert "venv made" not in calls
    assert not any("--editable" in call for call in calls)


def test_what_benchmarks_need_includes_what_testing_needs(checkout: Checkout) -> None:
    calls = checkout.install("bench")
    locks = [call.rsplit("/", 1)[-1] for call in calls if "--require-hashes" in call]
    assert locks == ["uv.txt", "dev.txt", "bench.txt"]
    assert checkout.install("dev") == checkout.install("run") == checkout.install("bench") == []


def test_peers_that_cannot_be_installed_are_told_and_tried_again(checkout: Checkout) -> None:
    done = checkout.run("bench", NO_PEERS="1")
    assert done.returncode == 0
    assert "could not install the peers" in done.stderr
    assert checkout.install("dev") == []
    assert any("bench.txt" in call for call in checkout.install("bench"))


@pytest.mark.parametrize(
    "file",
    [
        "requirements/uv.txt",
        "requirements/run.txt",
        "requirements/dev.txt",
        "requirements/bench.txt",
        "pyproject.toml",
    ],
)
def test_a_changed_lock_is_installed_anew(checkout: Checkout, file: str) -> None:
    checkout.install()
    with (checkout.root / file).open("a") as lines:
        lines.write("# changed\n")
    calls = checkout.install()
    assert any("requirements/dev.txt" in call for call in calls)
    assert any("--editable" in call for call in calls)


def test_a_checkout_that_was_moved_gets_its_project_installed_anew(checkout: Checkout) -> None:
    checkout.install()
    moved = checkout.root.with_name("moved")
    checkout.root.rename(moved)
    checkout.root, checkout.stamp = moved, moved / ".venv" / "stamp"
    assert any("--editable" in call for call in checkout.install())


def delete_the_python(venv: Path) -> None:
    (venv / "bin" / "python").unlink()


def break_the_python(venv: Path) -> None:
    (venv / "bin" / "python").write_text("#!/bin/sh\nexit 127\n")


def change_the_version(venv: Path) -> None:
    (venv / "bin" / "python").write_text("#!/bin/sh\necho 3.99\n")


def delete_the_stamp(venv: Path) -> None:
    (venv / "stamp").unlink()


def empty_the_stamp(venv: Path) -> None:
    (venv / "stamp").write_text("")


@pytest.mark.parametrize(
    "damage",
    [
        delete_the_python,
        break_the_python,
        change_the_version,
        delete_the_stamp,
        empty_the_stamp,
        shutil.rmtree,
    ],
)
def test_a_damaged_venv_is_made_anew(checkout: Checkout, damage: Callable[[Path], None]) -> None:
    checkout.install()
    leftover = checkout.root / ".venv" / "half-installed"
    leftover.touch()
    damage(checkout.root / ".venv")
    assert "venv made" in checkout.install()
    assert not leftover.exists()
    assert checkout.install() == []


def test_an_install_killed_midway_leaves_no_stamp_and_the_next_repairs_it(checkout: Checkout, tmp_path: Path) -> None:
    checkout.install()
    with (checkout.root / "pyproject.toml").open("a") as lines:
        lines.write("# changed\n")
    reached = tmp_path / "reached"
    process = checkout.start(HANG=str(reached))
    deadline = time.monotonic() + 20
    while not reached.exists():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)

    assert not checkout.stamp.exists()
    assert "venv made" in checkout.install()
    assert checkout.install() == []


def test_of_two_installs_at_once_one_works_and_the_other_waits(checkout: Checkout) -> None:
    both = [checkout.start(SLOW="1") for _ in range(2)]
    said = [process.communicate(timeout=30)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert checkout.calls().count("venv made") == 1
    assert sum("--editable" in call for call in checkout.calls()) == 1


# --- What git holds ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def tracked_texts() -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    # A tracked file may be deleted and not yet committed; errors="replace" is for pictures.
    return {
        name: (ROOT / name).read_text(encoding="utf-8", errors="replace")
        for name in listed.stdout.split("\0")
        if name and (ROOT / name).is_file()
    }


def places(texts: dict[str, str], pattern: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_no_file_names_the_host_of_a_package_registry(tracked_texts: dict[str, str]) -> None:
    # Written so that this file does not contain what it looks for.
    hosts = ["pypi[.]org", "pythonhosted[.]org", "npmjs[.](?:org|com)", "crates[.]io"]
    hosts += ["proxy[.]golang[.]org", "(?:deb|security)[.]debian[.]org", "repo[.]maven"]
    assert places(tracked_texts, "|".join(hosts)) == []


def test_no_lock_says_where_packages_come_from(tracked_texts: dict[str, str]) -> None:
    locks = {n: t for n, t in tracked_texts.items() if n.startswith("requirements/")}
    assert set(locks) == {f"requirements/{name}.txt" for name in ("uv", "run", "dev", "bench")}
    assert places(locks, r"^\s*-[^-]|^\s*--(?!hash=)|://|@") == []


def test_no_file_holds_an_absolute_path_of_a_machine(tracked_texts: dict[str, str]) -> None:
    homes = ["home/[a-z]", "Users/[A-Za-z]", "root/", "opt/", "work/"]
    paths = [f"/{home}" for home in homes] + [re.escape(f"{ROOT}/")]
    # Not as the middle of a longer path or address, as in https://example.com/home/page.
    pattern = rf"(?<![\w.*$)}}\]/-])(?:{'|'.join(paths)})"
    assert places(tracked_texts, pattern) == []


def pins(lock: str) -> set[str]:
    lines = (ROOT / "requirements" / lock).read_text().splitlines()
    return {line for line in lines if "==" in line}


def test_every_package_of_the_run_lock_is_the_same_in_the_dev_lock() -> None:
    assert pins("run.txt")
    assert pins("run.txt") <= pins("dev.txt")


def test_no_package_of_the_dev_lock_is_another_in_the_bench_lock() -> None:
    names = {pin.split("==")[0] for pin in pins("dev.txt")}
    shared = {pin for pin in pins("bench.txt") if pin.split("==")[0] in names}
    assert shared
    assert shared <= pins("dev.txt")


# --- The wheel --------------------------------------------------------------------------


def test_the_wheel_holds_the_solver_the_command_and_its_type_marker(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (wheel,) = tmp_path.glob("seatpact-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith("/entry_points.txt"))
        assert "seatpact = seatpact:main" in archive.read(entry_points).decode()
    assert {"cli.py", "seatpact.py", "solver/__init__.py", "solver/py.typed"} <= names
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"cli.py", "seatpact.py", "solver"}
