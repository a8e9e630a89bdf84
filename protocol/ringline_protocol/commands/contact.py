"""The address book: for agents, supervisors and services. Consumers have no part in it."""

import attrs


@attrs.frozen
class SearchContacts:
    """Contacts whose name, addresses or fields have the words: in any case, with or without accents, the last word
    begun only, one letter wrong; or a part of a phone number. Best first; without a text all of them, oldest first."""

    text: str = ""
    cursor: str | None = None
    limit: int = 20


@attrs.frozen
class ReadContact:
    """One contact, and the merges that made it and can still be undone. Of one that was merged away: the survivor."""

    contact: str


@attrs.frozen
class CreateContact:
    """A new contact. `duplicates` of the answer names those that have one of its addresses; nothing is merged."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    fields: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen
class UpdateContact:
    """Change what is given; what is left out stays. Of `fields` those that are named; an empty text takes one out."""

    contact: str
    name: str | None = None
    phones: tuple[str, ...] | None = None
    emails: tuple[str, ...] | None = None
    fields: dict[str, str] | None = None


@attrs.frozen
class DeleteContact:
    """Take the entry out of the book. What was said in interactions stays; to forget a person is another command."""

    contact: str


@attrs.frozen
class PreviewMerge:
    """What merging `other` into `contact` would make, and where they say different things. Changes nothing."""

    contact: str
    other: str
    name: str | None = None
    fields: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen
class MergeContacts:
    """`other` becomes part of `contact`, with its addresses and its interactions. Where they say different things
    `contact` is kept, unless `name` and `fields` choose. `contact.unmerge` takes it back for 30 days."""

    contact: str
    other: str
    name: str | None = None
    fields: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen
class UnmergeContacts:
    """Two contacts again. What was changed since stays with the survivor."""

    merge: str


@attrs.frozen
class SetConsent:
    """What the person said to a purpose (`email`, `marketing` …), now, to whoever sends this. None: no word of it."""

    contact: str
    purpose: str
    granted: bool | None


@attrs.frozen
class ForgetConsumer:
    """Forget a person: a contact, or the consumer of an interaction. Their entry goes at once; what was said, written
    and sent in their interactions is then taken out of journal, search, lists and mails: `consumer.forgetting` says how
    far that is. Refused while one of them is open: end it first."""

    contact: str | None = None
    interaction: str | None = None


@attrs.frozen
class ReadForgetting:
    """How far it has come. `is_compact`: the files were written anew as well, so that nothing lies between the rows."""

    forgetting: str
