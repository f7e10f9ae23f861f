"""One converter: bytes, UTF-16 units and code points agree on every character, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golint_py.text.source import Source

TRAPS = ("a", "\t", "é", "中", "😀", "\r", "\n", "\r\n", "\u2028", "\x0c", "\x00", "\ufeff", "\ufffd", "e\u0301", "x y")
PIECES = [piece.encode() for piece in TRAPS] + [
    b"\xff",
    b"\xed\xa0\x80",
    b"\xe4\xb8",
    b"\xf0\x9f",
    b"\xc0\xaf",
    b"\x80",
]


def test_lines_end_at_lf_and_a_cr_before_it_belongs_to_the_line_end() -> None:
    source = Source("a.go", b"one\r\ntwo\rstill two\n\nlast")
    assert [source.line_text(line) for line in range(1, source.line_count + 1)] == ["one", "two\rstill two", "", "last"]
    assert [source.line_of(offset) for offset in (0, 3, 4, 5, 18, 19, 20, 24, 99)] == [1, 1, 1, 2, 2, 3, 4, 4, 4]


def test_an_empty_file_has_one_empty_line() -> None:
    source = Source("a.go", b"")
    assert (source.line_count, source.line_of(0), source.line_text(1), source.column_utf16(0)) == (1, 1, "", 1)


def test_a_line_that_does_not_exist_is_an_error() -> None:
    for line in (0, -1, 3):
        with pytest.raises(IndexError):
            Source("a.go", b"a\nb").line_start(line)


def test_columns_of_each_unit_after_astral_and_wide_characters() -> None:
    source = Source("a.go", "\t😀é中x".encode())
    x = source.data.index(b"x")
    assert (source.column_bytes(x), source.column_utf16(x), source.column_code_points(x)) == (11, 6, 5)


def test_a_byte_order_mark_is_not_part_of_line_one() -> None:
    source = Source("a.go", "\ufeffpackage é\n".encode())
    start = source.data.index(b"package")
    assert (source.column_bytes(start), source.column_utf16(start), source.column_code_points(start)) == (1, 1, 1)
    assert source.column_bytes(0) == source.column_utf16(0) == 1
    assert source.line_of(0) == 1
    assert source.line_text(1) == "package é"
    assert source.offset_of_utf16(1, 1) == 3


def test_an_encoded_lone_surrogate_counts_three_and_a_cut_off_character_one() -> None:
    source = Source("a.go", b"\xed\xa0\x80|\xe4\xb8|")
    assert source.column_code_points(3) == 4
    assert source.column_code_points(6) - source.column_code_points(4) == 1


def test_an_offset_inside_a_character_counts_as_its_start() -> None:
    source = Source("a.go", "a中b".encode())
    assert [source.column_utf16(offset) for offset in range(6)] == [1, 2, 2, 2, 3, 4]
    assert [source.column_bytes(offset) for offset in range(6)] == [1, 2, 2, 2, 5, 6]


def test_columns_past_the_end_of_a_line_are_its_end() -> None:
    source = Source("a.go", "aé\r\nb".encode())
    assert source.offset_of_bytes(1, 99) == source.offset_of_utf16(1, 99) == source.offset_of_code_points(1, 99) == 3


def test_a_column_inside_a_surrogate_pair_is_the_character() -> None:
    source = Source("a.go", "😀x".encode())
    assert [source.offset_of_utf16(1, column) for column in (1, 2, 3, 4)] == [0, 0, 4, 5]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_every_character_start_survives_the_way_there_and_back(data: bytes) -> None:
    source = Source("a.go", data)
    for offset in range(len(data) + 1):
        line = source.line_of(offset)
        if not source.line_start(line) <= offset <= source.line_end(line):
            continue
        for there, back in (
            (source.column_bytes, source.offset_of_bytes),
            (source.column_utf16, source.offset_of_utf16),
            (source.column_code_points, source.offset_of_code_points),
        ):
            home = back(line, there(offset))
            assert there(home) == there(offset)
            assert home <= offset


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_columns_at_the_line_end_are_what_python_decodes(data: bytes) -> None:
    source = Source("a.go", data)
    for line in range(1, source.line_count + 1):
        end, text = source.line_end(line), source.line_text(line)
        assert source.column_code_points(end) == len(text) + 1
        assert source.column_utf16(end) == len(text.encode("utf-16-le")) // 2 + 1
