"""The outline of the body (bố cục): a tree of parts, chapters, articles, items, points, bullets and plain paragraphs.

A label of a kind that is open goes on with that list; a new kind opens a list below. A paragraph without a label belongs
to the item above it, unless it leads into the next items or closes the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..grammar import Grammars
from ..layout import Document, Line
from ..models import Section, SectionKind, Span
from .labels import Family, Label
from .paragraphs import Paragraph, closing_openers, paragraphs

if TYPE_CHECKING:
    import regex

# Only these keep to an order among themselves; numbers, letters and brackets nest as the paper nests them.
_RANK: dict[Family, int] = {"part": 0, "chapter": 1, "division": 2, "article": 3, "capital": 4, "roman": 4}
_KINDS: dict[Family, SectionKind] = {
    "part": "part",
    "chapter": "chapter",
    "division": "section",
    "article": "article",
    "capital": "section",
    "roman": "section",
    "letter": "point",
    "bracket": "point",
    "bullet": "bullet",
}
_SHORT_HEADING = 60
_TITLE_LIMIT = 250  # a heading longer than this was not met; longer texts are sentences
_DEEPEST = 12  # open entries above one another; papers use six at most, and deeper trees only come of noise
_QUOTE_LIMIT = 80  # paragraphs of a quoted passage; an unclosed quotation mark must not swallow the rest of a paper


class _Node:
    __slots__ = ("article", "bold", "children", "label", "level", "start", "table", "text_end", "text_start")

    def __init__(
        self,
        label: Label | None,
        start: int,
        text_start: int,
        text_end: int,
        bold: bool = False,
        level: int = -1,
        table: bool = False,
        article: bool = False,
    ) -> None:
        self.label, self.start, self.text_start, self.text_end = label, start, text_start, text_end
        self.bold, self.level, self.table, self.article = bold, level, table, article
        self.children: list[_Node] = []

    @property
    def last(self) -> int:
        return self.children[-1].last if self.children else self.text_end


def outline(document: Document, lines: Sequence[Line], grammars: Grammars) -> tuple[Section, ...]:
    """The sections of the body lines, nested, in document order; see :class:`vndocparse.models.Section`."""
    found = paragraphs(document, lines, grammars)
    builder = _Builder(document, grammars, found)
    for index in range(len(found)):
        builder.add(index)
    return tuple(_section(document, node) for node in builder.root.children)


class _Builder:
    def __init__(self, document: Document, grammars: Grammars, found: list[Paragraph]) -> None:
        self._text, self._folded = document.text, document.folded
        self._inline = grammars.pattern("inline-point")
        self._closing = grammars.derived(closing_openers)
        self._found = found
        self._last_label = max((i for i, p in enumerate(found) if p.label), default=-1)
        self._continued = False
        self._quote_end = -1
        self.root = _Node(None, 0, 0, 0)
        self._stack: list[_Node] = []

    def add(self, index: int) -> None:
        paragraph = self._found[index]
        if index <= self._quote_end:
            self._attach_plain(index, self._top())
            return
        if paragraph.label is None:
            self._add_plain(index)
        else:
            self._add_labelled(paragraph, paragraph.label)
        self._quote_end = max(self._quote_end, self._quoted_until(index))

    def _top(self) -> _Node:
        return self._stack[-1] if self._stack else self.root

    def _add_labelled(self, paragraph: Paragraph, label: Label) -> None:
        node = _Node(label, paragraph.start, paragraph.start + label.length, paragraph.end, paragraph.bold, paragraph.level)
        place = min(self._place(label, paragraph.level), _DEEPEST)
        del self._stack[place:]
        node.article = any(above.label is not None and above.label.family == "article" for above in self._stack)
        siblings = self._top().children
        siblings.append(node)
        self._stack.append(node)
        points = self._inline_points(node)
        if points and label.family == "bracket" and label.value == 1 and points[0].label is not None and points[0].label.value == 2:
            siblings += points  # (1) opens the paragraph itself
            self._stack[-1] = points[-1]
        else:
            node.children += points

    def _place(self, label: Label, level: int) -> int:
        """Depth of the stack at which the label's list stands; deeper entries are closed."""
        if label.family == "number" and label.depth > 1 and (depth := self._prefix(label)) is not None:
            return depth
        same = self._open_list(label, level)
        if same is not None:
            return same
        depth = len(self._stack)
        rank = _RANK.get(label.family)
        while depth:
            above = self._stack[depth - 1].label
            assert above is not None
            if rank is not None:
                above_rank = _RANK.get(above.family)
                if above_rank is not None and above_rank <= rank:
                    break
            elif label.family == above.family and above.depth > label.depth and label.value != 1:
                pass  # 2. after 1.2 whose own 1. was lost
            elif above.family != "bullet" or label.family == "bullet":
                break
            depth -= 1
        return depth

    def _prefix(self, label: Label) -> int | None:
        """``1.2`` stands below the open ``1`` (and ``II.1`` below ``II``)."""
        assert label.number is not None
        prefix = label.number.rpartition(".")[0]
        for depth in range(len(self._stack), 0, -1):
            above = self._stack[depth - 1].label
            if above is not None and above.number == prefix and above.family in ("number", "roman"):
                return depth
        return None

    def _open_list(self, label: Label, level: int) -> int | None:
        """Depth of an open list that the label goes on with."""
        loose = None
        for depth in range(len(self._stack) - 1, -1, -1):
            node = self._stack[depth]
            above = node.label
            if above is None or above.family != label.family or above.depth != label.depth:
                continue
            if level >= 0 and node.level > level:
                continue  # Word says that this list stands higher
            if level > node.level >= 0:
                return loose
            if label.family == "bullet":
                if above.mark == label.mark:
                    return depth
                continue
            if label.value == 1 and above.value >= 1 and above.mark != label.mark and label.family not in _RANK:
                return loose
            if above.mark == label.mark or label.value == above.value + 1:
                return depth
            loose = depth if loose is None else loose
        return loose

    def _add_plain(self, index: int) -> None:
        paragraph = self._found[index]
        top = self._top()
        if self._stack and top.label is not None and self._names_only(top) and paragraph.table is None:
            if top.text_end <= top.text_start:
                top.text_start = paragraph.start
            top.text_end = paragraph.end
            top.bold = top.bold or paragraph.bold
            return
        depth = self._plain_depth(index)
        if depth == len(self._stack) and depth and not self._found[index].table and self._last_label > index:
            self._continued = True
        if depth < len(self._stack):
            del self._stack[depth:]
        self._attach_plain(index, self._top())

    def _attach_plain(self, index: int, parent: _Node) -> None:
        paragraph = self._found[index]
        node = _Node(None, paragraph.start, paragraph.start, paragraph.end, paragraph.bold, table=paragraph.table is not None)
        parent.children.append(node)
        if not node.table and index > self._quote_end:
            node.children += self._inline_points(node)

    def _names_only(self, node: _Node) -> bool:
        """``Chương II`` alone on its line: the next line is its name."""
        return not node.children and not self._folded[node.text_start : node.text_end].strip()

    def _plain_depth(self, index: int) -> int:
        """How many open entries stay open under the plain paragraph."""
        paragraph = self._found[index]
        if not self._stack:
            return 0
        if paragraph.table is None and self._closes(index):
            return 0
        text = self._folded[paragraph.start : paragraph.end]
        following = self._found[index + 1].label if index + 1 < len(self._found) else None
        leads = text.endswith(":") or text.isupper() or (paragraph.bold and len(text) < _TITLE_LIMIT and text[-1] not in ".;,")
        if following is not None and following.value == 1 and len(text) < _SHORT_HEADING and text[-1].isalnum():
            leads = True  # a heading without a mark over a list that begins anew: Tháng 02
        if leads and following is not None:
            depth = self._open_list(following, self._found[index + 1].level)
            if depth is not None:
                return depth
        depth = len(self._stack)
        while depth:
            label = self._stack[depth - 1].label
            if label is None or label.family != "bullet":
                break
            depth -= 1
        return depth

    def _closes(self, index: int) -> bool:
        """Does the paragraph close the operative part? Only what follows the last label can."""
        if index <= self._last_label or self._bare_heading(self._top()):
            return False
        paragraph = self._found[index]
        text = self._folded[paragraph.start : paragraph.end]
        if text.endswith("./.") or not self._continued:
            return True
        return "".join(text[:40].lower().split()).startswith(self._closing)

    def _bare_heading(self, node: _Node) -> bool:
        """Is the entry only a heading so far, so that what follows must be its text?"""
        return node.label is not None and not node.children and self._folded[node.text_end - 1] not in ".;:!?…/"

    def _inline_points(self, node: _Node) -> list[_Node]:
        """Points that run on inside a paragraph, from (1) upwards without a gap; from (2) in one that is labelled (1) itself."""
        if "(2)" not in self._folded[node.text_start : node.text_end] and "(ii)" not in self._folded[node.text_start : node.text_end]:
            return []
        before = int(node.label is not None and node.label.family == "bracket" and node.label.value == 1)
        matches: list[regex.Match[str]] = []
        for match in self._inline.finditer(self._folded, node.text_start, node.text_end):
            wanted = before + len(matches) + 1
            if match[1] in (str(wanted), _ROMAN[wanted] if wanted < len(_ROMAN) else ""):
                matches.append(match)
        if before + len(matches) < 2:
            return []
        points: list[_Node] = []
        ends = [match.start() for match in matches[1:]] + [node.text_end]
        for value, (match, end) in enumerate(zip(matches, ends, strict=True), before + 1):
            label = Label(match[0], match[1], "bracket", "()", value, 1, len(match[0]))
            points.append(_Node(label, match.start(), match.end(), end, article=node.article))
        node.text_end = matches[0].start()
        return points

    def _quoted_until(self, index: int) -> int:
        """The last paragraph of a quoted passage that opens in this one (``sửa đổi như sau: “2. …``), or -1."""
        paragraph = self._found[index]
        if paragraph.table is not None:
            return -1
        open_at = self._quote_balance(index)
        if open_at <= 0:
            return -1
        for later in range(index + 1, min(index + _QUOTE_LIMIT, len(self._found))):
            open_at += self._quote_balance(later)
            if open_at <= 0:
                return later
        return -1

    def _quote_balance(self, index: int) -> int:
        paragraph = self._found[index]
        text = self._text
        start, end = paragraph.start, paragraph.end
        return text.count("“", start, end) + text.count("«", start, end) - text.count("”", start, end) - text.count("»", start, end)


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def own_text(text: str) -> str:
    """A stretch of the document as one line: printed lines joined by a blank, or by nothing after ``NQ-`` / ``HĐND``."""
    text = text.strip()
    if "\n" not in text:
        return text
    parts: list[str] = []
    for piece in text.split("\n"):
        piece = piece.strip()
        before = parts[-1] if parts else ""
        tight = before[-1:] == "-" and before[-2:-1].isupper() and piece[:1].isupper()
        if piece:
            parts += [piece] if tight or not parts else [" ", piece]
    return "".join(parts)


def _section(document: Document, node: _Node) -> Section:
    text_start, text_end = node.text_start, node.text_end
    raw = document.text[text_start:text_end]
    if node.table:
        return Section(kind="paragraph", text=raw.strip(), span=document.span(node.start, node.last))
    text = own_text(raw)
    if node.label is None:
        children = tuple(_section(document, child) for child in node.children)
        return Section(kind="paragraph", text=text, children=children, span=document.span(node.start, node.last))
    titled = _is_title(node, text)
    return Section(
        label=node.label.printed,
        number=node.label.number,
        kind=_kind(node),
        title=text if titled else None,
        text="" if titled else text,
        children=tuple(_section(document, child) for child in node.children),
        span=document.span(node.start, node.last),
    )


def _kind(node: _Node) -> SectionKind:
    assert node.label is not None
    if node.label.family == "number" and node.article and node.label.depth == 1:
        return "clause"
    return _KINDS.get(node.label.family, "item")


def _is_title(node: _Node, text: str) -> bool:
    """Is the entry's own text a heading over what follows, not a sentence?"""
    assert node.label is not None
    if not text or len(text) > _TITLE_LIMIT:
        return False
    if node.label.family in ("part", "chapter", "division") or text.isupper():
        return True
    if text[-1] in ".;:,!?" and not (node.bold and text[-1] in ".:"):
        return False
    return node.bold or (bool(node.children) and node.label.family in ("roman", "capital", "article", "number") and len(text) < 160)


def entries(sections: Sequence[Section]) -> Iterator[Section]:
    """All sections of a tree, parents before children."""
    for section in sections:
        yield section
        yield from entries(section.children)


def own_end(section: Section) -> int:
    """Offset where the section's first labelled child begins, or its end."""
    first = next((child for child in section.children if child.label is not None), None)
    return first.span.start if first is not None else section.span.end


def text_start(section: Section) -> int:
    """Offset of the section's own text, after its label."""
    return section.span.start + len(section.label or "")


def pieces(document: Document, section: Section) -> list[Span]:
    """The stretches of a section's own text: its first paragraph and the plain ones before its first labelled child."""
    first = section.children[0].span.start if section.children else section.span.end
    found = [document.span(text_start(section), first)]
    for child in section.children:
        if child.label is not None:
            break
        found.append(document.span(child.span.start, child.children[0].span.start if child.children else child.span.end))
        if child.children:
            break
    return [span for span in found if span.end > span.start]
