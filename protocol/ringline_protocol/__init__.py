"""The Ringline protocol: pure values, commands, events and their text form. Knows no clock and no socket."""
