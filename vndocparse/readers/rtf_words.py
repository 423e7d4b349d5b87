"""Control words of RTF by what they do to the text, and the code pages of its character sets."""

from __future__ import annotations

from ..layout import Alignment
from .flow import OPTIONAL_HYPHEN

# Words that stand for a character. A manual break is a line feed.
SIGNS = {
    b"chpgn": "1",
    b"tab": "\t",
    b"line": "\n",
    b"lbr": "\n",
    b"page": "\n",
    b"column": "\n",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "\u2022",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"~": "\u00a0",
    b"_": "\u2011",
    b"-": OPTIONAL_HYPHEN,
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\t": "\t",
}
ALIGNMENTS: dict[bytes, Alignment] = {b"ql": "left", b"qc": "center", b"qr": "right", b"qj": "both", b"qd": "both", b"qt": "both"}
# Groups without text of the document. A group marked with \* is left out too, unless it is one of READ.
SKIPPED = frozenset(
    b"aftncn aftnsep aftnsepc annotation author bkmkend bkmkstart buptim category colorschememapping colortbl comment company "
    b"creatim datafield datastore defchp defpap doccomm docvar falt fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl "
    b"ffname ffstattext file filetbl fldtype fname fontemb fontfile formfield ftncn ftnsep ftnsepc g generator gridtbl "
    b"hlinkbase info keycode keywords latentstyles lchars levelnumbers leveltext listlevel listname listoverride listoverridetable "
    b"listpicture liststylename listtable manager mmathPr mhtmltag nextfile nonesttables nonshppict objalias objclass objdata objname "
    b"objsect objtime oldcprops oldpprops oldsprops oldtprops oleclsid operator panose password passwordhash pgp pgptbl picprop pict "
    b"pn pnseclvl pntxta pntxtb printim private propname protend protstart protusertbl revtbl revtim rsidtbl rxe shppict shprslt "
    b"sp stylesheet subject tc template themedata title txe userprops wgrffmtfilter windowcaption writereservation "
    b"writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen".split()
)
READ = frozenset(
    b"do dptxbxtext fldinst fldrslt footer footerf footerl footerr footnote header headerf headerl headerr listtext nesttableprops "
    b"pntext result shp shpgrp shpinst shptxt ud moMath moMathPara mr".split()
)
MARGINS = {
    word: word[:6].decode() for word in (b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf")
}
CODE_PAGES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
CHARACTER_SETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
SYMBOLS = 2  # the character set of fonts of symbols
