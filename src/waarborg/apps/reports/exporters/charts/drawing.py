"""The pencil of the charts: shapes, five fills that differ without colour, the five marks, and an SVG around them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from waarborg.domain.assessments import Verdict

WIDTH = 680  # a text width of 170 mm in a report: 4 units are a millimetre, 12 units are 8.5 points
ACCENT = "#1d5a85"
TINT = "#dde8f0"
INK = "#16202a"
_HATCH = "#7ea3bf"
_GREY = "#8a949d"
_FONT = "Source Sans 3, system-ui, sans-serif"
_LETTER = 0.5  # mean width of a letter, in font sizes


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with the question it answers and the answer in words; `width` and `height` give its proportions."""

    title: str
    text: str
    svg: str
    width: int
    height: int


@dataclass(slots=True)
class Drawing:
    """Collects shapes per fill and words per style, so that each attribute is written once and the file stays small."""

    boxes: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)

    def box(self, fill: str, at: tuple[float, float], size: tuple[float, float]) -> None:
        """A rectangle in one of the fills of `_FILLS`."""
        (x, y), (width, height) = at, size
        path = f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"
        self.boxes.setdefault(fill, []).append(path)

    def write(self, style: str, at: tuple[float, float], words: object) -> None:
        """Words in one of the styles of `_STYLES`, on one line."""
        text = f'<text x="{_n(at[0])}" y="{_n(at[1])}">{escape(str(words), quote=False)}</text>'
        self.words.setdefault(style, []).append(text)

    def add(self, shape: str) -> None:
        self.loose.append(shape)

    def mark(self, verdict: Verdict, at: tuple[float, float], radius: float = 4) -> None:
        """The mark of a verdict as a shape: few fonts have all five."""
        self.add(_mark(verdict, at, radius))

    def chart(self, *, title: str, text: str, height: float, width: int = WIDTH) -> Chart:
        """The whole SVG, with its title and its description for who cannot see it."""
        tall = round(height)
        name = "g" + hashlib.sha256(f"{title}{text}".encode()).hexdigest()[:8]
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {width} {tall}" role="img" '
            f'aria-labelledby="{name}t {name}d" font-family="{_FONT}" font-size="12" fill="currentColor">'
            f'<title id="{name}t">{escape(title)}</title><desc id="{name}d">{escape(text)}</desc>'
        )
        used = "".join(pattern for fill, pattern in _PATTERNS.items() if fill in self.boxes)
        definitions = f"<defs>{used}</defs>".replace("NAME", name) if used else ""
        parts = (head, definitions, *self._filled(name), *self.loose, *self._written(), "</svg>")
        return Chart(title, text, "".join(parts), width, tall)

    def _filled(self, name: str) -> Iterable[str]:
        for fill, attributes in _FILLS.items():
            if fill in self.boxes:
                yield f'<path {attributes.replace("NAME", name)} d="{"".join(self.boxes[fill])}"/>'

    def _written(self) -> Iterable[str]:
        for style, attributes in _STYLES.items():
            if style in self.words:
                yield f"<g {attributes}>{''.join(self.words[style])}</g>"


# Ordered as they are drawn. Dark, hatched and empty follow the marks ●◐○ and stay apart without colour.
_FILLS = {
    "rule": 'fill="currentColor" opacity=".25"',
    "ground": f'fill="#fff" stroke="{_GREY}" stroke-width=".8"',
    Verdict.FAILS: f'fill="#fff" stroke="{ACCENT}" stroke-width="1.1"',
    Verdict.PARTLY: f'fill="url(#NAMEh)" stroke="{ACCENT}" stroke-width="1.1"',
    "pad": f'fill="{TINT}"',  # quiet ground for a number on hatching
    Verdict.MEETS: f'fill="{ACCENT}" stroke="{ACCENT}" stroke-width="1.1"',
    Verdict.NOT_ASSESSED: f'fill="url(#NAMEp)" stroke="{_GREY}" stroke-width=".8" stroke-dasharray="2 2"',
    Verdict.NOT_APPLICABLE: f'fill="#fff" stroke="{_GREY}" stroke-width=".8"',
    "blank": 'fill="#fff"',
    "heat0": f'fill="#fff" stroke="{_GREY}" stroke-width=".5"',
    "heat1": f'fill="{TINT}"',
    "heat2": 'fill="#bdd3e2"',
    "heat3": 'fill="#8db4cf"',
    "heat4": f'fill="{ACCENT}"',
}
_PATTERNS = {
    Verdict.PARTLY: (
        '<pattern id="NAMEh" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path fill="{TINT}" d="M0 0h5v5H0z"/><path fill="{_HATCH}" d="M0 0h1.3v5H0z"/></pattern>'
    ),
    Verdict.NOT_ASSESSED: (
        '<pattern id="NAMEp" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path fill="#fff" d="M0 0h6v6H0z"/><circle cx="3" cy="3" r=".8" fill="{_GREY}"/></pattern>'
    ),
}
_STYLES = {
    "plain": 'font-size="12"',
    "name": 'font-weight="600"',
    "small": 'font-size="10.5"',
    "small-end": 'font-size="10.5" text-anchor="end"',
    "small-middle": 'font-size="10.5" text-anchor="middle"',
    "end": 'text-anchor="end"',
    "middle": 'text-anchor="middle"',
    "on-dark": 'font-size="10.5" font-weight="600" text-anchor="middle" fill="#fff"',
    "on-light": f'font-size="10.5" font-weight="600" text-anchor="middle" fill="{INK}"',
}


def wrap(text: str, width: float, size: float = 12, lines: int = 2) -> list[str]:
    """Words over at most so many lines of about this width; what does not fit ends in an ellipsis."""
    room = max(4, int(width / (size * _LETTER)))
    found: list[str] = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:lines]
    if len(found) > lines:
        kept[-1] += " …"
    return [line if len(line) <= room + 2 else line[:room] + "…" for line in kept]


def clip(text: str, width: float, size: float = 12) -> str:
    """A text on one line of about this width; what does not fit ends in an ellipsis."""
    room = max(4, int(width / (size * _LETTER)))
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def legend(drawing: Drawing, fills: Sequence[tuple[Verdict, str]], *, x: float, y: float, marks: bool = True) -> None:
    """Swatch, mark and word, from left to right; `y` is the base line of the words."""
    for fill, word in fills:
        drawing.box(fill, (x, y - 9), (20, 10))
        if marks:
            drawing.mark(fill, (x + 31, y - 4))
        text = x + (40 if marks else 26)
        drawing.write("small", (text, y), word)
        x = text + len(word) * 10.5 * _LETTER + 18


def _mark(verdict: Verdict, at: tuple[float, float], radius: float) -> str:
    x, y, r = _n(at[0]), _n(at[1]), _n(radius)
    ring = f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="currentColor" stroke-width="1.2"/>'
    shapes = {
        Verdict.MEETS: f'<circle cx="{x}" cy="{y}" r="{_n(radius + 0.6)}"/>',
        Verdict.PARTLY: f'{ring}<path d="M{x} {_n(at[1] - radius)}a{r} {r} 0 0 0 0 {_n(2 * radius)}z"/>',
        Verdict.FAILS: ring,
        Verdict.NOT_ASSESSED: f'<circle cx="{x}" cy="{y}" r="1.5"/>',
        Verdict.NOT_APPLICABLE: f'<path d="M{_n(at[0] - 3.5)} {_n(at[1] - 0.6)}h7v1.2h-7z"/>',
    }
    return shapes[verdict]


def _n(number: float) -> str:
    return f"{round(number, 1):g}"
