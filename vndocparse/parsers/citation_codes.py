"""What an issuer code says of the body: its name where it stands for one body alone, its family, its reach."""

from __future__ import annotations

import re

from ..grammar import Family, Grammars, IssuerEntry
from ..text import fold

_MOST_CODES = 1024
_TERM = re.compile(r" khóa [IVX]+$")
_REMARK = re.compile(r"\s*\([^)]*\)")


class IssuerCodes:
    """Lookups over the codes of the issuer table, built once for a set of grammars."""

    def __init__(self, grammars: Grammars) -> None:
        self._by_code: dict[str, list[IssuerEntry]] = {}
        self._of_code: dict[tuple[str, Family | None, int | None], str | None] = {}
        self._local: dict[tuple[str, Family | None], bool] = {}
        for entry in grammars.records(IssuerEntry):
            for code in (entry.code, *entry.also):
                plain = _REMARK.sub("", code)  # "UB (before 2005)"
                rows = self._by_code.setdefault(fold(plain).upper(), [])
                if " " not in plain and "OCR" not in code and entry not in rows:
                    rows.append(entry)

    def entry_of_code(self, code: str) -> IssuerEntry | None:
        """The first entry of a code."""
        return next(iter(self._by_code.get(code.upper(), ())), None)

    def of_code(self, code: str, family: Family | None, year: int | None = None) -> str | None:
        """The one body that ``code`` stands for in a number of ``family``; None where it may be several."""
        known = (code, family, year)
        if known not in self._of_code:
            if len(self._of_code) >= _MOST_CODES:
                self._of_code.clear()
            self._of_code[known] = self._named(code, family, year)
        return self._of_code[known]

    def _named(self, code: str, family: Family | None, year: int | None) -> str | None:
        """The name that is true whichever of the entries of the code is meant."""
        own, others = self._rows(re.split(r"[-/]", code)[0])
        rows = [row for row in (*own, *others) if family in (None, row.family) and (year is None or _in_force(row, year))]
        if not rows or "(" in rows[0].name or _names_several(rows[0].name):
            return None
        if any(row.name != rows[0].name and not (row in others and row.name.startswith(rows[0].name)) for row in rows):
            return None
        return _TERM.sub("", rows[0].name)

    def families_of(self, code: str) -> set[Family]:
        """The families of the bodies that the first part of ``code`` stands for."""
        own, others = self._rows(re.split(r"[-/]", code)[0])
        return {row.family for row in (*own, *others)}

    def of_joint_code(self, codes: str, family: Family | None, year: int | None) -> str | None:
        """The bodies of a joint paper, joined by `` - ``; None where one of them is not known."""
        names = [self.of_code(code, family, year) for code in re.split(r"[-/]", codes)]
        return " - ".join(name for name in names if name) if len(names) > 1 and all(names) else None

    def is_local(self, code: str, family: Family | None) -> bool:
        """Does the code serve bodies of many places? Not if its bodies are central ones."""
        known = self._local.get((code, family))
        if known is not None:
            return known
        own, others = self._rows(code)
        rows = [row for row in own or others if family in (None, row.family)]
        if rows:
            local = any(row.level != "central" for row in rows)
        else:
            local = not code.upper().endswith("TW") and not (family == "state" and code.startswith("B") and len(code) > 2)
        if len(self._local) < _MOST_CODES:
            self._local[code, family] = local
        return local

    def family_of(self, code: str | None, canonical: str) -> Family | None:
        """The family by the code where all its bodies are of one, else by the separators of the number."""
        families = {entry.family for entry in self._by_code.get((code or "").upper(), ())}
        if len(families) == 1:
            return families.pop()
        if re.match(r"[\w.]*-[^/]+/", canonical):
            return "party"
        return "state" if "/" in canonical else "party" if "party" in families else None

    def _rows(self, code: str) -> tuple[list[IssuerEntry], list[IssuerEntry]]:
        """The entries that bear ``code`` as their own, and those that have it among their spellings."""
        plain = code.upper()
        if plain.startswith(("QH", "UBTVQH")):
            plain = plain.rstrip("0123456789") + "15"  # the table has the assembly with its term
        rows = self._by_code.get(plain, [])
        return [row for row in rows if row.code.upper() == plain], [row for row in rows if row.code.upper() != plain]


def issuer_codes_of(grammars: Grammars) -> IssuerCodes:
    """The lookups of a set of grammars, built once."""
    codes: IssuerCodes = grammars.derived(IssuerCodes)
    return codes


def _in_force(entry: IssuerEntry, year: int) -> bool:
    return (not entry.valid_from or int(entry.valid_from[:4]) <= year) and (not entry.valid_to or year <= int(entry.valid_to[:4]))


def _names_several(name: str) -> bool:
    """Does an entry name several bodies (Văn phòng Tỉnh ủy, Văn phòng Thành ủy; Tỉnh Đoàn, Thành Đoàn)?"""
    first, _, rest = name.partition(", ")
    return bool(rest) and (rest.split()[0] == first.split()[0] or rest.split()[-1] == first.split()[-1])
