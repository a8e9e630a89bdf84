"""What the routes cannot say by themselves, for the description: what they take, and what they answer."""

from typing import Any, Final

import attrs
from ringline_protocol.commands import COMMANDS
from ringline_protocol.mail import Upload
from ringline_protocol.values import Contact, NewSegment, OverflowTrigger
from ringline_protocol.view import ConsumerView, InteractionView, QueueView

from ringline_server.config_public import Ask, Form
from ringline_server.edges.contact_files.importing import Report
from ringline_server.edges.http import canned, conversations, tryout
from ringline_server.edges.http.contact_files import ImportOf
from ringline_server.edges.http.house import PageOf, Revoke
from ringline_server.edges.http.interactions import SEGMENTS_MAX
from ringline_server.edges.http.mails import MailLook
from ringline_server.edges.http.uploads import NamedFile
from ringline_server.edges.reading import TranscriptLine
from ringline_server.store.records import InteractionRow
from ringline_server.store.sqlite_forget import Forgetting

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
WHOLE: Final[Schema] = {"type": "integer"}
ANY: Final[Schema] = {"type": "object"}
FILE: Final[Schema] = {"*/*": {}}
"""A body of any type, as it is."""
POS: Final[Schema] = {
    "type": "object",
    "description": "Streams that the command changed, each with the seq of its last effect.",
    "additionalProperties": WHOLE,
}


@attrs.frozen
class Described:
    """What the route itself cannot say. `body`: a command class or schema; the path's own fields are left out of it."""

    answer: Schema
    body: type | Schema | None = None
    query: type | None = None
    status: int = 200
    media: str = "application/json"


def object_of(**properties: Schema) -> Schema:
    needed = [name for name, schema in properties.items() if "default" not in schema]
    return {"type": "object", "properties": properties, "required": needed}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def told_as(cls: type) -> Schema:
    return {"$ref": f"#/components/schemas/{cls.__name__}"}


def given_ref(cls: type) -> Schema:
    return {"$ref": f"#/components/schemas/{cls.__name__}Given"}


TOLD: Final = (
    InteractionView,
    ConsumerView,
    QueueView,
    InteractionRow,
    TranscriptLine,
    Contact,
    Upload,
    Forgetting,
    Report,
)
_CURSOR: Final[Schema] = {"type": ["string", "null"], "description": "Where the next page begins; null: there is none."}
_TOKEN: Final = {"consumer_token": TEXT, "consumer_expires_at_ms": WHOLE}
_BY_METHOD: Final = {method: info.cls for method, info in COMMANDS.items()}
_SEGMENT: Final = given_ref(NewSegment)
_SEGMENTS: Final = {**list_of(_SEGMENT), "minItems": 1, "maxItems": SEGMENTS_MAX}
_STATUS: Final = object_of(status=TEXT)
_CANNED: Final = object_of(id=TEXT, title=TEXT, shortcut=TEXT, language=TEXT, text=TEXT)
_KEPT: Final = object_of(
    **_CANNED["properties"], queues={"type": "array", "items": TEXT}, configured={"type": "boolean"}
)
_PUBLIC_QUEUE: Final[Schema] = {
    "type": "object",
    "properties": {
        "queue": TEXT,
        "name": TEXT,
        "form": object_of(**{field.name: {"enum": list(Ask)} for field in attrs.fields(Form)}),
        "turned_away": {"enum": list(OverflowTrigger), "description": "Who came now would be; absent: they wait."},
        "message": {**TEXT, "description": "What they would be told."},
        "opens_at_ms": {"type": ["integer", "null"]},
    },
    "required": ["queue", "name", "form"],
}
_BEGUN: Final = object_of(interaction=TEXT, **_TOKEN)
_TEXTS: Final[Schema] = {**ANY, "additionalProperties": TEXT, "description": "By language."}
_QUESTION: Final = object_of(variable=TEXT, text=_TEXTS, choices=list_of(object_of(value=TEXT, text=_TEXTS)))
_MERGE: Final = object_of(merge=TEXT, other=TEXT, name=TEXT, at_ms=WHOLE, by=TEXT, undo_until_ms=WHOLE)
_SAVED: Final = object_of(contact=TEXT, rev=WHOLE, duplicates=list_of(TEXT))
_IS: Final[Schema] = {"type": "boolean"}
_TRYOUT: Final = object_of(bot=TEXT, queue_name=TEXT, questions=list_of(_QUESTION), call=_IS, mail=_IS)
_MADE: Final = object_of(interaction=TEXT, pos=POS, **_TOKEN)
_LISTED: Final = object_of(interactions=list_of(told_as(InteractionRow)), cursor=_CURSOR)
_SAID: Final = object_of(segments=list_of(told_as(TranscriptLine)), more={"type": "boolean"})
_FOUND: Final = object_of(contacts=list_of(told_as(Contact)), cursor=_CURSOR)
_MERGED: Final = object_of(contact=TEXT, rev=WHOLE, merge=TEXT, undo_until_ms=WHOLE)
_CONSENTED: Final = object_of(contact=TEXT, rev=WHOLE)
_UNMERGED: Final = object_of(contact=TEXT, rev=WHOLE, other=TEXT)
_FORGOTTEN: Final = object_of(forgetting=TEXT, contact=TEXT, interactions=WHOLE)

DESCRIBED: Final[dict[tuple[str, str], Described]] = {
    ("POST", "/v1/interactions"): Described(_MADE, _BY_METHOD["interaction.create"], status=201),
    ("GET", "/v1/interactions"): Described(_LISTED, query=_BY_METHOD["interaction.list"]),
    ("GET", "/v1/interactions/{interaction}"): Described(
        object_of(interaction={"anyOf": [told_as(InteractionView), told_as(ConsumerView)]})
    ),
    ("GET", "/v1/interactions/{interaction}/transcript"): Described(_SAID, query=_BY_METHOD["transcript.read"]),
    ("POST", "/v1/interactions/{interaction}/segments"): Described(
        object_of(segments=list_of(ANY)), {"oneOf": [_SEGMENT, {**object_of(segments=_SEGMENTS)}]}
    ),
    ("POST", "/v1/interactions/{interaction}/partials"): Described(ANY, _SEGMENT),
    ("POST", "/v1/interactions/{interaction}/tokens"): Described(object_of(interaction=TEXT, **_TOKEN), status=201),
    ("POST", "/v1/interactions/{interaction}/uploads"): Described(told_as(Upload), FILE, query=NamedFile, status=201),
    ("GET", "/v1/conversations"): Described(object_of(queues=list_of(_PUBLIC_QUEUE))),
    ("POST", "/v1/conversations"): Described(_BEGUN, conversations.StartConversation, status=201),
    ("GET", "/v1/tryout"): Described(_TRYOUT),
    ("POST", "/v1/tryout/handovers"): Described(_BEGUN, tryout.HandOver, status=201),
    ("POST", "/v1/tryout/calls"): Described(_BEGUN, status=201),
    ("POST", "/v1/tryout/mails"): Described(_BEGUN, tryout.LeaveMail, status=201),
    ("POST", "/v1/contacts"): Described(_SAVED, _BY_METHOD["contact.create"], status=201),
    ("GET", "/v1/contacts"): Described(_FOUND, query=_BY_METHOD["contact.search"]),
    ("GET", "/v1/contacts/{contact}"): Described(object_of(contact=told_as(Contact), merges=list_of(_MERGE))),
    ("PATCH", "/v1/contacts/{contact}"): Described(_SAVED, _BY_METHOD["contact.update"]),
    ("DELETE", "/v1/contacts/{contact}"): Described(object_of(contact=TEXT)),
    ("POST", "/v1/contacts/{contact}/merge/preview"): Described(
        object_of(contact=told_as(Contact), conflicts=list_of(object_of(field=TEXT, kept=TEXT, other=TEXT))),
        _BY_METHOD["contact.preview_merge"],
    ),
    ("POST", "/v1/contacts/{contact}/merge"): Described(_MERGED, _BY_METHOD["contact.merge"]),
    ("POST", "/v1/contacts/{contact}/consents"): Described(_CONSENTED, _BY_METHOD["contact.set_consent"]),
    ("POST", "/v1/contacts/unmerge"): Described(_UNMERGED, _BY_METHOD["contact.unmerge"]),
    ("POST", "/v1/contacts/import"): Described(told_as(Report), query=ImportOf),
    ("GET", "/v1/contacts/export"): Described(TEXT),
    ("POST", "/v1/forgettings"): Described(_FORGOTTEN, _BY_METHOD["consumer.forget"], status=202),
    ("GET", "/v1/forgettings/{forgetting}"): Described(told_as(Forgetting)),
    ("GET", "/v1/queues"): Described(object_of(queues=list_of(ANY), cursor=_CURSOR), query=PageOf),
    ("GET", "/v1/queues/{queue}"): Described(told_as(QueueView)),
    ("GET", "/v1/queues/{queue}/canned"): Described(object_of(answers=list_of(_CANNED))),
    ("GET", "/v1/canned"): Described(object_of(answers=list_of(_KEPT), cursor=_CURSOR), query=canned.CannedPage),
    ("GET", "/v1/canned/{canned}"): Described(_KEPT),
    ("PUT", "/v1/canned/{canned}"): Described(_KEPT, canned.KeepCanned),
    ("DELETE", "/v1/canned/{canned}"): Described(object_of(id=TEXT)),
    ("GET", "/v1/agents"): Described(object_of(agents=list_of(ANY), cursor=_CURSOR), query=PageOf),
    ("GET", "/v1/agents/{agent}"): Described(ANY),
    ("POST", "/v1/tickets"): Described(object_of(ticket=TEXT, expires_at_ms=WHOLE), status=201),
    ("POST", "/v1/revocations"): Described(object_of(principal=TEXT, revoked_at_ms=WHOLE), Revoke, status=201),
    ("POST", "/v1/mails/{mail}/retry"): Described(object_of(mail=TEXT)),
    ("GET", "/v1/mails/{mail}/parts/{part}"): Described(TEXT, query=MailLook, media="application/octet-stream"),
    ("GET", "/v1/mails/{mail}/page"): Described(TEXT, query=MailLook, media="text/html"),
    ("GET", "/v1/mails/{mail}/raw"): Described(TEXT, query=MailLook, media="message/rfc822"),
    ("GET", "/healthz"): Described(object_of(status=TEXT, version=TEXT)),
    ("GET", "/readyz"): Described(_STATUS),
    ("GET", "/openapi.json"): Described(ANY),
}
"""All routes but those of one command each, which describe themselves."""
