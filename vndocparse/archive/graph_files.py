"""The graph of citations as a file: GraphML, DOT, CSV, and a page to look at that needs nothing but a browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sqlalchemy import Connection

from ..errors import LimitExceededError
from ..exports.register import safe_cell
from ..output import Sink
from .filters import Filter
from .graph import Citing, citations_of, papers, papers_numbered

MOST_ON_A_PAGE = 20_000
"""So many nodes a page holds: a browser draws some thousand smoothly, and this many slowly."""

_COLOURS = {"paper": "#2b6cb0", "outside": "#90b4d8", "missing": "#c9a227", "unclear": "#b0b0b0"}


class Node(NamedTuple):
    """A paper, or what is cited and is not in the store. ``kind``: paper, outside (of the filter), missing, unclear."""

    id: str
    kind: str
    label: str
    title: str = ""
    date: str = ""
    issuer: str = ""
    path: str = ""


class Edge(NamedTuple):
    """All citations of one paper in another: how many, with which relations, and how sure (certain, likely, unclear, missing)."""

    source: str
    target: str
    state: str
    relations: str
    times: int


def graph(connection: Connection, wanted: Filter, limit: int | None, offset: int) -> Iterator[Node | Edge]:
    """Nodes and edges, each node before its edges. Papers that are cited but not wanted themselves come as ``outside``."""
    told: set[str] = set()
    outside: set[int] = set()
    inside: set[int] = set()
    for stretch in papers(connection, wanted, limit, offset):
        for row in stretch:
            inside.add(row["id"])
            yield _paper(row, "paper")
        edges: dict[tuple[str, str], list[Citing]] = {}
        for one in citations_of(connection, stretch):
            target = f"d{one.target}" if one.target is not None else f"{one.state[0]}:{one.key}"
            if one.target is not None:
                outside.add(one.target)
            elif target not in told:
                told.add(target)
                yield Node(target, one.state, one.label, one.raw)
            edges.setdefault((f"d{one.source}", target), []).append(one)
        for (source, target), found in edges.items():
            relations = ", ".join(dict.fromkeys(one.relation for one in found if one.relation))
            yield Edge(source, target, found[0].state, relations, len(found))
    for row in papers_numbered(connection, sorted(outside - inside)):
        yield _paper(row, "outside")


def _paper(row: dict[str, Any], kind: str) -> Node:
    label = " ".join(filter(None, (row["type_name"], row["number"]))) or row["path"].rpartition("/")[2]
    date = row["date"] or row["date_known"] or ""
    return Node(f"d{row['id']}", kind, label, row["subject"] or "", date, row["issuer"] or "", row["path"])


def write_graphml(sink: Sink, parts: Iterator[Node | Edge]) -> None:
    """GraphML, as Gephi, yEd and NetworkX read it."""
    sink.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for name in Node._fields[1:]:
        sink.write(f'<key id="{name}" for="node" attr.name="{name}" attr.type="string"/>\n')
    for name, kind in (("state", "string"), ("relations", "string"), ("times", "int")):
        sink.write(f'<key id="{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n')
    sink.write('<graph edgedefault="directed">\n')
    for part in parts:
        facts = part._asdict()
        if isinstance(part, Node):
            head = f"<node id={quoteattr(_xml(facts.pop('id')))}>"
        else:
            head = f"<edge source={quoteattr(_xml(facts.pop('source')))} target={quoteattr(_xml(facts.pop('target')))}>"
        data = "".join(f'<data key="{name}">{escape(_xml(str(value)))}</data>' for name, value in facts.items() if value != "")
        sink.write(f"{head}{data}</{'node' if isinstance(part, Node) else 'edge'}>\n")
    sink.write("</graph>\n</graphml>\n")


def write_dot(sink: Sink, parts: Iterator[Node | Edge]) -> None:
    """DOT, as Graphviz reads it."""
    sink.write('digraph citations {\n  rankdir=LR;\n  node [shape=box, style=filled, fontname="Times New Roman"];\n')
    for part in parts:
        if isinstance(part, Node):
            colour = {"paper": "#dbe9f6", "outside": "#f0f4f8", "missing": "#fbf1cc", "unclear": "#eeeeee"}[part.kind]
            dashed = ', style="filled,dashed"' if part.kind in ("missing", "unclear") else ""
            sink.write(f'  {_dot(part.id)} [label={_dot(part.label)}, tooltip={_dot(part.title)}, fillcolor="{colour}"{dashed}];\n')
        else:
            style = {"certain": "solid", "likely": "solid"}.get(part.state, "dashed")
            sink.write(f"  {_dot(part.source)} -> {_dot(part.target)} [style={style}, label={_dot(part.relations)}];\n")
    sink.write("}\n")


def write_csv(sink: Sink, parts: Iterator[Node | Edge], *, bom: bool) -> None:
    """One row an edge: who cites what, how, and whether the store holds it. Memory holds the nodes."""
    nodes: dict[str, Node] = {}
    waiting: list[Edge] = []
    heads = ("Văn bản", "Ngày", "Tệp", "Viện dẫn đến", "Ngày viện dẫn", "Tệp viện dẫn", "Tình trạng", "Quan hệ", "Số lần")
    sink.write(("\ufeff" if bom else "") + _csv(heads))
    for part in parts:
        if isinstance(part, Node):
            nodes[part.id] = part
        elif part.target in nodes:
            sink.write(_edge(part, nodes))
        else:
            waiting.append(part)  # the cited paper comes later
    for edge in waiting:
        sink.write(_edge(edge, nodes))


def _edge(edge: Edge, nodes: dict[str, Node]) -> str:
    source, target = nodes[edge.source], nodes[edge.target]
    state = {"certain": "chắc chắn", "likely": "có thể", "unclear": "chưa rõ văn bản nào", "missing": "không có trong kho"}[edge.state]
    return _csv((source.label, source.date, source.path, target.label, target.date, target.path, state, edge.relations, str(edge.times)))


def write_html(sink: Sink, parts: Iterator[Node | Edge]) -> None:
    """A page of its own that shows the graph. Raises LimitExceededError for more than MOST_ON_A_PAGE nodes."""
    nodes: list[list[object]] = []
    at: dict[str, int] = {}
    edges: list[Edge] = []
    for part in parts:
        if isinstance(part, Node):
            at[part.id] = len(nodes)
            nodes.append([part.kind, part.label, part.title, part.date, part.issuer, part.path])
            if len(nodes) > MOST_ON_A_PAGE:
                raise LimitExceededError(
                    f"more than {MOST_ON_A_PAGE} nodes are no page to look at; filter by --issuer or --from and --to, or use graphml"
                )
        else:
            edges.append(part)
    links = [[at[edge.source], at[edge.target], edge.state, edge.relations, edge.times] for edge in edges]
    page = Path(__file__).with_name("graph_page.html").read_text(encoding="utf-8")
    data = json.dumps({"nodes": nodes, "links": links, "colours": _COLOURS}, ensure_ascii=False, separators=(",", ":"))
    # Nothing in the data may end the script that holds it.
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    before, after = page.split("/*DATA*/null")
    sink.write(before + data + after)


def _csv(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def _dot(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _xml(text: str) -> str:
    """``text`` without the control characters that XML has no way to write."""
    return "".join(letter if letter >= " " or letter in "\t\n" else " " for letter in text).replace("\ufffe", " ").replace("\uffff", " ")
