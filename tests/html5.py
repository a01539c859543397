"""Markup as browsers read it (the HTML Standard's own way), where that is the question; tests.browser reads faster."""

from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser, LexborNode

FRAGMENT = "fragment"  # what holds the pieces of one


def page(text: str) -> Element:
    """A whole page, from its html element on."""
    root = LexborHTMLParser(text).root
    assert root is not None
    made = _element(root)
    _fill(made, root)
    return made


def fragment(text: str) -> Element:
    """A piece of a page, as it would be read inside a div."""
    made, node = Element(FRAGMENT), LexborHTMLParser(text, is_fragment=True).root
    while node is not None:
        _add(made, node)
        node = node.next
    return made


def _fill(made: Element, node: LexborNode) -> None:
    """Everything below a node, however deep it goes: no call inside a call."""
    waiting = [(made, node)]
    while waiting:
        parent, above = waiting.pop()
        below = above.child
        while below is not None:
            element = _put(parent, below)
            if element is not None:
                waiting.append((element, below))
            below = below.next


def _add(parent: Element, node: LexborNode) -> None:
    element = _put(parent, node)
    if element is not None:
        _fill(element, node)


def _put(parent: Element, node: LexborNode) -> Element | None:
    """Put a node into its parent; the element that it became, if it is one."""
    if node.is_text_node:
        _write(parent, node.text_content or "")
    elif node.is_element_node:
        parent.append(_element(node))
        return parent[-1]
    return None


def _write(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _element(node: LexborNode) -> Element:
    return Element(node.tag or "", {name: value or "" for name, value in node.attributes.items()})
