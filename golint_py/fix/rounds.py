"""Fixes in rounds: those that do not collide are made together, the result is analysed again, until nothing changes.

A fix stays only if its finding is gone afterwards and nothing new is found where it changed something; what spoils that
is found out and refused. At most `MAX_ROUNDS` rounds. A round is judged by the rules of the families that its fixes are
for, and of those that look at the same code (`TOGETHER`): the others have nothing to say about them.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from msgspec import Struct, structs

from golint_py.analyses.facts import Facts
from golint_py.fix.named_lock import lock_of, with_lock_of_its_own
from golint_py.fix.new_names import without_equal_names
from golint_py.fix.one_mutex import Made, struct_of, with_one_mutex
from golint_py.fix.plans import Bounds, fixable, make, refusal
from golint_py.fix.refusal import Refused
from golint_py.fix.whole_file import together
from golint_py.fix.workspace import Workspace
from golint_py.load.model import Loaded
from golint_py.load.tree import SourceTree
from golint_py.text.edits import Edit, Fix, apply, choose
from golint_py.text.finding import Confidence, Finding, Safety
from golint_py.text.fingerprint import stable
from golint_py.text.span import Span

MAX_ROUNDS = 5
TOGETHER = frozenset({"map", "lock", "goroutine"})  # all of them ask what runs beside what, with which locks
ALL: frozenset[str] = frozenset()

Key = tuple[str, str, str]
Files = dict[str, bytes]
Families = frozenset[str]
Prove = Callable[[Mapping[str, bytes]], str]


class Checked(Struct, frozen=True, eq=False):
    """What an analysis found, at any confidence, in which files."""

    findings: tuple[Finding[Span], ...]
    tree: SourceTree
    loaded: Loaded
    facts: Mapping[str, Facts] = {}
    exports: Mapping[str, bytes] = {}


Analyse = Callable[[Files, Families], Checked]


class Wish(Struct, frozen=True, eq=False):
    """What is asked for: which findings, how safe the fixes have to be, what may be edited.

    `prove` says why changed files (by path) do not hold, "" where they do; None asks for no proof but that they parse.
    `families` are those that the wanted findings are of (`ALL`: any).
    """

    wanted: Callable[[Finding[Span]], bool]
    least: Safety
    bounds: Bounds
    prove: Prove | None = None
    families: Families = ALL


class Applied(Struct, frozen=True, eq=False):
    """A finding that was fixed, as it was found in its round, and its fix."""

    finding: Finding[Span]
    fix: Fix


class Outcome(Struct, frozen=True, eq=False):
    """`files` are the new contents of changed files, `before` what was read, `tree` has the new ones.

    `refused` are findings of `golint/fix-refused`, `withheld` those whose fix is not safe enough for the wish.
    """

    before: Files
    files: Files
    applied: tuple[Applied, ...]
    refused: tuple[Finding[Span], ...]
    withheld: tuple[tuple[Finding[Span], Fix], ...]
    tree: SourceTree


def key_of(finding: Finding[Span]) -> Key:
    """What stays when lines move, also those of the function that a local variable is declared in."""
    return (finding.rule, stable(finding.subject), finding.function)


class Tried(Struct, frozen=True, eq=False):
    """Fixes to make, findings that cannot be fixed, with the reason, and fixes that are not safe enough."""

    ready: list[Applied]
    refused: list[tuple[Finding[Span], str]]
    withheld: list[tuple[Finding[Span], Fix]]


class Known(Struct, frozen=True, eq=False):
    """What rounds before have shown: the findings that are not fixed, and why, the locks that fixes have declared, and
    for which subjects, and the structs whose maps get no mutex together."""

    blamed: Mapping[Key, str]
    new: Mapping[str, Set[str]]
    apart: Set[str]


def run(analyse: Analyse, wish: Wish) -> Outcome:
    """Make the fixes; `analyse` is given the files that differ from the disk, and the families whose rules are to run.
    Nothing is written."""
    files: Files = {}
    applied: list[Applied] = []
    refused: list[Finding[Span]] = []
    withheld: list[tuple[Finding[Span], Fix]] = []
    blamed: dict[Key, str] = {}
    apart: set[str] = set()
    state = first = analyse(files, wish.families)
    workspace = Workspace(state.tree, state.loaded, state.facts, state.exports, None, state.findings)
    for number in range(MAX_ROUNDS + 1):
        new: dict[str, set[str]] = {}
        for one in applied:
            if one.fix.declares:
                new.setdefault(one.fix.declares, set()).add(one.finding.subject)
        tried = _candidates(state, workspace, wish, Known(blamed, new, apart))
        fixes, _ = choose(without_equal_names(workspace, [one.fix for one in _one_for_each_lock(tried.ready)]))
        if not fixes or number == MAX_ROUNDS:
            why = f"other fixes change the same code, and {number} rounds were made; run fix again"
            refused += [refusal(*one) for one in (*tried.refused, *((one.finding, why) for one in tried.ready))]
            withheld += tried.withheld
            break
        families = asked_with(one.finding.rule for one in tried.ready)
        judge = functools.partial(_analysed, analyse, families)
        taken = [one for one in tried.ready if one.fix in fixes]
        tree = state.tree
        files, state, kept = _settle(judge, wish, files, state, taken, blamed)
        apart |= _for_single_ones(taken, blamed)
        if not kept:
            continue
        applied += kept
        refused += [refusal(*one) for one in tried.refused if not _asked(one[0], families)]
        refused = _moved(refused, [edit for one in kept for edit in one.fix.edits], tree, state.tree)
        withheld += [one for one in tried.withheld if not _asked(one[0], families)]
        workspace = Workspace(state.tree, state.loaded, state.facts, state.exports, workspace, state.findings)
    return Outcome(
        before={path: first.tree.read(path) for path in files},
        files=files,
        applied=tuple(applied),
        refused=tuple(refused),
        withheld=tuple(withheld),
        tree=state.tree,
    )


def _analysed(analyse: Analyse, families: Families, files: Files) -> Checked:
    return analyse(files, families)


def asked_with(rules: Iterable[str]) -> Families:
    """The families that have to be asked to judge fixes for findings of these rules."""
    found = {one.partition("/")[0] for one in rules}
    if "golint" in found:  # whether a directive silences anything is known when all rules have run
        return ALL
    return frozenset(found | TOGETHER if found & TOGETHER else found)


def _asked(finding: Finding[Span], families: Families) -> bool:
    return not families or finding.rule.partition("/")[0] in families


def _moved(
    findings: Iterable[Finding[Span]], edits: Iterable[Edit], old: SourceTree, new: SourceTree
) -> list[Finding[Span]]:
    """The findings where the edits, and imports that went with them, have moved them to; they have no other places than
    their own."""
    by_path: dict[str, set[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.span.path, set()).add(edit)
    imports = {
        path: len(new.read(path)) - len(old.read(path)) - sum(_growth(edit) for edit in several)
        for path, several in by_path.items()
    }
    moved = []
    for one in findings:
        place = one.place
        before = [edit for edit in by_path.get(place.path, ()) if edit.span.end <= place.start]
        by = sum(_growth(edit) for edit in before) + imports.get(place.path, 0)
        moved.append(structs.replace(one, place=Span(place.path, place.start + by, place.end + by)))
    return moved


def _growth(edit: Edit) -> int:
    """By how many bytes an edit makes its file longer."""
    return len(edit.text) - (edit.span.end - edit.span.start)


def _candidates(state: Checked, workspace: Workspace, wish: Wish, known: Known) -> Tried:
    """What can be made of the findings that are wanted."""
    tried = Tried([], [], [])
    made: list[Made] = []
    for found in state.findings:
        finding = with_lock_of_its_own(workspace, found, known.new)
        if not wish.wanted(finding) or not fixable(finding):
            continue
        if key_of(finding) in known.blamed:
            tried.refused.append((finding, known.blamed[key_of(finding)]))
            continue
        try:
            made.append((finding, make(workspace, finding, wish.bounds)))
        except Refused as reason:
            tried.refused.append((finding, str(reason)))
    for finding, fix in with_one_mutex(workspace, made, wish.bounds, known.apart):
        if fix.safety >= wish.least:
            tried.ready.append(Applied(finding, fix))
        else:
            tried.withheld.append((finding, fix))
    return tried


def _for_single_ones(taken: Iterable[Applied], blamed: dict[Key, str]) -> set[str]:
    """The structs whose maps are to get a mutex each, as one for them all did not hold: it is not blamed."""
    found: set[str] = set()
    for fix in {one.fix for one in taken}:
        keys = {key_of(one.finding): one.finding.subject for one in taken if one.fix == fix}
        if len(set(keys.values())) > 1 and keys.keys() & blamed.keys() and fix.declares:
            found.add(struct_of(fix))
            for key in keys.keys() & blamed.keys():
                del blamed[key]
    return found


def _one_for_each_lock(ready: Iterable[Applied]) -> list[Applied]:
    """Fixes without those that take a lock in a function in which another one of them takes it: neither knows where the
    other's section ends."""
    found: list[Applied] = []
    for one in ready:
        if not any(_in_each_other(one, other) for other in found):
            found.append(one)
    return found


def _in_each_other(one: Applied, other: Applied) -> bool:
    lock, everywhere = lock_of(one.finding)
    its, also = lock_of(other.finding)
    if not lock or lock != its or one.fix == other.fix:
        return False
    return everywhere or also or one.finding.function == other.finding.function


def _settle(
    analyse: Callable[[Files], Checked],
    wish: Wish,
    files: Files,
    state: Checked,
    taken: Sequence[Applied],
    blamed: dict[Key, str],
) -> tuple[Files, Checked, list[Applied]]:
    """Apply those of the fixes that hold; the others are blamed."""
    left = list(taken)
    while left:
        changed = files | edited(state.tree, [one.fix for one in left])
        after = analyse(changed)
        wrong = _wrong(state, after, left)
        if len(wrong) > 1 and not _stays(state, after, left):
            left = _without_culprits(analyse, files, state, left, wrong, blamed)
            continue
        if not wrong and wish.prove is not None:
            why = wish.prove(changed)
            if why and len(left) > 1:
                return _one_by_one(analyse, wish, files, state, left, blamed)
            wrong = {key_of(one.finding): why for one in left} if why else {}
        if not wrong:
            return changed, after, left
        blamed.update(wrong)
        left = [one for one in left if key_of(one.finding) not in wrong]
    return files, state, []


def _without_culprits(
    analyse: Callable[[Files], Checked],
    files: Files,
    state: Checked,
    left: Sequence[Applied],
    wrong: Mapping[Key, str],
    blamed: dict[Key, str],
) -> list[Applied]:
    """The fixes without those, of several that may be to blame for a new finding, that are: found by halving."""
    kept = [one for one in left if key_of(one.finding) not in wrong]
    work = [[one for one in left if key_of(one.finding) in wrong]]
    while work:
        some = work.pop()
        middle = len(some) // 2
        if len(some) == len(wrong):  # known to be wrong
            work += [some[middle:], some[:middle]]
            continue
        tried = [*kept, *some]
        why = _wrong(state, analyse(files | edited(state.tree, [one.fix for one in tried])), tried)
        if not why:
            kept = tried
        elif middle:
            work += [some[middle:], some[:middle]]
        else:
            key = key_of(some[0].finding)
            blamed[key] = why.get(key) or next(iter(why.values()))
    return kept


def _one_by_one(
    analyse: Callable[[Files], Checked],
    wish: Wish,
    files: Files,
    state: Checked,
    taken: Sequence[Applied],
    blamed: dict[Key, str],
) -> tuple[Files, Checked, list[Applied]]:
    """Keep what can be proved together with what was kept before; all edits refer to the same texts."""
    kept: list[Applied] = []
    for one in taken:
        why = "" if wish.prove is None else wish.prove(files | edited(state.tree, [two.fix for two in (*kept, one)]))
        if why:
            blamed[key_of(one.finding)] = why
        else:
            kept.append(one)
    if not kept:
        return files, state, []
    changed = files | edited(state.tree, [one.fix for one in kept])
    return changed, analyse(changed), kept


def edited(tree: SourceTree, fixes: Iterable[Fix]) -> Files:
    """The files that the fixes change, as they are then."""
    by_path: dict[str, set[Edit]] = {}
    changes = Counter[str]()
    for fix in fixes:
        for edit in fix.edits:
            by_path.setdefault(edit.span.path, set()).add(edit)
        changes.update({edit.span.path for edit in fix.edits})
    found = {path: apply(tree.read(path), edits) for path, edits in sorted(by_path.items())}
    for path in found:
        if changes[path] > 1:
            found[path] = _with_imports(path, tree.read(path), found[path])
    return found


def _with_imports(path: str, before: bytes, after: bytes) -> bytes:
    """What the imports of a file that several fixes change have to be; as it is where that cannot be told."""
    try:
        return together(path, before, after)
    except Refused:
        return after


def _stays(before: Checked, after: Checked, taken: Sequence[Applied]) -> dict[Key, str]:
    """Fixes of findings that are still there."""
    left = Counter(key_of(one) for one in before.findings)
    left.subtract(key_of(one.finding) for one in taken)
    there = Counter(key_of(one) for one in after.findings)
    return {key: "it would still be found" for one in taken if there[key := key_of(one.finding)] > left[key]}


def _wrong(before: Checked, after: Checked, taken: Sequence[Applied]) -> dict[Key, str]:
    """Fixes that may be to blame, with the reason: findings that are still there, and new ones in what they change."""
    wrong = _stays(before, after, taken)
    if wrong:
        return wrong
    known = {key_of(one)[1:] for one in before.findings}
    fixed = {one.finding.subject for one in taken}
    sure: dict[str, Confidence] = {}
    for old in before.findings:
        subject = stable(old.subject)
        if old.subject not in fixed and old.rule.startswith("map/"):
            sure[subject] = max(old.confidence, sure.get(subject, old.confidence))
    for finding in after.findings:
        if finding.rule.startswith("golint/"):
            continue  # a directive that is not needed any more
        if key_of(finding)[1:] in known:
            continue
        if finding.rule.startswith("map/") and finding.confidence <= sure.get(stable(finding.subject), -1):
            continue  # the other map was used without a lock before, and is told otherwise now that one is near
        if _revealed(finding, taken) or _is_lesser(finding, before, taken):
            continue
        sides = {place.path for place in finding.places()}
        about = [one for one in taken if one.finding.function == finding.function]
        about = about or [one for one in taken if sides & {edit.span.path for edit in one.fix.edits}]
        for one in about:
            wrong[key_of(one.finding)] = f"then {finding.rule} would be found: {finding.message}"
    return wrong


def _is_lesser(finding: Finding[Span], before: Checked, taken: Sequence[Applied]) -> bool:
    """Whether it comes of a program that is started without its shell: what was said of the shell is said of that, and
    a value that was part of the script may be an option, which has a fix of its own."""
    own = [one.finding for one in taken if one.finding.function == finding.function]
    kinds = {one.plan.kind for one in own if one.plan is not None}
    if kinds != {"pass-arguments"}:
        return False
    if finding.rule == "exec/argument-injection":
        return all(finding.severity <= one.severity for one in own)
    return any((one.rule, one.function) == (finding.rule, finding.function) for one in before.findings)


_BY_A_LOCK = ("map/inconsistent-guard", "map/guarded-map-escapes")  # what is found because others hold a lock


def _revealed(finding: Finding[Span], taken: Sequence[Applied]) -> bool:
    """Whether it was there before and only now counts: a lock that one more function holds may tell what others lack,
    and where the map leaves it.

    A function that a fix has changed is not excused, nor is one that a new mutex may have changed. Fixes for other
    things than maps have nothing to do with it.
    """
    maps = [one.finding.plan for one in taken if one.finding.rule.startswith("map/")]
    named = [dict(one.parameters) if one is not None else {} for one in maps]
    guards = all(one.get("lock") or one.get("held") for one in named)
    elsewhere = all(one.finding.function != finding.function for one in taken)
    return finding.rule in _BY_A_LOCK and guards and elsewhere
