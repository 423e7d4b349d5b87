"""What comes out of a store: exports that open in spreadsheets, full-text search, the graph of citations."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from archive_files import archive, command, letter

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")

from vndocparse import Directive, parse, resolve_citations


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, some letters, one whose subject would run as a formula, one broken file."""
    folder = tmp_path_factory.mktemp("kho") / "vb"
    shutil.copytree(
        Path(__file__).resolve().parent.parent.parent / "samples",
        folder,
        ignore=shutil.ignore_patterns("*.py", "*.md", "*.tif", "expected"),
    )
    (folder / "1-CV.txt").write_text(letter(1).replace("1. Các chi bộ", "1. =HYPERLINK(A1) Các chi bộ"), encoding="utf-8")
    (folder / "du-thao.txt").write_text(letter(2).replace("Số 2-CV/HU", "Số     -CV/HU"), encoding="utf-8")
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    return folder


@pytest.fixture(scope="module")
def embedded(papers: Path) -> str:
    target = papers.parent / "vb.db"
    archive(papers, target)
    return str(target)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, embedded: str, papers: Path) -> str:
    """The same store in both databases."""
    if request.param == "sqlite":
        return embedded
    url: str = request.getfixturevalue("postgres")
    archive(papers, url)
    return url


def out(*words: str | Path) -> str:
    done = command(*words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def table(*words: str | Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out("export", *words, "--format", "csv", "--names"))))


def test_the_whole_papers_come_out_in_the_order_of_paths(store: str, papers: Path) -> None:
    found = [Directive.model_validate_json(line) for line in out("export", store, "--format", "jsonl").splitlines()]
    expected = [parse(path) for path in sorted(papers.iterdir()) if path.name != "hong.docx"]
    assert found == expected


def test_papers_are_filtered_by_issuer_type_period_and_need_of_review(store: str) -> None:
    def numbers(*words: str) -> list[str]:
        return [row["number"] for row in table(store, *words)]

    assert numbers("--issuer", "huyện ủy bắc hà") == numbers("--issuer", "HUYEN UY BAC HA") == ["1-CV/HU", "'-CV/HU"]
    assert numbers("--type", "CT") == numbers("--type", "chỉ thị") == ["47-CT/TU"]
    assert numbers("--from", "2022-04", "--to", "2022-04") == ["1-CV/HU", "'-CV/HU"]
    assert "'-KH/ĐU" in numbers("--from", "2025-09-01", "--to", "2025")  # its day is blank, its month is known
    assert "'-CV/HU" in numbers("--needs-review")
    assert "1-CV/HU" not in numbers("--needs-review")
    assert numbers("--issuer", "100%_") == []
    every = numbers()
    assert numbers("--limit", "3", "--offset", "2") == every[2:5]


def test_records_hold_what_archives_enter_by_hand_and_are_blank_where_the_paper_cannot_tell(store: str) -> None:
    text = out("export", store, "--table", "records", "--format", "csv", "--bom")
    assert text.startswith("\ufeff")
    rows = {row["Trích yếu nội dung"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    row = rows["tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy rừng"]
    assert {heading: cell for heading, cell in row.items() if cell} == {
        "Tên loại văn bản": "Chỉ thị",
        "Số của văn bản": "47",
        "Ký hiệu của văn bản": "CT/TU",
        "Ngày, tháng, năm văn bản": "15/08/2019",
        "Tên cơ quan, tổ chức ban hành văn bản": "TỈNH ỦY ĐÔNG HẢI",
        "Trích yếu nội dung": "tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy rừng",
        "Ngôn ngữ": "Tiếng Việt",
    }
    names = "docId fileCode docOrdinal typeName codeNumber codeNotation issuedDate organName subject language numberOfPage"
    names += " inforSign keyword mode confidenceLevel autograph format description"
    assert list(table(store, "--table", "records")[0]) == names.split()
    assert [row["mode"] for row in table(store, "--table", "records") if row["mode"]] == ["MẬT"]


def test_citations_tasks_and_failures_have_a_row_each(store: str, papers: Path) -> None:
    cited = table(store, "--table", "citations", "--issuer", "tỉnh ủy đông hải", "--type", "CT")
    assert cited[0]["number"] == "13-CT/TW"
    assert {row["paper_number"] for row in cited} == {"47-CT/TU"}
    tasks = table(store, "--table", "tasks", "--type", "CT")
    assert [(row["number"], row["due"]) for row in tasks][:2] == [("1", ""), ("2", "2019-09-30")]
    assert [row["path"] for row in table(store, "--table", "failures")] == [str(papers / "hong.docx")]


def test_no_cell_runs_in_a_spreadsheet(embedded: str, tmp_path: Path) -> None:
    import openpyxl

    for kind in ("documents", "records", "citations", "tasks"):
        cells = [cell for row in table(embedded, "--table", kind) for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert [row["text"] for row in table(embedded, "--table", "tasks") if row["text"].startswith("'=HYPERLINK(A1)")]
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    assert out("export", embedded, "--table", "tasks", "--format", "xlsx", "-o", tmp_path / "vb.xlsx") == ""
    sheet = openpyxl.load_workbook(tmp_path / "vb.xlsx").active
    found = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK(A1)")]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
    assert sheet["A1"].value == "Tệp"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_csv_and_workbook_with_vietnamese_right(embedded: str, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    for form in ("csv", "xlsx"):
        words = ["--bom"] if form == "csv" else []
        out("export", embedded, "--table", "tasks", "--format", form, "-o", tmp_path / f"{form}-vb.{form}", *words)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        # 44: comma, 34: quote, 76: UTF-8, 1: from the first line; as its dialogue offers them to a person.
        reads = ["--infilter=CSV:44,34,76,1"] if form == "csv" else []
        writes = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path / form]
        convert = ["soffice", profile, "--headless", *reads, *writes, tmp_path / f"{form}-vb.{form}"]
        done = subprocess.run(convert, capture_output=True, check=False, timeout=120)
        made = tmp_path / form / f"{form}-vb.csv"
        if not made.exists():
            pytest.skip(f"LibreOffice converts nothing here: {done.stderr[:200]!r}")
        seen = made.read_text(encoding="utf-8-sig")
        assert "sẵn sàng chữa cháy trong mùa khô" in seen
        assert "=HYPERLINK(A1) Các chi bộ" in seen
        assert "#NAME" not in seen


def test_parquet_knows_kinds(embedded: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    out("export", embedded, "--format", "parquet", "-o", tmp_path / "vb.parquet")
    rows = parquet.read_table(tmp_path / "vb.parquet").to_pylist()
    row = next(row for row in rows if row["number"] == "47-CT/TU")
    assert (row["needs_review"], row["issuer"], row["date"]) == (False, "TỈNH ỦY ĐÔNG HẢI", "2019-08-15")


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("phòng cháy, chữa cháy rừng", "47-CT/TU"),
        ("phong chay chua chay rung", "47-CT/TU"),
        ('"chua chay rung"', "47-CT/TU"),
        ("47-CT/TU", "47-CT/TU"),
        ("PHÒNG CHÁY", "47-CT/TU"),
        ("phông chay", None),
        ('"rung chay chua"', None),
        ("\" ' * ( OR NEAR rừng cháy", None),
    ],
)
def test_papers_are_found_by_their_words(store: str, words: str, finds: str | None) -> None:
    done = command("search", store, words, "--json")
    assert done.stderr == ""
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == (0 if finds else 1)
    assert (found[0]["number"] if found else None) == finds


def test_a_snippet_shows_what_was_found(store: str) -> None:
    hit = json.loads(out("search", store, "chay rung", "--json", "--limit", "1"))
    assert {hit["snippet"][start:end].casefold() for start, end in hit["marks"]} >= {"cháy rừng"}
    assert "«" in out("search", store, "chay rung", "--limit", "1")


def test_search_keeps_to_the_filters(store: str) -> None:
    assert command("search", store, "rừng", "--to", "2018").returncode == 1
    assert command("search", store, "rừng", "--issuer", "tỉnh ủy", "--from", "2019").returncode == 0
    assert command("search", store, "?!").returncode == 2


def test_papers_that_are_gone_are_not_found(tmp_path: Path) -> None:
    folder, target = tmp_path / "vb", tmp_path / "vb.db"
    folder.mkdir()
    (folder / "a.txt").write_text(letter(1, "nuôi ong mật"), encoding="utf-8")
    archive(folder, target)
    assert command("search", target, "nuôi ong").returncode == 0
    (folder / "a.txt").write_text(letter(1, "trồng rau"), encoding="utf-8")
    archive(folder, target)
    assert command("search", target, "nuôi ong").returncode == 1
    (folder / "a.txt").unlink()
    archive(folder, target)
    assert command("search", target, "trồng rau").returncode == 1
    assert command("search", target, "trồng rau", "--with-vanished").returncode == 0


def test_the_graph_links_what_resolution_links(store: str, papers: Path) -> None:
    from vndocparse.archive.filters import Filter
    from vndocparse.archive.graph import citations_of
    from vndocparse.archive.graph import papers as stretches
    from vndocparse.archive.store import open_store

    directives = [parse(path) for path in sorted(papers.iterdir()) if path.name != "hong.docx"]
    resolution = resolve_citations(directives)
    opened = open_store(store)
    with opened.reading() as connection:
        (stretch,) = stretches(connection, Filter(), None, 0)
        place = {row["id"]: at for at, row in enumerate(stretch)}
        found = list(citations_of(connection, stretch))
    opened.close()
    links = [(place[one.source], place[one.target], one.state) for one in found if one.target is not None]
    assert links == [(link.citing, link.paper, "certain" if link.certain else "likely") for link in resolution.links]
    assert len([one for one in found if one.state == "missing"]) == len(resolution.dangling)
    assert len([one for one in found if one.state == "unclear"]) == len(resolution.ambiguous)


def test_the_graph_is_written_in_every_format(embedded: str, tmp_path: Path) -> None:
    for form in ("graphml", "dot", "html", "csv"):
        out("graph", embedded, "--format", form, "-o", tmp_path / f"g.{form}")
    root = ElementTree.parse(tmp_path / "g.graphml").getroot()
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {node.get("id") for node in root.iterfind(".//g:node", space)}
    edges = [(edge.get("source"), edge.get("target")) for edge in root.iterfind(".//g:edge", space)]
    assert edges
    assert all(end in nodes for edge in edges for end in edge)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "g.csv").read_text(encoding="utf-8"))))
    assert len(rows) == len(edges)
    assert {row["Tình trạng"] for row in rows} >= {"không có trong kho"}
    page = (tmp_path / "g.html").read_text(encoding="utf-8")
    assert "Chỉ thị 13-CT/TW" in page
    assert not [word for word in ("src=", "href=", "@import", "fetch(") if word in page]
    if shutil.which("dot"):
        subprocess.run(["dot", "-Tsvg", "-o", "/dev/null", tmp_path / "g.dot"], check=True)


def test_nothing_in_a_paper_ends_the_script_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(letter(1, "</script><script>alert(1)</script>"), encoding="utf-8")
    archive(tmp_path / "a.txt", tmp_path / "vb.db")
    page = out("graph", tmp_path / "vb.db", "--format", "html")
    assert page.count("</script>") == 1


def test_a_filtered_graph_shows_cited_papers_outside_of_the_filter(tmp_path: Path) -> None:
    folder = tmp_path / "vb"
    folder.mkdir()
    (folder / "1.txt").write_text(letter(1), encoding="utf-8")
    citing = letter(2, "việc khác", 20).replace("Kế hoạch số 5-KH/TU ngày 02/3/2022 của Tỉnh ủy", "Công văn số 1-CV/HU ngày 12/4/2022")
    (folder / "2.txt").write_text(citing, encoding="utf-8")
    archive(folder, tmp_path / "vb.db")
    words = ["graph", tmp_path / "vb.db", "--format", "csv", "--from", "2022-04-15"]
    (row,) = csv.DictReader(io.StringIO(out(*words)))
    assert (row["Văn bản"], row["Tệp viện dẫn"], row["Tình trạng"]) == ("Công văn 2-CV/HU", str(folder / "1.txt"), "chắc chắn")


@pytest.mark.parametrize(
    "words",
    [
        ["export", "{}"],
        ["export", "{}", "--format", "xml"],
        ["export", "{}", "--format", "jsonl", "--bom"],
        ["export", "{}", "--format", "csv", "--from", "March"],
        ["export", "nowhere.db", "--format", "csv"],
        ["graph", "{}", "--format", "png"],
        ["graph", "{}", "--format", "html", "--bom"],
        ["search", "{}"],
        ["search", "nowhere.db", "x"],
    ],
)
def test_a_wrong_command_is_one_line(words: list[str], embedded: str) -> None:
    done = command(*(word.format(embedded) for word in words))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
