"""The command `ringline`: run the server, check a configuration, make tokens; and play every role from a terminal."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import cyclopts
import trio
from cyclopts import App, Parameter
from ringline_client.cli import app as client_app
from ringline_protocol.values import PrincipalKind

from ringline_server import __version__, config, logs, serving
from ringline_server.config import BadConfig, Config
from ringline_server.store.sqlite import StoreRefused

app = App(
    name="ringline",
    version=__version__,
    help="Ringline: the open, self-hosted realtime server for contact-centre interactions.",
)
"""Commands of the server here; those that play a client come from the client's package."""

for _name in client_app:
    if not _name.startswith("-"):
        app.command(client_app[_name], name=_name)

DEFAULT_DATA = Path("var")
TOKEN_MINUTES_MAX = 60


@app.command
def serve(
    config_file: Annotated[Path | None, Parameter(name=["--config", "-c"])] = None,
    *,
    sample: bool = False,
    host: str | None = None,
    port: int | None = None,
    data: Path = DEFAULT_DATA,
    log: str = "console",
    log_level: str = "info",
) -> int:
    """Run the server until it is told to stop.

    Ctrl-C or SIGTERM drains: clients are told to come back, and everything is on disk. `kill -9` is as good.

    Parameters
    ----------
    config_file
        TOML file; see the sample that `ringline sample` prints.
    sample
        Run the sample account, with tokens to try it out. Its data is kept under `--data`.
    host
        Overrides the file's address to listen on.
    port
        Overrides the file's port; 0 chooses a free one.
    data
        Directory of the database and, with `--sample`, of keys and tokens.
    log
        `console` for people, `json` for machines.
    log_level
        debug, info, warning or error.
    """
    if (config_file is None) is not sample:
        return _fail("say either --config FILE or --sample")
    if log not in ("console", "json"):
        return _fail("--log is console or json")
    logs.configure("json" if log == "json" else "console", log_level)
    path = config_file or serving.SAMPLE
    settings = _load(path)
    if settings is None:
        return 2
    wish = serving.Wish(
        settings,
        data,
        host=host,
        port=port,
        is_sample=sample,
        say=partial(print, flush=True),
        load=partial(_load, path),
    )
    try:
        trio.run(serving.run, wish)
    except (StoreRefused, OSError) as error:
        return _fail(str(error))
    return 0


@app.command
def check(config_file: Path) -> int:
    """Say everything that is wrong with a configuration file, each fault with its place. Exit status 0: nothing."""
    settings = _load(config_file)
    if settings is None:
        return 1
    policies = settings.policies()
    print(f"{config_file}: fine. {len(policies.queues)} queues, {len(policies.agents)} agents.")
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
) -> int:
    """Print a bearer token.

    Parameters
    ----------
    principal
        An agent's id, or `svc_…` for a service; with `--interaction` the name of its consumer.
    config_file
        Whose first key signs. Without it: the key that `serve --sample` keeps under `--data`.
    data
        Where `serve --sample` keeps its key.
    minutes
        How long it is good, 60 at most.
    interaction
        Make the token of this interaction's consumer.
    """
    if not 1 <= minutes <= TOKEN_MINUTES_MAX:
        return _fail(f"--minutes is 1 to {TOKEN_MINUTES_MAX}")
    settings = _load(config_file or serving.SAMPLE)
    if settings is None:
        return 2
    kind = _kind(settings, principal, interaction)
    if kind is None:
        return _fail(f"the account has no agent {principal}; services begin with svc_")
    try:
        print(serving.make_token(settings, data, principal, kind, minutes, interaction))
    except (OSError, ValueError) as error:
        return _fail(str(error))
    return 0


def _kind(settings: Config, principal: str, interaction: str | None) -> PrincipalKind | None:
    if interaction is not None:
        return PrincipalKind.CONSUMER
    agent = settings.policies().agents.get(principal)
    if agent is not None:
        return PrincipalKind.SUPERVISOR if agent.supervisor else PrincipalKind.AGENT
    return PrincipalKind.SERVICE if principal.startswith("svc_") else None


def _load(path: Path) -> Config | None:
    try:
        return config.load(path)
    except BadConfig as bad:
        for fault in bad.faults:
            print(fault, file=sys.stderr)
        _fail(f"{path}: {len(bad.faults)} {'fault' if len(bad.faults) == 1 else 'faults'}")
    except OSError as error:
        _fail(f"{path}: {error.strerror}")
    return None


def _fail(text: str) -> int:
    print(f"ringline: {text}", file=sys.stderr)
    return 2


def main() -> None:
    """Entry point."""
    try:
        sys.exit(app(result_action="return_int_as_exit_code_else_zero"))
    except cyclopts.CycloptsError:
        sys.exit(2)
