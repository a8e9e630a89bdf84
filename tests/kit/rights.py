"""Who may do what: the table that the server is held against. The cast that asks is in kit/cast.py.

A cell tells what is answered about one's own thing, a foreign one and one that is not there, in this order:
yes    it is done                                no     `forbidden`
later  one may, but there is nothing to do now   none   there is no such thing of yours
auth   that is no token of yours
One word in place of three: the same for all, or there is nothing to name.
"""

from typing import Any, Final

import attrs
from ringline_protocol.values import PrincipalKind

ROLES: Final = (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR, PrincipalKind.CONSUMER, PrincipalKind.SERVICE)
"""The columns."""
WORDS: Final = {
    "forbidden": "no",
    "invalid_state": "later",
    "transfer_not_pending": "later",
    "upgrade_not_pending": "later",
    "at_capacity": "later",
    "not_found": "none",
    "not_subscribed": "none",
    "unauthenticated": "auth",
}
"""Code of an error -> how the tables say it. Any other code belongs into no cell."""
METHODS: Final = """
method                       about        agent          supervisor     consumer       service
stream.subscribe             stream       yes/no/no      yes/yes/no     yes/no/no      yes/no/no
stream.unsubscribe           stream       yes/none/none  yes/none/none  yes/none/none  yes/none/none
auth.refresh                 token        yes/auth/auth  yes/auth/auth  yes/auth/auth  yes/auth/auth
session.kick                 session      yes/no/no      yes/yes/no     no             no
session.make_primary         nothing      yes            yes            no             no
session.make_ticket          nothing      yes            yes            yes            yes
agent.set_status             agent        yes/no/no      yes/yes/none   no             no
agent.set_opt_outs           nothing      yes            yes            no             no
offer.accept                 offer        yes/none/none  yes/none/none  no             no
offer.decline                offer        yes/none/none  yes/none/none  no             no
media.report                 interaction  yes/no/no      yes/yes/no     yes/no/no      yes/no/no
call.signal                  interaction  later/no/no    later/later/no later/no/no    no
call.tones                   interaction  later/no/no    later/later/no later/no/no    no
call.set_media               interaction  later/no/no    later/later/no later/no/no    no
upgrade.ask                  interaction  yes/no/no      yes/no/no      later/no/no    no
upgrade.accept               interaction  later/no/no    later/no/no    later/no/no    no
upgrade.refuse               interaction  later/no/no    later/no/no    later/no/no    no
upgrade.withdraw             interaction  later/no/no    later/no/no    later/no/no    no
interaction.open             interaction  yes/no/no      yes/no/no      no             no
leg.hold                     interaction  yes/no/no      yes/no/no      no             no
leg.resume                   interaction  yes/no/no      yes/no/no      no             no
leg.leave                    interaction  later/no/no    later/no/no    no             no
interaction.end              interaction  yes/no/no      yes/yes/no     yes/no/no      yes/no/no
interaction.resolve          interaction  later/no/no    later/no/no    no             no
transfer.start               interaction  yes/no/no      yes/no/no      no             no
transfer.complete            interaction  later/no/no    later/no/no    no             no
transfer.cancel              interaction  later/no/no    later/no/no    no             no
transfer.conference          interaction  later/no/no    later/no/no    no             no
conference.invite            interaction  yes/no/no      yes/no/no      no             no
interaction.release          interaction  yes/no/no      yes/no/no      no             no
interaction.park             interaction  later/no/no    later/no/no    no             no
interaction.unpark           interaction  yes/no/no      yes/no/no      no             no
interaction.take             waiting      later/no/no    later/no/no    no             no
note.save                    interaction  yes/no/no      yes/yes/no     no             no
draft.save                   interaction  yes/no/no      yes/no/no      no             no
variable.set                 interaction  yes/no/no      yes/yes/no     no             yes/no/no
interaction.link_contact     interaction  yes/no/no      yes/yes/no     no             yes/no/no
disposition.save             wrap_up      yes/no/no      yes/no/no      no             no
wrap_up.extend               wrap_up      yes/no/no      yes/no/no      no             no
wrap_up.complete             wrap_up      yes/no/no      yes/no/no      no             no
message.send                 interaction  yes/no/no      yes/no/no      yes/no/no      yes/no/no
message.typing               interaction  yes/no/no      yes/later/no   yes/no/no      yes/no/no
mail.send                    interaction  later/no/no    later/no/no    no             no
mail.retry                   interaction  none/no/no     none/none/no   no             no
segment.push                 interaction  no             no             no             yes/no/no
segment.partial              interaction  no             no             no             yes/no/no
transcription.mark           interaction  no             no             no             yes/no/no
summary.set                  interaction  no             no             no             yes/no/no
interaction.create           queue        no             no             no             yes/yes/none
interaction.assign           waiting      no             yes/yes/no     no             no
interaction.reevaluate       waiting      no             yes/yes/no     no             yes/no/no
supervisor.whisper           interaction  no             yes/yes/no     no             no
supervisor.barge             interaction  no             later/yes/no   no             no
supervisor.monitor           interaction  no             later/later/no no             no
supervisor.take_over         interaction  no             yes/yes/no     no             no
supervisor.complete_wrap_up  wrap_up_of   no             yes/yes/no     no             no
contact.create               nothing      yes            yes            no             yes
contact.update               contact      yes/yes/none   yes/yes/none   no             yes/yes/none
contact.delete               contact      no             yes/yes/none   no             yes/yes/none
contact.merge                merging      yes/yes/none   yes/yes/none   no             yes/yes/none
contact.unmerge              merge        yes/yes/none   yes/yes/none   no             yes/yes/none
contact.set_consent          contact      yes/yes/none   yes/yes/none   no             yes/yes/none
consumer.forget              gone         no             yes/yes/none   no             no
interaction.list             nothing      yes            yes            no             yes
interaction.read             interaction  yes/no/no      yes/yes/no     yes/no/no      yes/no/no
transcript.read              interaction  yes/no/no      yes/yes/no     yes/no/no      yes/no/no
mail.read                    interaction  none/no/no     none/none/no   no             no
note.read                    interaction  yes/no/no      yes/yes/no     no             no
transcript.search            interaction  yes/no/no      yes/yes/no     no             yes/no/no
search.start                 interaction  yes/no/no      yes/yes/no     no             yes/no/no
search.stop                  search       yes/none/none  yes/none/none  no             yes/none/none
profile.read                 interaction  yes/no/no      yes/yes/no     no             no
contact.search               nothing      yes            yes            no             yes
contact.preview_merge        merging      yes/yes/none   yes/yes/none   no             yes/yes/none
consumer.forgetting          forgetting   no             yes/yes/none   no             no
contact.read                 contact      yes/yes/none   yes/yes/none   no             yes/yes/none
account.read                 nothing      yes            yes            no             no
directory.read               nothing      yes            yes            no             no
queue.read                   queue        yes/no/no      yes/yes/no     no             yes/yes/no
disposition.read             interaction  yes/no/no      yes/yes/no     no             no
canned.read                  queue        yes/no/no      yes/yes/no     no             yes/yes/no
call.servers                 interaction  later/no/no    later/later/no later/no/no    no
summary.make                 interaction  yes/no/no      yes/yes/no     no             no
interaction.explain          waiting      yes/no/no      yes/yes/no     no             no
"""
STREAMS: Final = """
stream       agent      supervisor  consumer   service
interaction  yes/no/no  yes/yes/no  yes/no/no  yes/no/no
agent        yes/no/no  yes/yes/no  no         no
queue        yes/no/no  yes/yes/no  no         no
wall         no         yes         no         no
"""
SEGMENT: Final = {"segment": "s1", "role": "consumer", "text": "hello"}
PARAMS: Final[dict[str, dict[str, Any]]] = {
    "call.signal": {"to": "consumer", "kind": "join", "source": "pag_1"},
    "call.tones": {"digits": "1"},
    "call.set_media": {"media": {"muted": True}},
    "upgrade.ask": {"channel": "voice"},
    "upgrade.accept": {"upgrade": "upg_1"},
    "upgrade.refuse": {"upgrade": "upg_1"},
    "upgrade.withdraw": {"upgrade": "upg_1"},
    "transfer.start": {"target": {"queue": "que_chat"}},
    "conference.invite": {"agent": "agt_bruno"},
    "interaction.assign": {"agent": "agt_bruno"},
    "interaction.reevaluate": {},
    "supervisor.whisper": {"text": "psst"},
    "supervisor.complete_wrap_up": {"agent": "agt_ana"},
    "note.save": {"text": "a note"},
    "draft.save": {"text": "a draft"},
    "mail.send": {"to": [{"address": "mar@example.org"}], "subject": "Re", "text": "hello"},
    "mail.retry": {"mail": "mail_nobody"},
    "mail.read": {"mail": "mail_nobody"},
    "variable.set": {"variable": {"name": "pnr", "value": "AB12CD"}},
    "disposition.save": {"dispositions": ["solved"]},
    "message.send": {"text": "hello"},
    "segment.push": {"segment": SEGMENT},
    "segment.partial": {"segment": SEGMENT},
    "transcription.mark": {"state": "started"},
    "summary.set": {"summary": {"text": "short", "by": "model"}},
    "search.start": {"text": "hello"},
    "transcript.search": {"text": "hello"},
    "auth.refresh": {"token": "nonsense"},
    "agent.set_status": {"status": "ready"},
    "offer.accept": {"offer": "off_nobody"},
    "offer.decline": {"offer": "off_nobody"},
    "session.kick": {"session": "ses_nobody"},
    "stream.subscribe": {"stream": "interaction/int_nobody"},
    "stream.unsubscribe": {"stream": "interaction/int_nobody"},
    "interaction.create": {"queue": "que_chat"},
    "queue.read": {"queue": "que_chat"},
    "canned.read": {"queue": "que_chat"},
    "contact.merge": {"contact": "cnt_nobody", "other": "cnt_twin"},
    "contact.unmerge": {"merge": "mrg_nobody"},
    "contact.set_consent": {"contact": "cnt_nobody", "purpose": "email", "granted": True},
    "contact.preview_merge": {"contact": "cnt_nobody", "other": "cnt_twin"},
    "consumer.forget": {"contact": "cnt_nobody"},
    "consumer.forgetting": {"forgetting": "fgt_nobody"},
    "contact.create": {"name": "María"},
    "contact.update": {"contact": "cnt_nobody", "name": "Eva"},
    "contact.delete": {"contact": "cnt_nobody"},
    "contact.read": {"contact": "cnt_nobody"},
    "search.stop": {"search": "sea_nobody"},
}
"""What a method needs beside its interaction."""


@attrs.frozen
class Row:
    """One line of a table: what it is about, and what each role is answered."""

    name: str
    about: str
    cells: dict[PrincipalKind, tuple[str, ...]]


def rows(table: str) -> dict[str, Row]:
    """The lines below the first. A table without a column `about` is about what its lines are called."""
    read = [line.split() for line in table.strip().splitlines()[1:]]
    found = [
        Row(words[0], words[-5] if len(words) > 5 else words[0], {role: _cell(word) for role, word in _by_role(words)})
        for words in read
    ]
    assert len({row.name for row in found}) == len(found), "a line is there twice"
    return {row.name: row for row in found}


def _by_role(words: list[str]) -> list[tuple[PrincipalKind, str]]:
    return list(zip(ROLES, words[-4:], strict=True))


def _cell(word: str) -> tuple[str, ...]:
    return tuple(word.split("/"))
