"""News articles in, frames out: who plans to do what, when, how surely, and who says so.

The public names below load their modules when first used, so that ``import toolkit`` needs neither pandas nor spaCy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .batches import report_each
    from .browser import browse
    from .components.status import assess
    from .corpus import Corpus
    from .corrections import correct
    from .display import show
    from .extraction import extract
    from .loading import load_articles
    from .losses import loss
    from .measures import coverage
    from .model import load_model
    from .planbook import agenda
    from .provenance import methods
    from .publishing import cite
    from .reporting import report
    from .sheets import coding_sheet
    from .validation import agreement, score

__all__ = [
    "Corpus",
    "agenda",
    "agreement",
    "assess",
    "browse",
    "cite",
    "coding_sheet",
    "correct",
    "coverage",
    "extract",
    "load_articles",
    "load_model",
    "loss",
    "methods",
    "report",
    "report_each",
    "score",
    "show",
]

# No public name may be that of a module: the module's import would put itself in the function's place.
_HOME = {
    "Corpus": "corpus",
    "agenda": "planbook",
    "agreement": "validation",
    "assess": "components.status",
    "browse": "browser",
    "cite": "publishing",
    "coding_sheet": "sheets",
    "correct": "corrections",
    "coverage": "measures",
    "extract": "extraction",
    "load_articles": "loading",
    "load_model": "model",
    "loss": "losses",
    "methods": "provenance",
    "report": "reporting",
    "report_each": "batches",
    "score": "validation",
    "show": "display",
}


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}; public names are {', '.join(__all__)}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
