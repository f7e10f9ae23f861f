"""Edits: what goes together, what does not, and what comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golint_py.text.edits import Edit, EditError, Fix, apply, choose, collide, merge, validate
from golint_py.text.finding import Safety
from golint_py.text.span import Span


def edit(start: int, end: int, text: bytes = b"", path: str = "a.go") -> Edit:
    return Edit(Span(path, start, end), text)


def fix(*edits: Edit) -> Fix:
    return Fix("Do it", edits, Safety.SAFE)


def test_edits_refer_to_the_text_before() -> None:
    assert apply(b"0123456789", [edit(8, 9, b"Z"), edit(0, 2, b""), edit(4, 4, b"++")]) == b"23++4567Z9"


def test_equal_edits_are_made_once() -> None:
    assert apply(b"ab", [edit(1, 1, b"x"), edit(1, 1, b"x")]) == b"axb"
    assert merge([edit(3, 4), edit(1, 2), edit(3, 4)]) == (edit(1, 2), edit(3, 4))


def test_an_insertion_goes_before_a_replacement_that_starts_there() -> None:
    assert apply(b"abc", [edit(1, 2, b"B"), edit(1, 1, b"-")]) == b"a-Bc"
    assert apply(b"abc", [edit(1, 2, b"B"), edit(2, 2, b"-")]) == b"aB-c"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (edit(0, 3), edit(2, 5)),
        (edit(0, 9), edit(2, 3)),
        (edit(0, 9), edit(4, 4, b"x")),
        (edit(2, 2, b"x"), edit(2, 2, b"y")),
        (edit(2, 4, b"x"), edit(2, 4, b"y")),
        (edit(2, 4, b"x"), edit(2, 5, b"x")),
    ],
)
def test_edits_of_the_same_bytes_collide(one: Edit, two: Edit) -> None:
    assert collide(one, two)
    assert collide(two, one)
    with pytest.raises(EditError):
        apply(b"0123456789", [one, two])


def test_edits_side_by_side_or_in_other_files_do_not_collide() -> None:
    assert not collide(edit(0, 2), edit(2, 4))
    assert not collide(edit(0, 2), edit(0, 2, b"x", "b.go"))
    assert not collide(edit(1, 1, b"x"), edit(1, 1, b"x"))


def test_an_edit_outside_its_file_is_refused() -> None:
    for wrong in (edit(0, 11), edit(-1, 2), edit(5, 4)):
        with pytest.raises(EditError, match=r"a\.go"):
            validate([wrong], {"a.go": 10})
    with pytest.raises(EditError, match="no such file"):
        validate([edit(0, 1)], {})


def test_apply_takes_the_edits_of_one_file() -> None:
    with pytest.raises(EditError, match="several files"):
        apply(b"abc", [edit(0, 1), edit(0, 1, b"", "b.go")])


def test_a_fix_is_taken_whole_or_left_whole() -> None:
    first = fix(edit(0, 2), edit(5, 6, b"", "b.go"))
    second = fix(edit(9, 9, b"x"), edit(5, 7, b"", "b.go"))
    third = fix(edit(9, 9, b"y"))
    assert choose([first, second, third]) == ((first, third), (second,))


def test_fixes_that_need_the_same_import_go_together() -> None:
    sync = edit(10, 10, b'import "sync"\n')
    one, two = fix(sync, edit(20, 21, b"a")), fix(sync, edit(30, 31, b"b"))
    assert choose([one, two]) == ((one, two), ())
    assert apply(b"." * 40, [*one.edits, *two.edits]).count(b"sync") == 1


spans = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: (pair[0], pair[0] + pair[1]))
edits = st.lists(
    st.builds(lambda span, text: edit(*span, text), spans, st.sampled_from([b"", b"X", b"YZ"])), max_size=5
)


@given(edits, st.randoms())
def test_the_order_in_which_edits_are_given_makes_no_difference(several: list[Edit], random: object) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    data = bytes(range(65, 65 + 20))
    try:
        expected = apply(data, several)
    except EditError:
        with pytest.raises(EditError):
            apply(data, shuffled)
    else:
        assert apply(data, shuffled) == expected
        assert len(expected) == len(data) + sum(len(e.text) - (e.span.end - e.span.start) for e in merge(several))


@given(st.lists(edits, max_size=4))
def test_chosen_fixes_can_always_be_applied_together(groups: list[list[Edit]]) -> None:
    sound = []
    for group in groups:
        try:
            sound.append(fix(*validate(group, {"a.go": 20})))
        except EditError:
            continue
    taken, left = choose(sound)
    apply(bytes(20), [one for f in taken for one in f.edits])
    assert len(taken) + len(left) == len(sound)
