"""By which of its parameters a function looks into maps: one that is called for one key after another is called more
than once on its object."""

from golint_py.analyses.access_paths import Path, is_element
from golint_py.analyses.callables import callee_frame, callee_targets, translate
from golint_py.analyses.frame import Frame
from golint_py.ir.ops import Call, Defer, Go, MapDelete, MapRead, MapWrite


def key_parameters(frame: Frame) -> frozenset[str]:
    """The parameters and captures (`p1`, `f0`) that say which element of a map is meant, here or in what is called or
    started; not those with many keys in them."""
    paths, outcomes = frame.paths, frame.world.outcomes
    found = [paths.of[op.key] for _, op in paths.at(MapRead)]
    found.extend(paths.of[op.key] for _, op in paths.at(MapWrite))
    found.extend(paths.of[op.key] for _, op in paths.at(MapDelete))
    calls: list[Call | Go | Defer] = [op for _, op in paths.at(Call)]
    calls.extend(op for _, op in paths.at(Go))
    calls.extend(op for _, op in paths.at(Defer))
    for call in calls:
        for target in callee_targets(call.callee, paths):
            outcome = outcomes.get(target.symbol)
            if outcome is not None and outcome.keys:
                roots = callee_frame(target, call.args, paths)
                named = (translate(Path(root), roots, paths) for root in outcome.keys)
                found.extend(path for path in named if path is not None)
    return frozenset(path.root for path in found if path.root[0] in "pf" and not any(map(is_element, path.steps)))
