"""Papers that speak: "the resolution urged", "a statement that accused": who adopted, issued or wrote them."""

from __future__ import annotations

PAPERS = frozenset(
    "resolution statement declaration communique communiqué letter motion memorandum decree note message report".split()
)
ISSUING = frozenset("adopt pass approve issue release publish send write deliver submit table draft make read".split())


class Documents:
    """What resolves a paper in a `Resolver`."""

    def _paper(self, i) -> bool:
        """Put whoever stands behind a paper that acts or is adopted here."""
        g = self.g
        if self.owners(i):
            return False
        acts = g.dep[i] == "nsubj" and not g.is_passive(g.head[i]) or g.child(i, "acl", "relcl") is not None
        found = self._issuers(i) if acts else []
        if not found and acts and any(g.lower[c] in ("the", "this") for c in g.children[i]):
            back = max(g.sentences[max(g.sentence[i] - 4, 0)][0], 0)
            same = (j for j in range(i - 1, back - 1, -1) if g.lemma[j] == g.lemma[i])
            found = next((m for j in same if (m := self._issuers(j))), [])
        if found:
            self.put(self._left(i), i + 1, [self.of(found[0])], "role")
        return bool(found)

    def _issuers(self, j):
        """Who adopts a paper, says something in it, or owns it."""
        g = self.g
        verb = g.head[j]
        made = next((c for c in g.kids(j, "acl") if g.lemma[c] in ISSUING and g.agent(c) is not None), None)
        if made is not None:
            subject = g.child(g.agent(made), "pobj")
        elif g.dep[j] == "pobj" and g.lower[verb] == "in" and g.is_verb(g.head[verb]):
            subject = g.child(g.head[verb], "nsubj")
        elif g.dep[j] == "dobj" and g.lemma[verb] in ISSUING:
            subject = g.subject(verb)
        elif g.dep[j] == "nsubjpass" and g.lemma[verb] in ISSUING and g.agent(verb) is not None:
            subject = g.child(g.agent(verb), "pobj")
        else:
            return self.owners(j)
        held = [] if subject is None else self.by_root.get(subject) or self.owners(subject)
        return [m for m in held if m.kind in ("person", "state", "body")]
