"""The account that the load plays in: short wrap-ups, short cool-downs, and a line that nobody serves."""

from typing import Final

WAITING_QUEUE: Final = "que_wait"
"""Nobody ever takes anything out of it."""
AGENTS: Final = ("agt_ana", "agt_bruno", "agt_carla")

CONFIG: Final = """
[[queues]]
id = "que_chat"
name = "Chat"
channel = "messaging"
decline_cooldown = "1s"
[queues.wrap_up]
duration = "2s"
dispositions = "outcomes"

[[queues]]
id = "que_auto"
name = "Auto"
channel = "messaging"
acceptance = "automatic"
[queues.wrap_up]
duration = "2s"
dispositions = "outcomes"

[[queues]]
id = "que_mail"
name = "Mail"
channel = "email"
decline_cooldown = "1s"
[queues.wrap_up]
duration = "2s"
dispositions = "outcomes"

[[queues]]
id = "que_wait"
name = "Wait"
channel = "work_item"

[[agents]]
id = "agt_ana"
name = "Ana"
queues = ["que_chat", "que_auto", "que_mail"]

[[agents]]
id = "agt_bruno"
name = "Bruno"
queues = ["que_chat", "que_auto", "que_mail"]

[[agents]]
id = "agt_carla"
name = "Carla"
queues = ["que_chat", "que_mail"]

[[agents]]
id = "agt_sofia"
name = "Sofia"
supervisor = true
queues = []

[dispositions]
outcomes = [{ id = "sold", label = "Sold" }, { id = "lost", label = "Lost" }, { id = "solved", label = "Solved" }]
"""
