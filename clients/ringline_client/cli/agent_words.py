"""What an agent types: a table of words, each with what it does. Everything else is said to the consumer."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import attrs
from ringline_protocol.values import Phase, Status, Target

from ringline_client.agent import AgentClient
from ringline_client.cli import agent_lines
from ringline_client.cli.terminal import Terminal


class Unclear(Exception):
    """What was typed cannot be done. The text says why."""


@attrs.define(eq=False)
class Desk:
    """The agent at the terminal. `current`: the interaction in front of them."""

    client: AgentClient
    terminal: Terminal
    current: str | None = None
    notes: dict[str, str] = attrs.field(factory=dict)
    """Interaction -> the note that is being written."""
    watch: Callable[[str, str], None] = lambda interaction, text: None
    """Begins a live search."""
    is_leaving: bool = False

    def say(self, lines: list[str]) -> None:
        """On the terminal."""
        for line in lines:
            self.terminal.say(line)

    @property
    def here(self) -> str:
        """The interaction in front of the agent: the chosen one, else the only one. Raises: Unclear."""
        open_ones = [card.interaction for card in self.client.view.agent.legs]
        if self.current in open_ones and self.current is not None:
            return self.current
        if len(open_ones) == 1:
            return open_ones[0]
        raise Unclear("nothing is open" if not open_ones else "say which: /open NUMBER (see /open)")

    @property
    def ringing(self) -> str:
        """The offer that rings first. Raises: Unclear."""
        offers = self.client.view.agent.offers
        if not offers:
            raise Unclear("nothing rings")
        return offers[0].offer


async def obey(desk: Desk, line: str) -> None:
    """Do what was typed. Raises: Unclear, CommandFailed, SessionOver."""
    word, _, rest = line.strip().partition(" ")
    if not word:
        return
    action = WORDS.get(word)
    if action is not None:
        await action(desk, rest.strip())
    elif word.startswith("/"):
        raise Unclear(f"no such word: {word}; /help lists them")
    else:
        await desk.client.say(desk.here, line)


async def _accept(desk: Desk, _: str) -> None:
    accepted = await desk.client.accept(desk.ringing)
    desk.current = accepted.interaction


async def _decline(desk: Desk, reason: str) -> None:
    """A reason that the queue wants is asked for before the server refuses."""
    offer = next((one for one in desk.client.view.agent.offers if one.offer == desk.ringing), None)
    queue = (await desk.client.account()).queue(offer.queue) if offer is not None else None
    if queue is not None and queue.decline_reason_required and not reason:
        raise Unclear(f"this queue wants a reason: d {' | '.join(queue.decline_reasons) or 'REASON'}")
    await desk.client.decline(desk.ringing, reason or None)


async def _note(desk: Desk, text: str) -> None:
    """One note for each interaction, growing line by line."""
    here = desk.here
    known = desk.client.interaction(here)
    written = next((note for note in known.notes if note.note == desk.notes.get(here)), None) if known else None
    if written is None:
        desk.notes[here] = (await desk.client.save_note(here, text)).note
    else:
        await desk.client.save_note(here, f"{written.text}\n{text}", note=written.note, rev=written.rev)
    desk.say(["  noted"])


async def _search(desk: Desk, text: str) -> None:
    desk.say(agent_lines.found(await desk.client.search(text, desk.here)))


async def _watch(desk: Desk, text: str) -> None:
    desk.watch(desk.here, text)


async def _transfer(desk: Desk, words: str) -> None:
    """`/transfer que_sales note …`, `/transfer agt_bruno note …`."""
    name, _, note = words.partition(" ")
    await desk.client.transfer(desk.here, _target(name), note=note)


async def _consult(desk: Desk, words: str) -> None:
    name, _, note = words.partition(" ")
    await desk.client.consult(desk.here, name, note)


def _target(name: str) -> Target:
    if not name:
        raise Unclear("say to whom: a queue or an agent, see /who")
    return Target(queue=name) if name.startswith("que_") else Target(agent=name)


async def _complete(desk: Desk, _: str) -> None:
    await desk.client.complete_transfer(desk.here)


async def _cancel(desk: Desk, _: str) -> None:
    await desk.client.cancel_transfer(desk.here)


async def _conference(desk: Desk, agent: str) -> None:
    await desk.client.conference(desk.here, agent or None)


async def _release(desk: Desk, note: str) -> None:
    await desk.client.release(desk.here, note=note)


async def _park(desk: Desk, _: str) -> None:
    await desk.client.park(desk.here, until_reply=True)


async def _unpark(desk: Desk, _: str) -> None:
    await desk.client.unpark(desk.here)


async def _hold(desk: Desk, _: str) -> None:
    await desk.client.hold(desk.here)


async def _resume(desk: Desk, _: str) -> None:
    await desk.client.resume(desk.here)


async def _media(desk: Desk, _: str) -> None:
    offers = [offer.interaction for offer in desk.client.view.agent.offers]
    await desk.client.report_media(offers[0] if offers else desk.here)


async def _end(desk: Desk, _: str) -> None:
    await desk.client.end(desk.here)


async def _done(desk: Desk, labels: str) -> None:
    await desk.client.wrap_up(desk.here, *labels.split())


async def _resolve(desk: Desk, labels: str) -> None:
    await desk.client.resolve(desk.here, *labels.split())


async def _more(desk: Desk, _: str) -> None:
    await desk.client.extend_wrap_up(desk.here)


async def _labels(desk: Desk, _: str) -> None:
    desk.say(agent_lines.labels(await desk.client.labels(desk.here)))


async def _open(desk: Desk, number: str) -> None:
    """Without a number the list; with one, that interaction comes to the front, read from here on."""
    legs = desk.client.view.agent.legs
    if number:
        if not number.isdecimal() or not 1 <= int(number) <= len(legs):
            raise Unclear(f"1 to {len(legs)}" if legs else "nothing is open")
        desk.current = legs[int(number) - 1].interaction
        await desk.client.open(desk.current)
        view = desk.client.interaction(desk.current)
        said = view.segments if view is not None else ()
        desk.say([f"{one.participant or one.role}: {one.text}" for one in said])
    else:
        desk.say(agent_lines.desk(desk.client.view.agent, desk.client.server_now_ms(), desk.current))


async def _profile(desk: Desk, _: str) -> None:
    desk.say(agent_lines.profile(await desk.client.profile(desk.here)))


async def _status(desk: Desk, words: str) -> None:
    name, _, reason = words.partition(" ")
    if name not in tuple(Status):
        reasons = (await desk.client.account()).status_reasons
        raise Unclear(f"one of {', '.join(Status)}; reasons of not_ready: {', '.join(reasons) or 'none'}")
    await desk.client.set_status(Status(name), reason or None)


async def _waiting(desk: Desk, queue: str) -> None:
    phases = (Phase.QUEUED, Phase.OFFERED, Phase.CONNECTING)
    page = await desk.client.list_interactions(queue=queue or None, phases=phases)
    desk.say([f"  {row.id}  {row.subject or row.consumer_name or row.channel}" for row in page.items] or ["  nothing"])


async def _why(desk: Desk, interaction: str) -> None:
    desk.say(agent_lines.explained(await desk.client.explain(interaction or desk.here)))


async def _take(desk: Desk, interaction: str) -> None:
    desk.current = await desk.client.take(interaction)


async def _who(desk: Desk, text: str) -> None:
    known = await desk.client.directory(text)
    desk.say([f"  {queue.queue:<14} {queue.name} ({queue.channel})" for queue in known.queues])
    desk.say([f"  {agent.agent:<14} {agent.name}: {agent.state or ''}" for agent in known.agents])


async def _quit(desk: Desk, _: str) -> None:
    desk.is_leaving = True


async def _help(desk: Desk, _: str) -> None:
    desk.say(HELP.splitlines())


Action = Callable[[Desk, str], Awaitable[None]]

WORDS: Final[Mapping[str, Action]] = {
    "a": _accept,
    "d": _decline,
    "/note": _note,
    "/search": _search,
    "/watch": _watch,
    "/profile": _profile,
    "/hold": _hold,
    "/resume": _resume,
    "/media": _media,
    "/transfer": _transfer,
    "/consult": _consult,
    "/complete": _complete,
    "/cancel": _cancel,
    "/conference": _conference,
    "/release": _release,
    "/park": _park,
    "/unpark": _unpark,
    "/end": _end,
    "/labels": _labels,
    "/done": _done,
    "/more": _more,
    "/resolve": _resolve,
    "/open": _open,
    "/waiting": _waiting,
    "/why": _why,
    "/take": _take,
    "/who": _who,
    "/status": _status,
    "/help": _help,
    "/quit": _quit,
}

HELP: Final = """\
  a                 accept what rings           d [reason]         decline it
  any other text    is said to the consumer     /note TEXT         add to your note
  /search TEXT      in the transcript           /watch TEXT        the same, as people talk
  /profile          who is it                   /hold /resume      on hold and back
  /media            your audio works            /end               end the conversation
  /labels           dispositions                /done [LABEL]      wrap up
  /more             more time for wrap-up       /resolve [LABEL]   asynchronous work is done
  /transfer WHO [NOTE]   a queue or an agent    /consult AGENT     then /complete or /cancel or /conference
  /conference AGENT      ring somebody in       /release [NOTE]    back to its queue
  /park /unpark     until the consumer replies  /open [NUMBER]     open interactions, or one of them
  /waiting [QUEUE]  what waits                  /why [ID]          why it still waits
  /take ID          take what waits             /who [TEXT]        queues and agents
  /status ready | not_ready [REASON] | offline  /quit /help        sign out; this text"""
