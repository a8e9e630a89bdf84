"""The tables of methods, errors, close codes and limits as plain values."""

import ast
import inspect
from itertools import pairwise
from typing import Any

from ringline_protocol import limits
from ringline_protocol.codes import BANDS, CLOSES, ERRORS
from ringline_protocol.commands import COMMANDS


def method_table() -> dict[str, Any]:
    """Method to what it does, who may use it, whether it needs a key, what it costs of the rate limit."""
    return {
        method: {
            "what": inspect.cleandoc(info.cls.__doc__ or ""),
            "who": sorted(info.who),
            "needs_key": info.needs_key,
            "cost": info.cost,
        }
        for method, info in COMMANDS.items()
    }


def error_table() -> dict[str, Any]:
    """Error code to sentence, retry, and what the client must do."""
    return {
        code: {"sentence": info.sentence, "retry": info.retry, "client_must": info.client_must}
        for code, info in ERRORS.items()
    }


def close_code_table() -> dict[str, Any]:
    """Close code to reason, sentence and verdict; and the verdict of each band."""
    codes = {
        str(code.value): {"reason": info.reason, "sentence": info.sentence, "verdict": info.verdict}
        for code, info in CLOSES.items()
    }
    return {"codes": codes, "bands": {f"{band}xx": verdict for band, verdict in BANDS.items()}}


def limit_table() -> dict[str, Any]:
    """Every constant of `limits` with the sentence that stands under it."""
    table = {}
    for statement, text in pairwise(ast.parse(inspect.getsource(limits)).body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            assert isinstance(text, ast.Expr)
            name = statement.target.id
            table[name] = {"value": getattr(limits, name), "what": ast.literal_eval(text.value)}
    return table
