"""Grammars of plain XML in bytes, with RE2: what they cover is XML, and a pattern can read it."""

import re2

# Words that XML allows, without references but these, with one space between them.
_WORD = r"(?:[^<>&\x00-\x20\x{85}\pZ\x{D800}-\x{DFFF}\x{FFFE}\x{FFFF}]|&(?:amp|quot|apos);)+"
TEXT = rf"(?:{_WORD}(?: {_WORD})*)?"


def _line(without: str = "") -> str:
    others = rf"[^{without}<>&\x00-\x08\n-\x1f\x{{D800}}-\x{{DFFF}}\x{{FFFE}}\x{{FFFF}}]"
    return f"(?:{others}|&(?:amp|lt|gt|quot|apos);)*"


# The same with any white space on one line, and as it stands between quotation marks.
LINE, QUOTED = _line(), _line(without=r'"\t')
MARKUP = "b|i|sub|sup|u"


def marked_up(text: str) -> str:
    """The text, some of it in the markup that PubMed uses."""
    marked = "|".join(f"<{tag}>{text}</{tag}>" for tag in MARKUP.split("|"))
    return f"{text}(?:(?:{marked}){text})*"


def element(tag: str, content: str, attributes: str = "") -> str:
    """An element of that tag, and white space behind it."""
    return rf"<{tag}{attributes}>{content}</{tag}>[ \t\n]*"


def empty(tag: str, attributes: str = "") -> str:
    """An element of that tag with nothing in it, and white space behind it."""
    return rf"<{tag}{attributes}/>[ \t\n]*"


def some(*elements: str) -> str:
    """Any number of these, in any order."""
    return rf"[ \t\n]*(?:{'|'.join(elements)})*"


def in_order(*elements: str) -> str:
    """Each of these once or not at all."""
    return r"[ \t\n]*" + "".join(f"(?:{one})?" for one in elements)


def grammar(pattern: str) -> re2.Set:
    """What matches bytes that are in the pattern from first to last."""
    found = re2.Set.FullMatchSet(re2.Options())
    found.Add(pattern)
    found.Compile()
    return found
