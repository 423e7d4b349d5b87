"""Automatic list numbers as Word shows them."""

from __future__ import annotations

import pytest
from word_file import abstract, instance, lvl, num, p, part, r, style, table, tc, word_file

from vndocparse.layout import Document
from vndocparse.readers.docx import read
from vndocparse.readers.list_numbers import shown

OUTLINE = abstract(1, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "lowerLetter", "%3)"), lvl(3, "bullet", "-"))
TIED = '<w:pStyle w:val="{}"/>'


def document(body: str, numbering: str, styles: str | None = None) -> Document:
    return read(word_file(body, numbering=numbering, styles=styles))


def labels(levels: list[tuple[int, int]], numbering: str) -> list[str]:
    """The labels of paragraphs given as (list, level)."""
    body = "".join(p("x", num(list_id, level)) for list_id, level in levels)
    return [line.label for line in document(body, numbering).lines]


def test_levels_count_and_begin_anew_under_a_higher_one() -> None:
    numbering = OUTLINE + instance(5, 1)
    found = labels([(5, 0), (5, 1), (5, 1), (5, 2), (5, 2), (5, 3), (5, 0), (5, 1), (5, 2)], numbering)
    assert found == ["1.", "1.1.", "1.2.", "a)", "b)", "-", "2.", "2.1.", "a)"]


def test_the_label_stands_before_the_text_with_one_blank() -> None:
    line = document(p("Giao Văn phòng", num(5)), OUTLINE + instance(5, 1)).lines[0]
    assert (line.text, line.label, line.level) == ("1. Giao Văn phòng", "1.", 0)


def test_only_the_first_line_of_a_paragraph_has_the_label() -> None:
    body = p("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", num(5))
    assert [(line.text, line.label) for line in document(body, OUTLINE + instance(5, 1)).lines] == [("1. một", "1."), ("hai", "")]


def test_a_level_used_without_the_ones_above_it_shows_their_first_number() -> None:
    assert labels([(5, 1), (5, 1), (5, 0), (5, 1)], OUTLINE + instance(5, 1)) == ["1.1.", "1.2.", "1.", "1.1."]


def test_lists_over_one_definition_go_on_counting() -> None:
    numbering = OUTLINE + instance(5, 1) + instance(6, 1)
    assert labels([(5, 0), (6, 0), (5, 0), (6, 1)], numbering) == ["1.", "2.", "3.", "3.1."]


def test_lists_over_two_definitions_count_apart() -> None:
    numbering = OUTLINE + abstract(2, lvl(0, "upperRoman", "%1-")) + instance(5, 1) + instance(6, 2)
    assert labels([(6, 0), (5, 0), (6, 0), (5, 0)], numbering) == ["I-", "1.", "II-", "2."]


def test_a_list_that_overrides_the_start_begins_there_once_and_the_other_goes_on_from_it() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>'
    numbering = OUTLINE + instance(5, 1) + instance(6, 1, override)
    assert labels([(5, 0), (5, 0), (6, 0), (6, 0), (5, 0)], numbering) == ["1.", "2.", "8.", "9.", "10."]


def test_a_list_may_override_a_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    assert labels([(6, 0), (6, 0)], OUTLINE + instance(6, 1, override)) == ["C)", "D)"]


@pytest.mark.parametrize(
    ("restart", "third"),
    [("", ["a)", "a)", "a)"]), ('<w:lvlRestart w:val="0"/>', ["a)", "b)", "c)"]), ('<w:lvlRestart w:val="1"/>', ["a)", "b)", "a)"])],
    ids=["by default", "never", "only under the first level"],
)
def test_a_level_restarts_when_it_says(restart: str, third: list[str]) -> None:
    numbering = abstract(1, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2."), lvl(2, "lowerLetter", "%3)", restart)) + instance(5, 1)
    found = labels([(5, 0), (5, 1), (5, 2), (5, 1), (5, 2), (5, 0), (5, 1), (5, 2)], numbering)
    assert [label for label in found if label.endswith(")")] == third


def test_legal_numbering_shows_all_levels_in_figures() -> None:
    numbering = abstract(1, lvl(0, "upperRoman", "%1."), lvl(1, "lowerLetter", "%1.%2", "<w:isLgl/>")) + instance(5, 1)
    assert labels([(5, 0), (5, 0), (5, 1)], numbering) == ["I.", "II.", "2.1"]


def test_a_level_that_asks_for_a_deeper_one_shows_nothing() -> None:
    assert labels([(5, 0)], abstract(1, lvl(0, "decimal", "%1.%2")) + instance(5, 1)) == [""]


def test_words_and_percent_signs_of_a_level_are_kept() -> None:
    numbering = abstract(1, lvl(0, "decimal", "Điều %1.", "<w:suff w:val='space'/>"), lvl(1, "decimal", "%2%")) + instance(5, 1)
    body = p("Phạm vi", num(5)) + p("x", num(5, 1))
    assert [line.text for line in document(body, numbering).lines] == ["Điều 1. Phạm vi", "1% x"]


@pytest.mark.parametrize(
    ("text", "font", "label"),
    [
        ("-", "", "-"),
        ("+", "Times New Roman", "+"),
        ("\uf0b7", "Symbol", "•"),
        ("·", "Symbol", "•"),
        ("\uf0b7", "", "•"),
        ("\uf02d", "Symbol", "-"),
        ("§", "Wingdings", "▪"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("ü", "Wingdings", "✓"),
        ("o", "Courier New", "o"),
        ("\uf0ff", "Wingdings 3", "•"),
        ("%1", "", "%1"),
    ],
)
def test_bullets_look_like_what_the_font_draws(text: str, font: str, label: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    assert labels([(5, 0)], abstract(1, lvl(0, "bullet", text, fonts)) + instance(5, 1)) == [label]


@pytest.mark.parametrize(
    ("style_name", "expected"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("upperRoman", {40: "XL", 1999: "MCMXCIX"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb", 53: "aaa"}),
        ("upperLetter", {5: "E"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
        ("none", {1: ""}),
        ("numberInDash", {2: "- 2 -"}),
        ("decimalEnclosedCircle", {3: "③", 21: "21"}),
        ("vietnameseCounting", {1: "một", 10: "mười", 15: "mười lăm", 21: "hai mươi mốt", 30: "ba mươi", 105: "105"}),
        ("chicago", {1: "*", 5: "**"}),
        ("000", {7: "007"}),
        ("japaneseLegal", {3: "3"}),
        ("lowerLetter", {0: "0", 999_999_999: "999999999"}),
        ("upperRoman", {0: "0", 999_999_999: "999999999"}),
    ],
)
def test_number_formats(style_name: str, expected: dict[int, str]) -> None:
    assert {value: shown(value, style_name) for value in expected} == expected


@pytest.mark.parametrize(
    ("paragraph", "level", "styles", "letters"),
    [
        ("", "", "", "a b c d e f"),
        ('<w:rPr><w:lang w:val="vi-VN"/></w:rPr>', "", "", "a b c d đ e"),
        ("", '<w:rPr><w:lang w:val="vi-VN"/></w:rPr>', "", "a b c d đ e"),
        ('<w:rPr><w:lang w:val="vi-VN"/></w:rPr>', '<w:rPr><w:lang w:val="en-US"/></w:rPr>', "", "a b c d e f"),
        ("", "", '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>', "a b c d đ e"),
    ],
    ids=["no language", "paragraph mark", "level", "level over paragraph", "default"],
)
def test_letters_are_those_of_the_language_of_the_number(paragraph: str, level: str, styles: str, letters: str) -> None:
    numbering = abstract(1, lvl(0, "lowerLetter", "%1", level)) + instance(5, 1)
    found = document(p("x", num(5) + paragraph) * 6, numbering, styles)
    assert " ".join(line.label for line in found.lines) == letters


def test_a_vietnamese_list_of_letters_ends_with_y_and_goes_on_doubled() -> None:
    assert [shown(value, "lowerLetter", vietnamese=True) for value in (5, 7, 10, 23, 24)] == ["đ", "g", "k", "y", "aa"]
    assert shown(5, "upperLetter", vietnamese=True) == "Đ"


def test_a_custom_format_of_zeros_is_followed_and_its_fallback_is_not() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{custom}<w:lvlText w:val="%1."/></w:lvl>'
    assert labels([(5, 0)], abstract(1, level) + instance(5, 1)) == ["001."]


def test_a_format_that_no_rule_covers_is_given_in_figures_with_a_note() -> None:
    found = document(p("x", num(5)), abstract(1, lvl(0, "hebrew1", "%1.")) + instance(5, 1))
    assert found.lines[0].label == "1."
    assert [item.code for item in found.diagnostics] == ["list-format"]


@pytest.mark.parametrize("properties", [num(0), num(99), '<w:numPr><w:ilvl w:val="0"/></w:numPr>', num("abc", 3)])
def test_paragraphs_without_a_list_have_no_label(properties: str) -> None:
    line = document(p("x", properties), OUTLINE + instance(5, 1)).lines[0]
    assert (line.text, line.label, line.level) == ("x", "", -1)


HEADINGS = (
    style("Normal", "", default=True)
    + style("Muc1", f"<w:pPr>{num(5, None)}</w:pPr>")
    + style("Muc2", f'<w:basedOn w:val="Muc1"/><w:pPr>{num(5, 1)}</w:pPr>')
    + style("Muc2con", '<w:basedOn w:val="Muc2"/>')
    + style("Khong", f'<w:basedOn w:val="Muc1"/><w:pPr>{num(0, None)}</w:pPr>')
)


def test_a_style_numbers_its_paragraphs_and_those_based_on_it() -> None:
    levels = lvl(0, "upperRoman", "%1.", TIED.format("Muc1")), lvl(1, "decimal", "%2.", TIED.format("Muc2"))
    body = "".join(p("x", TIED.format(name)) for name in ("Muc1", "Muc2", "Muc2con", "Muc1", "Muc2", "Khong", "Normal"))
    found = document(body, abstract(1, *levels) + instance(5, 1), HEADINGS)
    assert [line.label for line in found.lines] == ["I.", "1.", "2.", "II.", "1.", "", ""]


def test_the_level_tied_to_a_style_counts_more_than_the_level_the_style_names() -> None:
    levels = lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", TIED.format("Muc1"))
    assert document(p("x", TIED.format("Muc1")), abstract(1, *levels) + instance(5, 1), HEADINGS).lines[0].label == "a)"


def test_a_paragraph_may_leave_the_numbering_of_its_style_or_change_its_level() -> None:
    numbering = OUTLINE + instance(5, 1)
    body = p("x", TIED.format("Muc1") + num(0)) + p("y", TIED.format("Muc1") + '<w:numPr><w:ilvl w:val="2"/></w:numPr>')
    assert [line.label for line in document(body, numbering, HEADINGS).lines] == ["", "a)"]


def test_a_list_style_is_followed_to_the_list_it_names() -> None:
    numbering = (
        abstract(1, more='<w:numStyleLink w:val="Danhsach"/>')
        + abstract(2, lvl(0, "decimal", "(%1)"), more='<w:styleLink w:val="Danhsach"/>')
        + instance(5, 1)
        + instance(6, 2)
    )
    styles = style("Danhsach", f"<w:pPr>{num(6, None)}</w:pPr>", kind="numbering")
    body = p("x", num(5)) + p("y", num(6)) + p("z", num(5))
    assert [line.label for line in document(body, numbering, styles).lines] == ["(1)", "(2)", "(3)"]
    assert [line.label for line in document(body, numbering).lines] == ["(1)", "(2)", "(3)"]


def test_list_styles_that_point_at_each_other_number_nothing() -> None:
    numbering = (
        abstract(1, more='<w:numStyleLink w:val="A"/>') + abstract(2, more='<w:numStyleLink w:val="B"/>') + instance(5, 1) + instance(6, 2)
    )
    styles = style("A", f"<w:pPr>{num(6)}</w:pPr>", kind="numbering") + style("B", f"<w:pPr>{num(5)}</w:pPr>", kind="numbering")
    assert document(p("x", num(5)), numbering, styles).text == "x"


def test_numbers_go_on_through_tables() -> None:
    body = p("x", num(5)) + table(tc(p("y", num(5))) + tc(p("z", num(5)))) + p("t", num(5))
    assert document(body, OUTLINE + instance(5, 1)).text == "1. x\n2. y\t3. z\n4. t"


def test_paragraphs_that_are_not_shown_are_not_counted() -> None:
    gone = p('<w:del w:id="1"><w:r><w:delText>mất</w:delText></w:r></w:del>', num(5) + '<w:rPr><w:del w:id="1"/></w:rPr>')
    hidden = p(r("ẩn", "<w:vanish/>"), num(5) + "<w:rPr><w:vanish/></w:rPr>")
    assert document(p("x", num(5)) + gone + hidden + p("y", num(5)), OUTLINE + instance(5, 1)).text == "1. x\n2. y"


def test_a_broken_or_missing_list_part_costs_the_numbers_and_a_note_only() -> None:
    broken = word_file(p("x", num(5)), numbering="", replace={"word/numbering.xml": part("numbering", OUTLINE)[:-150]})
    missing = word_file(p("x", num(5)))
    for data in (broken, missing):
        found = read(data)
        assert (found.text, [item.code for item in found.diagnostics]) == ("x", ["part-unreadable"])
