"""Which files a source means, in their order, and what each is called."""

from __future__ import annotations

import glob
import os
from collections import Counter
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from .records import READERS, ArticleError, kind, printable, stem

PAGES = (".txt", ".html", ".htm")  # what metadata.csv speaks of
KINDS = f"{', '.join(READERS)} (also .gz)"


class Files(NamedTuple):
    """What a source means: files with the path to show and the folder found from, what was passed over, and why not all."""

    found: list[tuple[Path, str, Path]]
    passed_over: list[str]
    blocked: list[tuple[str, str]]  # folders that cannot be listed, with the reason


def files_of(source) -> Files:
    """Every file to read. A link to a file is that file; links to folders are passed over, so that no loop of them matters."""
    sources = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    found, passed_over, blocked = {}, [], []
    for given in sources:
        try:
            root, paths, closed = _paths(Path(given).expanduser(), given)
        except (OSError, RuntimeError) as error:  # a name too long, a folder that lets nobody in, a home that is none
            raise ArticleError(f"{given}: cannot be reached: {getattr(error, 'strerror', error)}") from error
        blocked += [(_shown(folder, root), reason) for folder, reason in closed if not _hidden(folder, root)]
        shown = {f: _shown(f, root) for f in paths if not _hidden(f, root)}
        pages = any(kind(f) in PAGES for f in shown)
        for file in sorted(shown, key=shown.get):
            if kind(file) is None or _leads_nowhere(file):
                passed_over.append(shown[file])
            elif len(paths) == 1 or not (pages and file.name == "metadata.csv"):
                found.setdefault(file.resolve(), (file, shown[file], root))
    if not found and not blocked:
        raise ArticleError(f"{source}: holds no {KINDS} files")
    return Files(sorted(found.values(), key=lambda file: file[1]), passed_over, blocked)


def _paths(path: Path, given) -> tuple[Path, list[Path], list[tuple[Path, str]]]:
    """Where to count from, all that lies there, and the folders that cannot be listed."""
    if path.is_dir():
        closed, paths = [], []
        for at, folders, names in os.walk(path, onerror=closed.append):
            links = [name for name in folders if os.path.islink(os.path.join(at, name))]
            paths += [Path(at, name) for name in (*names, *links)]
        return path, paths, [(Path(error.filename), error.strerror) for error in closed]
    if path.is_file():
        if kind(path) is None:
            raise ArticleError(f"{given}: is none of {KINDS}")
        return path.parent, [path], []
    paths = [Path(f) for f in glob.glob(str(path), recursive=True) if os.path.isfile(f)]
    if not paths:
        raise ArticleError(f"{given}: no such file or folder, and no file matches it as a pattern")
    return Path(*_until(lambda part: glob.has_magic(part), path.parts)), paths, []


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _leads_nowhere(path: Path) -> bool:
    """Whether what lies there is no file: a broken link, a link to a folder, a pipe. One that is locked is a file."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except PermissionError:
        return False
    except OSError:
        return True


def _until(stop, parts):
    for part in parts:
        if stop(part):
            return
        yield part


def _shown(path: Path, root: Path) -> str:
    """The path as given; of an absolute one only what is below the working directory, or below the folder given."""
    if not path.is_absolute():
        return printable(path.as_posix())
    here = Path.cwd()
    return printable(path.relative_to(here if path.is_relative_to(here) else root.parent).as_posix())


def ids_of(files) -> dict[Path, str]:
    """An id for each file: its name without suffix; its folders, then its suffix, too where that is not unique."""
    ids = {path: stem(path) for path, _, _ in files}
    for longer in (
        lambda p, shown, root: printable((p.relative_to(root).parent / stem(p)).as_posix()),
        lambda p, shown, root: shown,
    ):
        used = Counter(ids.values())
        ids |= {file[0]: longer(*file) for file in files if used[ids[file[0]]] > 1}
    return ids
