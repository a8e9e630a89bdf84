"""Commands of one connection: checks, idempotency, the way to whoever answers, and exactly one reply.

command ──checks──► key claimed? ──► session | agent actor | interaction actor | intake | question
                      └ known: the stored answer                      └──────► reply (after its effects)
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

import attrs
import trio
from ringline_protocol import codec
from ringline_protocol.codes import CloseCode, ErrorCode, FrameError, Refused
from ringline_protocol.commands import COMMANDS, CommandInfo, CreateInteraction, Handler
from ringline_protocol.evolving import evolve
from ringline_protocol.frames import Command, Reply, problem
from ringline_protocol.frozen import frozen
from ringline_protocol.limits import (
    AGENT_RATE_FACTOR_MAX,
    ANSWER_BYTES_MAX,
    COMMAND_MS,
    COMMANDS_IN_FLIGHT_MAX,
    CONSUMER_RATE_FACTOR_MAX,
)
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.messages import Acked, Done, Key, Outcome
from ringline_server.actors.probe import Behind
from ringline_server.edges import queries, routing, session_commands
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.inbox import Rest
from ringline_server.edges.keyring import Finish
from ringline_server.edges.outbox import Outbox
from ringline_server.edges.rate import CommandRate, Pace
from ringline_server.edges.server import Server
from ringline_server.edges.sessions import Session
from ringline_server.edges.subscriptions import Subscriptions
from ringline_server.store.records import UNREADABLE

if TYPE_CHECKING:
    from ringline_server.edges.connection import Live


@frozen(eq=False)
class Ticket:
    """One command without a reply. Its id may come again as soon as it has one, so an id alone does not name it."""

    id: str
    is_change: bool
    heads: Mapping[str, int]
    """Of the neighbours' streams, when it came: what is told there afterwards may be its effect."""
    due_at_ms: int
    """Without an outcome by then, the reply says so."""


@attrs.define(eq=False)
class Dispatch:
    """Owned by the connection. `in_flight`: commands without a reply, by id."""

    server: Server
    session: Session
    outbox: Outbox
    nursery: trio.Nursery
    live: "Live"
    streams: Subscriptions = attrs.field(init=False)
    rate: CommandRate = attrs.field(init=False)
    in_flight: dict[str, Ticket] = attrs.field(factory=dict)
    """In the order in which they came."""
    acked_seqs: dict[str, int] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.streams = Subscriptions(self.server, self.session, self.outbox)
        self.rate = self._command_rate()

    def _command_rate(self) -> CommandRate:
        """A service is the operator's. An agent and a consumer have one over all their connections, too."""
        by, per_s = self.session.principal, self.server.service_commands_per_s
        if by.kind is PrincipalKind.SERVICE:
            return CommandRate(per_s, per_s * 3)
        factor = AGENT_RATE_FACTOR_MAX if by.is_agent else CONSUMER_RATE_FACTOR_MAX
        return self.server.command_rates.command_rate(routing.principal_name(by), factor)

    def command(self, command: Command) -> Rest | None:
        """Start carrying out one command. What is left is awaited before the next one is looked at: order is kept."""
        try:
            info = self._check(command)
        except Refused as refusal:
            self._send_reply(command.id, refusal, replayed=False)
            return None
        is_change = info.needs_key and info.handler is not Handler.SESSION
        due_at_ms = self.live.now_ms() + COMMAND_MS
        ticket = Ticket(command.id, is_change, self.streams.neighbour_heads() if is_change else {}, due_at_ms)
        self.in_flight[command.id] = ticket
        self.live.expects_reply(ticket)
        finish = partial(self._reply, ticket)
        if isinstance(command.params, CreateInteraction):
            finish = partial(self._created, ticket, command.params.consumer.name)
        if not info.needs_key:
            return self._carry_out(info, command, EdgeCall(self.session.principal, partial(finish, replayed=False)))
        assert command.key is not None
        key = Key(
            routing.principal_name(self.session.principal),
            command.key,
            routing.params_hash(command.method, command.params),
        )
        is_new = self.server.keyring.claim_known(key.principal, key.key, key.params_hash, finish, self.live.now_ms())
        if is_new is None:
            return partial(self._claim, info, command, key, finish)
        return self._carry_out(info, command, self._keyed_call(key)) if is_new else None

    async def _claim(self, info: CommandInfo, command: Command, key: Key, finish: Finish) -> None:
        """The principal's keys have to be read first."""
        is_new = await self.server.keyring.claim(key.principal, key.key, key.params_hash, finish, self.live.now_ms())
        if is_new and (rest := self._carry_out(info, command, self._keyed_call(key))):
            await rest()

    def _keyed_call(self, key: Key) -> EdgeCall:
        settle = partial(self.server.keyring.settle, key.principal, key.key)
        return EdgeCall(self.session.principal, settle, key=key)

    def bad_command(self, command_id: str, fault: FrameError) -> None:
        """A command that could not be read: its reply says where."""
        if command_id in self.in_flight:
            self._put(Reply(command_id, error=problem(ErrorCode.DUPLICATE_ID)))
            return
        paced = self.rate.ask(self.live.now_ms())
        if paced.pace is Pace.ABUSE:
            self.live.end(CloseCode.RATE_ABUSE)
            return
        details = {"path": fault.path} if fault.path else None
        self._put(Reply(command_id, error=problem(fault.code, fault.message, details)))

    def awaits(self, ticket: Ticket) -> bool:
        """Whether it has no reply yet."""
        return self.in_flight.get(ticket.id) is ticket

    @property
    def oldest(self) -> Ticket | None:
        """Of the commands without a reply: the one that came first, so it is due first."""
        return next(iter(self.in_flight.values()), None)

    def late(self, ticket: Ticket) -> None:
        """No outcome in time: the reply says that it is unknown."""
        self._reply(ticket, Refused(ErrorCode.TIMEOUT), False)

    def acked(self, pos: dict[str, int]) -> None:
        """The client has received these streams up to there. Raises: FrameError for a claim above what was sent."""
        for stream, seq in pos.items():
            head = self.streams.head(stream)
            if head is None:
                continue
            if seq > head:
                raise FrameError(ErrorCode.BAD_REQUEST, "acknowledges what was not sent", path=f"pos.{stream}")
            if seq > self.acked_seqs.get(stream, 0):
                self.acked_seqs[stream] = seq
                if stream == f"agent/{self.session.principal.id}":
                    self.server.registry.agent(self.session.principal.id).tell(Acked(self.session.id, seq))

    def _check(self, command: Command) -> CommandInfo:
        info = COMMANDS[command.method]
        if command.id in self.in_flight:
            raise Refused(ErrorCode.DUPLICATE_ID)
        if len(self.in_flight) >= COMMANDS_IN_FLIGHT_MAX:
            raise Refused(ErrorCode.TOO_MANY_IN_FLIGHT)
        paced = self.rate.ask(self.live.now_ms(), info.cost)
        if paced.pace is Pace.ABUSE:
            self.live.end(CloseCode.RATE_ABUSE)
        if paced.pace is not Pace.FINE:
            raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=paced.retry_after_ms)
        if self.session.principal.kind not in info.who:
            raise Refused(ErrorCode.FORBIDDEN)
        if info.needs_key and command.key is None:
            raise Refused(ErrorCode.KEY_REQUIRED)
        return info

    def _carry_out(self, info: CommandInfo, command: Command, call: EdgeCall) -> Rest | None:
        call.session = self.session.id
        call.expect_rev = command.expect.rev if command.expect is not None else None
        if info.handler is Handler.QUERY:
            self.nursery.start_soon(self._answer_question, call, command.params)
            return None
        if info.handler is Handler.SESSION:
            return partial(self._answer, call, partial(session_commands.carry_out, self.live, command, call))
        if routing.send_at_once(self.server, command.params, call):
            return None
        return partial(routing.send, self.server, command.params, call)

    async def _answer_question(self, call: EdgeCall, question: object) -> None:
        """An answer may be large: it waits until the client has taken what it was told before."""

        async def work() -> Outcome:
            answer = await queries.answer(self.server, question, call.by)
            await self.outbox.room()
            return answer

        await self._answer(call, work)

    async def _answer(self, call: EdgeCall, work: Callable[[], Awaitable[Outcome]]) -> None:
        try:
            outcome = await work()
        except Refused as refusal:
            outcome = refusal
        except UNREADABLE:
            outcome = Refused(ErrorCode.UNAVAILABLE)
        call.finish(outcome)

    def _created(self, ticket: Ticket, consumer: str, outcome: Outcome, replayed: bool) -> None:
        """The token for the consumer's own client goes with the reply; what is stored under the key has none."""
        if isinstance(outcome, Done):
            token = self.server.consumer_token(outcome.result["interaction"], consumer)
            outcome = evolve(outcome, result={**outcome.result, "consumer_token": token})
        self._reply(ticket, outcome, replayed)

    def _reply(self, ticket: Ticket, outcome: Outcome, replayed: bool) -> None:
        """The one reply to a command of this connection; an outcome that comes later is known by its key only."""
        if isinstance(outcome, Done) and ticket.is_change:
            self._reply_behind_effects(ticket, outcome, replayed)
        else:
            self._reply_now(ticket, outcome, replayed)

    def _reply_behind_effects(self, ticket: Ticket, outcome: Done, replayed: bool) -> None:
        """The asker's own agent and the interaction have told all of it. Their neighbours were told before the answer
        was given; what this connection reads of them goes out first: agents, then queues, which hear of agents."""
        agents, queues = self.streams.neighbours()
        overseer = self.server.registry.overseer

        def reply() -> None:
            heads = self.streams.neighbour_heads().items()
            told = {stream: seq for stream, seq in heads if seq > ticket.heads.get(stream, seq)}
            self._reply_now(ticket, evolve(outcome, pos={**told, **outcome.pos}), replayed)

        Behind.all(agents, overseer, lambda: Behind.all(queues, overseer, reply))

    def _reply_now(self, ticket: Ticket, outcome: Outcome, replayed: bool) -> None:
        """Where one of its streams only begins here (anew, or after a hello), what that has to tell goes first."""
        if not self.awaits(ticket):
            return
        if isinstance(outcome, Done) and self.streams.are_beginning(outcome.pos):
            self.streams.when_begun(partial(self._reply_now, ticket, outcome, replayed))
        else:
            del self.in_flight[ticket.id]
            self._send_reply(ticket.id, outcome, replayed)

    def _send_reply(self, command_id: str, outcome: Outcome, replayed: bool) -> None:
        if isinstance(outcome, Done):
            pos = {stream: seq for stream, seq in outcome.pos.items() if self.streams.head(stream) is not None}
            self._put_answer(
                command_id, codec.encode_reply(command_id, dict(outcome.result), pos, replayed=replayed), pos
            )
        else:
            body = problem(outcome.code, outcome.message, outcome.details, outcome.retry_after_ms)
            self._put(Reply(command_id, error=body, replayed=replayed))

    def _put_answer(self, command_id: str, frame: bytes, pos: Collection[str]) -> None:
        """One that the outbox could never hold is refused: closing 4005 would only make the client ask again."""
        if len(frame) > ANSWER_BYTES_MAX:
            details = {"bytes": len(frame), "bytes_max": ANSWER_BYTES_MAX}
            self._put(Reply(command_id, error=problem(ErrorCode.TOO_LARGE, "ask for less of it", details)))
        else:
            self.outbox.put_reply(frame, self.live.now_ms(), after=pos)

    def _put(self, reply: Reply) -> None:
        self.outbox.put_reply(codec.encode(reply), self.live.now_ms())
