"""The tasks of labelled papers of all levels, kinds and years: found, nested, assigned and dated rightly.

The papers in ``task_texts/`` are composed after papers that were looked up (``task_texts/sources.tsv``), and were labelled before the
parser had seen them; ``task_texts.py`` tells how to read a label. ``python tests/parsers/test_task_texts.py`` prints figures and faults.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from task_texts import TEXTS, Comparison, Tally, TaskText, plain, task_text, task_texts

from vndocparse import parse_text

PAPERS = task_texts()
# Just under what is reached; raised with the parser, lowered only on purpose. First figures: docs/accuracy.md.
FLOORS = {
    "sections": 0.99,
    "tasks": 0.985,
    "nesting": 0.99,
    "assignees": 0.96,
    "names": 0.97,
    "inherited marks": 0.99,
    "deadlines": 0.985,
    "deadline values": 0.99,
}


def compared(papers: list[TaskText]) -> dict[str, Tally]:
    comparison = Comparison()
    for paper in papers:
        comparison.add(paper, parse_text(paper.text))
    return comparison.tallies


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return compared(PAPERS)


@pytest.mark.parametrize("aspect", FLOORS)
def test_what_is_reached_is_kept(tallies: dict[str, Tally], aspect: str) -> None:
    tally = tallies[aspect]
    assert tally.f1 >= FLOORS[aspect], f"{tally.f1:.3f} of {tally.labelled}:\n" + "\n".join(tally.faults)


def test_every_paper_has_its_line_in_the_list_of_sources() -> None:
    with (TEXTS / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        listed = {row["paper"]: row for row in csv.DictReader(lines, delimiter="\t")}
    assert sorted(listed) == [paper.name for paper in PAPERS]
    assert all(row["sources"].startswith("http") for row in listed.values())


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_labels_stand_in_the_paper(paper: TaskText) -> None:
    everything = plain(paper.text)
    for made in paper.labels:
        assert plain(made.starts) in everything, made.starts
        for wanted in made.assignees or ():
            assert any(name in everything for name in wanted.names), wanted
        if made.when:
            assert any(raw in everything for raw in made.when.raws), made.when


PAPER = """ĐẢNG ỦY XÃ AN BÌNH
*
Số 12-CV/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
An Bình, ngày 02 tháng 3 năm 2020
Ban Thường vụ Đảng ủy yêu cầu:
1. Giao Văn phòng Đảng ủy chủ trì, phối hợp với Công an xã
rà soát hồ sơ, hoàn thành trước ngày 15/5/2020.
{label}
T/M BAN THƯỜNG VỤ
BÍ THƯ
"""
RIGHT = "@task item 1 | lead Văn phòng Đảng ủy; cooperating Công an xã | hoàn thành trước ngày 15/5/2020 = due before date=2020-05-15"


@pytest.mark.parametrize(
    ("right", "wrong", "at_fault"),
    [
        ("", "", {}),
        ("task item 1", 'task item 1 "Văn phòng"', {"sections": 1, "tasks": 2}),
        ("task item", "task point", {"sections": 1}),
        ("task item", " item", {"tasks": 1}),
        ("lead Văn", "monitoring Văn", {"assignees": 1}),
        ("lead Văn", "^lead Văn", {"inherited marks": 1}),
        ("Công an xã |", "Công an huyện |", {"assignees": 2}),
        ("; cooperating Công an xã", "", {"assignees": 1}),
        ("15/5/2020 =", "16/5/2020 =", {"deadlines": 1}),
        ("2020-05-15", "2020-05-16", {"deadline values": 1}),
        ("before ", "", {"deadline values": 1}),
        ("hoàn thành trước", "^hoàn thành trước", {"deadline values": 1}),
    ],
)
def test_what_differs_from_a_label_is_told(tmp_path: Path, right: str, wrong: str, at_fault: dict[str, int]) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER.format(label=RIGHT.replace(right, wrong, 1)), encoding="utf-8")
    told = compared([task_text(paper)])
    assert {aspect: len(tally.faults) for aspect, tally in told.items() if tally.faults} == at_fault


if __name__ == "__main__":
    for aspect, tally in compared(PAPERS).items():
        print(f"{aspect}: P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f} ({tally.labelled} labelled, {tally.found} found)")
        print("".join(f"  {fault}\n" for fault in tally.faults), end="")
