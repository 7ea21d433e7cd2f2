"""Which armed group "the rebels", "two guerrillas" and "a young insurgent" of an article are."""

from __future__ import annotations

from collections import Counter

INSURGENTS = frozenset("rebel guerrilla insurgent separatist militant militia gunman".split())
REBELS = frozenset("rebel guerrilla insurgent".split())  # whoever calls them so has told whose they are
ANY_FIGHTER = frozenset(
    "alive least estimated young female male armed wounded captured dead slain surviving remaining".split()
)
OF_FIGHTERS = frozenset(
    "islamist islamic shiite shia sunni fundamentalist militant radical extremist armed rebel guerrilla separatist"
    " resistance nationalist".split()
)


class Fighters:
    """What resolves a noun for fighters in a `Resolver`."""

    def _kind(self, m):
        """What the lexicon knows a named body to be: "armed group", "party"."""
        found = self.reader.proper.at(self.g, m.start) if m.label else None
        return None if found is None else found.rows[0]["kind"]

    def _armed(self, m):
        return self._kind(m) == "armed group"

    def _armed_group(self):
        """The armed group that the article is about: it names no other, or no other half as often."""
        if self._fighting is None:
            g, times, first = self.g, Counter(), {}
            for m in self.scene.mentions:
                beside = (g.head[m.root], *g.kids(m.root, "compound", "amod")) if m.label else ()
                if m.kind == "body" and m.label and (any(g.lemma[j] in REBELS for j in beside) or self._armed(m)):
                    times[m.name] += 1
                    first.setdefault(m.name, m)
            most = times.most_common(2)
            clear = most and (len(most) == 1 or most[0][1] >= 2 * most[1][1])
            self._fighting = [first[most[0][0]]] if clear else []
        return self._fighting

    def _fighters_again(self, i):
        """ "the Islamist movement" after "Hamas": the last armed group or party named, where no other word tells them apart."""
        g = self.g
        near = [c for c in g.children[i] if g.dep[c] in ("amod", "compound")]
        if (
            not near
            and g.lower[i] != "movement"
            or any(g.lower[c] not in OF_FIGHTERS and g.ent[c] != "NORP" for c in near)
        ):
            return False
        for m in reversed(self.named):
            if g.sentence[i] - g.sentence[m.start] > 3:
                return False
            if m.kind == "body" and self._kind(m) in ("armed group", "party"):
                self.put(self._left(i), i + 1, [self.of(m)], "short name")
                return True
        return False

    def _told(self, i):
        """Fighters named before whom a word for such may mean: "Tamil Tiger rebels", "the Lord's Resistance Army"."""
        g = self.g
        for m in reversed(self.named):
            if g.sentence[i] - g.sentence[m.start] > 4:
                return None
            armed = m.kind == "body" and self._armed(m)
            if m.kind == "group" and g.lemma[m.root] == g.lemma[i] or g.lemma[i] in INSURGENTS and armed:
                return m
        return None

    def _told_group(self, i, owners):
        """ "the rebels" after "Tamil Tiger rebels"; "rebels" anywhere in an article that names one armed group."""
        g = self.g
        near = [c for c in g.children[i] if g.dep[c] in ("amod", "compound")]
        plain = not owners and all(g.lower[c] in (ANY_FIGHTER if g.dep[c] == "amod" else OF_FIGHTERS) for c in near)
        restricted = any(g.dep[c] == "relcl" for c in g.children[i])  # "rebels who fought Kampala" may be others
        if plain and g.lemma[i] in REBELS and not restricted and self._armed_group():
            return self._armed_group()
        counted = any(g.lower[c] == "the" or g.dep[c] == "nummod" for c in g.children[i])
        told = self._told(i) if plain and counted else None
        return [told] if told else []
