"""Every number of the protocol, in one file. A limit is inclusive: the value itself is still allowed.

Units come last in a name: `_BYTES_MAX`, `_CHARS_MAX`, `_MS`. Source of all: the protocol's sections on transport,
hello, commands, heartbeats, limits and close codes; `welcome_limits()` is what a client is told.
"""

from typing import Final

# --- transport and JSON ---

SUBPROTOCOL: Final = "ringline.v1"
"""The WebSocket subprotocol that this package speaks."""

SUBPROTOCOL_ANY: Final = "ringline.any"
"""Offered by a client that wants `unsupported` and 4301 in place of a refused handshake."""

MESSAGE_BYTES_MAX: Final = 65_536
"""One inbound WebSocket message, in bytes of UTF-8, never characters. Above: close 1009."""

HELLO_BYTES_MAX: Final = 8_192
"""One message before the hello was accepted. Above: close 1009."""

JSON_DEPTH_MAX: Final = 16
"""Arrays and objects inside each other, the outermost counted as 1. Above: `parse_error`."""

OBJECT_KEYS_MAX: Final = 128
"""Members of one JSON object, anywhere. Above: `bad_request`."""

ARRAY_ITEMS_MAX: Final = 1_000
"""Items of one JSON array, anywhere. Above: `bad_request`."""

INTEGER_MAX: Final = 2**53 - 1
"""Largest integer, and with a minus the smallest. Beyond: `bad_request`."""

ID_CHARS_MAX: Final = 64
"""Any id: of a frame, a command, a thing, and an idempotency key."""

NAME_CHARS_MAX: Final = 64
"""A method, an event, a client's name or version."""

STREAM_CHARS_MAX: Final = 96
"""A stream: its kind, a slash, an id."""

TOKEN_CHARS_MAX: Final = 4_096
"""A bearer token, a ticket or a resume token."""

TEXT_CHARS_MAX: Final = 16_384
"""A message's or a segment's text, in code points. Above: `too_large`."""

NOTE_BYTES_MAX: Final = 32_768
"""A note or a draft, in bytes of UTF-8. Above: `too_large`."""

MAIL_ADDRESSES_MAX: Final = 100
"""Addresses in one of a mail's lists (to, cc, bcc). Of a mail that came in, more are cut off its head."""

MAIL_PARTS_MAX: Final = 100
"""Attachments in the head of a mail; more are cut off it, and are in the raw message all the same."""

MAIL_UPLOADS_MAX: Final = 20
"""Attachments of one mail of ours."""

MAIL_UPLOAD_BYTES_MAX: Final = 15_728_640
"""One attachment of ours. In a mail it takes a third more, and most servers take 25 MB in all."""

MAIL_UPLOADS_BYTES_MAX: Final = 18_000_000
"""All attachments of one mail of ours. Above: `too_large`."""

MAIL_SUBJECT_CHARS_MAX: Final = 998
"""A mail's subject."""

MAIL_ACCESS_MS: Final = 600_000
"""How long the `access` of `mail.read` opens parts, page and raw message."""

SIGNAL_BYTES_MAX: Final = 32_768
"""`data` of a call's signal, in bytes of UTF-8. Above: `too_large`. A description of voice and video has some 8,000."""

TONES_MAX: Final = 32
"""Digits of the dial pad in one command. Above: `bad_request`."""

BATCH_FRAMES_MAX: Final = 64
"""Frames in one JSON array, either direction."""

BATCH_COMMANDS_MAX: Final = 16
"""Commands in one batch. Above: `bad_request` for the whole batch, none executed."""

BATCH_BYTES_MAX: Final = 65_536
"""A batch that the server sends, unless its only frame is larger."""

SNAPSHOT_PART_BYTES_MAX: Final = 262_144
"""One part of a snapshot; a larger state arrives in several parts at the same seq."""

BAD_FRAMES_MAX: Final = 3
"""Messages that cannot be tied to a command: the third closes 4302."""

# --- hello, session, resume ---

HANDSHAKE_MS: Final = 5_000
"""From the accepted TCP connection to the answered upgrade, TLS included. Later: dropped."""

HELLO_MS: Final = 5_000
"""From the upgrade to the hello. Later: close 4304."""

CLOSE_MS: Final = 2_000
"""From a close frame to the end of TCP, whatever the peer does."""

SESSION_WINDOW_MS: Final = 120_000
"""How long a session outlives its connection."""

POSITIONS_MAX: Final = 128
"""Streams in a hello's `pos`; those left out arrive as snapshots."""

WINDOW_EVENTS_MAX: Final = 1_000
"""Events of a stream kept in memory for resume. Older positions: the journal, or a snapshot."""

TOKEN_NOTICE_MS: Final = 60_000
"""How long before its expiry a token's owner gets a notice."""

REVOKE_MS: Final = 5_000
"""A revoked principal is off all devices this long after the revocation, at the latest."""

BAD_HELLOS_PER_MINUTE_MAX: Final = 5
"""Failed hellos from one address within a minute; more are delayed or refused."""

UNAUTHENTICATED_PER_ADDRESS_MAX: Final = 20
"""Connections of one address that have not said hello. Above: close 4102 or refused."""

AGENT_DEVICES_MAX: Final = 5
"""Devices of one agent at once. Above: `device_limit`, close 4102."""

CONSUMER_CONNECTIONS_MAX: Final = 20
"""Connections of one consumer at once. Above: close 4102. Those of a service are not counted."""

# --- commands and subscriptions ---

COMMAND_MS: Final = 5_000
"""From the arrival of a command to its reply. Later: `timeout`, the effect may still happen."""

COMMANDS_IN_FLIGHT_MAX: Final = 16
"""Commands of one connection without a reply. Above: `too_many_in_flight`."""

COMMANDS_PER_S_MAX: Final = 10
"""Sustained commands per second of one connection. Services: configurable."""

COMMANDS_BURST_MAX: Final = 30
"""Commands at once before `rate_limited`."""

CONSUMER_RATE_FACTOR_MAX: Final = 3
"""Commands of one consumer over all connections: so many times the rate and the burst of one."""

AGENT_RATE_FACTOR_MAX: Final = AGENT_DEVICES_MAX
"""The same of one agent: what five devices may. A connection anew brings no new burst."""

RATE_ABUSE_FACTOR_MAX: Final = 10
"""Sustained at this many times the rate: close 4103."""

SUBSCRIPTIONS_MAX: Final = 64
"""Streams that one connection reads. Above: `sub_limit`."""

SUPERVISOR_SUBSCRIPTIONS_MAX: Final = 512
"""The same for a supervisor."""

PAGE_ITEMS_MAX: Final = 200
"""`limit` of a question that answers in pages."""

PAGE_BYTES_MAX: Final = 262_144
"""Segments and notes in one answer, in bytes as sent. A page that it ends before `limit` says that there is more."""

ANSWER_BYTES_MAX: Final = 393_216
"""One reply. Whatever would be larger is answered `too_large`: ask for less, or subscribe and get it in parts."""

OFFER_ACK_MS: Final = 3_000
"""A ring that no device acknowledged by then is `canceled(agent_unreachable)`; the agent is not blamed."""

WALL_INTERVAL_MS: Final = 1_000
"""The wall's figures arrive at most this often."""

# --- heartbeats, outbox ---

HEARTBEAT_INTERVAL_MS: Final = 15_000
"""Silence before a ping."""

HEARTBEAT_TIMEOUT_MS: Final = 10_000
"""Silence after a ping before the connection is dead: close 4002."""

WINDOW_MS: Final = SESSION_WINDOW_MS + HEARTBEAT_INTERVAL_MS + HEARTBEAT_TIMEOUT_MS
"""How long an event is kept in memory for resume: what a session may have missed since its last sign of life."""

OUTBOX_BYTES_MAX: Final = 524_288
"""Bytes waiting for one connection. Above: close 4005."""

OUTBOX_FRAMES_MAX: Final = 2_000
"""Frames waiting for one connection. Above: close 4005."""

OUTBOX_AGE_MS: Final = 5_000
"""How long a frame may wait while the connection takes nothing. Longer: close 4005."""

SEND_MS: Final = 10_000
"""One blocked send. Longer: close 4005, without a goodbye."""

# --- closing and coming back ---

CLOSE_REASON_BYTES_MAX: Final = 123
"""A close frame's reason (RFC 6455 section 5.5)."""

BACKOFF_BASE_MS: Final = 500
"""Wait `random(0, min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2**n))` before attempt n."""

BACKOFF_CAP_MS: Final = 30_000
"""Upper end of the backoff."""

RESUME_JITTER_MS: Final = 1_000
"""After a 40xx: resume at a random moment within this span."""


def welcome_limits(*, supervisor: bool = False) -> dict[str, int]:
    """What `welcome.limits` says: the limits that a client must keep by itself."""
    return {
        "message_bytes": MESSAGE_BYTES_MAX,
        "batch_frames": BATCH_FRAMES_MAX,
        "batch_commands": BATCH_COMMANDS_MAX,
        "in_flight": COMMANDS_IN_FLIGHT_MAX,
        "commands_per_s": COMMANDS_PER_S_MAX,
        "commands_burst": COMMANDS_BURST_MAX,
        "subscriptions": SUPERVISOR_SUBSCRIPTIONS_MAX if supervisor else SUBSCRIPTIONS_MAX,
        "positions": POSITIONS_MAX,
        "text_chars": TEXT_CHARS_MAX,
        "note_bytes": NOTE_BYTES_MAX,
        "uploads": MAIL_UPLOADS_MAX,
        "upload_bytes": MAIL_UPLOAD_BYTES_MAX,
        "uploads_bytes": MAIL_UPLOADS_BYTES_MAX,
        "signal_bytes": SIGNAL_BYTES_MAX,
        "id_chars": ID_CHARS_MAX,
        "page_items": PAGE_ITEMS_MAX,
        "command_ms": COMMAND_MS,
        "offer_ack_ms": OFFER_ACK_MS,
    }
