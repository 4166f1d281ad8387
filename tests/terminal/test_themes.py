"""Whatever the theme and however many colours: every text can be read, and no state is told by its colour alone."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style

from tests.desk import branch_folder, desk
from tui.config import InvalidConfig, colours, resolve
from widgets.theme import ASCII, FEW, GLYPHS, ROLES, STATE_ROLES, THEMES, styles

# The sixteen colours as terminals come: eight dark ones, then eight bright ones.
SIXTEEN = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "putty": "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
}
LEGIBLE = 4.5
TEXTS = [role for role in styles("dark", 256) if role not in ("frame", "frame.focus", "cursor")]


def channels(colour: Color | None, palette: str, default: str) -> tuple[float, ...]:
    if colour is None or colour.is_default:
        said = default
    elif colour.number is not None and colour.number < 16:
        said = SIXTEEN[palette].split()[colour.number]
    else:
        return tuple(colour.get_truecolor())
    return tuple(bytes.fromhex(said))


def luminance(rgb: tuple[float, ...]) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "is_"), [("000000", "ffffff", 21.0), ("777777", "ffffff", 4.48), ("ff0000", "000000", 5.25)]
)
def test_contrast_is_that_of_wcag(one, other, is_):
    assert contrast(tuple(bytes.fromhex(one)), tuple(bytes.fromhex(other))) == pytest.approx(is_, abs=0.01)


@pytest.mark.parametrize("palette", SIXTEEN)
@pytest.mark.parametrize("depth", [16, 256, 1 << 24])
@pytest.mark.parametrize("theme", THEMES)
def test_every_text_and_the_cursors_row_can_be_read(theme, depth, palette):
    system = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}.get(depth, ColorSystem.TRUECOLOR)
    on = ("000000", "ffffff") if theme == "light" else (SIXTEEN[palette].split()[7], "000000")
    for role in [*TEXTS, "cursor"]:
        style = Style.parse(styles(theme, depth)[role])
        fore = style.color.downgrade(system) if style.color else None
        back = style.bgcolor.downgrade(system) if style.bgcolor else None
        if depth == 16:
            assert all(colour is None or colour.number is None or colour.number < 16 for colour in (fore, back))
        said = contrast(channels(fore, palette, on[0]), channels(back, palette, on[1]))
        assert said >= LEGIBLE, f"{role}: {said:.2f}"
        assert not style.dim, f"{role}: what dim does differs between terminals"


@pytest.mark.parametrize("depth", [0, 16, 256])
@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_knows_every_role(theme, depth):
    assert {*ROLES, *STATE_ROLES.values()} <= set(styles(theme, depth)) == set(styles("dark", 256))
    assert set(THEMES) == set(FEW)


def test_without_colours_there_are_none():
    for style in map(Style.parse, styles("dark", 0).values()):
        assert style.color is None
        assert style.bgcolor is None


@pytest.mark.parametrize("glyphs", [GLYPHS, ASCII], ids=["drawn", "ascii"])
def test_no_state_is_told_by_colour_alone(glyphs):
    duty = ("met", "met_late", "due_soon", "upcoming", "overdue", "waived", "na", "unknown")
    mark = ("present", "late", "absent", "official")
    for states in (duty, mark, ("open", "closed"), ("executed", "partly", "not_executed")):
        assert len({glyphs[state] for state in states}) == len(states)


@pytest.mark.parametrize(
    ("environment", "is_"),
    [
        ({"TERM": "xterm"}, 16),
        ({"TERM": "linux"}, 16),
        ({"TERM": "screen"}, 16),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "tmux-256color"}, 256),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, 1 << 24),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "vt100"}, 0),
        ({"TERM": "xterm-mono"}, 0),
        ({"TERM": "dumb"}, 0),
        ({}, 0),
    ],
)
def test_how_many_colours(environment, is_):
    assert colours(environment) == is_


async def test_the_theme_changes_on_the_spot_and_is_remembered(tmp_path):
    remembered = []
    async with desk(branch_folder(tmp_path / "b"), remember=lambda *said: remembered.append(said)) as d:

        def title():
            return next(s.style for s in d.app.screen._compositor.render_strips()[2] if "近期会议" in s.text)

        seen = {str(title())}
        for _ in range(len(THEMES)):
            await d.press("colon", *"ps", "enter")
            seen.add(str(title()))
            assert "配色：" in d.lines[-1]
        assert [name for name, _ in remembered] == ["theme"] * len(THEMES)
        assert [value for _, value in remembered] == [*list(THEMES)[1:], "dark"]
        assert len(seen) > 1


def test_a_theme_that_there_is_not_is_refused(tmp_path):
    from types import SimpleNamespace

    flags = dict.fromkeys(("data", "lang", "today", "demo", "ascii", "no_color", "readonly"))
    home = {"HOME": str(tmp_path), "TERM": "xterm"}
    assert resolve(SimpleNamespace(**flags), home | {"ZHIBU_THEME": "light"}).theme == "light"
    with pytest.raises(InvalidConfig, match="bad_theme"):
        resolve(SimpleNamespace(**flags), home | {"ZHIBU_THEME": "pink"})
