"""How are the rows of a sweep written as Parquet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from solver.answers import SweptRow, SweptShape

AT_ONCE = 10_000
"""Rows of one group: so many are held in memory."""


def write_parquet(rows: Iterable[SweptRow], shape: SweptShape, file: str | Path) -> int:
    """Write rows to a Parquet file, a column each of `shape`; how many there were.

    Raises:
        ModuleNotFoundError: where pyarrow is not installed.
        OSError: where the file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds: dict[type, Any] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in shape.columns.items()])
    written = 0
    with pq.ParquetWriter(file, schema) as writer:
        for group in _groups(rows):
            columns = list(zip(*(shape.typed(row) for row in group), strict=True))
            arrays = [pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            written += len(group)
    return written


def _groups(rows: Iterable[SweptRow]) -> Iterator[list[SweptRow]]:
    rest = iter(rows)
    while group := list(islice(rest, AT_ONCE)):
        yield group
