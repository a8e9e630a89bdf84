"""Names of attachments: nothing in them can reach out of the folder that they are saved in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail.safe_names import NAME_BYTES_MAX, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("factura ñ.pdf", "factura ñ.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ana\\photo.jpg", "photo.jpg"),
        (".bashrc", "bashrc"),
        ("a\x00b\r\nc.txt", "a_b_c.txt".replace("b_c", "b__c")),
        ('we<ird>:"|?*.txt', "we_ird______.txt"),
        ("annex\u202egpj.exe", "annexgpj.exe"),
        ("CON", "_CON"),
        ("lpt1.txt", "_lpt1.txt"),
        ("trailing. . ", "trailing"),
        ("nin\u0303o.txt", "niño.txt"),
        ("", "attachment-3.pdf"),
        ("...", "attachment-3.pdf"),
        ("/", "attachment-3.pdf"),
        ("\ud800", "attachment-3.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf", 3) == safe


def test_a_long_name_keeps_its_ending() -> None:
    short = safe_name("ñ" * 500 + ".pdf", "", 1)
    assert short.endswith("ñ.pdf")
    assert len(short.encode()) <= NAME_BYTES_MAX


def test_what_is_all_ending_is_cut() -> None:
    assert len(safe_name("a." + "b" * 500, "", 1)) == NAME_BYTES_MAX


@given(st.text(max_size=400))
def test_any_name_is_safe_and_stays_so(name: str) -> None:
    safe = safe_name(name, "image/png", 1)

    assert safe
    assert not set(safe) & set('/\\:*?"<>|\0\r\n')
    assert not safe.startswith(".")
    assert len(safe.encode()) <= NAME_BYTES_MAX
    assert safe_name(safe, "image/png", 1) == safe
