"""HTML of strangers: after cleaning nothing in it can run, submit, load, cover or lead elsewhere by itself."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.mail_corpus import in_order
from ringline_server.mail.sanitising import STYLES, TAGS, clean

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/relative">x</a>',
    '<a href="cid:x">x</a>',
    '<form action="https://evil.example"><input name=a><button formaction=https://evil.example>x</button></form>',
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example>",
    "<style>@import 'https://evil.example'; @font-face{src:url(https://evil.example)}</style>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<video src=https://evil.example poster=https://evil.example autoplay></video><audio src=https://evil.example>",
    "<img src=https://evil.example/a.gif srcset='https://evil.example/b 2x'>",
    "<img src=//evil.example/a.gif>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img lowsrc=https://evil.example dynsrc=https://evil.example>",
    "<body background=https://evil.example onload=alert(1)>",
    "<table background=https://evil.example><td background=https://evil.example>",
    "<div style='background:url(https://evil.example)'>",
    "<div style='background-image:url(https://evil.example)'>",
    "<div style='color:red;border:url(https://evil.example)'>",
    "<div style='list-style:url(https://evil.example)'>",
    "<div style='width:expression(alert(1))'>",
    "<div style='width:e\\78pression(alert(1))'>",
    "<div style='background:u\\72l(https://evil.example)'>",
    "<div style='color:/**/url(https://evil.example)'>",
    "<div style='font-family:image-set(\"https://evil.example\" 1x)'>",
    "<div style='behavior:url(#x);-moz-binding:url(https://evil.example)'>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999'>",
    "<div style='margin:-5000px;transform:scale(9);float:left;opacity:0'>",
    "<a href=https://evil.example ping=https://evil.example download>x</a>",
    "<div id=x name=y class=z data-x=1 contenteditable tabindex=0 autofocus onfocus=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<xmp><img src=x onerror=alert(1)></xmp><plaintext>",
    "<template><img src=x onerror=alert(1)></template>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<isindex action=javascript:alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
]
ATTRIBUTES = frozenset(
    {"align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "color", "colspan", "dir", "face", "height"}
    | {"href", "lang", "open", "referrerpolicy", "rel", "rowspan", "size", "span", "src", "start", "style", "target"}
    | {"title", "type", "valign", "width"}
)


class Judge(HTMLParser):
    """Fails on everything that is not on the lists; written without the cleaner's own means."""

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attributes:
            assert name in ATTRIBUTES, name
            if name == "href":
                assert re.match("(https?|mailto|tel):", value or "", re.IGNORECASE), value
            if name == "src":
                self.sources.append(value or "")
            if name == "style":
                for one in filter(None, (value or "").split(";")):
                    assert one.partition(":")[0].strip() in STYLES
                    assert not re.search(r"url|expression|\\|/\*|@", one, re.IGNORECASE)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def judged(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.sources


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "<p>a{}b</p>", "<table><tr><td>{}", "<b><i>{}</b></i>", "{0}{0}", "<a href='{}'>"]
)
def test_an_attack_is_only_words(attack: str, around: str) -> None:
    assert judged(clean(around.format(attack)).html) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_clean_stays_what_it_is(attack: str) -> None:
    once = clean(attack).html
    assert in_order(clean(once).html) == in_order(once)


@given(
    st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<table>", "<td>", "</table>", "<!--", "-->", "'", '"', ">"]))
)
def test_attacks_in_any_order_are_only_words(pieces: list[str]) -> None:
    assert judged(clean("".join(pieces)).html) == []


@given(st.text(alphabet="<>/='\" abimgscriptstyleonhref:;&#x-!\\\x00\n", max_size=200))
def test_any_text_is_only_words(html: str) -> None:
    judged(clean(html).html)


def test_the_judge_can_find_fault() -> None:
    for html in ("<script>", "<p onclick=x>", "<a href=javascript:x>", "<p style='position:fixed'>", "<!-- x -->"):
        with pytest.raises(AssertionError):
            judged(html)


def test_remote_pictures_are_counted_and_load_only_when_asked() -> None:
    html = '<img src="https://a.example/1.png" width="300"><img src="http://a.example/2.gif" width=1 height=1>'
    blocked, asked = clean(html), clean(html, with_remote_images=True)

    assert (blocked.remote_images, blocked.trackers) == (2, 1)
    assert judged(blocked.html) == []
    assert judged(asked.html) == ["https://a.example/1.png", "http://a.example/2.gif"]


def test_pictures_of_the_mail_come_from_its_parts() -> None:
    parts = {"logo@x": "/v1/mails/mail_1/parts/2?inline=1"}
    found = clean('<img src="cid:logo%40x" alt="Logo"><img src="CID:nobody">', locate=parts.get)

    assert judged(found.html) == ["/v1/mails/mail_1/parts/2?inline=1"]
    assert found.remote_images == 0


def test_what_reads_well_is_kept() -> None:
    html = '<p style="color:red"><b>a</b> <a href="https://example.org/">b</a></p><table><tbody><tr><td>c</td></tr></tbody></table>'
    assert in_order(clean(html).html) == html.replace(
        ' href="https://example.org/"',
        ' href="https://example.org/" rel="noopener noreferrer nofollow" target="_blank"',
    )


def test_what_is_too_deep_is_shown_as_words() -> None:
    assert clean("<div>" * 600 + "<script>x</script>words").html.startswith("<pre")
    assert "<script" not in clean("<div>" * 600 + "<script>x</script>&lt;script&gt;words").html
