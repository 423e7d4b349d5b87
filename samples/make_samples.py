"""Writes the Word samples of this folder: ``python samples/make_samples.py [FOLDER]``; with ``--print`` the PDF samples.

The papers are composed; their places and persons do not exist. ``cong-van-121`` is a real one: its words come from its .txt.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from word_paper import Paper

HERE = Path(__file__).parent
PARTY = "##ĐẢNG CỘNG SẢN VIỆT NAM##"
STATE = ("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "##Độc lập - Tự do - Hạnh phúc##")


def cong_van_121() -> Paper:
    """The letter of a commune committee, without issuer lines and without the name of a signer."""
    lines = [line.strip() for line in (HERE / "cong-van-121.txt").read_text(encoding="utf-8").split("\n")]
    lines = [line for line in lines if line]
    party, date, number, *subject = lines[:5]
    label, *names = lines[5:9]
    foot = lines.index("Nơi nhận:")
    paper = Paper()
    paper.head([f"**{number}**", *(f"//{line}//" for line in subject)], [f"##{party}##", f"//{date}//"])
    paper.rows([(label, names[0]), *(("", name) for name in names[1:])], (4, 12))
    paper.text(*lines[9:foot])
    paper.rows([(f"__{lines[foot]}__", f"**{lines[foot + 1]}**"), ("\n".join(lines[foot + 2 :]), "")], (8, 8))
    return paper


def chi_thi_tinh_2019() -> Paper:
    """A directive of a provincial committee under the guidance of 2018."""
    paper = Paper()
    paper.head(["**TỈNH ỦY ĐÔNG HẢI**", "*", "Số 47-CT/TU"], [PARTY, "//Đông Hải, ngày 15 tháng 8 năm 2019//"])
    paper.title("CHỈ THỊ", "về tăng cường sự lãnh đạo của Đảng đối với công tác", "phòng cháy, chữa cháy rừng")
    paper.text(
        "Những năm qua, thực hiện Chỉ thị số 13-CT/TW, ngày 12/01/2017 của Ban Bí thư về tăng cường sự lãnh đạo của Đảng đối với công tác "
        "quản lý, bảo vệ và phát triển rừng, các cấp ủy, chính quyền trong tỉnh đã quan tâm lãnh đạo công tác phòng cháy, chữa cháy rừng. "
        "Tuy nhiên, ở một số nơi còn để xảy ra cháy rừng do chủ quan, thiếu kiểm tra.",
        "Để khắc phục hạn chế nêu trên, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng tập trung thực hiện tốt "
        "các nhiệm vụ sau đây:",
        "1- Các huyện ủy, thành ủy tiếp tục quán triệt Chỉ thị số 13-CT/TW; đưa nội dung phòng cháy, chữa cháy rừng vào "
        "nghị quyết hằng năm "
        "của cấp ủy.",
        "2- Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo rà soát, bổ sung phương án chữa cháy rừng cấp tỉnh, hoàn "
        "thành trước ngày 30/9/2019.",
        "3- Đảng ủy Quân sự tỉnh, Đảng ủy Công an tỉnh chỉ đạo lực lượng thường trực sẵn sàng chữa cháy trong mùa khô.",
        "4- Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với Báo Đông Hải, Đài Phát thanh - Truyền hình tỉnh tuyên truyền "
        "sâu rộng Chỉ thị này.",
        "5- Giao Văn phòng Tỉnh ủy theo dõi, định kỳ 6 tháng báo cáo Ban Thường vụ Tỉnh ủy.",
        "Chỉ thị này phổ biến đến chi bộ.",
    )
    paper.foot(
        [
            "- Ban Bí thư Trung ương Đảng (để báo cáo),",
            "- Ban cán sự đảng Ủy ban nhân dân tỉnh,",
            "- Các huyện ủy, thành ủy, đảng ủy trực thuộc,",
            "- Các đồng chí Tỉnh ủy viên,",
            "- Lưu Văn phòng Tỉnh ủy.",
        ],
        ["**T/M BAN THƯỜNG VỤ**", "**BÍ THƯ**", "", "(Đã ký)", "", "**Nguyễn Văn A**"],
    )
    return paper


def ke_hoach_xa_2025() -> Paper:
    """A plan of a commune as signed in 2025: serial and day blank, a digital stamp, numbers made by Word."""
    paper = Paper()
    paper.head(
        ["ĐẢNG BỘ TỈNH ĐÔNG HẢI", "**ĐẢNG ỦY XÃ TÂN AN ĐÔNG**", "*", "Số        -KH/ĐU"],
        [PARTY, "//Tân An Đông, ngày      tháng 9 năm 2025//"],
    )
    paper.title("KẾ HOẠCH", "chuyển đổi số trong hoạt động của Đảng ủy xã giai đoạn 2025 - 2027")
    paper.text(
        "Thực hiện Kế hoạch số 12-KH/TU, ngày 20/8/2025 của Ban Thường vụ Tỉnh ủy về chuyển đổi số trong các cơ quan đảng, Ban Thường vụ "
        "Đảng ủy xã xây dựng kế hoạch như sau:",
        "**I- MỤC ĐÍCH, YÊU CẦU**",
        "Nâng cao hiệu quả làm việc của cấp ủy, tiết kiệm thời gian, kinh phí hội họp.",
        "**II- NHIỆM VỤ**",
    )
    paper.numbered(0, "Về hạ tầng kỹ thuật")
    paper.numbered(1, "Văn phòng Đảng ủy rà soát, đề xuất trang bị máy tính cho các cơ quan tham mưu trước ngày 15/10/2025.")
    paper.numbered(1, "Giao Ủy ban nhân dân xã bố trí kinh phí trong dự toán năm 2026.")
    paper.numbered(0, "Về dữ liệu")
    paper.numbered(1, "Ban Xây dựng Đảng chủ trì, phối hợp với các chi bộ trực thuộc:")
    paper.numbered(2, "Cập nhật hồ sơ đảng viên trên cơ sở dữ liệu quốc gia trong quý IV/2025;")
    paper.numbered(2, "Số hóa hồ sơ lưu trữ từ năm 2010 đến nay.")
    paper.numbered(1, "Ủy ban Kiểm tra Đảng ủy giám sát việc thực hiện.")
    paper.text("**III- TỔ CHỨC THỰC HIỆN**")
    paper.text(
        "Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện Kế hoạch này, báo cáo Ban Thường vụ Đảng ủy trước ngày 20 hằng tháng./.",
    )
    paper.foot(
        ["- Ban Thường vụ Tỉnh ủy (b/c),", "- Các đồng chí Đảng ủy viên,", "- Các chi bộ trực thuộc,", "- Lưu VPĐU."],
        ["**T/M BAN THƯỜNG VỤ**", "**PHÓ BÍ THƯ**", "", "", "**Trần Thị B**"],
    )
    paper.text_box("ĐẢNG ỦY XÃ TÂN AN ĐÔNG", "29-09-2025 13:41:12 +07:00", left_cm=9)
    return paper


def ket_luan_huyen_2021() -> Paper:
    """A conclusion of a district whose title names the body that decides."""
    paper = Paper()
    paper.head(
        ["ĐẢNG BỘ TỈNH ĐÔNG HẢI", "**HUYỆN ỦY PHÚ LỘC TÂY**", "*", "Số: 58-KL/HU"], [PARTY, "//Phú Lộc Tây, ngày 09 tháng 3 năm 2021//"]
    )
    paper.title(
        "KẾT LUẬN",
        "CỦA BAN THƯỜNG VỤ HUYỆN ỦY",
        "về kết quả thực hiện Nghị quyết số 04-NQ/HU ngày 10/5/2016",
        "của Ban Chấp hành Đảng bộ huyện",
    )
    paper.text(
        "Tại phiên họp ngày 02/3/2021, sau khi nghe Ban Tổ chức Huyện ủy báo cáo kết quả 5 năm thực hiện Nghị quyết số "
        "04-NQ/HU, Ban Thường vụ "
        "Huyện ủy kết luận:",
        "**I. ĐÁNH GIÁ CHUNG**",
        "1. Các chi bộ, đảng bộ cơ sở đã quán triệt đầy đủ nội dung Nghị quyết.",
        "2. Còn 03 chi bộ chưa hoàn thành chỉ tiêu kết nạp đảng viên.",
        "**II. NHIỆM VỤ THỜI GIAN TỚI**",
        "1. Các đảng ủy, chi bộ cơ sở tiếp tục thực hiện nghiêm Quy định 37-QĐ/TW của Ban Chấp hành Trung ương, trong đó:",
        "a) Chi ủy phân công đảng viên phụ trách hộ gia đình;",
        "b) Đảng ủy cơ sở kiểm tra ít nhất 02 chi bộ mỗi năm.",
        "2. Ban Tổ chức Huyện ủy tham mưu kế hoạch tạo nguồn kết nạp đảng viên, trình Ban Thường vụ Huyện ủy chậm nhất là ngày 31/5.",
        "3. Trung tâm Chính trị huyện mở 02 lớp bồi dưỡng nhận thức về Đảng trong năm 2021.",
        "Kết luận này thay thế Thông báo kết luận số 112-TB/HU ngày 20/6/2018 của Ban Thường vụ Huyện ủy./.",
    )
    paper.foot(
        [
            "- Ban Thường vụ Tỉnh ủy (để b/c);",
            "- Ban Tổ chức Tỉnh ủy,\xa0Văn phòng Tỉnh ủy;",
            "- Các đảng ủy, chi bộ cơ sở (để thực hiện);",
            "- Lưu: VT, TH.",
        ],
        ["**T/M BAN THƯỜNG VỤ**", "**PHÓ BÍ THƯ THƯỜNG TRỰC**", "", "", "**Lê Văn C**"],
    )
    return paper


def quyet_dinh_ubkt_2022() -> Paper:
    """A decision of an inspection committee in articles, and the statute annexed to it."""
    paper = Paper()
    paper.head(
        ["HUYỆN ỦY PHÚ LỘC TÂY", "**ỦY BAN KIỂM TRA**", "*", "Số 112-QĐ/UBKTHU"], [PARTY, "//Phú Lộc Tây, ngày 18 tháng 10 năm 2022//"]
    )
    paper.title("QUYẾT ĐỊNH", "ban hành Quy chế tiếp công dân của Ủy ban Kiểm tra Huyện ủy")
    paper.text(
        "- Căn cứ Điều lệ Đảng;",
        "- Căn cứ Quy định số 22-QĐ/TW, ngày 28/7/2021 của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát và kỷ luật của Đảng;",
        "- Xét đề nghị của Bộ phận Đơn thư,",
    )
    paper.centred("**ỦY BAN KIỂM TRA HUYỆN ỦY QUYẾT ĐỊNH**")
    paper.text(
        "**Điều 1.** Ban hành kèm theo Quyết định này Quy chế tiếp công dân của Ủy ban Kiểm tra Huyện ủy.",
        "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 35-QĐ/UBKTHU, ngày 04/7/2016.",
        "**Điều 3.** Bộ phận Đơn thư, các đồng chí Ủy viên Ủy ban Kiểm tra Huyện ủy chịu trách nhiệm thi hành Quyết định này./.",
    )
    paper.foot(
        ["- Như Điều 3,", "- Ủy ban Kiểm tra Tỉnh ủy (để báo cáo),", "- Lưu HSKT."],
        ["**T/M ỦY BAN KIỂM TRA**", "**CHỦ NHIỆM**", "", "", "**Phạm Văn D**"],
    )
    paper.new_page()
    paper.centred(
        "**QUY CHẾ**",
        "**tiếp công dân của Ủy ban Kiểm tra Huyện ủy**",
        "//(Ban hành kèm theo Quyết định số 112-QĐ/UBKTHU, ngày 18/10/2022//",
        "//của Ủy ban Kiểm tra Huyện ủy)//",
        "-----",
        "**Chương I**",
        "**QUY ĐỊNH CHUNG**",
    )
    paper.text(
        "**Điều 1.** Quy chế này áp dụng đối với cán bộ được phân công tiếp công dân.",
        "**Điều 2.** Lịch tiếp công dân là ngày thứ Năm hằng tuần.",
    )
    paper.centred("**Chương II**", "**TỔ CHỨC THỰC HIỆN**")
    paper.text("**Điều 3.** Bộ phận Đơn thư mở sổ theo dõi theo Hướng dẫn số 02-HD/UBKTTW của Ủy ban Kiểm tra Trung ương.")
    return paper


def huong_dan_doan_2018() -> Paper:
    """A guidance of the Youth Union: its own title, three stars, TM. and a department in the number."""
    paper = Paper()
    paper.head(
        ["**BCH ĐOÀN TỈNH ĐÔNG HẢI**", "***", "Số: 23-HD/TĐTN-PTTN"],
        ["##ĐOÀN TNCS HỒ CHÍ MINH##", "//Đông Hải, ngày 05 tháng 02 năm 2018//"],
    )
    paper.title("HƯỚNG DẪN", "Tổ chức các hoạt động Tháng Thanh niên năm 2018", rule="-------")
    paper.text(
        "Căn cứ Kế hoạch số 25-KH/TWĐTN-TNNT ngày 10/01/2018 của Ban Bí thư Trung ương Đoàn, Ban Thường vụ Tỉnh Đoàn hướng dẫn như sau:",
        "**I. MỤC ĐÍCH, YÊU CẦU**",
        "1. Phát huy vai trò xung kích của thanh niên.",
        "2. Hoạt động thiết thực, tiết kiệm.",
        "**II. NỘI DUNG**",
        "1. Mỗi huyện, thị, thành Đoàn thực hiện ít nhất 01 công trình thanh niên.",
        "2. Ra quân ngày Chủ nhật xanh vào ngày 04/3/2018.",
        "**III. TỔ CHỨC THỰC HIỆN**",
        "1. Ban Phong trào Tỉnh Đoàn tham mưu tổ chức lễ phát động cấp tỉnh; tổng hợp kết quả.",
        "2. Các huyện, thị, thành Đoàn:",
        "- Xây dựng kế hoạch, gửi về Tỉnh Đoàn trước ngày 25/02/2018;",
        "- Báo cáo kết quả về Ban Phong trào Tỉnh Đoàn chậm nhất ngày 05/4/2018.",
    )
    paper.foot(
        ["- TW Đoàn (b/c);", "- Tỉnh ủy, UBND tỉnh (b/c);", "- Các huyện, thị, thành Đoàn;", "- Lưu: VT, PTTN."],
        ["**TM. BAN THƯỜNG VỤ TỈNH ĐOÀN**", "**PHÓ BÍ THƯ**", "", "", "**Hoàng Thị E**"],
    )
    return paper


def giay_moi_2026() -> Paper:
    """An invitation under the guidance of 2026: no colon after Số, comma before ngày, the archive named in words."""
    paper = Paper()
    paper.head(
        ["ĐẢNG BỘ TỈNH ĐÔNG HẢI", "**ĐẢNG ỦY XÃ TÂN AN ĐÔNG**", "*", "Số 31-GM/ĐU"], [PARTY, "//Tân An Đông, ngày 08 tháng 6 năm 2026//"]
    )
    paper.title("GIẤY MỜI", "dự Hội nghị sơ kết công tác 6 tháng đầu năm 2026")
    paper.addressees(
        "- Các đồng chí Đảng ủy viên,", "- Bí thư các chi bộ trực thuộc,", "- Thủ trưởng các cơ quan tham mưu, giúp việc Đảng ủy."
    )
    paper.text(
        "Thực hiện Chương trình công tác số 02-CTr/ĐU, ngày 15/01/2026 của Đảng ủy, Ban Thường vụ Đảng ủy trân trọng "
        "kính mời các đồng chí dự "
        "Hội nghị sơ kết công tác 6 tháng đầu năm 2026.",
        "1. Thời gian: 8 giờ 00, ngày 18/6/2026 (thứ Năm).",
        "2. Địa điểm: Hội trường Đảng ủy xã.",
        "3. Phân công chuẩn bị",
        "- Giao Văn phòng Đảng ủy chuẩn bị dự thảo báo cáo, gửi đại biểu trước ngày 15/6/2026.",
        "- Ban Xây dựng Đảng chuẩn bị tham luận về công tác phát triển đảng viên.",
        "Đề nghị các đồng chí dự họp đầy đủ, đúng thời gian.",
    )
    paper.foot(
        ["- Như Kính gửi,", "- Lưu Đảng ủy."],
        ["**T/L BAN THƯỜNG VỤ**", "**CHÁNH VĂN PHÒNG**", "", "", "**Vũ Văn G**"],
    )
    return paper


def ke_hoach_bang_2023() -> Paper:
    """A plan that assigns its work in a table with merged cells."""
    paper = Paper()
    paper.head(
        ["HUYỆN ỦY PHÚ LỘC TÂY", "**BAN TUYÊN GIÁO**", "*", "Số 33a-KH/BTGHU"], [PARTY, "//Phú Lộc Tây, ngày 12 tháng 01 năm 2023//"]
    )
    paper.title("KẾ HOẠCH", "tuyên truyền kỷ niệm 93 năm Ngày thành lập Đảng Cộng sản Việt Nam")
    paper.text(
        "Thực hiện Hướng dẫn số 98-HD/BTGTU, ngày 05/01/2023 của Ban Tuyên giáo Tỉnh ủy, Ban Tuyên giáo Huyện ủy xây "
        "dựng kế hoạch như sau:",
        "**I. YÊU CẦU**",
        "Tuyên truyền trang trọng, tiết kiệm, đúng định hướng.",
        "**II. PHÂN CÔNG THỰC HIỆN**",
    )
    paper.table(
        [
            ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"),
            (
                "1",
                "Treo băng rôn, cờ Đảng trên các đường chính",
                "Trung tâm Văn hóa huyện",
                "Ủy ban nhân dân thị trấn",
                "Trước 20/01/2023",
            ),
            ("2", "Biên soạn tài liệu tuyên truyền gửi các chi bộ", "Ban Tuyên giáo Huyện ủy", "Trung tâm Chính trị huyện", "25/01/2023"),
            ("3", "Tổ chức gặp mặt báo cáo viên", None, "Văn phòng Huyện ủy", None),
        ]
    )
    paper.text("Các đảng ủy, chi bộ cơ sở nghiêm túc triển khai thực hiện Kế hoạch này./.")
    paper.foot(
        ["- Ban Tuyên giáo Tỉnh ủy (b/c),", "- Các đảng ủy, chi bộ cơ sở (t/h),", "- Lưu VT."],
        ["**K/T TRƯỞNG BAN**", "**PHÓ TRƯỞNG BAN**", "", "", "**Đỗ Thị H**"],
    )
    return paper


def cong_van_so_2024() -> Paper:
    """A letter of a provincial department: state style, signed by order and in place of."""
    paper = Paper()
    paper.head(
        [
            "ỦY BAN NHÂN DÂN",
            "TỈNH ĐÔNG HẢI",
            "**SỞ NÔNG NGHIỆP VÀ**",
            "##PHÁT TRIỂN NÔNG THÔN##",
            "Số: 1482/SNNPTNT-VP",
            "V/v báo cáo kết quả thực hiện",
            "Nghị quyết số 19-NQ/TW",
        ],
        [*STATE, "//Đông Hải, ngày 03 tháng 6 năm 2024//"],
    )
    paper.addressees("- Các phòng, chi cục thuộc Sở;", "- Trung tâm Khuyến nông tỉnh.")
    paper.text(
        "Thực hiện Công văn số 2210/UBND-KTN ngày 28/5/2024 của Ủy ban nhân dân tỉnh về việc báo cáo kết quả thực hiện "
        "Nghị quyết số 19-NQ/TW "
        "ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng khóa XIII; Nghị định số 98/2018/NĐ-CP của Chính phủ, Sở Nông "
        "nghiệp và Phát triển "
        "nông thôn đề nghị các đơn vị:",
        "1. Báo cáo kết quả thực hiện theo đề cương gửi kèm, gửi về Văn phòng Sở trước ngày 10/6/2024.",
        "2. Chi cục Phát triển nông thôn tổng hợp, tham mưu Sở báo cáo Ủy ban nhân dân tỉnh trước ngày 20/6/2024.",
        "Đề nghị các đơn vị quan tâm thực hiện./.",
    )
    paper.foot(
        ["- Như trên;", "- Giám đốc, các PGĐ Sở (để b/c);", "- Lưu: VT, VP."],
        ["**TL. GIÁM ĐỐC**", "**KT. CHÁNH VĂN PHÒNG**", "**PHÓ CHÁNH VĂN PHÒNG**", "", "", "**Bùi Văn K**"],
    )
    return paper


def nghi_quyet_dai_hoi_2020() -> Paper:
    """A resolution of a congress, signed by its presidium."""
    paper = Paper()
    paper.head(
        ["ĐẢNG BỘ HUYỆN PHÚ LỘC TÂY", "**ĐẠI HỘI ĐẠI BIỂU LẦN THỨ XII,**", "**NHIỆM KỲ 2020 - 2025**", "*", "Số 01-NQ/ĐH"],
        [PARTY, "//Phú Lộc Tây, ngày 24 tháng 7 năm 2020//"],
    )
    paper.title("NGHỊ QUYẾT", "ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN LẦN THỨ XII, NHIỆM KỲ 2020 - 2025")
    paper.text("Đại hội đại biểu Đảng bộ huyện Phú Lộc Tây lần thứ XII, nhiệm kỳ 2020 - 2025 họp từ ngày 22 đến ngày 24 tháng 7 năm 2020,")
    paper.centred("**QUYẾT NGHỊ:**")
    paper.text(
        "1. Tán thành nội dung đánh giá kết quả thực hiện Nghị quyết Đại hội Đảng bộ huyện lần thứ XI nêu trong Báo cáo chính trị.",
        "2. Thông qua Báo cáo kiểm điểm của Ban Chấp hành Đảng bộ huyện khóa XI.",
        "3. Giao Ban Chấp hành Đảng bộ huyện khóa XII xây dựng chương trình hành động, hoàn thành trong quý IV năm 2020.",
        "Đại hội kêu gọi toàn thể cán bộ, đảng viên và Nhân dân trong huyện thực hiện thắng lợi Nghị quyết Đại hội./.",
    )
    paper.foot(
        ["- Ban Thường vụ Tỉnh ủy,", "- Các đảng bộ, chi bộ cơ sở,", "- Lưu Văn phòng Huyện ủy."],
        ["**T/M ĐOÀN CHỦ TỊCH**", "", "", "**Nguyễn Văn A**"],
    )
    return paper


def to_trinh_2020() -> Paper:
    """A proposal that is submitted (Kính trình), with an enclosure."""
    paper = Paper()
    paper.head(
        ["HUYỆN ỦY PHÚ LỘC TÂY", "**ĐẢNG ỦY XÃ TÂN AN ĐÔNG**", "*", "Số 06-TTr/ĐU"], [PARTY, "//Tân An Đông, ngày 14 tháng 9 năm 2020//"]
    )
    paper.title("TỜ TRÌNH", "đề nghị phê duyệt quy hoạch cấp ủy nhiệm kỳ 2025 - 2030")
    paper.addressees("Ban Thường vụ Huyện ủy Phú Lộc Tây.", label="Kính trình:")
    paper.text(
        "- Căn cứ Hướng dẫn số 15-HD/BTCTW, ngày 05/11/2012 của Ban Tổ chức Trung ương về công tác quy hoạch cán bộ lãnh đạo, quản lý;",
        "- Căn cứ kết quả hội nghị Ban Chấp hành Đảng bộ xã ngày 10/9/2020,",
        "Đảng ủy xã Tân An Đông đề nghị Ban Thường vụ Huyện ủy xem xét, phê duyệt quy hoạch cấp ủy xã nhiệm kỳ 2025 - 2030 gồm 23 đồng chí "
        "(có danh sách kèm theo).",
        "Kính mong Ban Thường vụ Huyện ủy xem xét, cho ý kiến./.",
    )
    paper.foot(
        ["- Như trên,", "- Ban Tổ chức Huyện ủy,", "- Lưu VT."],
        ["**T/M ĐẢNG ỦY**", "**BÍ THƯ**", "", "(Đã ký)", "", "**Ngô Văn L**"],
    )
    return paper


def cong_van_mat_2017() -> Paper:
    """A secret and urgent letter with the incoming stamp of its receiver."""
    paper = Paper()
    paper.head(
        [
            "TỈNH ỦY ĐÔNG HẢI",
            "**VĂN PHÒNG**",
            "*",
            "Số 905-CV/VPTU",
            "//V/v chuẩn bị tài liệu phiên họp chuyên đề//",
            "//về bảo vệ chính trị nội bộ//",
            "**MẬT**",
            "**KHẨN**",
        ],
        [PARTY, "//Đông Hải, ngày 11 tháng 9 năm 2017//"],
    )
    paper.text_box("VĂN PHÒNG HUYỆN ỦY PHÚ LỘC TÂY", "ĐẾN Số: 356", "Ngày: 14/9/2017", left_cm=1)
    paper.addressees("- Ban Tổ chức Tỉnh ủy,", "- Thường trực các huyện ủy, thành ủy.")
    paper.text(
        "Thực hiện Quy định số 57-QĐ/TW ngày 03/5/2007 của Bộ Chính trị (khóa X) về một số vấn đề bảo vệ chính trị nội "
        "bộ Đảng và ý kiến chỉ đạo "
        "của Thường trực Tỉnh ủy, Văn phòng Tỉnh ủy đề nghị các đồng chí:",
        "1. Ban Tổ chức Tỉnh ủy chuẩn bị báo cáo chuyên đề, gửi Văn phòng Tỉnh ủy trước 16 giờ ngày 20/9/2017.",
        "2. Thường trực các huyện ủy, thành ủy báo cáo bằng văn bản theo chế độ mật.",
        "3. Không sao chụp tài liệu gửi kèm Công văn này.",
    )
    paper.foot(
        ["- Như kính gửi,", "- Thường trực Tỉnh ủy (để b/c),", "- Lưu Văn phòng Tỉnh ủy, 15b."],
        ["**K/T CHÁNH VĂN PHÒNG**", "**PHÓ CHÁNH VĂN PHÒNG**", "", "", "**Đinh Thị M**"],
    )
    return paper


def thong_bao_2025() -> Paper:
    """A notice of a commune as it is published: printed to PDF, the day blank, two stamps laid over it."""
    paper = Paper()
    paper.head(
        ["ĐẢNG BỘ TỈNH ĐÔNG HẢI", "**ĐẢNG ỦY XÃ HÒA BÌNH TÂY**", "*", "Số 64-TB/ĐU"],
        [PARTY, "//Hòa Bình Tây, ngày      tháng 11 năm 2025//"],
    )
    paper.title("THÔNG BÁO KẾT LUẬN", "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY", "về kết quả công tác tư pháp năm 2025")
    paper.text_box("ĐẢNG ỦY XÃ HÒA BÌNH TÂY", "14-11-2025 16:05:37", left_cm=10)
    paper.text(
        "Ngày 12/11/2025, Ban Thường vụ Đảng ủy họp phiên thường kỳ. Sau khi nghe Ủy ban nhân dân xã báo cáo kết quả thực hiện "
        "Thông tư liên tịch số 02/2014/TTLT-BTP-BNV, ngày 06/01/2014 và ý kiến thảo luận của các đồng chí dự họp, "
        "Ban Thường vụ Đảng ủy kết luận như sau:",
        "1. Thống nhất với báo cáo của Ủy ban nhân dân xã về công tác tư pháp năm 2025.",
        "2. Giao Ủy ban nhân dân xã chủ trì, phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam xã rà soát các tổ hòa giải, "
        "hoàn thành trước ngày 30/11/2025.",
        "3. Văn phòng Đảng ủy tham mưu sơ kết việc thực hiện Chỉ thị số 33-CT/TU, ngày 20/5/2024 của Ban Thường vụ Tỉnh ủy "
        "trong quý I/2026.",
        "4. Các chi bộ trực thuộc báo cáo kết quả thực hiện về Đảng ủy (qua Văn phòng Đảng ủy) trước ngày 20 hằng tháng.",
    )
    paper.foot(
        ["- Ban Thường vụ Tỉnh ủy (để báo cáo),", "- Ủy ban nhân dân xã,", "- Các chi bộ trực thuộc,", "- Lưu VPĐU."],
        ["**T/L BAN THƯỜNG VỤ**", "**CHÁNH VĂN PHÒNG**", "", "", "**Lê Văn N**"],
    )
    return paper


PAPERS: dict[str, Callable[[], Paper]] = {
    paper.__name__.replace("_", "-"): paper
    for paper in (
        cong_van_121,
        chi_thi_tinh_2019,
        ke_hoach_xa_2025,
        ket_luan_huyen_2021,
        quyet_dinh_ubkt_2022,
        huong_dan_doan_2018,
        giay_moi_2026,
        ke_hoach_bang_2023,
        cong_van_so_2024,
        nghi_quyet_dai_hoi_2020,
        to_trinh_2020,
        cong_van_mat_2017,
    )
}


PRINTED: dict[str, Callable[[], Paper]] = {"thong-bao-2025": thong_bao_2025}


def main(folder: Path) -> None:
    """Writes every Word sample into the folder."""
    for name, paper in PAPERS.items():
        paper().save(folder / f"{name}.docx")


def print_papers(folder: Path) -> None:
    """Prints the PDF samples into the folder with LibreOffice; the bytes differ from version to version and font to font."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, paper in PRINTED.items():
            paper().save(Path(scratch) / f"{name}.docx")
            profile = f"-env:UserInstallation={Path(scratch).as_uri()}/profile"
            words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(Path(scratch) / f"{name}.docx")]
            subprocess.run(words, check=True)


if __name__ == "__main__":
    wanted = [argument for argument in sys.argv[1:] if argument != "--print"]
    (print_papers if "--print" in sys.argv else main)(Path(wanted[0]) if wanted else HERE)
