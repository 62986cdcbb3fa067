"""One's own part of the talk, against one's own earlier ones."""

import pytest

from bot.domain.talk import Part, Talk, talk


def wrote(said: int, of: int) -> Part:
    """A mixer in writing."""
    return Part(said, of, 0.0, 0.0)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([], None, id="no mixer"),
        pytest.param([wrote(2, 4)], None, id="too little was said"),
        pytest.param([wrote(5, 20)], Talk(0.25, None), id="the first"),
        pytest.param([wrote(1, 3), wrote(5, 20)], Talk(0.25, None), id="one that says nothing is left out"),
        pytest.param([wrote(10, 20), wrote(5, 20), wrote(5, 20)], Talk(0.5, 0.25), id="more than before"),
        pytest.param([wrote(5, 20), wrote(15, 20)], Talk(0.25, -0.5), id="less than before"),
        pytest.param([wrote(5, 20), wrote(6, 20)], Talk(0.25, 0.0), id="as before"),
        pytest.param([Part(9, 10, 30.0, 300.0)], Talk(0.1, None), id="aloud counts where people talked aloud"),
    ],
)
def test_what_is_said_of_mixers(parts: list[Part], expected: Talk | None) -> None:
    """The share of the last one in which enough was said, beside the mean of those before."""
    assert talk(parts) == expected
