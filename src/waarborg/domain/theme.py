"""The looks of an organisation: one accent colour, and the scale that follows from it in light and in dark."""

import colorsys
import re
from collections.abc import Mapping

from waarborg.domain.basis import Problem, Rule, check_all

_HEX = re.compile(r"#[0-9a-f]{6}")
ENOUGH = 4.5  # WCAG 2.2, 1.4.3
WHITE, NIGHT = "#ffffff", "#12171d"  # the paper of light and dark, as in assets/css/tokens.css
_WASH = 50

# lightness of each step; 500 is the accent itself in light
_LIGHT: Mapping[int, float] = {50: 0.965, 100: 0.925, 200: 0.86, 300: 0.70}
_DARKER: Mapping[int, float] = {600: 0.76, 700: 0.42}  # as a part of the accent's lightness
_NIGHTLY: Mapping[int, float] = {50: 0.12, 100: 0.15, 200: 0.20, 300: 0.30, 400: 0.64, 500: 0.72, 600: 0.80, 700: 0.90}
_CALM = 0.55  # saturation that does not glow in the dark


def is_colour(text: str) -> bool:
    """Whether this is a colour as a browser's colour field gives it: #0c5b63."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _is_readable(accent: str) -> bool:
    return is_colour(accent) and contrast(accent, WHITE) >= ENOUGH and contrast(accent, _light(accent)[_WASH]) >= ENOUGH


RULES: tuple[Rule[str], ...] = (
    Rule(
        "UI-01",
        "De accentkleur is leesbaar op wit: het contrast is ten minste 4,5 op 1.",
        "WCAG 2.2, succescriterium 1.4.3",
        _is_readable,
    ),
)


def problems(accent: str) -> list[Problem]:
    """What is wrong with this accent colour."""
    return check_all(RULES, accent, about=accent)


def scales(accent: str) -> tuple[dict[int, str], dict[int, str]]:
    """The steps 50 to 700 for light and for dark; in dark, what is read is light enough."""
    return _light(accent), _dark(accent)


def _light(accent: str) -> dict[int, str]:
    hue, lightness, saturation = _hls(accent)
    steps = {step: _hex(hue, light, saturation * 0.6) for step, light in _LIGHT.items()}
    steps[400] = _hex(hue, min(lightness * 1.25, 0.6), saturation)
    steps[500] = accent
    return steps | {step: _hex(hue, lightness * part, saturation) for step, part in _DARKER.items()}


def _dark(accent: str) -> dict[int, str]:
    hue, _lightness, saturation = _hls(accent)
    steps = {step: _hex(hue, light, min(saturation, _CALM)) for step, light in _NIGHTLY.items()}
    light = _NIGHTLY[500]
    while contrast(steps[500], NIGHT) < ENOUGH:
        light += 0.02
        steps[500] = _hex(hue, light, min(saturation, _CALM))
    return steps


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it; its numbers are those of sRGB."""
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _hls(colour: str) -> tuple[float, float, float]:
    return colorsys.rgb_to_hls(*_parts(colour))


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))
