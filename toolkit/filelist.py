"""Which files a source means, in their order, and what each is called."""

from __future__ import annotations

import glob
import os
from collections import Counter
from pathlib import Path

from .records import READERS, ArticleError, kind, stem

PAGES = (".txt", ".html", ".htm")  # what metadata.csv speaks of
KINDS = f"{', '.join(READERS)} (also .gz)"


def files_of(source) -> tuple[list[tuple[Path, str, Path]], list[str]]:
    """Every file to read with the path to show for it and the folder it was found from; and what was passed over."""
    sources = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    found, passed_over = {}, []
    for given in sources:
        path = Path(given).expanduser()
        if path.is_dir():
            root, paths = path, [f for f in path.rglob("*") if f.is_file()]
        elif path.is_file():
            root, paths = path.parent, [path]
            if kind(path) is None:
                raise ArticleError(f"{given}: is none of {KINDS}")
        else:
            paths = [Path(f) for f in glob.glob(str(path), recursive=True) if os.path.isfile(f)]
            root = Path(*_until(lambda part: glob.has_magic(part), path.parts))
            if not paths:
                raise ArticleError(f"{given}: no such file or folder, and no file matches it as a pattern")
        shown = {f: _shown(f, root) for f in paths if not any(p.startswith(".") for p in f.relative_to(root).parts)}
        pages = any(kind(f) in PAGES for f in shown)
        for file in sorted(shown, key=shown.get):
            if kind(file) is None:
                passed_over.append(shown[file])
            elif len(paths) == 1 or not (pages and file.name == "metadata.csv"):
                found.setdefault(file.resolve(), (file, shown[file], root))
    if not found:
        raise ArticleError(f"{source}: holds no {KINDS} files")
    return sorted(found.values(), key=lambda file: file[1]), passed_over


def _until(stop, parts):
    for part in parts:
        if stop(part):
            return
        yield part


def _shown(path: Path, root: Path) -> str:
    """The path as given; of an absolute one only what is below the working directory, or below the folder given."""
    if not path.is_absolute():
        return path.as_posix()
    here = Path.cwd()
    return path.relative_to(here if path.is_relative_to(here) else root.parent).as_posix()


def ids_of(files) -> dict[Path, str]:
    """An id for each file: its name without suffix; its folders, then its suffix, too where that is not unique."""
    ids = {path: stem(path) for path, _, _ in files}
    for longer in (
        lambda p, shown, root: (p.relative_to(root).parent / stem(p)).as_posix(),
        lambda p, shown, root: shown,
    ):
        used = Counter(ids.values())
        ids |= {file[0]: longer(*file) for file in files if used[ids[file[0]]] > 1}
    return ids
