"""The grammars say with each rule what it accepts and what not; wrong files are refused with file and rule named."""

from __future__ import annotations

from pathlib import Path

import pytest

from vndocparse import Parser
from vndocparse.errors import GrammarError
from vndocparse.grammar import Grammars, IssuerEntry, Rule, TypeEntry, builtin, builtin_folder, fold_pattern

WHOLE = Grammars(builtin_folder())
RULES = list(WHOLE.rules())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_accepts_its_examples_and_no_counter_example(rule: Rule) -> None:
    assert [text for text in rule.examples if not rule.tries(text)] == []
    assert [text for text in rule.counter_examples if rule.tries(text)] == []


def test_every_rule_gives_an_example() -> None:
    assert [rule.name for rule in RULES if not rule.examples] == []


def test_every_rule_compiles() -> None:
    for rule in RULES:
        assert rule.pattern.pattern


def test_the_grammars_are_the_same_without_their_examples() -> None:
    assert {rule.name: rule.raw for rule in builtin().rules()} == {rule.name: rule.raw for rule in RULES}
    assert builtin().records(IssuerEntry) == WHOLE.records(IssuerEntry)
    assert builtin().records(TypeEntry) == WHOLE.records(TypeEntry)


def test_tables_hold_the_types_and_issuers_of_party_state_and_mass_organisations() -> None:
    types, issuers = builtin().records(TypeEntry), builtin().records(IssuerEntry)
    assert {entry.family for entry in types} == {entry.family for entry in issuers} == {"party", "state", "mass-org"}
    assert {"CV", "CT", "KH", "NQ", "QĐ", "CTr"} <= {entry.code for entry in types}
    assert {"TW", "TU", "HU", "ĐU", "UBND", "TWĐTN"} <= {entry.code for entry in issuers}


def write(folder: Path, text: str) -> Path:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rule = 3", "own.toml"),
        ("[[rule]]\nname = 'x'\npattern = 'a'\ncolour = 'red'", "rule x: unknown key colour"),
        ("[[rule]]\nname = 'x'", "rule x: 'pattern' is missing"),
        ("[[rule]]\nname = 'number-line'\npattern = 'a'", "rule number-line is already defined"),
        ("[[rule]]\nname = 'x'\npattern = 'a'\nflags = 'z'", "rule x: flags"),
        ("[[list]]\nname = 'family-names'\nitems = ['a']", "list family-names is already defined"),
        ("[[document_type]]\nname = 'Lệnh gọi'\nkode = 'LG'", "document_type Lệnh gọi: unknown key kode"),
        ("[[document_type]]\ncode = 'LG'", "document_type LG: a needed key is missing"),
        ("[colours]\nred = 1", "unknown key 'colours'"),
        ("[[rule]\nname", "not readable as TOML"),
    ],
)
def test_a_wrong_grammar_file_is_refused_by_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(GrammarError, match=r"own\.toml") as caught:
        Parser(grammars=write(tmp_path, text))
    assert says in str(caught.value)


def test_a_pattern_that_does_not_compile_names_its_rule(tmp_path: Path) -> None:
    grammars = Grammars(builtin_folder(), write(tmp_path, "[[rule]]\nname = 'x'\npattern = '(a'"))
    with pytest.raises(GrammarError, match=r"own\.toml: rule x: the pattern does not compile"):
        grammars.pattern("x")


def test_fragments_that_refer_to_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    text = "[fragments]\none = '<<two>>'\ntwo = '<<one>>'\n[[rule]]\nname = 'x'\npattern = '<<one>>'"
    with pytest.raises(GrammarError, match="circle"):
        Grammars(builtin_folder(), write(tmp_path, text)).pattern("x")


def test_a_folder_without_grammars_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match="no grammar files"):
        Parser(grammars=tmp_path)


def test_a_ministry_adds_its_own_type_code(tmp_path: Path) -> None:
    text = "BỘ QUỐC PHÒNG\nSố 12-ĐL/BQP\n\nĐIỀU LỆNH\nđội ngũ của quân nhân\n\nNơi nhận:\n- Lưu: VT."
    assert Parser().parse_text(text).header.type is None
    own = Parser(grammars=write(tmp_path, "[[document_type]]\ncode = 'ĐL'\nname = 'Điều lệnh'\nfamily = 'state'"))
    directive = own.parse_text(text)
    assert directive.header.type is not None
    assert (directive.header.type.code, directive.header.type.name) == ("ĐL", "Điều lệnh")
    assert directive.number is not None
    assert directive.number.type_code == "ĐL"


def test_a_list_can_be_extended_or_replaced(tmp_path: Path) -> None:
    extended = Grammars(builtin_folder(), write(tmp_path, "[[list]]\nname = 'family-names'\nextend = true\nitems = ['Ksor']"))
    assert extended.items("family-names")[:-1] == builtin().items("family-names")
    replaced = Grammars(builtin_folder(), write(tmp_path, "[[list]]\nname = 'family-names'\nreplace = true\nitems = ['Ksor']"))
    assert replaced.items("family-names") == ("Ksor",)


def test_patterns_are_folded_like_the_text_but_not_inside_character_classes() -> None:
    assert fold_pattern("Đảng uỷ [oà]") == "Đảng ủy [oà]"
