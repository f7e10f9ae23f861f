"""Which function makes the fix of which kind of plan, and the conditions that hold for every fix (RULES C.0)."""

import contextlib
import functools
from collections.abc import Callable, Mapping

from msgspec import Struct, structs

from golint_py.fix.add_before_go import add_before_go
from golint_py.fix.atomic_type import atomic_type
from golint_py.fix.byte_order import byte_order
from golint_py.fix.change import laid_out
from golint_py.fix.clone import clone
from golint_py.fix.command_context import command_context
from golint_py.fix.convert import convert_constant
from golint_py.fix.copy_context import copy_context
from golint_py.fix.copy_on_write import copy_on_write
from golint_py.fix.defer_done import defer_done, done_last
from golint_py.fix.directives import drop_directive
from golint_py.fix.end_options import end_options
from golint_py.fix.guard import guard, guard_everywhere
from golint_py.fix.guard_variable import guard_variable
from golint_py.fix.header import header
from golint_py.fix.inline_address import inline_address
from golint_py.fix.jumps import jumped_over
from golint_py.fix.keep_alive import keep_alive
from golint_py.fix.lazy_init import once
from golint_py.fix.load_or_store import load_or_store
from golint_py.fix.lock_mode import upgrade
from golint_py.fix.new_mutex import new_mutex
from golint_py.fix.refusal import Refused
from golint_py.fix.shell import pass_arguments
from golint_py.fix.unlocks import other_unlock, unlock_before_return
from golint_py.fix.unsafe_spelling import spelled_now
from golint_py.fix.wait_delay import wait_delay
from golint_py.fix.workspace import Workspace
from golint_py.fix.wrapper import sync_map, wrap
from golint_py.syntax.parse import parse
from golint_py.text.edits import Edit, EditError, Fix, apply, validate
from golint_py.text.finding import Confidence, Finding, FixPlan, Safety, Severity
from golint_py.text.span import Span

Maker = Callable[[Workspace, Finding[Span], FixPlan], Fix]


def _guard(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """With the lock that the map has elsewhere, or a new one: where one is held at some accesses already, and cannot be
    taken at the others, the map gets another one beside it."""
    parameters = dict(plan.parameters)
    if parameters["lock"]:
        return guard(workspace, finding, plan)
    if parameters.get("held"):
        with contextlib.suppress(Refused):
            return guard_everywhere(workspace, finding, plan)
    return new_mutex(workspace, finding, plan)


MAKERS: Mapping[str, Maker] = {
    "add-before-go": add_before_go,
    "atomic-type": atomic_type,
    "upgrade-lock": upgrade,
    "clone": clone,
    "guard": _guard,
    "guard-variable": guard_variable,
    "once": once,
    "other-unlock": other_unlock,
    "unlock-before-return": unlock_before_return,
    "convert-constant": convert_constant,
    "header": header,
    "inline-address": inline_address,
    "syncmap-atomic": load_or_store,
    "keep-alive": keep_alive,
    "pass-arguments": pass_arguments,
    "unsafe-spelling": spelled_now,
    "wait-delay": wait_delay,
    "copy-context": copy_context,
    "copy-on-write": copy_on_write,
    "byte-order": byte_order,
    "command-context": command_context,
    "defer-done": defer_done,
    "done-last": done_last,
    "drop-directive": drop_directive,
    "end-options": end_options,
}
AUTO = "auto"
# Where a map is to become another type, that is done in place of taking a lock.
WHOLE: Mapping[str, Callable[..., Fix]] = {"wrapper": wrap, "syncmap": sync_map}
STRATEGIES = (AUTO, "guard", *WHOLE)


class Bounds(Struct, frozen=True, eq=False):
    """What may be edited: `allowed` says it of a path; `strategy` is how maps are to be guarded; `api`: also
    exported ones, in all packages that were loaded."""

    allowed: Callable[[str], bool]
    strategy: str = AUTO
    api: bool = False


def fixable(finding: Finding[Span]) -> bool:
    """Whether there is anything to try."""
    return finding.plan is not None and finding.plan.kind in MAKERS and finding.plan.safety > Safety.MANUAL


def make(workspace: Workspace, finding: Finding[Span], bounds: Bounds) -> Fix:
    """The fix of a finding, with the edits that belong together. Raises `Refused` with the condition that failed."""
    plan = finding.plan
    if plan is None or plan.kind not in MAKERS:
        raise Refused("there is no fix for this: the page of the rule says what to do")
    if finding.confidence is Confidence.LOW:
        raise Refused("the finding is of low confidence: look whether it is right")
    if not _in_default(workspace, finding.place.path):
        raise Refused("the file is only for other platforms or build tags than the first that is analysed")
    maker = MAKERS[plan.kind]
    if plan.kind == "guard" and bounds.strategy in WHOLE:
        maker = functools.partial(WHOLE[bounds.strategy], api=bounds.api)
    fix = _made(workspace, finding, plan, maker)
    if finding.confidence < Confidence.HIGH and fix.safety is Safety.SAFE:
        fix = structs.replace(fix, safety=Safety.UNSAFE)  # it rests on a fact that is not sure
    check(workspace, fix, bounds, comments=plan.kind != "drop-directive")
    return structs.replace(fix, edits=laid_out(workspace, fix.edits))


def _made(workspace: Workspace, finding: Finding[Span], plan: FixPlan, maker: Maker) -> Fix:
    """A fix that fails is refused: the finding is there all the same."""
    try:
        return maker(workspace, finding, plan)
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"golint-py failed to make it ({type(error).__name__}: {error})") from error


def _in_default(workspace: Workspace, path: str) -> bool:
    return any(file.path == path for file in workspace.package_of(path).files)


def check(workspace: Workspace, fix: Fix, bounds: Bounds, comments: bool = True) -> None:
    """Raise `Refused` where a file may not be edited, the result does not parse, or `comments` would be lost."""
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.span.path, []).append(edit)
    if not by_path:
        raise Refused("nothing would change")
    for path, edits in sorted(by_path.items()):
        if not bounds.allowed(path):
            raise Refused(f"{path} would change, which is outside of the given paths or excluded")
        _check_file(workspace, path)
        parsed = workspace.parsed(path)
        try:
            validate(edits, {path: len(parsed.data)})
            after = apply(parsed.data, edits)
        except EditError as error:
            raise Refused(str(error)) from error
        new = parse(after)
        if new.broken:
            raise Refused(f"{path} would not parse afterwards")
        if jumped_over(new.declarations, after) > jumped_over(parsed.declarations, parsed.data):
            raise Refused("a goto would jump over a new variable")
        for comment in _comments(parsed.data[edit.span.start : edit.span.end] for edit in edits):
            if comments and comment not in after:
                raise Refused(f"a comment in {path} would be lost")


def _check_file(workspace: Workspace, path: str) -> None:
    file = workspace.file(path)
    if file.generated:
        raise Refused(f"{path} is generated")
    if "vendor" in path.split("/")[:-1]:
        raise Refused(f"{path} is vendored")
    if workspace.parsed(path).broken:
        raise Refused(f"{path} has syntax errors")
    if b"\n//line " in workspace.parsed(path).data or b"/*line " in workspace.parsed(path).data:
        raise Refused(f"{path} has //line directives")


def _comments(texts: object) -> list[bytes]:
    """Line comments in replaced bytes (strings that look like one count too: then the fix is refused for nothing)."""
    found = []
    for text in texts:  # type: ignore[attr-defined]
        for line in text.split(b"\n"):
            at = line.find(b"//")
            if at >= 0:
                found.append(line[at:].strip())
    return found


def refusal(finding: Finding[Span], reason: str) -> Finding[Span]:
    """`golint/fix-refused` for a finding."""
    return Finding(
        rule="golint/fix-refused",
        place=finding.place,
        message=f"{finding.rule} is not fixed: {reason}",
        severity=Severity.NOTE,
        confidence=Confidence.HIGH,
        subject=finding.subject,
        function=finding.function,
    )
