"""The address book at the desk: found, changed, created, and the consumer of an interaction among them."""

from kit.at_once import fills_at_once
from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, Locator, Page, expect


def book(browser: Browser, server: SampleServer, **options: str) -> tuple[Desk, Locator]:
    """The page of contacts."""
    desk = Desk.open(browser, server, "agt_ana", **options)
    desk.page.locator(".to-contacts").click()
    page = desk.page.locator(".contacts")
    page.locator(".person").first.wait_for()
    return desk, page


def finds(contacts: Locator, text: str, name: str) -> None:
    """By these words; the entry is open."""
    contacts.get_by_role("searchbox").fill(text)
    contacts.locator(".person", has_text=name).click()
    expect(contacts.get_by_role("heading", name=name)).to_be_visible()


def test_a_contact_is_found_with_a_typing_error_and_changed_in_place(browser: Browser, server: SampleServer) -> None:
    desk, contacts = book(browser, server)
    finds(contacts, "rodrigez", "María Rodríguez")
    contacts.get_by_role("button", name="Edit contact").click()
    form = contacts.get_by_role("form", name="Edit contact")
    form.get_by_role("textbox", name="Email 2").fill("maria@work.example")
    form.get_by_role("textbox", name="Email 3").fill("not an address")
    form.get_by_role("button", name="Save contact").click()
    expect(form.get_by_role("alert")).to_contain_text("emails")
    form.get_by_role("button", name="Remove not an address").click()
    desk.reload()
    expect(form.get_by_role("textbox", name="Email 2")).to_have_value("maria@work.example")
    form.get_by_role("button", name="Save contact").click()

    expect(form).to_have_count(0)
    expect(contacts.locator(".facts")).to_contain_text("maria@work.example")
    finds(contacts, "work.exam", "María Rodríguez")
    assert desk.faults == []


def test_two_who_change_one_contact_are_told_and_both_changes_stay(browser: Browser, server: SampleServer) -> None:
    _, contacts = book(browser, server)
    _, others = book(browser, server)
    for one in (contacts, others):
        finds(one, "María", "María Rodríguez")
        one.get_by_role("button", name="Edit contact").click()
    others.get_by_label("Name", exact=True).fill("María R. Gómez")
    others.get_by_role("button", name="Save contact").click()
    expect(others.get_by_role("heading", name="María R. Gómez")).to_be_visible()
    contacts.get_by_role("textbox", name="Phone 2").fill("+34 600 111 222")
    contacts.get_by_role("button", name="Save contact").click()

    expect(contacts.get_by_role("alert")).to_contain_text("María R. Gómez")
    contacts.get_by_role("button", name="Keep my changes too").click()
    contacts.get_by_role("button", name="Save contact").click()
    expect(contacts.get_by_role("heading", name="María R. Gómez")).to_be_visible()
    expect(contacts.locator(".facts")).to_contain_text("+34 600 111 222")


def test_contacts_by_keys_and_address(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana", locale="es-ES")
    page: Page = desk.page
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Contactos")).to_be_visible()
    page.get_by_role("searchbox", name="Buscar por nombre, teléfono o correo").fill("nadie así")
    expect(page.locator(".contacts")).to_contain_text("No se encontró a nadie")
    page.get_by_role("button", name="Contacto nuevo").click()
    page.get_by_label("Nombre", exact=True).fill("Íñigo Peña")
    page.get_by_role("textbox", name="Correo 1").fill("inigo@example.com")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Íñigo Peña")).to_be_visible()
    page.get_by_role("searchbox").fill("inigo pena")
    expect(page.locator(".person .name")).to_have_text(["Íñigo Peña"])
    page.reload()
    expect(page.get_by_role("heading", name="Íñigo Peña")).to_be_visible()
    page.go_back()
    assert desk.faults == []


def test_what_is_filled_in_within_one_frame_is_saved_whole(browser: Browser, server: SampleServer) -> None:
    desk, contacts = book(browser, server)
    contacts.get_by_role("button", name="New contact").click()
    form = contacts.get_by_role("form", name="New contact")
    boxes = {"[data-first]": "Zoé Quick", "[inputmode=tel]": "+34 600 123 123", "[inputmode=email]": "zoe@example.com"}
    fills_at_once(form, boxes, sends=True)

    expect(contacts.get_by_role("heading", name="Zoé Quick")).to_be_visible()
    expect(contacts.locator(".facts dd")).to_have_text(["+34 600 123 123", "zoe@example.com"])
    assert desk.faults == []


def test_two_entries_become_one_after_a_preview_and_two_again(browser: Browser, server: SampleServer) -> None:
    desk, contacts = book(browser, server)
    page = desk.page
    finds(contacts, "María", "María Rodríguez")
    contacts.get_by_role("button", name="Merge").click()
    dialog = page.get_by_role("dialog", name="Merge María Rodríguez with")
    dialog.get_by_role("searchbox").fill("oneill")
    dialog.locator(".person", has_text="John O'Neill").click()
    dialog.get_by_role("group", name="Name").get_by_label("John O'Neill").check()
    expect(dialog.locator(".subject")).to_have_text("John O'Neill")
    expect(dialog.locator(".facts")).to_contain_text("maria@example.com, john@example.org")
    dialog.get_by_role("button", name="Merge into María Rodríguez").click()

    expect(contacts.get_by_role("heading", name="John O'Neill")).to_be_visible()
    expect(contacts.locator(".facts")).to_contain_text("john@example.org")
    desk.reload()
    contacts.get_by_role("button", name="Undo: John O'Neill").click()
    expect(contacts.get_by_role("heading", name="María Rodríguez")).to_be_visible()
    expect(contacts.locator(".merges")).to_have_count(0)
    finds(contacts, "oneill", "John O'Neill")
    assert desk.faults == []


def test_a_consumer_is_linked_to_a_contact_or_becomes_one(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    page = desk.page
    desk.ready()
    server.hands_over(consumer={"name": "Luk", "phone": "+34 600 999 888"})
    desk.accept()
    panel = page.get_by_role("tabpanel")
    expect(panel).to_contain_text("Not in the address book.")
    panel.get_by_role("button", name="New contact").click()
    form = panel.get_by_role("form", name="New contact")
    expect(form.get_by_role("textbox", name="Phone 1")).to_have_value("+34 600 999 888")
    form.get_by_role("button", name="Cancel").click()
    panel.get_by_role("button", name="Link a contact").click()
    dialog = page.get_by_role("dialog", name="Who is this?")
    dialog.get_by_role("searchbox").fill("odegard")
    dialog.locator(".person", has_text="Łukasz Ødegård").click()

    expect(panel).to_contain_text("lukasz@example.net")
    expect(dialog).to_have_count(0)
    assert desk.faults == []
