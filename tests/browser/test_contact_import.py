"""Contacts from a file, at the desk of a supervisor: its columns said, tried out row by row, then in the book."""

from kit.browser import Desk, SampleServer
from kit.looks import too_wide, violations
from playwright.sync_api import Browser, FilePayload, Locator, expect

PEOPLE = b"""Who, in full;Mobile;Shoe size
Ada Byron;+34 600 100 200;38
Nobody;not a number;40
Grace Hopper;+34 600 100 201;39
"""
CARDS = b"""BEGIN:VCARD
VERSION:3.0
FN:Alan Turing
EMAIL:alan@example.net
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ada B. Lovelace
TEL:+34600100200
END:VCARD
"""


def chooses(dialog: Locator, name: str, content: bytes) -> None:
    """A file of this machine."""
    file: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content}
    dialog.get_by_label("A CSV or vCard file").set_input_files(file)


def test_a_file_is_tried_out_and_then_in_the_book(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_sofia")
    page = desk.page
    page.locator(".to-contacts").click()
    book = page.locator(".contacts")
    book.locator(".person").first.wait_for()
    book.get_by_role("button", name="Import").click()
    dialog = page.get_by_role("dialog", name="Import contacts")
    chooses(dialog, "wrong.csv", b"a;b\n1;2\n")
    dialog.get_by_role("button", name="Try it out").click()
    expect(dialog.get_by_role("alert")).to_contain_text("no column is a name, a phone or an email")
    chooses(dialog, "people.csv", PEOPLE)
    dialog.get_by_text("What its 3 columns mean").click()
    dialog.get_by_label("Who, in full", exact=True).select_option("Name")
    dialog.get_by_label("Shoe size").select_option("left out")
    dialog.get_by_role("button", name="Try it out").click()

    would = dialog.get_by_role("region", name="What would become of it")
    expect(would).to_contain_text("Of 3 rows 2 would be new, 0 changed, 0 left as they are, 1 cannot be used.")
    expect(would.get_by_role("row").nth(1)).to_have_text("3Mobileno phone number")
    assert [*violations(page, ".dialog"), *too_wide(page)] == []
    dialog.get_by_role("button", name="Import: 2").click()
    expect(dialog.get_by_role("region", name="What became of it")).to_contain_text("2 are new")
    chooses(dialog, "people.vcf", CARDS)
    dialog.get_by_label("Who is in the book already").select_option("gets addresses and fields, and the file's name")
    dialog.get_by_role("button", name="Try it out").click()
    dialog.get_by_role("button", name="Import: 2").click()
    expect(dialog.get_by_role("region", name="What became of it")).to_contain_text("1 are new, 1 changed")
    dialog.locator("footer").get_by_role("button", name="Close").click()

    book.get_by_role("searchbox").fill("lovelace")
    book.locator(".person", has_text="Ada B. Lovelace").click()
    expect(book.locator(".facts dd")).to_have_text(["+34 600 100 200"])
    assert desk.faults == []


def test_agents_cannot_import(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.page.locator(".to-contacts").click()
    desk.page.get_by_role("button", name="New contact").wait_for()

    expect(desk.page.get_by_role("button", name="Import")).to_have_count(0)
