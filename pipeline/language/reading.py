"""Reading an abstract: its findings, sentence by sentence, carried on where later words refer back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.abbreviations import definitions
from pipeline.language.clauses import Clause, clauses, marks_of
from pipeline.language.comparisons import arm_of
from pipeline.language.effects import FoundEffect, effects
from pipeline.language.figures import significances
from pipeline.language.lexicon import Lexicon, Mark
from pipeline.language.roles import FINDING_ROLES, roles
from pipeline.language.sentences import Sentence, sentences
from pipeline.language.stance import (
    AS_EFFECT,
    BETTER,
    NULL,
    WORSE,
    Statement,
    kind,
    outcomes_of,
    statements,
)  # fmt: skip
from pipeline.records import AbstractSection

# 'but not in the 100 Hz group', 'during maintenance it did not'
_ELLIPSIS = re.compile(
    r"\s*,?\s*(?:but|though|although|yet|and|whereas|while)?\s*(?:\w+\s+){0,6}?"
    r"(?:not (?:in|at|with|for|after|by|to|on|over|during|under|when|until|significant)\b|"
    r"no (?:more|better|less) (?:with|than|in|so)\b|in no respect|"
    r"(?:did|does|was|were|had|has) not\s*(?:\(|[.;,]|$))",
    re.I,
)
_EFFECT = re.compile(
    r"improvement|relief|reduction|decrease|benefit|effect|gain|drop|\bfall|advantage|lead\b", re.I
)
_OF_WHAT = re.compile(
    r"\b(?:in|for|on|of|regarding|concerning|as to|with respect to|with regard to)\s+"
    r"(?!(?:the\s+)?(?:\w+\s+){0,2}(?:groups?|arms?|weeks?|months?|days?|treatments?|patients|time|"
    r"either|both|any time|sham|placebo|follow|end)\b)\w",
    re.I,
)
_GOES_ON = re.compile(
    r"\s*,?\s*(?:but|and|while|whereas|yet|though|although)?\s*(?:also|then|only|again|soon|"
    r"had|has|was|were|is|are|did|remained|became|been|\w+ly|\s)*",
    re.I,
)
_SET_ASIDE = re.compile(r"\bsham|control|placebo|alone|model", re.I)
_SO = re.compile(r".*\b(?:over|compared|than|versus)\b", re.I)
INCONCLUSIVE = "inconclusive"
_ADDED = re.compile(
    r"\b(?:plus|combined with|in combination with|in addition to|added to|adjunct\w*|add-on|alone|"
    r"on top of|adding|by itself|on its own|as well as usual)\b",
    re.I,
)
_MEASURES = {f"measure.{name}": name for name in ("MD", "SMD", "RR", "OR", "HR")}
_PLANNED = re.compile(r"\bprotocols?\b", re.I)
_WILL = re.compile(r"\bwill (?:be|\w+)\b|\b(?:are|is) to be\b|\bintend", re.I)
_STATES = re.compile(
    r"\b(?:\w+[^s]s|improved|reduced|relieved|alleviated|attenuated|promoted|may \w+|can \w+)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sentence says of one outcome of one claim.

    `sentence` is the place of the sentence in the abstract, -1 for the title. `role` is the
    sentence's. The other fields are those of `stance.Statement`.
    """

    claim_id: str
    outcome: int
    value: str
    comparison: str
    sentence: int
    role: str
    is_significant: bool | None = None
    has_chain: bool = True
    is_both: bool = False
    is_referred: bool = False
    hedge: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An abstract read: its sentences with their roles, its findings, and what it is about."""

    sentences: tuple[Sentence, ...]
    roles: tuple[str, ...]
    findings: tuple[Finding, ...]
    comparators: frozenset[str]
    is_planned: bool
    is_review: bool
    is_animal: bool
    verdict: int | None
    is_adjunct: bool
    effects: tuple[FoundEffect, ...]


def read(title: str, sections: tuple[AbstractSection, ...], lexicon: Lexicon) -> Reading | None:
    """Read an abstract; `None` where title and abstract name no outcome or no treatment."""
    text = "\n".join(section.text for section in sections)
    whole = f"{title}\n{text}"
    mentions = lexicon.mentions(whole)
    if mentions is None:
        return None
    return _Reader(title, sections, whole, lexicon, mentions).read()


class _Reader:
    def __init__(self, title, sections, whole, lexicon: Lexicon, mentions=None) -> None:
        mentions = lexicon.mentions(whole) or [] if mentions is None else mentions
        self.lexicon = lexicon
        self.title = title
        self.sentences = sentences(sections)
        named = {int(i[8:]) for m in mentions for i in m.ids if i.startswith("outcome.")}
        self.dead = frozenset(
            n for n in lexicon.contexts if n not in named or not lexicon.lives(n, whole)
        )
        self.short_forms = self._short_forms(whole)
        lowered = f"{title} {' '.join(s.text for s in self.sentences[:6])}".lower()
        self.is_review = bool(
            re.search(r"\b(?:this|present|mini-?)?\s?review\b|meta-analys|systematic", lowered)
        )
        self.is_animal = bool(
            re.search(r"\b(?:rats?|mice|mouse|rabbits?|murine|rodents?)\b", lowered)
        )
        self.own = self._own_arms()
        self.marks = [self._marks(s.text) for s in self.sentences]
        self.roles = (
            roles(self.sentences, lexicon.cues, [_tells(marks) for marks in self.marks])
            if self.sentences
            else []
        )
        if self.is_review:
            self._review_roles()
        self.findings: list[Finding] = []
        self.effects: list[FoundEffect] = []
        self.planned: dict[str, list[int]] = {"refer.primary": [], "refer.secondary": []}
        self.topics: list[int] = []
        self.last: list[int] = []

    def _review_roles(self) -> None:
        """In a review without sections what follows the aim is what it found."""
        n = len(self.sentences)
        for place, (sentence, role, marks) in enumerate(
            zip(self.sentences, self.roles, self.marks, strict=True)
        ):
            if (
                sentence.label is None
                and role in ("background", "method")
                and place >= 0.3 * n
                and _tells(marks)
                and any(
                    "arm.intervention" in mark.ids or "refer.again" in mark.ids for mark in marks
                )
            ):
                self.roles[place] = "result"

    def _short_forms(self, whole: str) -> dict[str, tuple[str, ...] | None]:
        found = {}
        for short, long_form in definitions(whole).items():
            marks = [
                m for m in self.lexicon.words.find(long_form)
                if any(i.startswith(("outcome.", "arm.")) for i in m.ids)
            ]  # fmt: skip
            merged = {i for m in marks for i in m.ids if i.startswith(("outcome.", "arm."))}
            if any(i in merged for i in ("arm.inert", "arm.reference")):
                merged -= {"arm.intervention", "arm.own"}
            own = {i for m in self.lexicon.words.find(short) for i in m.ids}
            known = {i for i in own if i.startswith("outcome.")}
            if known & merged:
                continue
            if known and not merged:
                found[short] = None
            elif merged:
                found[short] = tuple(sorted(merged))
        return found

    def _own_arms(self) -> frozenset[str]:
        """Give the treatments that a title is about where it names no intervention of ours."""
        found = list(self.lexicon.words.find(self.title))
        if any("arm.intervention" in mention.ids for mention in found):
            return frozenset()
        return frozenset(
            self.title[m.start : m.end].lower() for m in found if "arm.active" in m.ids
        )

    def _marks(self, text: str) -> list[Mark]:
        marks = self._living(marks_of(text, self.lexicon, self.short_forms))
        if not self.own:
            return marks
        return [
            mark._replace(ids=("arm.intervention",))
            if "arm.active" in mark.ids and text[mark.start : mark.end].lower() in self.own
            else mark
            for mark in marks
        ]

    def read(self) -> Reading:
        """Read title and sentences in order."""
        will = sum(bool(_WILL.search(s.text)) for s in self.sentences)
        planned = (
            (bool(_PLANNED.search(self.title))
            and will >= 1)
            or will >= max(3, 0.5 * len(self.sentences))
        )
        verdict = None
        arms = {
            i
            for marks, role in zip(self.marks, self.roles, strict=True)
            if role != "background"
            for m in marks
            for i in m.ids
            if i.startswith("arm.")
        }
        opening = " ".join(
            [self.title]
            + [
                s.text
                for s, role in zip(self.sentences, self.roles, strict=True)
                if role in ("aim", "method")
            ]
        )
        if not planned:
            self._title()
            for n, (sentence, role, marks) in enumerate(
                zip(self.sentences, self.roles, self.marks, strict=True)
            ):
                if role in FINDING_ROLES:
                    if any("verdict.inconclusive" in m.ids for m in marks):
                        verdict = n
                        self._verdict(n, role, marks)
                    self._sentence(n, sentence.text, role, marks)
                else:
                    self._plan(marks, role)
        return Reading(
            tuple(self.sentences),
            tuple(self.roles),
            tuple(self.findings),
            frozenset(arms),
            planned,
            self.is_review,
            self.is_animal,
            verdict,
            bool(_ADDED.search(opening)),
            tuple(self.effects),
        )

    def _living(self, marks: list[Mark]) -> list[Mark]:
        kept = []
        for mark in marks:
            ids = tuple(
                i for i in mark.ids
                if not i.startswith("outcome.") or int(i[8:]) not in self.dead
            )  # fmt: skip
            if ids:
                kept.append(mark if len(ids) == len(mark.ids) else mark._replace(ids=ids))
        return kept

    def _plan(self, marks: list[Mark], role: str) -> None:
        outcomes = [o for m in marks for o in outcomes_of(m) if isinstance(o, int)]
        ids = {i for m in marks for i in m.ids}
        for level in ("refer.primary", "refer.secondary"):
            if level in ids:
                at = next(m.start for m in marks if level in m.ids)
                self.planned[level] += outcomes or []
                del at
        if role in ("method", "aim"):
            self.topics += outcomes

    def _title(self) -> None:
        if self.title.rstrip(" .]").endswith("?"):
            return
        marks = self._marks(self.title)
        if not any("arm.intervention" in m.ids for m in marks):
            return
        for clause in clauses(self.title, marks):
            found, _ = statements(clause, self.lexicon, "intervention", self.title)
            for statement in found:
                if (
                    isinstance(statement.outcome, int)
                    and statement.value == BETTER
                    and statement.has_chain
                    and _is_assertion(clause, statement)
                ):
                    self._add(statement, -1, "title")

    def _verdict(self, n: int, role: str, marks: list[Mark]) -> None:
        outcomes = [
            o
            for m in marks
            for o in outcomes_of(m)
            if isinstance(o, int) and self.lexicon.outcomes[o].reads != "complaint"
        ]
        for outcome in dict.fromkeys(outcomes):
            for claim_id in self.lexicon.outcomes[outcome].claim_ids:
                self.findings.append(Finding(claim_id, outcome, INCONCLUSIVE, "within", n, role))

    def _sentence(self, n: int, text: str, role: str, marks: list[Mark]) -> None:
        subject = None
        said: list[int] = []
        aim_at = min((m.start for m in marks if "role.aim" in m.ids), default=None)
        at_start = False
        denied = False
        antagonised = False
        for clause in clauses(text, marks):
            ids = clause.ids
            at_start = at_start or _is_at_start(clause)
            limit = None
            if "role.antagonist" in ids:
                limit = min(m.start for m in clause.marks if "role.antagonist" in m.ids)
            clause = self._referring(clause, said, role)
            antagonised = antagonised or "role.antagonist" in ids
            if (
                said
                and "comparison.between" in ids
                and not any(outcomes_of(m) for m in clause.marks)
                and (figures := significances(clause.text, 0, len(clause.text)))
                and not any(figures)
            ):
                self._denial(said, "group", n, role)
                continue
            if _ELLIPSIS.match(clause.text) and not any(outcomes_of(m) for m in clause.marks):
                if said and not antagonised:
                    self._ellipsis(clause, said, n, role)
                elif not said:
                    denied = denied or not _SET_ASIDE.search(clause.text)
                continue
            found, subject = statements(clause, self.lexicon, subject, text)
            if at_start:
                continue
            if role == "result" and not antagonised and any(i in _MEASURES for i in ids):
                self.effects += effects(clause, text, self.lexicon, _MEASURES)
            for statement in found:
                if self._is_aside(clause, statement):
                    continue
                if antagonised and statement.value in (NULL, WORSE):
                    continue
                if limit is not None and statement.end > limit:
                    continue
                if aim_at is not None and aim_at < statement.start:
                    continue
                if isinstance(statement.outcome, int):
                    said.append(statement.outcome)
                self._add(statement, n, role)
        if said:
            self.last = said
            if denied:
                self._denial(said, "denied", n, role)

    def _is_aside(self, clause: Clause, statement: Statement) -> bool:
        """Whether a statement is a plan, a harm, somebody else's finding or a correlation."""
        for mark in clause.marks:
            before = mark.start < statement.start
            near = before or mark.start - statement.end <= 30
            ids = mark.ids
            if "role.adverse" in ids and near:
                return True
            if "role.future" in ids and near:
                return True
            if "role.prior" in ids and before and not self.is_review:
                return True
            if "role.correlate" in ids and near:
                return True
        return False

    def _ellipsis(self, clause: Clause, said: list[int], n: int, role: str) -> None:
        """Read 'but not at 100 Hz': the effect told before is denied for a dose, time or place."""
        named = {arm_of(mark) for mark in clause.marks} - {None}
        arms = named - {"intervention"}
        over = _SO.match(clause.text) or "intervention" in named
        if arms and not over:
            return
        self._denial(said, arms.pop() if arms else "denied", n, role)

    def _denial(self, said: list[int], against: str, n: int, role: str) -> None:
        for outcome in dict.fromkeys(said):
            for claim_id in self.lexicon.outcomes[outcome].claim_ids:
                self.findings.append(
                    Finding(claim_id, outcome, NULL, against, n, role, False, is_referred=True)
                )

    def _referring(self, clause: Clause, said: list[int], role: str) -> Clause:
        """Let a clause that names no outcome speak of those named before."""
        named = [m for m in clause.marks if outcomes_of(m)]
        effect = clause.first("refer.again")
        if named and effect and _EFFECT.search(clause.text[: effect.end - clause.start]):
            if effect.start < named[0].start and _in_brackets(clause, named):
                kept = tuple(m for m in clause.marks if not outcomes_of(m))
                clause = Clause(clause.text, clause.start, clause.end, kept)
                named = []
        if named:
            return clause
        if self._is_bare_null(clause, role):
            outcomes = said or self.last or self.topics
            if outcomes:
                return self._with(clause, Mark(clause.start, clause.start, ()), outcomes)
        measures = clause.first("refer.measures")
        if measures and role == "result" and self.topics and any(kind(m) for m in clause.marks):
            return self._with(clause, measures, said or self.topics)
        mark = clause.first("refer.again")
        told = next((m for m in clause.marks if kind(m)), None)
        if said and told and (mark is None or mark.start > told.start):
            lead = clause.text[: told.start - clause.start]
            if lead.strip(" ,;") and _GOES_ON.fullmatch(lead):
                return self._with(clause, Mark(clause.start, clause.start, ()), said)
        if not mark or not (said or self.last):
            return clause
        lead = clause.text[: mark.start - clause.start].strip(" ,;")
        word = clause.text[mark.start - clause.start : mark.end - clause.start].lower()
        if len(lead) > 6 and not (said and word in ("one", "ones", "them", "these", "both")):
            return clause
        return self._with(clause, mark, said or self.last)

    def _is_bare_null(self, clause: Clause, role: str) -> bool:
        """Whether a clause says that the arms did not differ, and not in what."""
        ids = clause.ids
        if role != "result" or ids & {"role.adverse", "comparison.at_baseline", "role.future"}:
            return False
        null = clause.first("null.none") or (
            clause.first("null.neg") if "change.differ" in ids else None
        )
        if null is None or not ids & {"comparison.between", "comparison.both", "comparison.than"}:
            return False
        rest = clause.text[null.end - clause.start :]
        return not _OF_WHAT.search(rest)

    def _with(self, clause: Clause, mark: Mark, outcomes: list[int]) -> Clause:
        wanted = tuple(f"outcome.{o}" for o in dict.fromkeys(outcomes))
        if _EFFECT.search(clause.text[mark.start - clause.start : mark.end - clause.start]):
            wanted += (AS_EFFECT,)
        marks = sorted([*clause.marks, Mark(mark.start, mark.end, wanted)])
        return Clause(clause.text, clause.start, clause.end, tuple(marks))

    def _add(self, statement: Statement, n: int, role: str) -> None:
        comparison = statement.comparison
        if comparison.against == "reference" or (
            comparison.turn == 0 and not (statement.value == NULL and comparison.is_both)
        ):
            return
        outcomes = self._resolved(statement.outcome, role)
        for outcome in outcomes:
            terms = self.lexicon.outcomes[outcome]
            if terms.only_good and statement.value != BETTER:
                continue
            if terms.reads == "complaint" and statement.value not in (BETTER, NULL):
                continue
            for claim_id in terms.claim_ids:
                self.findings.append(
                    Finding(
                        claim_id,
                        outcome,
                        statement.value,
                        comparison.against,
                        n,
                        role,
                        statement.is_significant,
                        statement.has_chain,
                        comparison.is_both,
                        not isinstance(statement.outcome, int),
                        False,
                        comparison.subject,
                    )
                )

    def _resolved(self, outcome: int | str, role: str) -> Sequence[int]:
        if isinstance(outcome, int):
            return (outcome,)
        if role != "result":
            return ()
        if outcome == "refer.rest":
            told = {finding.outcome for finding in self.findings}
            return tuple(o for o in dict.fromkeys(self.topics) if o not in told)
        if outcome == "refer.every":
            return tuple(dict.fromkeys(self.topics))
        return tuple(dict.fromkeys(self.planned.get(outcome, ())))


_TELL = ("change.up", "change.down", "change.good", "change.invert", "change.less", "null.none")
_NOT_TELL = ("role.method", "role.aim", "role.future", "role.prior")


def _tells(marks: Sequence[Mark]) -> bool:
    """Whether a sentence looks like one that tells of an outcome's change."""
    ids = {i for mark in marks for i in mark.ids}
    return (
        not ids.isdisjoint(_TELL)
        and ids.isdisjoint(_NOT_TELL)
        and any(i.startswith("outcome.") for i in ids)
    )


def _in_brackets(clause: Clause, marks: Sequence[Mark]) -> bool:
    """Whether all these marks stand in brackets."""
    return all(
        clause.text.count("(", 0, mark.start - clause.start)
        > clause.text.count(")", 0, mark.start - clause.start)
        for mark in marks
    )


def _is_at_start(clause: Clause) -> bool:
    """Whether a clause tells how things stood at the outset, and not of a change since."""
    mark = clause.first("comparison.at_baseline")
    if mark is None:
        return False
    lead = clause.text[: mark.start - clause.start].rstrip().lower()
    return not re.search(
        r"(?:from|than|with|to|versus|vs\.?|below|above|over)(?: \S+){0,6}$", lead[-60:]
    )


def _is_assertion(clause: Clause, statement: Statement) -> bool:
    return bool(
        re.search(
            r"\b(?:reduces|relieves|alleviates|attenuates|improves|promotes|inhibits|suppresses|enhances|"
            r"ameliorates|prevents|reverses|restores|accelerates|mitigates|eases|decreases|increases|"
            r"lowers|protects|facilitates|produces|exerts|induces|regulates|reduced|relieved|may|can|"
            r"improve|reduce|relieve|alleviate|promote|attenuate|improved)\b",
            clause.text,
            re.I,
        )
    ) and not re.search(r"\b(?:effects? of|whether|does|do|is|can \w+ \w+\?)\b", clause.text, re.I)
