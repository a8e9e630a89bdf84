"""What a bot hands over: a consumer, what the flow found out, what was said, and a summary."""

from typing import Any

HAND_OVER: dict[str, Any] = {
    "queue": "que_support",
    "consumer": {"name": "María Rodríguez", "phone": "+34 612 345 678"},
    "subject": "Change of flight",
    "flow": "booking-bot",
    "variables": [
        {"name": "pnr", "label": "Booking", "value": "AB12CD"},
        {"name": "card", "label": "Card", "value": "4111111111111111", "masked": True},
    ],
    "transcript": [
        {"segment": "bot_1", "role": "bot", "text": "What can I do for you?"},
        {"segment": "bot_2", "role": "consumer", "text": "I need to move my flight, booking AB12CD."},
    ],
    "summary": {"text": "Wants to move booking AB12CD to another day.", "by": "model"},
}
