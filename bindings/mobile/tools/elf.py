"""Says whether an ELF library can be loaded where memory pages have 16 KB, as on newer Android devices.

    python3 tools/elf.py LIBRARY...     fails if a LOAD segment of one is aligned to less

Android wants it of the 64-bit libraries that it loads; on the desktop the linker takes 4 KB, and the page is 4 KB too, so
there the check is told what to look for: `--page 4096`.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

LOAD = 1


def alignments(path: Path) -> list[int]:
    """The alignment of each LOAD segment."""
    data = path.read_bytes()
    if data[:4] != b"\x7fELF":
        raise SystemExit(f"{path} is no ELF file")
    is_64, order = data[4] == 2, "<" if data[5] == 1 else ">"
    if is_64:
        (table,) = struct.unpack_from(f"{order}Q", data, 32)
        size, count = struct.unpack_from(f"{order}HH", data, 54)
        kind_and_alignment = lambda at: struct.unpack_from(f"{order}I44xQ", data, at)
    else:
        (table,) = struct.unpack_from(f"{order}I", data, 28)
        size, count = struct.unpack_from(f"{order}HH", data, 42)
        kind_and_alignment = lambda at: struct.unpack_from(f"{order}I24xI", data, at)
    segments = [kind_and_alignment(table + index * size) for index in range(count)]
    return [alignment for kind, alignment in segments if kind == LOAD]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--page", type=int, default=16_384)
    parser.add_argument("libraries", type=Path, nargs="+")
    told = parser.parse_args()
    for path in told.libraries:
        found = alignments(path)
        if not found or any(alignment % told.page for alignment in found):
            raise SystemExit(f"{path}: LOAD segments are aligned to {found}, and have to be to {told.page}")
        print(f"{path}: {len(found)} LOAD segments, aligned to {min(found)}")


if __name__ == "__main__":
    main()
