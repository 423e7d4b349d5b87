"""Signatures: marks, chains, posts, names, columns, stamps."""

from __future__ import annotations

import pytest

from vndocparse import parse_text

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
V/v tổng kết công tác
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
Kính gửi: Các chi bộ.
Thực hiện Kế hoạch số 5-KH/TU ngày 02/3/2022 của Tỉnh ủy, Huyện ủy đề nghị:
1. Các chi bộ báo cáo./.
"""
COPIES = "Nơi nhận:\n- Như trên;\n- Lưu VT.\n"


@pytest.mark.parametrize(
    ("lines", "authority", "body", "title", "name"),
    [
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn A", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"),
        ("TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(Đã ký)\nNguyễn Văn A", "TM.", "BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Nguyễn Văn A"),
        ("T/M ĐẢNG ỦY\nPHÓ BÍ THƯ THƯỜNG TRỰC\nNguyễn Văn A", "T/M", "ĐẢNG ỦY", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Nguyễn Văn A"),
        ("T/M BAN CHẤP HÀNH\nĐẢNG BỘ HUYỆN\nBÍ THƯ\nNguyễn Văn A", "T/M", "BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN", "BÍ THƯ", "Nguyễn Văn A"),
        ("TRƯỞNG BAN\n\nNguyễn Văn A", None, None, "TRƯỞNG BAN", "Nguyễn Văn A"),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nNguyễn Văn A", "K/T", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn A", "KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"),
        ("T/L BAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nNguyễn Văn A", "T/L", "BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Nguyễn Văn A"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG\nNguyễn Văn A", "TUQ.", "GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Nguyễn Văn A"),
        ("Q. GIÁM ĐỐC\nNguyễn Văn A", None, None, "Q. GIÁM ĐỐC", "Nguyễn Văn A"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nĐại tá Nguyễn Văn A", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nPGS.TS. Nguyễn Văn A", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nNGUYỄN VĂN A", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "NGUYỄN VĂN A"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nY Moan Niê Kđăm", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "Y Moan Niê Kđăm"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ\nĐoàn Văn B", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", "Đoàn Văn B"),
        ("T/M BAN THƯỜNG VỤ\nBÍ THƯ", "T/M", "BAN THƯỜNG VỤ", "BÍ THƯ", None),
        ("T/M BAN THƯỜNG VỤ", "T/M", "BAN THƯỜNG VỤ", None, None),
        ("TM. BAN THƯỜNG VỤ BÍ THƯ\nNguyễn Văn A", "TM.", "BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"),
        ("T/M BAN BÍ THƯ\nTHƯỜNG TRỰC BAN BÍ THƯ\nNguyễn Văn A", "T/M", "BAN BÍ THƯ", "THƯỜNG TRỰC BAN BÍ THƯ", "Nguyễn Văn A"),
        ("tm . ubnd thành phố\nchủ tịch\nNguyễn Văn A", "tm.", "ubnd thành phố", "chủ tịch", "Nguyễn Văn A"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ\nTRƯỞNG BAN\nNguyễn Văn A", "T/M", "BAN THƯỜNG VỤ", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A"),
    ],
)
def test_a_signature_below_the_copies(lines: str, authority: str | None, body: str | None, title: str | None, name: str | None) -> None:
    signature = parse_text(LETTER + COPIES + lines + "\n").signature
    assert signature is not None
    assert (signature.authority, signature.on_behalf_of, signature.title, signature.name) == (authority, body, title, name)


def test_a_signature_above_the_copies() -> None:
    directive = parse_text(LETTER + "CHÁNH VĂN PHÒNG\n(Đã ký)\nNguyễn Văn A\n" + COPIES)
    assert directive.signature is not None
    assert (directive.signature.title, directive.signature.name) == ("CHÁNH VĂN PHÒNG", "Nguyễn Văn A")
    assert [entry.name for entry in directive.recipients.copied_to] == ["Như trên"]
    assert len(directive.tasks) == 1


def test_a_chain_is_kept_outermost_first() -> None:
    signature = parse_text(LETTER + COPIES + "T/L BAN THƯỜNG VỤ\nK/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nNguyễn Văn A\n").signature
    assert signature is not None
    assert [(link.authority, link.on_behalf_of) for link in signature.chain] == [("T/L", "BAN THƯỜNG VỤ"), ("K/T", "CHÁNH VĂN PHÒNG")]
    assert (signature.authority, signature.on_behalf_of, signature.title) == ("T/L", "BAN THƯỜNG VỤ", "PHÓ CHÁNH VĂN PHÒNG")


def test_columns_run_together_on_one_line_are_parted() -> None:
    foot = "Nơi nhận: T/M BAN THƯỜNG VỤ\n- Như trên; PHÓ BÍ THƯ\n- Ban Tổ chức Tỉnh ủy;\n- Lưu VP. Nguyễn Văn A\n"
    directive = parse_text(LETTER + foot)
    assert directive.signature is not None
    assert (directive.signature.on_behalf_of, directive.signature.title, directive.signature.name) == (
        "BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "Nguyễn Văn A",
    )
    assert [entry.name for entry in directive.recipients.copied_to] == ["Như trên", "Ban Tổ chức Tỉnh ủy"]
    assert directive.recipients.archive == "VP"


def test_the_mark_may_stand_between_the_label_and_the_list() -> None:
    directive = parse_text(LETTER + "Nơi nhận:\n\nT/M BAN THƯỜNG VỤ\n\n- Ban Dân vận Huyện ủy;\n- Lưu: VT,28b.\n")
    assert directive.signature is not None
    assert (directive.signature.on_behalf_of, directive.signature.name) == ("BAN THƯỜNG VỤ", None)
    assert [entry.name for entry in directive.recipients.copied_to] == ["Ban Dân vận Huyện ủy"]


def test_several_signers_side_by_side() -> None:
    foot = (
        "T/M BAN THƯỜNG VỤ                         T/M ỦY BAN NHÂN DÂN\n"
        "BÍ THƯ                                    CHỦ TỊCH\n"
        "Nguyễn Văn A                              Trần Văn B\n"
    )
    signature = parse_text(LETTER + COPIES + "\n" + foot).signature
    assert signature is not None
    assert (signature.on_behalf_of, signature.title, signature.name) == ("BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A")
    assert [(s.on_behalf_of, s.title, s.name) for s in signature.cosigners] == [("ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn B")]


def test_a_digital_stamp_names_no_signer() -> None:
    stamp = "Ký bởi: ĐẢNG ỦY XÃ TÂN ĐÔNG\nCơ quan: ĐẢNG ỦY XÃ TÂN ĐÔNG\nThời gian ký: 29.04.2022 14:24:26 +07:00\n"
    signature = parse_text(LETTER + COPIES + "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n" + stamp + "Nguyễn Văn A\n").signature
    assert signature is not None
    assert (signature.title, signature.name) == ("BÍ THƯ", "Nguyễn Văn A")


def test_words_like_marks_in_the_text_sign_nothing() -> None:
    text = "Ban TĐKT. và cây ATM. ở Q. 8 hoạt động tốt.\nKT. Chủ tịch nghỉ phép.\n"
    assert parse_text(text).signature is None
