"""A consumer reaches out: what only an edge can find out (contact, summary) is added, then the interaction decides."""

import attrs
from ringline_protocol.commands import CreateInteraction
from ringline_protocol.values import Consumer

from ringline_server.actors import reviving
from ringline_server.actors.messages import Asked
from ringline_server.edges import summarizer
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server
from ringline_server.store import people

STRANGERS = "svc_public"
"""The service under which people begin conversations by themselves. What they say of themselves proves nothing: it
opens no entry of the address book."""


async def create(server: Server, command: CreateInteraction, call: EdgeCall) -> None:
    """Bring the interaction into being. The call is answered when it is on disk. Raises: StoreUnavailable."""
    if call.by.id != STRANGERS:
        command = attrs.evolve(command, consumer=await recognised(server, command.consumer))
    if command.summary is None and command.transcript:
        command = attrs.evolve(command, summary=await summarizer.of_hand_over(command.transcript))
    interaction = server.ids.new("int")
    reviving.begin(server.registry, interaction)
    await server.registry.interaction(interaction).send(Asked(command, call))


async def recognised(server: Server, consumer: Consumer) -> Consumer:
    """The consumer with the address book's entry: who was named, or whoever has this phone or email."""
    if consumer.contact is not None:
        named = await server.disk.contact(consumer.contact)
        return consumer if named is None else attrs.evolve(consumer, contact=named.id, name=consumer.name or named.name)
    if consumer.phone is None and consumer.email is None:
        return consumer
    phone = None if consumer.phone is None else people.phone_key(consumer.phone, server.region)
    email = None if consumer.email is None else people.email_key(consumer.email)
    contact = await server.disk.contact_by(phone=phone, email=email)
    if contact is None:
        return consumer
    return attrs.evolve(consumer, contact=contact.id, name=consumer.name or contact.name)
