"""Does a file that is made to do harm, or is no scenario at all, end in a clear error, and soon?"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from solver import ScenarioError, load, loads
from solver.scenario.files import MAX_BYTES, decode
from solver.scenario.source import MAX_FAULTS

GOOD = "title: Pact\nparties: [{id: A}]\nseats: [{id: s}]\n"

# Any of these takes a fraction of a second; a loader without limits takes minutes, or all memory.
SOON = 20.0


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SOON


def message_of(text: str) -> str:
    """The first thing that is wrong with a text, with its place."""
    with pytest.raises(ScenarioError) as caught:
        loads(text, name="f")
    fault = caught.value.faults[0]
    return f"{fault.place}: {fault.message}"


def bomb(levels: int, width: int = 10) -> str:
    """Lists of aliases of lists of aliases: width ** levels values in a few hundred characters."""
    first = f"a0: &a0 [{'x,' * width}]\n"
    return first + "".join(f"a{i + 1}: &a{i + 1} [{f'*a{i},' * width}]\n" for i in range(levels))


TEXTS = {
    "nothing": ("", "f:1:1: the file is empty"),
    "blanks": (" \n\n", "f:1:1: the file is empty"),
    "comments only": ("# a\n# b\n", "f:1:1: the file is empty"),
    "a word": ("hello", "f:1:1: expected a mapping with parties, seats and rules, found 'hello'"),
    "a list": ("- a", "f:1:1: expected a mapping with parties, seats and rules, found a list"),
    "an alias bomb": (bomb(9), "f:6:14: more than 200,000 values"),
    "a chain of aliases": (
        "a0: &a0 [x]\n" + "".join(f"a{i + 1}: &a{i + 1} [*a{i}]\n" for i in range(3_000)),
        "f:49:12: nested deeper than 50 levels",
    ),
    "20,000 brackets": ("[" * 20_000, "f:1:51: nested deeper than 50 levels"),
    "20,000 braces": ("{a: " * 20_000, "f:1:201: nested deeper than 50 levels"),
    "20,000 dashes": ("- " * 20_000, "f:1:101: nested deeper than 50 levels"),
    "20,000 question marks": ("? " * 20_000, "f:1:101: nested deeper than 50 levels"),
    "a million values": (f"{GOOD}rules: [{'1,' * 1_000_000}]", "f:4:400007: more than 200,000 val"),
    "a number of 5,000 digits": (
        f"{GOOD}rules: [{{id: r, kind: at_least, party: A, seats: {'9' * 5_000}}}]",
        f"f:4:50: expected a whole number of at most 15 digits, found '{'9' * 37}...'",
    ),
    "an id of 5,000 digits": (
        f"parties: [{{id: {'9' * 5_000}}}]\nseats: [{{id: s}}]",
        f"f:1:16: expected an id of at most 100 characters, found '{'9' * 37}...'",
    ),
    "a key of a million letters": (
        f"{GOOD}? {'k' * 1_000_000}\n: 1\n",
        "f:4:3: unknown key 'kkkkkkkkkk",
    ),
    "five million control characters": ("\x01" * 5_000_000, "f:1:1: character U+0001 may not stan"),
    "a zero byte": ("title: a\0b", "f:1:9: character U+0000 may not stand in a file"),
    "an escape sequence": ("title: \x1b[31m", "f:1:8: character U+001B may not stand in a file"),
    "a delete": ("title: \x7f", "f:1:8: character U+007F may not stand in a file"),
    "half a surrogate pair": ("title: \ud800", "f:1:8: character U+D800 may not stand in a file"),
    "half an escaped pair": (
        '{"title": "\\ud83d"}',
        "f:1:14: not YAML: found invalid Unicode char",
    ),
    "a line break of old": ("title: a\n\x85b", "f:2:1: character U+0085 may not stand in a file"),
    "a line separator": ("title: a\n\u2028b", "f:2:1: character U+2028 may not stand in a file"),
    "a second byte order mark": ("\ufeff\ufefftitle: a", "f:1:1: character U+FEFF may not stand i"),
    "a directive of YAML 2": (f"%YAML 2.0\n---\n{GOOD}", "f:1:1: not YAML: found incompatible YAM"),
}


@pytest.mark.parametrize(("text", "says"), TEXTS.values(), ids=TEXTS)
def test_what_is_no_scenario_is_refused_at_its_place(text: str, says: str) -> None:
    assert message_of(text).startswith(says)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(GOOD.replace("\n", "\r"), id="CR"),
        pytest.param(f"\ufeff{GOOD}", id="byte order mark"),
        pytest.param(f"{GOOD}...\n", id="end of document"),
        pytest.param(f"---\n{GOOD}", id="start of document"),
        pytest.param(f"%YAML 1.2\n---\n{GOOD}", id="directive"),
        pytest.param(GOOD.replace(": ", ":\t"), id="tabs that do not indent"),
        pytest.param(f"#{'x' * 2_000_000}\n{GOOD}", id="a line of two megabytes"),
        pytest.param("#\n" * 1_000_000 + GOOD, id="a million lines"),
        pytest.param(
            '{\n\t"title": "Pact",\n\t"parties": [{"id": "A"}],\n\t"seats": [{"id": "s"}]\n}',
            id="JSON with tabs",
        ),
    ],
)
def test_harmless_oddities_are_read(text: str) -> None:
    scenario = loads(text)
    assert (scenario.title, scenario.facts.seat_ids) == ("Pact", ("s",))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(end: str) -> None:
    assert message_of(f"{GOOD}\nzzz: 1\n".replace("\n", end)) == "f:5:1: unknown key 'zzz'"


def test_a_byte_order_mark_does_not_move_the_caret() -> None:
    assert message_of(f"\ufeffzzz: 1\n{GOOD}") == "f:1:1: unknown key 'zzz'"


def test_surrogate_pairs_of_json_are_one_character_and_do_not_move_the_caret() -> None:
    pair = "\\ud83d\\ude00"
    text = f'{{"title": "{pair}{pair}", "x": 1, "note": "{pair}", "y": 2, "\\\\{pair}": 3}}'
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    places = {fault.message: fault.place.column for fault in caught.value.faults}
    assert places["unknown key 'x'"] == text.index('"x"') + 1
    assert places["unknown key 'y'"] == text.index('"y"') + 1
    assert places["unknown key '\\😀'"] == text.index('"\\\\') + 1


def test_a_file_that_is_wrong_all_over_stops_at_a_thousand_mistakes() -> None:
    rows = "".join(f"- {{election: e{i}, seat: x{i}, party: p{i}}}\n" for i in range(5_000))
    with pytest.raises(ScenarioError) as caught:
        loads(f"{GOOD}elections: []\nresults:\n{rows}")
    faults = caught.value.faults
    assert len(faults) == MAX_FAULTS + 1
    assert faults[-1].message == "1,000 mistakes or more; reading stopped here"


def test_an_error_in_a_very_long_line_shows_the_line_around_the_caret() -> None:
    rules = ", ".join(f"{{id: r{i}, kind: at_least, party: A, seats: 1}}" for i in range(100))
    with pytest.raises(ScenarioError) as caught:
        loads(f"{GOOD}rules: [{rules}, {{id: q, kind: at_leest}}, {rules.replace('id: r', 'id: s')}]")
    _, line, caret, _ = str(caught.value).split("\n")
    assert len(line) == 104
    assert line[caret.index("^") :].startswith("at_leest")


def test_an_error_never_holds_what_could_steer_a_terminal() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads('"\\e[31m\\u202e": 1\nparties: [{"\\r": 1}]', name="\x1b[2Jname\n")
    assert all(char.isprintable() or char == "\n" for char in str(caught.value))


# --- bytes and files -------------------------------------------------------------------------


def refused(path: Path | str) -> str:
    """What is wrong with a file that cannot be read."""
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (fault,) = caught.value.faults
    return fault.message


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"abc: 1\n\xff", "f:2:1: byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbfabc: \xff", "f:1:6: byte 0xff is not UTF-8"),
        ("é: ".encode() + b"\xe9", "f:1:4: byte 0xe9 is not UTF-8"),
        (b"a\r\rb\xc3", "f:3:2: byte 0xc3 is not UTF-8"),
        (b"\xed\xa0\x80", "f:1:1: byte 0xed is not UTF-8"),
        (GOOD.encode("utf-16"), "f:1:1: is UTF-16, not UTF-8"),
        (b"x" * (MAX_BYTES + 1), "f:1:1: is larger than 10 MB, which no scenario or table needs"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_the_first_of_them(raw: bytes, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        decode(raw, "f")
    (fault,) = caught.value.faults
    assert f"{fault.place}: {fault.message}" == says


def test_utf_16_without_a_mark_is_known_by_its_zeros() -> None:
    with pytest.raises(ScenarioError, match="save the file as UTF-8 if it is in UTF-16"):
        loads(decode(GOOD.encode("utf-16-le"), "f"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "no.yaml") == "cannot be read: No such file or directory"


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "a/b/c"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    assert refused(f"{tmp_path}/{name}").startswith("cannot be read: ")


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path) == "is a directory, not a file"


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.append(refused(tmp_path / "pipe")), daemon=True)
    reader.start()
    reader.join(SOON)
    assert said == ["is a pipe or a device, not a file"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_an_endless_device_is_not_read() -> None:
    assert refused("/dev/zero") == "is a pipe or a device, not a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").touch(mode=0)
    assert refused(tmp_path / "f.yaml") == "cannot be read: Permission denied"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "f.yaml").open("wb") as file:
        file.truncate(100_000_000_000)  # takes no room on the disk
    assert refused(tmp_path / "f.yaml").startswith("is larger than 10 MB")


# --- tables ----------------------------------------------------------------------------------


def table_fault(tmp_path: Path, name: str) -> str:
    """What is wrong with a table of parties of that name."""
    (tmp_path / "f.yaml").write_text(f"parties: {{table: {name}}}\nseats: [{{id: s}}]\n")
    return refused(tmp_path / "f.yaml")


def test_a_table_outside_the_folder_is_refused_by_every_road(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "p.csv").write_text("id\nA\n")
    (folder / "link.csv").symlink_to(tmp_path / "p.csv")
    (folder / "up").symlink_to(tmp_path)
    for name in ("../p.csv", "link.csv", "up/p.csv", str(tmp_path / "p.csv"), "x/../../p.csv"):
        assert table_fault(folder, name) == f"table '{name}' lies outside the scenario's folder"
    (folder / "real.csv").write_text("id\nA\n")
    assert "lies outside" in table_fault(folder, str(folder / "real.csv"))


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id\nA\n")
    (tmp_path / "link.csv").symlink_to("p.csv")
    (tmp_path / "f.yaml").write_text("parties: {table: link.csv}\nseats: [{id: s}]\n")
    assert load(tmp_path / "f.yaml").facts.contesting == ("A",)


def test_a_link_that_leads_round_in_circles_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert "table 'a.csv'" in table_fault(tmp_path, "a.csv")


@pytest.mark.parametrize("name", ["x" * 5_000, "''", "no/no.csv", "p.csv/x"])
def test_a_table_that_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("id\nA\n")
    assert "table" in table_fault(tmp_path, name) or "directory" in table_fault(tmp_path, name)


def test_tables_are_read_as_warily_as_the_scenario(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "bytes.csv").write_bytes(b"id\nA\xff\n")
    (tmp_path / "zero.csv").write_bytes(b"id\nA\0\n")
    assert table_fault(tmp_path, "pipe.csv") == "is a pipe or a device, not a file"
    assert table_fault(tmp_path, "folder.csv") == "is a directory, not a file"
    assert table_fault(tmp_path, "bytes.csv") == "byte 0xff is not UTF-8"
    assert table_fault(tmp_path, "zero.csv") == "character U+0000 may not stand in a file"
