"""Rounds in which nobody meets anybody twice, for people who come again and again in groups of four.

Seat k groups as a grid of four columns and k rows, and let group i of round r take from column c the row i + r * c,
reckoned in a field of k elements. Two people of different columns then meet in exactly one round (a transversal
design), and those of one column never; so one round more can be held inside the columns where k is a multiple of
four. The record for 32 people is ten rounds; this gives nine.
"""

from collections.abc import Iterator

FULL = 4
# x**m reduced, for the fields of 2**m elements: irreducible polynomials over GF(2).
_REDUCED = {4: 0b111, 8: 0b1011, 16: 0b10011, 32: 0b100101, 64: 0b1000011}


def rounds_without_repeats(groups: int) -> Iterator[list[list[int]]]:
    """Each round as groups of four of the numbers 0 to 4 * `groups` - 1. None where no field has so many elements."""
    if groups not in _REDUCED and not _is_prime(groups):
        return
    if groups < FULL:
        return
    for number in range(groups):
        yield [[column * groups + _row(row, number, column, groups) for column in range(FULL)] for row in range(groups)]
    if groups % FULL == 0:
        yield [list(range(first, first + FULL)) for first in range(0, FULL * groups, FULL)]


def _row(row: int, number: int, column: int, groups: int) -> int:
    """Row + number * column, in the field of `groups` elements."""
    if groups not in _REDUCED:
        return (row + number * column) % groups
    return row ^ _times(number, column, groups)


def _times(one: int, other: int, size: int) -> int:
    """A product in the field of `size` = 2**m elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & size:
            one ^= _REDUCED[size]
        other >>= 1
    return product


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % factor for factor in range(2, int(number**0.5) + 1))
