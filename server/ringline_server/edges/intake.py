"""A consumer reaches out: what only an edge can find out (contact, summary) is added, then the interaction decides."""

import attrs
from ringline_protocol.commands import CreateInteraction
from ringline_protocol.values import Consumer

from ringline_server.actors.messages import Asked
from ringline_server.edges import summarizer
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server


async def create(server: Server, command: CreateInteraction, call: EdgeCall) -> None:
    """Bring the interaction into being. The call is answered when it is on disk."""
    command = attrs.evolve(command, consumer=await _recognised(server, command.consumer))
    if command.summary is None and command.transcript:
        command = attrs.evolve(command, summary=await summarizer.of_hand_over(command.transcript))
    interaction = server.registry.interaction(server.ids.new("int"))
    await interaction.send(Asked(command, call))


async def _recognised(server: Server, consumer: Consumer) -> Consumer:
    """The consumer with the address book's entry, found by normalised phone or email."""
    if consumer.contact is not None or (consumer.phone is None and consumer.email is None):
        return consumer
    contact = await server.disk.contact_by(phone=consumer.phone, email=consumer.email)
    if contact is None:
        return consumer
    return attrs.evolve(consumer, contact=contact.id, name=consumer.name or contact.name)
