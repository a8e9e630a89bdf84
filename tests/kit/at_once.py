"""Hands that are faster than a screen: a form is filled, and sent, before the next frame is drawn.

fills_at_once(form, {"input[inputmode=email]": "ana@example.org"}, sends=True)
"""

from playwright.sync_api import Locator

FILL = """
(form, [texts, sends]) => {
  for (const [selector, text] of Object.entries(texts)) {
    const box = form.querySelector(selector);
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value");
    own.set.call(box, text);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (sends) form.requestSubmit();
}
"""


def fills_at_once(form: Locator, texts: dict[str, str], *, sends: bool = False) -> None:
    """By selector. As password managers do: everything within one task of the page."""
    form.evaluate(FILL, [texts, sends])
