"""Conferences with a name: "the World Summit on the Information Society"."""

from __future__ import annotations

from .actors import Mention
from .acts import HAPPENING, governor
from .names import joined, spelled, without_number

GATHERINGS = frozenset({"summit", "conference", "forum", "congress", "assembly", "convention", "symposium"})
CONFERENCE = {
    "type": "CONSULT",
    "mode": "multilateral",
    "pattern": "gathering",
    "preposition": "",
    "needs": "",
    "object": "",
}


class Conferences:
    """What finds named gatherings that take place, for `Triggers`."""

    def _proper_gathering(self, scene, i):
        """ "the World Summit on the Information Society": a capitalised gathering under a verb of holding or attending."""
        g = scene.g
        if g.lower[i] not in GATHERINGS:
            return None
        start, end, sits = i, i + 1, None
        first = g.sentences[g.sentence[i]][0]
        while start > first and g.text[start - 1][0].isupper() and g.pos[start - 1] in ("PROPN", "ADJ"):
            start = joined(g, start - 1, first)
        if end < g.n and g.lower[end] in ("of", "on", "for"):
            j = end + 1
            inner = scene.at.get(j + (g.lower[j] == "the")) if j < g.n - 1 else None
            if inner is not None and inner.kind in ("body", "event"):
                end = j = inner.end
                sits = inner if g.lower[i + 1] == "of" else None
            while j < g.n and (
                g.text[j][0].isupper() and g.pos[j] in ("PROPN", "NOUN", "ADJ") or g.lower[j] in ("the", "and", "of")
            ):
                j += 1
                if g.text[j - 1][0].isupper():
                    end = j
        start = without_number(g, start, end)
        if end - start < 2:
            return None
        # "the Durban Summit of the African Union": it is the body that sits
        name = spelled(g, start, end) if sits is None else sits.name
        mention = Mention(start, end, i, "EVENT", "event", name)
        found = self._conference(scene, mention)
        if found is not None:
            scene.by_root.setdefault(i, []).append(mention)
            scene.at.update(dict.fromkeys(range(start, end), mention))
        return found

    def _conference(self, scene, mention):
        """A named conference is an event where the sentence says that it takes place, opens, is held, hosted or attended."""
        g, root = scene.g, mention.root
        verb, _ = governor(g, root)
        if verb is not None and g.dep[root] in ("nsubj", "nsubjpass"):
            verb = self.happens(g, verb)
        if (
            verb is not None
            and g.child(verb, "ccomp") is None
            and (g.lemma[verb] in self.light or g.lemma[verb] in HAPPENING or g.lemma[verb] in ("address", "gather"))
        ):
            return mention.start, mention.end, root, CONFERENCE, verb
        return None
