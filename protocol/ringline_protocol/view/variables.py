"""Variables in a view: what a flow left or somebody set, with the revision that the next change is based on."""

import attrs

from ringline_protocol.values import Variable


@attrs.frozen
class VariableView:
    """A variable as it is now. `rev` is what the next change is based on."""

    name: str
    value: str | int | float | bool
    label: str = ""
    in_ring: bool = True
    in_profile: bool = True
    in_engagement: bool = False
    masked: bool = False
    """Shown as dots with the last characters."""
    rev: int = 1


def variable_view(variable: Variable, rev: int) -> VariableView:
    """A variable with its revision."""
    return VariableView(
        variable.name,
        variable.value,
        variable.label,
        variable.in_ring,
        variable.in_profile,
        variable.in_engagement,
        variable.masked,
        rev,
    )
