"""Asynchronous work: put aside, taken up, answered by the consumer, released, resolved with its outcome."""

from typing import Any

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, expect

NAME = "María Rodríguez"


def mail(browser: Browser, server: SampleServer, **options: Any) -> tuple[Desk, str]:
    """Ana has a mail open."""
    desk = Desk.open(browser, server, "agt_ana", **options)
    desk.ready()
    interaction = server.hands_over(queue="que_mail", subject="Invoice")
    desk.page.get_by_role("navigation").get_by_role("button", name="Invoice").click()
    desk.page.locator(".thread .head").wait_for()
    return desk, interaction


def test_a_mail_is_parked_until_a_time_and_taken_up_again(browser: Browser, server: SampleServer) -> None:
    desk, _ = mail(browser, server)
    page = desk.page
    page.get_by_role("button", name="Park").click()
    dialog = page.get_by_role("dialog", name=f"Park {NAME}")
    dialog.get_by_label("At another time").check()
    dialog.get_by_label("Date and time").fill("2020-01-01T10:00")
    dialog.locator("[type=submit]").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Choose a time to come")
    dialog.get_by_label("In an hour").check()
    dialog.get_by_label(f"Comes back when {NAME} replies").uncheck()
    dialog.locator("[type=submit]").click()

    expect(dialog).to_have_count(0)
    expect(page.locator(".progress")).to_contain_text("Parked until")
    expect(page.locator(".composer")).to_have_count(0)
    expect(page.get_by_role("navigation").get_by_role("button", name="Invoice")).to_contain_text("Parked")
    page.get_by_role("button", name="Take up again").click()
    expect(page.locator(".progress")).to_be_empty()
    page.get_by_label(f"Write to {NAME}").wait_for()


def test_a_reply_brings_a_parked_mail_back(browser: Browser, server: SampleServer) -> None:
    desk, interaction = mail(browser, server)
    desk.page.get_by_role("button", name="Park").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("No fixed time").check()
    dialog.locator("[type=submit]").click()
    expect(desk.page.locator(".progress")).to_contain_text(f"Parked until {NAME} replies")

    desk.page.goto(f"{server.url}#")
    server.says(interaction, "Any news?")

    desk.sees(f"{NAME} is back on your desk.")
    desk.page.get_by_role("navigation").get_by_role("button", name="Invoice").click()
    desk.sees("Any news?")
    expect(desk.page.locator(".progress")).to_be_empty()


def test_a_mail_is_resolved_with_its_outcome_and_the_unsent_reply_is_mentioned(
    browser: Browser, server: SampleServer
) -> None:
    desk, _ = mail(browser, server)
    page = desk.page
    page.get_by_label(f"Write to {NAME}").fill("half a rep")
    desk.sees("Draft saved")
    page.get_by_role("button", name="Resolve").click()
    dialog = page.get_by_role("dialog", name=f"Resolve {NAME}")
    expect(dialog).to_contain_text("There is an unsent reply. It is not sent by resolving.")
    dialog.get_by_label("Entrega").check()
    dialog.locator("[type=submit]").click()

    desk.sees("Resolved")
    desk.sees("The next interaction rings here.")
    assert desk.faults == []


def test_a_mail_is_released_to_a_colleague_with_its_draft(browser: Browser, server: SampleServer) -> None:
    desk, _ = mail(browser, server)
    bruno = Desk.open(browser, server, "agt_bruno")
    bruno.ready()
    desk.page.get_by_label(f"Write to {NAME}").fill("half a rep")
    desk.sees("Draft saved")
    desk.page.locator(".head .menu summary").click()
    desk.page.get_by_role("button", name="Release").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Correo")).to_be_checked()
    dialog.get_by_role("radio", name="Bruno Silva").check()
    dialog.locator("[type=submit]").click()

    bruno.page.get_by_role("navigation").get_by_role("button", name="Invoice").click()
    expect(bruno.page.get_by_label(f"Write to {NAME}")).to_have_value("half a rep")
    expect(bruno.page.locator(".happening").last).to_contain_text("Transferred to Bruno Silva.")


def test_why_a_mail_waits_is_told_in_spanish_from_the_list(browser: Browser, server: SampleServer) -> None:
    server.hands_over(queue="que_mail", subject="Factura", consumer={"name": "Lucía"})
    desk = Desk.open(browser, server, "agt_ana", locale="es-ES")
    page = desk.page
    page.get_by_role("navigation").get_by_role("button", name="Todas", exact=True).click()
    page.get_by_text("Filtros").click()
    page.get_by_role("navigation").get_by_label("Estado").select_option("waiting")
    page.get_by_role("navigation").get_by_role("button", name="Lucía").click()
    page.get_by_role("button", name="¿Por qué sigue esperando?").click()

    why = page.get_by_role("dialog", name="¿Por qué sigue esperando?")
    expect(why).to_contain_text("Nadie que pueda atenderla está libre.")
    expect(why).to_contain_text("Número 1 de 1 en Correo.")
    expect(why.get_by_role("row", name="Ana García")).to_contain_text("no listo")
    expect(why.get_by_role("row", name="Bruno Silva")).to_contain_text("desconectado")
    page.keyboard.press("Escape")
    expect(why).to_have_count(0)
