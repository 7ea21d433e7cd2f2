"""Whether a mention can be of a storyline: who takes part, where, when, and how well it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mentions import AHEAD, MATERIAL, MUTUAL, NOW, PAST, Mention
from .parties import gathering, matched, plain
from .windows import CLOSE, LONG, MOVED, STAY, TOLD_OF, Window, gap, length
from .words import heir, states

if TYPE_CHECKING:
    from .storylines import Storyline

PACTS = ("AGREE", "SUPPORT")  # what two sides do together: agree, sign, ratify
LASTING = {"summit", "talk", "negoti", "conferenc", "round", "session"}  # what may take days
SESSIONS = ("talk", "meet", "session", "negoti", "discussion")  # what a body holds again and again


# --- who


def _sits(m) -> bool:
    """Whether these are a body's own: nobody beside it but those who attend."""
    return m.mode == "multilateral" or len(m.actors) <= 2 and all(p.kind != "state" for p in m.actors)


def _brief(m: Mention, line: Storyline, same: int) -> bool:
    """Whether both say the days so closely that one person cannot have paid two visits in them; "the trip" says today's."""
    if not same or length(line) > MOVED:
        return False
    if m.dated:
        return length(m) <= MOVED and gap(m, line) == 0
    day = m.published
    return bool(m.definite) and day is not None and line.start - MOVED <= day <= line.end + MOVED


def own_name(m: Mention) -> set[str]:
    """The proper name of a conference, where that is what the event is called by."""
    name = plain(m.trigger) if m.mode == "multilateral" and not m.trigger.islower() else None
    return {name} & {p.plain for p in m.actors if p.kind == "body"}


def sides(m) -> int:
    return len(m.actors) + len(m.recipients)


def _sorted_out(m: Mention, line: Storyline) -> bool:
    """Whether one sentence tells them apart: "talks with Norwegian leaders, including a meeting with Bo Lund"."""

    def levels(x):
        return {(p.country, p.kind == "person") for p in x.actors if p.country}

    return any(
        x.sentence == m.sentence and x.word != m.word and not (x.definite or m.definite)
        and any((country, not person) in levels(x) for country, person in levels(m))
        for x in line.mentions
    )  # fmt: skip


def _at_summit(m: Mention, line: Storyline) -> bool:
    """Whether states meet at a summit, and who is named leads one."""
    mine, theirs = ({p.kind for p in x.actors} & {"state", "person"} for x in (m, line))
    if m.word == "summit" and mine == {"state"}:
        return "person" in theirs and all(p.leads for p in line.actors if p.kind == "person")
    led = "person" in mine and all(p.leads for p in m.actors if p.kind == "person")
    return led and "summit" in line.words and theirs == {"state"}


def _next(m: Mention, line: Storyline) -> bool:
    """Whether "the talks" stands in the sentence after those told: whoever is read with it was read from elsewhere."""
    last = line.mentions[-1]
    near = None not in (m.sentence, last.sentence) and 0 < m.sentence - last.sentence < 2
    return m.bare and near and last.article_id == m.article_id and not m.dated


def same_level(m: Mention, line: Storyline) -> bool | None:
    """False where the one names states only and the other persons only; None where either does not tell."""
    mine, theirs = ({p.kind for p in x.actors} & {"state", "person"} for x in (m, line))
    return bool(mine & theirs) if mine and theirs else None


def same_people(m: Mention, line: Storyline, within: bool) -> tuple[int, int] | None:
    """(0 or 1 for a full match, names in common) where the participants agree; None where they do not."""
    again = _again(m, line)
    if m.type != "CONSULT" and within and not (m.actors and line.actors) and _goes_back(m, line):
        # "the fighting", "the riots"
        return None if m.recipients and line.recipients and not matched(m.recipients, line.recipients)[0] else (0, 0)
    if m.family not in ("meeting", "visit") and again and 1 in (sides(m), sides(line)):
        # the only participant of "the impeachment" may be its actor or whom it meets, if nobody else is
        both = (m.actors, line.actors), (m.recipients, line.recipients)
        if any(a and b and not matched(a, b)[0] for a, b in both):
            return None
        hits, same, rest, others = matched(m.actors + m.recipients, (*line.actors, *line.recipients))
        return None if rest and others or not hits else (int(not rest and not others), same)
    hits, same, rest, others = matched(m.actors, line.actors)
    if m.family in MUTUAL:
        if within and _sorted_out(m, line):
            return None
        if within and same_level(m, line) is False and not m.definite and not again and not _at_summit(m, line):
            if not (m.dated and line.dated and max(length(m), length(line)) <= STAY and gap(m, line) == 0):
                return None  # delegations talk, and their presidents meet: "the talks" may be either
        if within and m.definite and not hits and (_next(m, line) or len(m.actors) < 2 and not gathering(m.actors)):
            alike = (m.word == "summit") == ("summit" in line.words) and (
                m.mode != "multilateral" or line.mode == m.mode or _next(m, line)
            )
            return (-1, 0) if alike else None  # "the session", of which only the mediator is named, or nobody
        if within and again and m.definite and line.bodies and not gathering(m.actors) and len(m.actors) < 2:
            return 0, same  # "she will attend the summit"
        modes = {m.mode, line.mode}
        if modes == {"third-party", "multilateral"} and gathering(m.actors) & line.bodies:
            return None  # on its sidelines
        if gathering(m.actors) & line.bodies and _sits(m) and _sits(line) and "multilateral" in modes:
            return 1, 2
        if rest and others or not hits:
            return None
        many = m.mode == "multilateral", line.mode == "multilateral"
        if (rest or others) and (not (within and again) if hits == 1 else same < hits or many[0] != many[1]):
            return None
        if within and rest and len(line.actors) > 1 and not m.definite:
            return None  # "met Lund", and then "met Lund and Ruiz"
        if many[0] and not many[1] and not m.definite and hits == 2 and not (rest or others or gathering(m.actors)):
            return None  # of three sides, of which one was not read, and of two
        kinds = {p.kind for p in (*m.actors, *line.actors)}
        summits = (m.word == "summit") != ("summit" in line.words)
        if (
            summits
            and not _at_summit(m, line)
            and ("person" not in kinds or "state" in kinds and not (within and same))
        ):
            return None  # leaders meet at summits, ministers do not
        return int(not rest and not others), same
    if m.family == "visit" and within and not hits and _next(m, line):
        return -1, 0
    if rest and others or not hits:
        return None
    if m.family == "visit":
        if (rest or others) and not same:
            return None  # "neither Oslo nor Lima has announced a trip"
        if m.tour != line.tour or (m.told and line.told and m.told != line.told):
            return None
        if not (m.told and line.told) and not within and not _brief(m, line, same):
            return None
        return int(not rest and not others), same
    hits2, same2, rest2, others2 = matched(m.recipients, line.recipients)
    if rest2 and others2 or (m.recipients and line.recipients and not hits2):
        return None
    full = not (rest or others or rest2 or others2)
    # Of a pact both sides are actors, and a mediator may stand among them.
    goes_on = again or within and _goes_back(m, line) or full and hits2 or hits > 1 and m.type in PACTS
    return (int(full), same + same2) if goes_on else None


# --- where


def wider(a, b) -> bool:
    """Whether the place of ``a`` is but the country of ``b``'s."""
    return heir(a.place_country) == heir(b.place_country) and states().get(a.place_country) == a.place


def same_place(m: Mention, line: Storyline) -> bool | None:
    """True for one place or a place and its country, None where either is not told, False for two places."""
    if m.place and m.place == line.place:
        return True
    known = m.place_country and line.place_country
    return (wider(m, line) or wider(line, m)) if known else None


# --- when


def same_time(m: Mention, line: Storyline, within: bool) -> int | None:
    """How well the windows agree: 2 where both are told and meet, 1 where one is not told, 0 moved; None: not one event."""
    if within and _contrary(m, line):
        return None
    if m.dated and line.dated:
        vague = m.family in MUTUAL and not m.definite and m.phase == AHEAD and 2 * MOVED < length(m) < 10_000
        if within and vague and length(line) <= STAY:
            return None  # "meet on Saturday ... and again later this month"
        apart = gap(_since_told(m, m.published), _since_told(line, line.first) if within else line)
        if not apart:
            tight = min(length(m), length(line)) <= LONG
            return 2 if tight or within or _close(m, line) else None
        if within and "cancelled" in {m.status, *(x.status for x in line.mentions)}:
            return None  # what was called off, and what takes its place
        if m.family == "visit":
            other = within and m.definite and m.phase == AHEAD and line.facts == {False}  # the day is in dispute
            return 0 if apart <= (LONG if other else 1 if within else STAY) else None
        if own_name(m) & line.named:
            return 0 if apart <= STAY else None
        if within and apart == 1 and m.family == "meeting" and LASTING & {m.word, *line.words}:
            return 0  # talks that go into a second day
        told_off = within or m.phase != AHEAD or True in line.facts
        return None if told_off or apart > MOVED else 0
    if within:
        return 1 if _order(m, line, within) and not _other(m, line) else None
    return 1 if _close(m, line) and _order(m, line, within) and not _over(m, line) else None


def _since_told(w, day: int | None):
    """The window; "by December" begins with the report of it."""
    ahead = w.phase == AHEAD if isinstance(w, Mention) else w.facts == {False} and w.head.phase == AHEAD
    return Window(day, w.end) if ahead and w.start is None else w


def _contrary(m: Mention, line: Storyline) -> bool:
    """Whether one article says of the two what cannot be said of one event: that it is off, and that it took place."""
    for x in line.mentions:
        if {"cancelled"} < {m.status, x.status} and (m.fact or x.fact):
            return True
        if ("denied" in (m.status, x.status)) != (m.status == x.status == "denied"):
            no, yes = (m, x) if m.status == "denied" else (x, m)
            if yes.fact and (no.source, no.source_kind) == (yes.source, yes.source_kind):
                return True
            # "They have not met since May" says nothing of a meeting to come.
            passed = yes.end is not None and no.published is not None and yes.end < no.published
            if yes.phase == AHEAD and no.tense == "past" and not no.definite and not passed:
                return True
    return False


def _other(m: Mention, line: Storyline) -> bool:
    """Whether one article tells of the one as past and of the other as to come. "The visit" may be either."""
    if not m.phase:
        return False
    if m.family == "visit":
        if m.definite is not False or m.phase == NOW:
            return False
        told = {x.phase for x in line.mentions if x.definite is False}
        if m.status == "planned" and not m.dated and any(x.sentence == m.sentence and x.fact for x in line.mentions):
            return False  # "arrived for a visit"
    else:
        if m.definite and _again(m, line):
            return False  # "the talks are expected to last a week"
        told = {x.phase for x in line.mentions}
    clash = {AHEAD: {PAST, NOW}, PAST: {AHEAD}, NOW: {AHEAD}}[m.phase]
    return bool(told & clash) and m.phase not in told


def _close(m: Mention, line: Storyline) -> bool:
    """Whether the mention was published near the storyline's reports or its window."""
    if m.published is None or line.last is None:
        return False
    if m.published - line.last <= (TOLD_OF if told_of(m) else CLOSE):
        return True
    if m.type != "CONSULT" and line.end is not None and line.last <= m.published <= line.end <= line.last + 366:
        return True  # "will pull out by the end of the year" is a plan until then
    return any(d is not None and abs(m.published - d) <= CLOSE for d in (line.start, line.end))


def told_of(m: Mention) -> bool:
    """Whether it is told of for months: what is done to a person once (an arrest, an impeachment), or by one person."""
    once = m.type in MATERIAL or m.type == "ACCUSE" and m.mode in ("allege", "investigate")  # who urges urges again
    if not m.fact or not once:
        return False
    lone = m.mode and not m.recipients and len(m.actors) == 1
    return any(p.kind == "person" for p in (m.actors if lone else m.recipients))


def _order(m: Mention, line: Storyline, within: bool) -> bool:
    """Whether a mention without a date can be of that window: what is past does not lie ahead of its report, and so on."""
    day = m.published
    if day is None or not m.phase:
        return True
    if within and m.definite and (m.family == "visit" or m.phase == PAST and _again(m, line)):
        return True  # "at the summit they will sign", "the visit will last a week": the noun says nothing of when
    if m.phase == PAST:
        return line.start is None or line.start <= day + 1
    if m.phase == AHEAD:
        return line.end is None or line.end >= day - 1
    return gap(line, Window(day - STAY, day + STAY)) == 0


def _over(m: Mention, line: Storyline) -> bool:
    """Whether earlier reports tell as past what this one says is still to come."""
    return m.phase == AHEAD and line.over is not None and line.over < m.published - 1


# --- joining


def fits(m: Mention, line: Storyline, within: bool) -> tuple | None:
    """How well a mention fits a storyline, to be compared; None where it does not."""
    if m.several != line.head.several:
        return None
    people = same_people(m, line, within)
    if people is None:
        return None
    time = same_time(m, line, within)
    if time is None:
        return None
    place, (full, same) = same_place(m, line), people
    if within and time == 0 and m.family == "meeting" and full != 1 and not own_name(m) & line.named:
        return None  # on the next day, with others
    if place is False and not _moved(m, line, within, time, full):
        return None
    if m.type != "CONSULT" and time < 2 and not _again(m, line):
        if not (within and _goes_back(m, line)) and not _in_its_days(m, line):
            return None
    if not within and time < 2 and not _known(m, line, place, full, same):
        return None
    summit = "summit" in {m.word, *line.words}
    if not within and not same and (min if summit or m.family != "meeting" else max)(length(m), length(line)) > MOVED:
        return None  # two states may have sent others
    return (
        full >= 0,
        time == 2,
        time == 2 and length(line) <= MOVED,
        m.fact in line.facts,
        _current(m, line),
        place is True,
        full,
        same,
        _again(m, line),
    )


def _current(m: Mention, line: Storyline) -> bool:
    """Whether the storyline's days are none, or near the report: of the two, "signed" means the latest."""
    days = [d for d in (line.start, line.end) if d is not None]
    return m.dated or not days or m.published is None or min(abs(m.published - d) for d in days) <= CLOSE


def _goes_back(m: Mention, line: Storyline) -> bool:
    """Whether another word of the same article can mean the deed: "the raids"; in one town, by what is told of it."""
    modes = {m.mode, *(x.mode for x in line.mentions)}
    town = same_place(m, line) is True and m.place == line.place
    return (m.definite and len(modes - {None}) < 2) or town and len(modes) == 1


def _in_its_days(m: Mention, line: Storyline) -> bool:
    """Whether a pact without a day was reported in the few days that the other report gives, or soon after."""
    if m.type not in PACTS or m.dated == line.dated or not (m.fact and True in line.facts):
        return False
    day, window = (line.first, m) if m.dated else (m.published, line)
    return None not in (day, window.start, window.end) and window.start <= day <= window.end + STAY


def _moved(m: Mention, line: Storyline, within: bool, time: int, full: int) -> bool:
    """Whether two places can be told of one event, and are not two stops: its venue is in dispute, or was changed."""
    home = heir(m.place_country) == heir(line.place_country)
    if within:  # what is off is told again by the province, the town
        return home and {x.status for x in line.mentions} == {m.status} == {"cancelled"}
    if time < 2 or not full:
        return False
    day = m.start == m.end == line.start == line.end
    plan = m.phase == AHEAD and True not in line.facts
    if m.family == "visit":
        return plan and home and day
    return m.family == "meeting" and (home or plan and (day or bool(own_name(m) & line.named)))


def _known(m: Mention, line: Storyline, place: bool | None, full: int, same: int) -> bool:
    """Whether another article's mention without a date says enough to be of a storyline."""
    if m.type != "CONSULT":  # what is done to a person, and what is not yet done, is told of for weeks
        off = m.status == "cancelled"
        if told_of(m) and same and _again(m, line):
            return True  # whoever did it need not be told again
        plan = line.facts == {False} and any(x.phase == AHEAD for x in line.mentions)
        kept = m.fact and plan and _again(m, line)  # what was announced is told as done
        if _in_its_days(m, line):
            return True
        return bool(full) and (any(p.kind == "person" for p in m.recipients) or m.phase == AHEAD or off or kept)
    if m.family == "visit":
        return bool(same)
    if gathering(m.actors):
        coming = line.start is not None and m.published is not None and abs(line.start - m.published) <= MOVED
        return bool(full and same) and (place is True or _again(m, line) and (coming or m.word not in SESSIONS))
    return bool(full and same) and len(m.actors) > 1


def _again(m: Mention, line: Storyline) -> bool:
    return m.word in line.words
