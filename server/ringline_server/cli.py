"""The command `ringline`: run the server, check a configuration, make tokens; and play every role from a terminal."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import attrs
import cyclopts
import trio
from cyclopts import App, Parameter, validators
from ringline_protocol.values import PrincipalKind

from ringline_server import __version__, cli_contacts, cli_mail, cli_upkeep, logs, serving
from ringline_server.cli_settings import DEFAULT_DATA, because, called_as, counted, fail, load
from ringline_server.config import Config
from ringline_server.config_warnings import warnings_of
from ringline_server.serving import CannotServe
from ringline_server.serving_address import address_of, sign_in_link
from ringline_server.store.records import StoreDamaged
from ringline_server.store.sqlite import StoreRefused

app = App(
    name="ringline",
    version=__version__,
    help="Ringline: the open, self-hosted realtime server for contact-centre interactions.",
    default_parameter=Parameter(negative=""),
)
"""Running it is here; looking after store and mail in `cli_upkeep` and `cli_mail`, playing a client in its package."""

_apps = [cli_upkeep.app, cli_mail.app]
if sys.argv[1:2] != ["serve"]:  # a server that serves never loads what plays its clients: a tenth of its start
    from ringline_client.cli import app as client_app

    _apps.append(client_app)
for _app in _apps:
    for _name in _app:
        if not _name.startswith("-"):
            app.command(_app[_name], name=_name)

app.command(cli_contacts.app)

# Found when it is called: a server that serves never loads what simulates it.
app.command(
    "ringline_server.simulation.cli:simulate",
    name="simulate",
    help="Play random days with faults in memory, and check every promise on what happened.",
)

TOKEN_MINUTES_MAX = 60
PORT_MAX = 65_535
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it; of `serve`, which drains at the first, after a second."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Serving:
    """What `serve` may be told."""

    config_file: Annotated[Path | None, Parameter(name=["--config", "-c"])] = None
    """TOML file; `ringline sample` prints one that explains every setting."""
    sample: bool = False
    """Run the sample account, with tokens to try it out."""
    host: str | None = None
    """Overrides the file's address to listen on."""
    port: Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=PORT_MAX))] = None
    """Overrides the file's port; 0 chooses a free one."""
    data: Path = DEFAULT_DATA
    """Directory of the database, and of a key and tokens that the server makes itself."""
    log: Literal["console", "json"] = "console"
    """For people, or for machines."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged."""


@app.command
def serve(wish: Annotated[Serving, Parameter(name="*")] = Serving()) -> int:
    """Run the server until it is told to stop.

    Ctrl-C or SIGTERM drains: clients are told to come back, and everything is on disk. `kill -9` is as good. SIGHUP
    reads the file again.
    """
    if (wish.config_file is None) is not wish.sample:
        return fail("say either --config FILE or --sample")
    logs.configure(wish.log, wish.log_level)
    path = wish.config_file or serving.SAMPLE
    settings = load(path)
    if settings is None:
        return 2
    return _run(
        serving.Wish(
            settings,
            wish.data,
            host=wish.host,
            port=wish.port,
            is_sample=wish.sample,
            command=called_as(),
            say=partial(print, flush=True),
            load=partial(load, path),
        )
    )


def _run(wish: serving.Wish) -> int:
    try:
        trio.run(serving.run, wish)
    except (CannotServe, StoreRefused, OSError) as error:
        return fail(because(error))
    except BaseExceptionGroup as group:
        damaged = _first(group, StoreDamaged)
        if damaged is not None:
            return fail(str(damaged))
        raise
    return 0


def _first(group: BaseExceptionGroup[BaseException], kind: type[BaseException]) -> BaseException | None:
    """Somewhere in it."""
    found: BaseException | None = group.subgroup(kind)
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found


@app.command
def check(config_file: Path) -> int:
    """Say everything that is wrong with a configuration file, each fault with its place.

    Exit status 0: nothing is; warnings do not count.

    Parameters
    ----------
    config_file
        TOML file, as `ringline sample` prints one.
    """
    settings = load(config_file)
    if settings is None:
        return 1
    warnings = warnings_of(settings)
    for warning in warnings:
        print(f"warning: {warning}")
    counts = (counted(settings.queues, "queue"), counted(settings.agents, "agent"), counted(warnings, "warning"))
    print(f"{config_file}: fine. {', '.join(counts)}.")
    return 0


@app.command
def sample() -> None:
    """Print the sample configuration: the commented reference of all settings."""
    print(serving.SAMPLE.read_text(encoding="utf-8"), end="")


@app.command
def token(
    principal: str,
    *,
    config_file: Annotated[Path | None, Parameter(name=["--config", "-c"])] = None,
    data: Path = DEFAULT_DATA,
    minutes: int = TOKEN_MINUTES_MAX,
    interaction: str | None = None,
    link: bool = False,
) -> int:
    """Print a bearer token, or an address that opens the desk with it.

    Parameters
    ----------
    principal
        An agent's id, or `svc_…` for a service; with `--interaction` the name of its consumer.
    config_file
        Whose first key signs, and whose agents there are. Without it: the sample's.
    data
        Where `serve` keeps a key of its own, if the file names none.
    minutes
        How long it is good, 60 at most.
    interaction
        Make the token of this interaction's consumer.
    link
        Print the desk's address with the token behind a `#`, where browsers keep it to themselves.
    """
    if not 1 <= minutes <= TOKEN_MINUTES_MAX:
        return fail(f"--minutes is 1 to {TOKEN_MINUTES_MAX}")
    settings = load(config_file or serving.SAMPLE)
    if settings is None:
        return 2
    kind = _kind(settings, principal, interaction)
    if link and kind not in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR):
        return fail("only agents and supervisors have a desk")
    if kind is None:
        return fail(f"the account has no agent {principal}; services begin with svc_")
    own = data / serving.OWN_KEY
    is_new = not (settings.tokens.keys or own.exists())
    try:
        made = serving.make_token(settings, data, principal, kind, minutes, interaction)
        print(sign_in_link(address_of(settings, data), made) if link else made)
    except CannotServe as error:
        return fail(str(error))
    if is_new:
        print(f"ringline: {own} is new: only a server with --data {data} knows this token", file=sys.stderr)
    return 0


def _kind(settings: Config, principal: str, interaction: str | None) -> PrincipalKind | None:
    if interaction is not None:
        return PrincipalKind.CONSUMER
    agent = settings.policies().agents.get(principal)
    if agent is not None:
        return PrincipalKind.SUPERVISOR if agent.supervisor else PrincipalKind.AGENT
    return PrincipalKind.SERVICE if principal.startswith("svc_") else None


def main() -> None:
    """Entry point."""
    try:
        sys.exit(app(result_action="return_int_as_exit_code_else_zero"))
    except cyclopts.CycloptsError:
        sys.exit(2)
    except BaseExceptionGroup as group:
        if group.split(KeyboardInterrupt)[1] is not None:
            raise
        sys.exit(INTERRUPTED)
