"""What is printed can be told apart on paper and by somebody who sees no colour."""

import pytest

from iomdesk.documents.style import house_style


@pytest.mark.parametrize("name", sorted(house_style().badge))
def test_a_badges_word_stands_out_from_its_ground(name: str) -> None:
    badge = house_style().badge[name]

    assert contrast(badge.ink, badge.fill) >= 4.5


@pytest.mark.parametrize("name", sorted(house_style().text))
def test_every_kind_of_text_stands_out_from_the_paper(name: str) -> None:
    colour = house_style().colour
    ground = colour["warning"] if name == "marking" else colour["surface"]

    assert contrast(colour[house_style().text[name].colour], ground) >= 4.5


def test_a_warning_stands_out_from_its_tint() -> None:
    colour = house_style().colour

    assert contrast(colour["warning"], colour["warning_surface"]) >= 4.5


def test_no_two_badges_share_word_shape_or_colour() -> None:
    badges = house_style().badge.values()

    assert len({badge.word for badge in badges}) == len(badges)
    assert len({badge.shape for badge in badges}) == len(badges)
    assert len({badge.fill for badge in badges}) == len(badges)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
