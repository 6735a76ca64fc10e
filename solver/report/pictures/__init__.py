"""How is a sweep seen at a glance: in a terminal, as a chart, as a page?"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from solver.answers.pictured import Pictures

FORMS = (".html", ".svg", ".png")

NEEDED = {"altair": "altair", "vl_convert": "vl-convert-python", "jinja2": "Jinja2"}
"""By module what it is installed as."""


class PlotError(ValueError):
    """A file cannot be drawn to: its name, its folder, or what draws it is missing."""


def check_plot(file: str, forms: Sequence[str] = FORMS) -> None:
    """Can all be drawn to this file, whose name ends in one of these?

    Raises:
        PlotError: if not, with what to do about it.
    """
    path = Path(file)
    if path.suffix not in forms:
        raise PlotError(f"--plot {file}: expected a name that ends in {', '.join(forms[:-1])} or {forms[-1]}")
    if not path.parent.is_dir():
        raise PlotError(f"--plot {file}: there is no folder {path.parent}")
    if path.is_dir():
        raise PlotError(f"--plot {file}: {file} is a folder")
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise PlotError(
            f"--plot needs {', '.join(missing)}, of the extra 'plots': pip install 'seatpact[plots]'; "
            "--picture draws in the terminal without"
        )


def plot(pictures: Pictures, file: str) -> None:
    """Draw all to a file: a page, an SVG or a PNG, by the end of its name.

    Raises:
        PlotError: as `check_plot`, or if the file cannot be written.
    """
    check_plot(file)
    from solver.report.pictures.charts import whole_png, whole_svg
    from solver.report.pictures.page import page

    path = Path(file)
    try:
        if path.suffix == ".png":
            path.write_bytes(whole_png(pictures))
        else:
            path.write_text(page(pictures) if path.suffix == ".html" else whole_svg(pictures), "utf-8")
    except OSError as error:
        raise PlotError(f"--plot {file}: {error.strerror or error}") from None
