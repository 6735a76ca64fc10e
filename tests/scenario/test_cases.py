"""Does each mistake of a hand-worked case read exactly as it should, all of them at once?"""

from pathlib import Path

import pytest

from solver import ScenarioError, load

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def parts_of(case: Path) -> dict[str, str]:
    """The files of a case by name, and under 'says' what the loader says of them."""
    parts = case.read_text(encoding="utf-8").split("--- ")[1:]
    named = [part.partition("\n") for part in parts]
    return {name: text for name, _, text in named}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_all_mistakes_are_told_at_once(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = parts_of(case)
    says = parts.pop("says")
    for name, text in parts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError) as caught:
        load("pact.yaml")
    assert f"{caught.value}\n" == says
