// Generated from protocol/schema by scripts/generate.mjs; not edited by hand.

export type Verdict = "over" | "resume" | "new_session" | "reauthenticate" | "stop";

export interface Shape {
  absent?: unknown;
  of?: string;
  isMap?: boolean;
}

/** What an unknown close code says, by its band. */
export const BANDS: Record<string, Verdict> = {
  "40xx": "resume",
  "41xx": "new_session",
  "42xx": "reauthenticate",
  "43xx": "stop"
};

/** What each close code says. */
export const CLOSES: Record<number, { reason: string; verdict: Verdict }> = {
  "1000": {
    "reason": "normal",
    "verdict": "over"
  },
  "1001": {
    "reason": "going_away",
    "verdict": "resume"
  },
  "1003": {
    "reason": "binary",
    "verdict": "stop"
  },
  "1007": {
    "reason": "bad_utf8",
    "verdict": "stop"
  },
  "1009": {
    "reason": "too_big",
    "verdict": "stop"
  },
  "4000": {
    "reason": "restart",
    "verdict": "resume"
  },
  "4001": {
    "reason": "moved",
    "verdict": "resume"
  },
  "4002": {
    "reason": "heartbeat",
    "verdict": "resume"
  },
  "4003": {
    "reason": "internal",
    "verdict": "resume"
  },
  "4005": {
    "reason": "slow_consumer",
    "verdict": "resume"
  },
  "4100": {
    "reason": "session_unknown",
    "verdict": "new_session"
  },
  "4101": {
    "reason": "overloaded",
    "verdict": "new_session"
  },
  "4102": {
    "reason": "too_many_connections",
    "verdict": "new_session"
  },
  "4103": {
    "reason": "rate_abuse",
    "verdict": "new_session"
  },
  "4200": {
    "reason": "token_expired",
    "verdict": "reauthenticate"
  },
  "4201": {
    "reason": "revoked",
    "verdict": "reauthenticate"
  },
  "4300": {
    "reason": "auth_failed",
    "verdict": "stop"
  },
  "4301": {
    "reason": "version",
    "verdict": "stop"
  },
  "4302": {
    "reason": "malformed",
    "verdict": "stop"
  },
  "4303": {
    "reason": "hello_expected",
    "verdict": "stop"
  },
  "4304": {
    "reason": "hello_timeout",
    "verdict": "stop"
  },
  "4305": {
    "reason": "superseded",
    "verdict": "stop"
  },
  "4306": {
    "reason": "kicked",
    "verdict": "stop"
  },
  "4307": {
    "reason": "forbidden",
    "verdict": "stop"
  },
  "4308": {
    "reason": "origin",
    "verdict": "stop"
  }
};

/** The numbers that a client keeps before a welcome tells it otherwise. */
export const LIMITS: { BACKOFF_BASE_MS: number; BACKOFF_CAP_MS: number; BATCH_COMMANDS_MAX: number; COMMANDS_IN_FLIGHT_MAX: number; HEARTBEAT_INTERVAL_MS: number; HEARTBEAT_TIMEOUT_MS: number; HELLO_BYTES_MAX: number; MAIL_UPLOADS_BYTES_MAX: number; MAIL_UPLOADS_MAX: number; MAIL_UPLOAD_BYTES_MAX: number; MESSAGE_BYTES_MAX: number; POSITIONS_MAX: number; RESUME_JITTER_MS: number; TEXT_CHARS_MAX: number } = {
  "BACKOFF_BASE_MS": 500,
  "BACKOFF_CAP_MS": 30000,
  "BATCH_COMMANDS_MAX": 16,
  "COMMANDS_IN_FLIGHT_MAX": 16,
  "HEARTBEAT_INTERVAL_MS": 15000,
  "HEARTBEAT_TIMEOUT_MS": 10000,
  "HELLO_BYTES_MAX": 8192,
  "MAIL_UPLOADS_BYTES_MAX": 18000000,
  "MAIL_UPLOADS_MAX": 20,
  "MAIL_UPLOAD_BYTES_MAX": 15728640,
  "MESSAGE_BYTES_MAX": 65536,
  "POSITIONS_MAX": 128,
  "RESUME_JITTER_MS": 1000,
  "TEXT_CHARS_MAX": 16384
};

/** Methods that change nothing and need no key. */
export const KEYLESS: ReadonlySet<string> = new Set([
  "account.read",
  "auth.refresh",
  "call.servers",
  "call.signal",
  "call.tones",
  "canned.read",
  "consumer.forgetting",
  "contact.preview_merge",
  "contact.read",
  "contact.search",
  "directory.read",
  "disposition.read",
  "interaction.explain",
  "interaction.list",
  "interaction.read",
  "mail.read",
  "message.typing",
  "note.read",
  "profile.read",
  "queue.read",
  "search.start",
  "search.stop",
  "segment.partial",
  "session.make_ticket",
  "stream.subscribe",
  "stream.unsubscribe",
  "summary.make",
  "transcript.read",
  "transcript.search"
]);

/** Name of an event to the class of its data. */
export const EVENT_CLASS: Record<string, string> = {
  "agent.opt_outs_changed": "AgentOptOutsChanged",
  "agent.presence_changed": "AgentPresenceChanged",
  "agent.state_changed": "AgentStateChanged",
  "agent.status_changed": "AgentStatusChanged",
  "agent.unwanted": "AgentUnwanted",
  "agent.wanted": "AgentWanted",
  "call.connecting": "CallConnecting",
  "call.media_changed": "CallMediaChanged",
  "call.settled": "CallSettled",
  "consumer.away": "ConsumerAway",
  "consumer.back": "ConsumerBack",
  "consumer.changed": "ConsumerChanged",
  "device.joined": "DeviceJoined",
  "device.left": "DeviceLeft",
  "device.primary": "DevicePrimary",
  "disposition.saved": "DispositionsSaved",
  "draft.saved": "DraftSaved",
  "interaction.channel_changed": "ChannelChanged",
  "interaction.closed": "InteractionClosed",
  "interaction.created": "InteractionCreated",
  "interaction.ended": "InteractionEnded",
  "interaction.idle_warned": "InteractionIdleWarned",
  "interaction.overflowed": "InteractionOverflowed",
  "interaction.parked": "InteractionParked",
  "interaction.queued": "InteractionQueued",
  "interaction.reopened": "InteractionReopened",
  "interaction.unparked": "InteractionUnparked",
  "leg.changed": "LegChanged",
  "leg.ended": "LegEnded",
  "leg.held": "LegHeld",
  "leg.lost": "LegLost",
  "leg.opened": "LegOpened",
  "leg.promoted": "LegPromoted",
  "leg.recovered": "LegRecovered",
  "leg.resumed": "LegResumed",
  "leg.started": "LegStarted",
  "mail.state_changed": "MailStateChanged",
  "media.reported": "MediaReported",
  "note.saved": "NoteSaved",
  "offer.accepting": "OfferAccepting",
  "offer.created": "OfferCreated",
  "offer.ended": "OfferEnded",
  "queue.entered": "QueueEntered",
  "queue.figures": "QueueFigures",
  "queue.left": "QueueLeft",
  "queue.members_changed": "QueueMembersChanged",
  "queue.no_takers": "QueueNoTakers",
  "queue.offered": "QueueOffered",
  "segment.final": "SegmentFinal",
  "summary.made": "SummaryMade",
  "transcription.changed": "TranscriptionChanged",
  "transfer.ended": "TransferEnded",
  "transfer.started": "TransferStarted",
  "upgrade.accepted": "UpgradeAccepted",
  "upgrade.asked": "UpgradeAsked",
  "upgrade.ended": "UpgradeEnded",
  "variable.set": "VariableSet",
  "wrap_up.completed": "WrapUpCompleted",
  "wrap_up.extended": "WrapUpExtended",
  "wrap_up.overdue": "WrapUpOverdue",
  "wrap_up.started": "WrapUpStarted"
};

/** Name of a passing fact to the class of its data. */
export const EPHEMERAL_CLASS: Record<string, string> = {
  "alarm.raised": "AlarmRaised",
  "call.signal": "CallSignal",
  "call.tones": "CallTones",
  "consumer.presence": "ConsumerPresence",
  "place": "Place",
  "queue.figures": "QueueFigures",
  "search.hit": "SearchHit",
  "segment.partial": "SegmentPartial",
  "typing": "Typing"
};

/** What stands for a field that is left out, and the class inside. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  "AgentOffer": {
    "card": {
      "of": "OfferCard"
    },
    "state": {
      "absent": "pending"
    }
  },
  "AgentStateChanged": {
    "channels": {
      "of": "ChannelLoad",
      "isMap": true
    },
    "missed_hold": {
      "absent": false
    },
    "occupied": {
      "absent": false
    }
  },
  "AgentStatusChanged": {
    "next_status": {
      "of": "NextStatus"
    }
  },
  "AgentView": {
    "agent": {
      "absent": ""
    },
    "devices": {
      "absent": [],
      "of": "Device"
    },
    "legs": {
      "absent": [],
      "of": "LegCard"
    },
    "name": {
      "absent": ""
    },
    "offers": {
      "absent": [],
      "of": "AgentOffer"
    },
    "opt_outs": {
      "of": "AgentOptOutsChanged"
    },
    "presence": {
      "absent": "gone"
    },
    "state": {
      "of": "AgentStateChanged"
    },
    "status": {
      "of": "AgentStatusChanged"
    }
  },
  "CallMedia": {
    "camera_off": {
      "absent": false
    },
    "muted": {
      "absent": false
    }
  },
  "CallMediaChanged": {
    "media": {
      "absent": {},
      "of": "CallMedia"
    }
  },
  "CallSettled": {
    "reason": {
      "absent": ""
    }
  },
  "CallSignal": {
    "data": {
      "absent": ""
    },
    "target": {
      "absent": ""
    }
  },
  "CardParked": {
    "until_reply": {
      "absent": false
    }
  },
  "CardWrapUp": {
    "extensions": {
      "absent": 0
    },
    "mandatory": {
      "absent": false
    },
    "overdue": {
      "absent": false
    }
  },
  "Consumer": {
    "name": {
      "absent": ""
    }
  },
  "ConsumerAgent": {
    "is_lost": {
      "absent": false
    },
    "media": {
      "absent": {},
      "of": "CallMedia"
    }
  },
  "ConsumerChanged": {
    "consumer": {
      "absent": {},
      "of": "Consumer"
    }
  },
  "ConsumerMonitor": {
    "agent_name": {
      "absent": ""
    },
    "unseen": {
      "absent": false
    }
  },
  "ConsumerView": {
    "agents": {
      "absent": [],
      "of": "ConsumerAgent"
    },
    "channel": {
      "absent": "messaging"
    },
    "closed": {
      "of": "EndingView"
    },
    "connecting": {
      "absent": [],
      "of": "ConnectingView"
    },
    "created_at_ms": {
      "absent": 0
    },
    "ended": {
      "of": "EndingView"
    },
    "interaction": {
      "absent": ""
    },
    "media": {
      "absent": {},
      "of": "CallMedia"
    },
    "monitors": {
      "absent": [],
      "of": "ConsumerMonitor"
    },
    "name": {
      "absent": ""
    },
    "partials": {
      "absent": [],
      "of": "SegmentPartial"
    },
    "phase": {
      "absent": "queued"
    },
    "queue_name": {
      "absent": ""
    },
    "segment_count": {
      "absent": 0
    },
    "segments": {
      "absent": [],
      "of": "SegmentView"
    },
    "seq": {
      "absent": 0
    },
    "subject": {
      "absent": ""
    },
    "upgrade": {
      "of": "Upgrade"
    },
    "waiting_since_ms": {
      "absent": 0
    }
  },
  "Device": {
    "client": {
      "absent": ""
    },
    "primary": {
      "absent": false
    }
  },
  "DeviceJoined": {
    "client": {
      "absent": ""
    },
    "primary": {
      "absent": false
    }
  },
  "DraftSaved": {
    "mail": {
      "of": "MailDraft"
    }
  },
  "DraftView": {
    "mail": {
      "of": "MailDraft"
    }
  },
  "HandOver": {
    "draft": {
      "of": "CardNote"
    },
    "note": {
      "absent": ""
    },
    "notes": {
      "absent": [],
      "of": "CardNote"
    },
    "segments": {
      "absent": [],
      "of": "CardLine"
    }
  },
  "InteractionCreated": {
    "bonus": {
      "absent": 0
    },
    "consumer": {
      "absent": {},
      "of": "Consumer"
    },
    "flow": {
      "absent": ""
    },
    "skills": {
      "absent": [],
      "of": "SkillStage"
    },
    "subject": {
      "absent": ""
    },
    "top_priority": {
      "absent": false
    },
    "variables": {
      "absent": [],
      "of": "Variable"
    }
  },
  "InteractionOverflowed": {
    "message": {
      "absent": ""
    }
  },
  "InteractionParked": {
    "until_reply": {
      "absent": false
    }
  },
  "InteractionQueued": {
    "at_front": {
      "absent": false
    },
    "hops": {
      "absent": 0
    }
  },
  "InteractionView": {
    "bonus": {
      "absent": 0
    },
    "channel": {
      "absent": "messaging"
    },
    "closed": {
      "of": "EndingView"
    },
    "consumer": {
      "absent": {},
      "of": "Consumer"
    },
    "consumer_away": {
      "absent": false
    },
    "consumer_media": {
      "absent": {},
      "of": "CallMedia"
    },
    "created_at_ms": {
      "absent": 0
    },
    "created_by": {
      "absent": ""
    },
    "draft": {
      "of": "DraftView"
    },
    "draft_rev": {
      "absent": 0
    },
    "ended": {
      "of": "EndingView"
    },
    "flow": {
      "absent": ""
    },
    "interaction": {
      "absent": ""
    },
    "last_transfer": {
      "of": "TransferEndView"
    },
    "legs": {
      "absent": [],
      "of": "LegView"
    },
    "mails": {
      "absent": [],
      "of": "MailStateView"
    },
    "notes": {
      "absent": [],
      "of": "NoteView"
    },
    "offers": {
      "absent": [],
      "of": "OfferView"
    },
    "parked": {
      "of": "ParkedView"
    },
    "partials": {
      "absent": [],
      "of": "SegmentPartial"
    },
    "phase": {
      "absent": "queued"
    },
    "queue": {
      "absent": ""
    },
    "queue_name": {
      "absent": ""
    },
    "segment_count": {
      "absent": 0
    },
    "segments": {
      "absent": [],
      "of": "SegmentView"
    },
    "seq": {
      "absent": 0
    },
    "skills": {
      "absent": [],
      "of": "SkillStage"
    },
    "subject": {
      "absent": ""
    },
    "summary": {
      "of": "Summary"
    },
    "top_priority": {
      "absent": false
    },
    "transcription": {
      "absent": ""
    },
    "transfer": {
      "of": "TransferView"
    },
    "upgrade": {
      "of": "Upgrade"
    },
    "variables": {
      "absent": [],
      "of": "VariableView"
    },
    "waiting": {
      "of": "WaitingView"
    },
    "wanted": {
      "of": "WantedView"
    },
    "whispers": {
      "absent": [],
      "of": "SegmentView"
    }
  },
  "LegCard": {
    "needs_disposition": {
      "absent": false
    },
    "opened": {
      "absent": false
    },
    "parked": {
      "of": "CardParked"
    },
    "unread": {
      "absent": 0
    },
    "upgrade": {
      "of": "Upgrade"
    },
    "wrap_up": {
      "of": "CardWrapUp"
    }
  },
  "LegChanged": {
    "card": {
      "of": "LegCard"
    }
  },
  "LegPromoted": {
    "is_lost": {
      "absent": false
    }
  },
  "LegStarted": {
    "card": {
      "of": "LegCard"
    },
    "unseen": {
      "absent": false
    }
  },
  "LegView": {
    "dispositions": {
      "absent": []
    },
    "media": {
      "absent": {},
      "of": "CallMedia"
    },
    "opened": {
      "absent": false
    },
    "outcome": {
      "of": "OutcomeView"
    },
    "state": {
      "absent": "active"
    },
    "unseen": {
      "absent": false
    },
    "wrap_up": {
      "of": "WrapUpView"
    }
  },
  "MailAddress": {
    "name": {
      "absent": ""
    }
  },
  "MailDraft": {
    "bcc": {
      "absent": [],
      "of": "MailAddress"
    },
    "cc": {
      "absent": [],
      "of": "MailAddress"
    },
    "html": {
      "absent": ""
    },
    "subject": {
      "absent": ""
    },
    "to": {
      "absent": [],
      "of": "MailAddress"
    },
    "uploads": {
      "absent": [],
      "of": "Upload"
    }
  },
  "MailHead": {
    "automatic": {
      "absent": false
    },
    "bcc": {
      "absent": [],
      "of": "MailAddress"
    },
    "cc": {
      "absent": [],
      "of": "MailAddress"
    },
    "has_html": {
      "absent": false
    },
    "has_quote": {
      "absent": false
    },
    "is_cut": {
      "absent": false
    },
    "mailbox": {
      "absent": ""
    },
    "message_id": {
      "absent": ""
    },
    "parts": {
      "absent": [],
      "of": "MailPart"
    },
    "reply_to": {
      "absent": [],
      "of": "MailAddress"
    },
    "sender": {
      "of": "MailAddress"
    },
    "subject": {
      "absent": ""
    },
    "to": {
      "absent": [],
      "of": "MailAddress"
    }
  },
  "MailPart": {
    "inline": {
      "absent": false
    }
  },
  "MailStateChanged": {
    "attempts": {
      "absent": 0
    },
    "reason": {
      "absent": ""
    }
  },
  "MailStateView": {
    "attempts": {
      "absent": 0
    },
    "reason": {
      "absent": ""
    }
  },
  "OfferAccepting": {
    "is_aside": {
      "absent": false
    }
  },
  "OfferCard": {
    "consumer": {
      "absent": {},
      "of": "Consumer"
    },
    "excluded_agents": {
      "absent": 0
    },
    "flow": {
      "absent": ""
    },
    "hand_over": {
      "of": "HandOver"
    },
    "subject": {
      "absent": ""
    },
    "summary": {
      "of": "Summary"
    },
    "top_priority": {
      "absent": false
    },
    "variables": {
      "absent": [],
      "of": "CardVariable"
    }
  },
  "OfferCreated": {
    "card": {
      "of": "OfferCard"
    }
  },
  "OfferView": {
    "state": {
      "absent": "pending"
    }
  },
  "OutcomeView": {
    "automatic": {
      "absent": false
    },
    "dispositions": {
      "absent": []
    },
    "needs_disposition": {
      "absent": false
    }
  },
  "ParkedView": {
    "until_reply": {
      "absent": false
    }
  },
  "PrincipalInfo": {
    "name": {
      "absent": ""
    }
  },
  "QueueEntered": {
    "entry": {
      "of": "QueueEntry"
    }
  },
  "QueueEntry": {
    "at_front": {
      "absent": false
    },
    "bonus": {
      "absent": 0
    },
    "subject": {
      "absent": ""
    },
    "top_priority": {
      "absent": false
    }
  },
  "QueueFigures": {
    "service_level": {
      "of": "ServiceLevel"
    }
  },
  "QueueMembersChanged": {
    "left": {
      "absent": []
    },
    "members": {
      "absent": [],
      "of": "QueueMember"
    }
  },
  "QueueRow": {
    "entry": {
      "of": "QueueEntry"
    },
    "no_takers": {
      "absent": false
    },
    "ringing": {
      "absent": []
    }
  },
  "QueueView": {
    "figures": {
      "of": "QueueFigures"
    },
    "members": {
      "absent": [],
      "of": "QueueMember"
    },
    "name": {
      "absent": ""
    },
    "queue": {
      "absent": ""
    },
    "rows": {
      "absent": [],
      "of": "QueueRow"
    },
    "waiting": {
      "absent": 0
    }
  },
  "SearchHit": {
    "offsets": {
      "of": "Span"
    }
  },
  "SegmentFinal": {
    "hidden": {
      "absent": false
    },
    "language": {
      "absent": ""
    },
    "mail": {
      "of": "MailHead"
    },
    "number": {
      "absent": 0
    }
  },
  "SegmentPartial": {
    "language": {
      "absent": ""
    },
    "participant": {
      "absent": ""
    }
  },
  "SegmentView": {
    "language": {
      "absent": ""
    },
    "mail": {
      "of": "MailHead"
    },
    "number": {
      "absent": 0
    }
  },
  "SkillNeed": {
    "min": {
      "absent": 1
    }
  },
  "SkillStage": {
    "needs": {
      "absent": [],
      "of": "SkillNeed"
    }
  },
  "Summary": {
    "revision": {
      "absent": 0
    }
  },
  "SummaryMade": {
    "summary": {
      "of": "Summary"
    }
  },
  "TranscriptionChanged": {
    "reason": {
      "absent": ""
    }
  },
  "TransferEndView": {
    "reason": {
      "absent": ""
    },
    "target": {
      "of": "Target"
    }
  },
  "TransferEnded": {
    "reason": {
      "absent": ""
    }
  },
  "TransferStarted": {
    "note": {
      "absent": ""
    },
    "target": {
      "of": "Target"
    }
  },
  "TransferView": {
    "note": {
      "absent": ""
    },
    "target": {
      "of": "Target"
    }
  },
  "Upgrade": {
    "accepted": {
      "absent": false
    }
  },
  "UpgradeEnded": {
    "reason": {
      "absent": ""
    }
  },
  "Variable": {
    "in_engagement": {
      "absent": false
    },
    "in_profile": {
      "absent": true
    },
    "in_ring": {
      "absent": true
    },
    "label": {
      "absent": ""
    },
    "masked": {
      "absent": false
    }
  },
  "VariableSet": {
    "rev": {
      "absent": 0
    },
    "variable": {
      "of": "Variable"
    }
  },
  "VariableView": {
    "in_engagement": {
      "absent": false
    },
    "in_profile": {
      "absent": true
    },
    "in_ring": {
      "absent": true
    },
    "label": {
      "absent": ""
    },
    "masked": {
      "absent": false
    },
    "rev": {
      "absent": 1
    }
  },
  "WaitingView": {
    "at_front": {
      "absent": false
    },
    "hops": {
      "absent": 0
    }
  },
  "WrapUpCompleted": {
    "automatic": {
      "absent": false
    },
    "dispositions": {
      "absent": []
    },
    "needs_disposition": {
      "absent": false
    }
  },
  "WrapUpView": {
    "extensions": {
      "absent": 0
    }
  }
};
