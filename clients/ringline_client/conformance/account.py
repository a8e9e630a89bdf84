"""The account that the kit expects: that of `ringline serve --sample`. README.md says what of it matters."""

from typing import Final

ANA: Final = "agt_ana"
BRUNO: Final = "agt_bruno"
CARLA: Final = "agt_carla"
DEV: Final = "agt_dev"
SOFIA: Final = "agt_sofia"
"""A supervisor."""
SERVICE: Final = "svc_sample"

SUPPORT: Final = "que_support"
"""Messaging, manual; dispositions are mandatory. Ana, Bruno and Carla."""
SALES: Final = "que_sales"
"""Messaging, automatic, a wrap-up of 20 s; dispositions are not mandatory. Ana and Bruno."""
PHONE: Final = "que_phone"
"""Voice, manual, rings 20 s, media on both sides. Ana, Bruno and Dev."""
QUIET: Final = "que_video"
"""Nobody is ready for it while the kit runs: what waits there, waits."""
MAIL: Final = "que_mail"
"""E-mail: assigned silently. Ana, Bruno and Carla."""
TASKS: Final = "que_tasks"
"""Nobody of the kit is ready for it, nor reads it."""
TEAM: Final = "que_team"
"""Messaging, rings at Ana and Bruno at once. Only in the account of servers that the kit starts (account.toml)."""

QUEUES_OF: Final = {
    ANA: (SUPPORT, SALES, PHONE, QUIET, MAIL, TASKS),
    BRUNO: (SUPPORT, SALES, PHONE, MAIL, TASKS),
    CARLA: (SUPPORT, MAIL, QUIET),
    DEV: (PHONE, TASKS),
    SOFIA: (SUPPORT,),
}
OUTCOME_OF: Final = {SUPPORT: "solved_first", SALES: "sold", PHONE: "solved_first", MAIL: "solved_first"}
"""A leaf of each queue's dispositions."""
NOT_A_LEAF: Final = "solved"
NO_OUTCOME: Final = "no_such_outcome"
WRAP_UP_S: Final = 20
"""Of SALES."""
WRAP_UP: Final = 'duration = "20s"'
"""The same in the configuration that the kit writes."""
RING_S: Final = 20
"""Of PHONE."""
MANUAL_RING: Final = 'ring = "30s"'
"""Of SUPPORT, in that configuration."""
