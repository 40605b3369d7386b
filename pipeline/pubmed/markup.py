"""PubMed's inline markup as plain text: `H<sub>2</sub>O` is `H2O`, MathML reads as a line.

White space, of whatever kind and length, is one space; none is added between a word and its
markup, none is lost.
"""

from html.entities import html5

from lxml import etree

_ATTACHED = frozenset({"sub", "sup"})
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms"})
_NOT_SHOWN = frozenset({"annotation", "annotation-xml", "mphantom"})


def plain_text(element: etree._Element) -> str | None:
    """The text of an element on one line; `None` where there is none."""
    text = "".join(_pieces(element)) if len(element) else element.text
    if not text:
        return None
    if not text.isascii() or "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = " ".join(text.split())
    return text.strip() or None


def _pieces(element: etree._Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag is etree.Entity:
            pieces.append(html5.get(child.text[1:], child.text))
        elif tag is etree.Comment or tag is etree.PI:
            pass
        elif tag == "DispFormula":
            pieces += (" ", *_pieces(child), " ")
        elif tag.startswith("{"):
            pieces.append(_formula(child))
        else:
            if tag in _ATTACHED:
                pieces[-1] = _without_line_break(pieces[-1])
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def _without_line_break(text: str) -> str:
    """Undo the line break that E-utilities' indented output puts before a sub- or superscript."""
    bare = text.rstrip()
    return bare if "\n" in text[len(bare) :] else text


def _formula(node: etree._Element) -> str:
    """A MathML element on one line. White space between its elements has no meaning there."""
    name = etree.QName(node).localname if isinstance(node.tag, str) else None
    if name in _TOKENS:
        return " ".join("".join(_pieces(node)).split())
    if name is None or name in _NOT_SHOWN:
        return ""
    parts = [_formula(child) for child in node]
    match name:
        case "mspace":
            parts = [" "]
        case "mfrac":
            parts = ["/".join(parts)]
        case "msqrt":
            parts = ["√", *parts]
        case "mfenced":
            parts = [node.get("open", "("), ", ".join(parts), node.get("close", ")")]
    return "".join(parts)
