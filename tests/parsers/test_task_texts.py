"""The tasks of labelled papers of all levels, kinds and years: found, nested, assigned and dated rightly.

The papers in ``task_texts/`` are composed after papers that were looked up (``task_texts/sources.tsv``), and were labelled before the
parser had seen them; ``task_texts.py`` tells how to read a label. ``python tests/parsers/test_task_texts.py`` prints figures and faults.
"""

from __future__ import annotations

import csv

import pytest
from task_texts import ASPECTS, TEXTS, Comparison, Tally, TaskText, plain, task_texts

from vndocparse import parse_text

PAPERS = task_texts()


def compared() -> dict[str, Tally]:
    comparison = Comparison()
    for paper in PAPERS:
        comparison.add(paper, parse_text(paper.text))
    return comparison.tallies


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


if __name__ == "__main__":
    for aspect, tally in compared().items():
        print(f"{aspect}: P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f} ({tally.labelled} labelled, {tally.found} found)")
        print("".join(f"  {fault}\n" for fault in tally.faults), end="")
