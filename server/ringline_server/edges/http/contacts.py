"""The address book over HTTP, for services, supervisors and agents: the same commands, keys and answers as the socket.

A change names the revision that it is based on in `If-Match`; the answer to a read has it in `ETag`.
"""

from typing import Final

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import COMMANDS
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.edges.http import asking
from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server

REV_DIGITS_MAX: Final = 15


async def create(server: Server, request: Request) -> Response:
    """201 with the new contact's id, and the ids of others that have one of its addresses."""
    by, key = asking.principal(server, request), asking.key_of(request)
    done = await asking.carry_out(server, by, "contact.create", await asking.body(request), key)
    return told(done.result, 201)


async def find(server: Server, request: Request) -> Response:
    """A page of contacts: those that `text` finds, best first; without it all of them."""
    by = asking.principal(server, request)
    params = asking.query(request, COMMANDS["contact.search"].cls)
    return told((await asking.ask(server, by, "contact.search", params)).result)


async def read(server: Server, request: Request) -> Response:
    """One contact; of one that was merged away the survivor."""
    by = asking.principal(server, request)
    done = await asking.ask(server, by, "contact.read", dict(request.path_params))
    response = told(done.result)
    response.headers["etag"] = f'"{done.result["contact"].rev}"'
    return response


async def preview(server: Server, request: Request) -> Response:
    """What a merge would make, and where the two say different things. Changes nothing, and needs no key."""
    by = asking.principal(server, request)
    params = {**await asking.body(request), **request.path_params}
    return told((await asking.ask(server, by, "contact.preview_merge", params)).result)


async def forget(server: Server, request: Request) -> Response:
    """202: a person's entry is gone, and their interactions are noted to be emptied. For supervisors."""
    by, key = asking.principal(server, request), asking.key_of(request)
    return told((await asking.carry_out(server, by, "consumer.forget", await asking.body(request), key)).result, 202)


async def read_forgetting(server: Server, request: Request) -> Response:
    """How far that has come. `done_at_ms`: nothing is left; `is_compact`: the files were written anew as well."""
    by = asking.principal(server, request)
    return told((await asking.ask(server, by, "consumer.forgetting", dict(request.path_params))).result)


class Change:
    """A handler that carries out one method on the contact of the path; `If-Match` has the revision one knows."""

    def __init__(self, method: str) -> None:
        self.method = method

    async def __call__(self, server: Server, request: Request) -> Response:
        by, key = asking.principal(server, request), asking.key_of(request)
        params = {**await asking.body(request), **request.path_params}
        rev = known_rev(request)
        return told((await asking.carry_out(server, by, self.method, params, key, expect_rev=rev)).result)


def known_rev(request: Request) -> int | None:
    """What `If-Match` says; nothing, or `*`: whatever there is. Raises: Refused."""
    text = request.headers.get("if-match", "*").strip()
    if text == "*":
        return None
    rev = text.removeprefix("W/").strip('"')
    if not (rev.isascii() and rev.isdigit() and len(rev) <= REV_DIGITS_MAX):
        raise Refused(ErrorCode.BAD_REQUEST, 'If-Match is the ETag of a read, as "3"', {"path": "If-Match"})
    return int(rev)
