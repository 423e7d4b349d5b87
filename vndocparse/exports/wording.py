"""How dates, recurrences and cited papers are said to a Vietnamese reader; shared by the exports."""

from __future__ import annotations

import datetime

from ..models import CitedDocument, Directive

_FREQUENCIES = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
_WEEKDAYS = {"MO": "thứ Hai", "TU": "thứ Ba", "WE": "thứ Tư", "TH": "thứ Năm", "FR": "thứ Sáu", "SA": "thứ Bảy", "SU": "Chủ nhật"}
_QUARTER = "3"


def day_words(day: datetime.date) -> str:
    """``28/05/2019``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def date_words(directive: Directive) -> str | None:
    """The paper's date as far as it is known: ``03/04/2017``, ``…/07/2022``, ``năm 2022``; None when nothing is."""
    if directive.date:
        return day_words(directive.date)
    return partial_date_words(directive.date_known)


def partial_date_words(known: str | None) -> str | None:
    """An ISO date of reduced precision for a reader. Its shape is one that no spreadsheet takes for a day."""
    if not known:
        return None
    year, *rest = known.split("-")
    return "/".join([*reversed(rest), year]) if len(rest) == 2 else f"…/{rest[0]}/{year}" if rest else f"năm {year}"


def recurrence_words(rule: str) -> str:
    """An RRULE in words: ``FREQ=MONTHLY;BYMONTHDAY=20`` is ``ngày 20 hằng tháng``. A rule with other parts stays as it is."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    every = _every(parts.pop("FREQ", ""), parts.pop("INTERVAL", "1"))
    days, months, weekdays = (parts.pop(name, "").split(",") for name in ("BYMONTHDAY", "BYMONTH", "BYDAY"))
    if parts or every is None or not all(not day or day in _WEEKDAYS for day in weekdays):
        return rule
    if months[0]:
        every = "hằng năm"
    if days[0] and len(months) == 1 and months[0]:
        return f"ngày {', '.join(f'{day}/{months[0]}' for day in days)} {every}"
    named = [f"ngày {', '.join(days)}" if days[0] else "", f"tháng {', '.join(months)}" if months[0] else ""]
    named += [", ".join(_WEEKDAYS[day] for day in weekdays) if weekdays[0] else "", every]
    return " ".join(part for part in named if part)


def _every(frequency: str, interval: str) -> str | None:
    unit = _FREQUENCIES.get(frequency)
    if unit is None:
        return None
    if frequency == "MONTHLY" and interval == _QUARTER:
        return "hằng quý"
    return f"hằng {unit}" if interval == "1" else f"{interval} {unit} một lần"


def citation_words(citation: CitedDocument, *, doubts: bool = True) -> str:
    """A cited paper on one line; with ``doubts`` a concluded number or issuer bears a question mark."""
    kind = citation.type.name if citation.type else "Văn bản"
    number = citation.number.canonical if citation.number else None
    mark = "?" if doubts and "number" in citation.inferred else ""
    parts = [" ".join(filter(None, (kind, number))) + mark] if number else [" ".join(citation.raw.split())]
    if citation.date:
        parts.append("/".join(reversed(citation.date.split("-"))))
    if citation.issuer and number:
        parts.append(citation.issuer + ("?" if doubts and "issuer" in citation.inferred else ""))
    if citation.congress_term and number:
        parts.append(f"khóa {citation.congress_term}")
    return ", ".join(parts)
