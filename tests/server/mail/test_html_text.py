"""HTML as text that a person can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail.html_text import LINK_CHARS_MAX, to_text, with_quotes


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("a  b\n\tc<b> d</b>e", "a b c de"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ol start=3><li><p>a</p><li>b</ol>", "3. a\n4. b"),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "A | B\n1 | 2"),
        ("<table><tr><td><table><tr><td>in<tr><td>side</table></table>", "in\nside"),
        ('<a href="https://example.org/x">here</a>', "here <https://example.org/x>"),
        ('<a href="https://example.org">example.org</a>', "example.org"),
        ('<a href="javascript:x()">here</a>', "here"),
        (f'<a href="https://example.org/{"x" * LINK_CHARS_MAX}">here</a>', "here"),
        ('<img alt="Logo"><img src=x>', "[Logo]"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("&amp;&nbsp;&eacute;&#x1F600;", "& é😀"),
        ("<head><title>no</title></head><style>no</style><script>no</script>yes", "yes"),
        ("<p>open <b>and <i>never closed", "open and never closed"),
        ("\ue000a\ue001", "a"),
        ("", ""),
    ],
)
def test_html_reads_well(html: str, text: str) -> None:
    assert to_text(html) == text


def test_what_is_too_deep_keeps_its_words() -> None:
    assert to_text("<div>" * 600 + "words &amp; more").strip() == "words & more"


def test_marked_quotes_are_found_in_the_text() -> None:
    found = with_quotes('<p>new</p><blockquote type="cite">old</blockquote><p>new again</p>')
    assert [found.text[start:end].strip() for start, end in found.spans] == ["> old"]


PIECES = """<p> </p> <blockquote+type=cite> </blockquote> <div+class=gmail_quote> </div> <li> <ol> <ul> </ul>
<td> <tr> <table> </table>
<a+href=https://x> </a> <pre> </pre> <br> +words+ <hr+id=divRplyFwdMsg> <div+id=divRplyFwdMsg> &lt;"""
pieces = [one.replace("+", " ") for one in PIECES.split()]
markup = st.lists(st.sampled_from([*pieces, "\n", "\ue000", "\ue001"]), max_size=40).map("".join)


@given(markup)
def test_any_order_of_elements_is_read(html: str) -> None:
    found = with_quotes(html)
    assert found.text.count("words") == html.count("words")
    assert all(0 <= start <= end <= len(found.text) for start, end in found.spans)
    assert not set(found.text) & {"\ue000", "\ue001"}
