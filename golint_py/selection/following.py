"""Who calls the chosen functions, and what they call, by the names in their text."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from golint_py.selection.body_index import MAX_NAMESAKES, MAX_USERS, BodyIndex
from golint_py.selection.helping import helps

TEST_DEPTH = 2  # calls from a test beyond which nothing is looked at that waits or locks for it


def add_callers(chosen: set[int], index: BodyIndex, tests: Sequence[bool], but: AbstractSet[int] = frozenset()) -> None:
    """Callers, by name, of what is chosen, `but` these; what tests call says nothing about the rest of the package."""
    work = list(chosen)
    while work:
        called = work.pop()
        using = index.users.get(index.names[called], ())
        if not tests[called]:
            using = [number for number in using if not tests[number]]
        if len(using) > MAX_USERS:
            continue
        for number in using:
            if number not in chosen and number not in but:
                chosen.add(number)
                work.append(number)


def all_callers(chosen: set[int], index: BodyIndex) -> set[int]:
    """Whoever may lead to what is chosen, tests included."""
    found, work = set(chosen), list(chosen)
    while work:
        for number in index.users.get(index.names[work.pop()], ()):
            if number not in found:
                found.add(number)
                work.append(number)
    return found


def add_callees(
    chosen: set[int],
    texts: Sequence[bytes],
    index: BodyIndex,
    taking: Sequence[bool],
    tested: set[int],
    tests: Sequence[bool],
) -> None:
    """What the chosen ones call that takes locks for them, waits, starts goroutines or is handed a map; what tests call
    in other code only `TEST_DEPTH` calls deep. Level by level, so that no order of the work decides how deep one is."""
    helping: dict[int, bool] = {}
    depth, level = 0, list(chosen)
    while level:
        deeper: list[int] = []
        while level:
            caller = level.pop()
            for name in index.words[caller] & index.bearers.keys():
                for number in index.bearers[name]:
                    if number in chosen:
                        continue
                    down = bool(depth or tests[caller]) and not tests[number]
                    if number not in helping:
                        helping[number] = helps(texts[number])
                    if taking[number] or number in tested or (depth + down <= TEST_DEPTH and helping[number]):
                        (deeper if down else level).append(number)
                        if not down:
                            chosen.add(number)
        level = [number for number in deeper if number not in chosen]
        chosen.update(level)
        depth += 1


def with_callees(chosen: set[int], index: BodyIndex, tests: Sequence[bool]) -> set[int]:
    """The bodies, and what they call by names that few have."""
    found = set(chosen)
    for number in chosen:
        for name in index.words[number] & index.bearers.keys():
            if len(index.bearers[name]) <= MAX_NAMESAKES:
                found.update(one for one in index.bearers[name] if not tests[one])
    return found


def with_users(makers: set[int], started: AbstractSet[int], index: BodyIndex) -> set[int]:
    """The makers, and those of the bodies that name one of them."""
    names = {index.names[number] for number in makers}
    users = {number for number in started if not names.isdisjoint(index.words[number])} if names else set[int]()
    return makers | users


def called_by(chosen: set[int], wanted: set[int], index: BodyIndex) -> set[int]:
    """Those of the wanted bodies that a chosen one names."""
    names = {name for number in chosen for name in index.words[number]} if wanted else set[bytes]()
    return {number for number in wanted if index.names[number] in names}
