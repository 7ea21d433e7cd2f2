"""What a notebook can be asked, and whether it was asked for something that exists.

The first code cell of a notebook is its interface: one ``name: type = default  # help`` per line. It is read with
`ast`, never run, and what a caller gives is checked against it before anything starts.
"""

from __future__ import annotations

import ast
import glob
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from .words import did_you_mean

PATHS = ("articles", "coded", "corrections")  # parameters that name files
CHOICES = {"by": ("country", "name")}  # parameters that take one of a few words


class ReportError(ValueError):
    """A report that cannot be made; the message says what was given, what is allowed, what to do."""


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's parameters cell."""

    name: str
    type: str
    default: object
    help: str

    def check(self, value):
        """The value as the notebook takes it, or a ReportError; only paths and days are converted, to their text."""
        if isinstance(value, (Path, date)):
            value = str(value)
        if not fits(value, self.type):
            raise ReportError(
                f"parameter {self.name!r} takes {self.type} ({self.help}); got {value!r}, a {type(value).__name__}"
            )
        return value


def root() -> Path:
    """The project's folder: the nearest from here upwards with ``notebooks/``, else the one the package lies in."""
    here = Path.cwd()
    own = (p for p in (here, *here.parents) if (p / "notebooks").is_dir() and (p / "pyproject.toml").exists())
    return next(own, Path(__file__).parents[1])


def notebooks() -> list[str]:
    """Names of the notebooks that can be run, in order."""
    return sorted(p.stem for p in (root() / "notebooks").glob("[0-9][0-9]-*.ipynb"))


def find(name: str) -> Path:
    """The file of a notebook. Only names that `notebooks` lists are taken: no name leads out of the folder."""
    if name not in notebooks():
        raise ReportError(f"no notebook {name!r} in {root().name}/notebooks{did_you_mean(name, notebooks())}")
    return root() / "notebooks" / f"{name}.ipynb"


def parameters_of(path: Path) -> list[Parameter]:
    """The parameters of a notebook, read from its parameters cell without running it."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    tagged = [c for c in code if "parameters" in c.get("metadata", {}).get("tags", ())]
    if len(tagged) != 1 or tagged[0] is not code[0]:
        raise ReportError(f"{Path(path).name}: needs exactly one cell tagged 'parameters', its first code cell")
    text = "".join(tagged[0]["source"])
    lines, out = text.splitlines(), []
    for node in ast.parse(text).body:
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None):
            line = ast.unparse(node)
            raise ReportError(f'{Path(path).name}: parameters are lines like `name: str = ""  # help`; found {line!r}')
        comment = lines[node.end_lineno - 1][node.end_col_offset :].strip().removeprefix("#").strip()
        out.append(Parameter(node.target.id, ast.unparse(node.annotation), ast.literal_eval(node.value), comment))
    return out


def fits(value, wanted: str) -> bool:
    optional, listed = re.fullmatch(r"Optional\[(.+)\]", wanted), re.fullmatch(r"[Ll]ist\[(.+)\]", wanted)
    if optional:
        return value is None or fits(value, optional[1])
    if listed:
        return isinstance(value, (list, tuple)) and all(fits(v, listed[1]) for v in value)
    kinds = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": (list, tuple)}
    return isinstance(value, kinds.get(wanted, ())) and (wanted == "bool" or not isinstance(value, bool))


def slug(value, is_path: bool = False) -> str:
    """A value as part of a file name, a path by its last part; six digits of a hash where that loses anything."""
    text = value if isinstance(value, str) else json.dumps(value)
    plain = (
        unicodedata.normalize("NFKD", Path(text).name if is_path else text).encode("ascii", "ignore").decode().lower()
    )
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    if plain == text.lower().replace(" ", "-"):
        return plain
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".strip("-")


def resolve(**given) -> SimpleNamespace:
    """A notebook's parameters as real objects, checked: the second cell of every notebook.

    Parameters
    ----------
    **given
        What `PATHS` names becomes a Path, relative to the project's folder, or else to where we are; where it is empty,
        None. Names that end in ``_day`` become days; an empty text is no limit. What `CHOICES` names must be one of its
        words. Everything else stays what it is.

    Returns
    -------
    types.SimpleNamespace
        The same names; ``given.asked`` keeps what was given, for the record.

    Raises
    ------
    ReportError
        On a path that is not there, a day that is none, or a word that is no choice.
    """
    out = SimpleNamespace(asked=dict(given))
    for name, value in given.items():
        if name in PATHS:
            value = existing(root() / value, Path(value), of=name) if value or name == "articles" else None
        elif name.endswith("_day"):
            try:
                value = date.fromisoformat(value) if value else None
            except (TypeError, ValueError):
                raise ReportError(
                    f"parameter {name!r}: {value!r} is no day; write it as 2025-01-31, or leave it empty"
                ) from None
        elif isinstance(value, str):
            value = " ".join(value.split())
        if name in CHOICES and value not in CHOICES[name]:
            raise ReportError(
                f"parameter {name!r}: {value!r} is no choice; give {' or '.join(map(repr, CHOICES[name]))}"
            )
        setattr(out, name, value)
    first, last = getattr(out, "first_day", None), getattr(out, "last_day", None)
    if first and last and first > last:
        raise ReportError(f"first_day {first} lies after last_day {last}")
    return out


def existing(*paths: Path, of: str = "articles") -> Path:
    for path in paths:
        if path.exists() or glob.glob(str(path), recursive=True):
            return path
    wanted = "a file, a folder or a glob" if of == "articles" else "a file"
    raise ReportError(f"{of}: nothing at {str(paths[-1])!r}; give {wanted}, relative to the project's folder")
