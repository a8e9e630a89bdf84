// src/client/call/ice.ts
/** For the answer; a server that is away cannot relay signals either. */
var PATIENCE_MS$1 = 5e3;
/** An answer serves all connections that begin now, and no later one: a secret may have changed long before it expires. */
var FRESH_MS = 1e4;
var IceServers = class {
	client;
	interaction;
	known = [];
	knownAtMs = -Infinity;
	asking;
	constructor(client, interaction) {
		this.client = client;
		this.interaction = interaction;
	}
	/** With credentials made just now; if that cannot be, those that are known. Empty: none are needed. */
	async fresh() {
		if (performance.now() - this.knownAtMs < FRESH_MS) return this.known;
		this.asking ??= this.ask().finally(() => this.asking = void 0);
		return this.asking;
	}
	async ask() {
		try {
			this.known = (await this.client.ask("call.servers", { interaction: this.interaction }, { patienceMs: PATIENCE_MS$1 })).servers;
			this.knownAtMs = performance.now();
		} catch {}
		return this.known;
	}
};
// src/client/tables.ts
/** What an unknown close code says, by its band. */
var BANDS = {
	"40xx": "resume",
	"41xx": "new_session",
	"42xx": "reauthenticate",
	"43xx": "stop"
};
/** What each close code says. */
var CLOSES = {
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
var LIMITS = {
	"BACKOFF_BASE_MS": 500,
	"BACKOFF_CAP_MS": 3e4,
	"BATCH_COMMANDS_MAX": 16,
	"COMMANDS_IN_FLIGHT_MAX": 16,
	"HEARTBEAT_INTERVAL_MS": 15e3,
	"HEARTBEAT_TIMEOUT_MS": 1e4,
	"HELLO_BYTES_MAX": 8192,
	"MAIL_UPLOADS_BYTES_MAX": 18e6,
	"MAIL_UPLOADS_MAX": 20,
	"MAIL_UPLOAD_BYTES_MAX": 15728640,
	"MESSAGE_BYTES_MAX": 65536,
	"POSITIONS_MAX": 128,
	"RESUME_JITTER_MS": 1e3,
	"TEXT_CHARS_MAX": 16384
};
/** Methods that change nothing and need no key. */
var KEYLESS = /* @__PURE__ */ new Set([
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
var EVENT_CLASS = {
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
/** What stands for a field that is left out, and the class inside. */
var SHAPES = {
	"AgentOffer": {
		"card": { "of": "OfferCard" },
		"state": { "absent": "pending" }
	},
	"AgentStateChanged": {
		"channels": {
			"of": "ChannelLoad",
			"isMap": true
		},
		"missed_hold": { "absent": false },
		"occupied": { "absent": false }
	},
	"AgentStatusChanged": { "next_status": { "of": "NextStatus" } },
	"AgentView": {
		"agent": { "absent": "" },
		"devices": {
			"absent": [],
			"of": "Device"
		},
		"legs": {
			"absent": [],
			"of": "LegCard"
		},
		"name": { "absent": "" },
		"offers": {
			"absent": [],
			"of": "AgentOffer"
		},
		"opt_outs": { "of": "AgentOptOutsChanged" },
		"presence": { "absent": "gone" },
		"state": { "of": "AgentStateChanged" },
		"status": { "of": "AgentStatusChanged" }
	},
	"CallMedia": {
		"camera_off": { "absent": false },
		"muted": { "absent": false }
	},
	"CallMediaChanged": { "media": {
		"absent": {},
		"of": "CallMedia"
	} },
	"CallSettled": { "reason": { "absent": "" } },
	"CallSignal": {
		"data": { "absent": "" },
		"target": { "absent": "" }
	},
	"CardParked": { "until_reply": { "absent": false } },
	"CardWrapUp": {
		"extensions": { "absent": 0 },
		"mandatory": { "absent": false },
		"overdue": { "absent": false }
	},
	"Consumer": { "name": { "absent": "" } },
	"ConsumerAgent": {
		"is_lost": { "absent": false },
		"media": {
			"absent": {},
			"of": "CallMedia"
		}
	},
	"ConsumerChanged": { "consumer": {
		"absent": {},
		"of": "Consumer"
	} },
	"ConsumerMonitor": {
		"agent_name": { "absent": "" },
		"unseen": { "absent": false }
	},
	"ConsumerView": {
		"agents": {
			"absent": [],
			"of": "ConsumerAgent"
		},
		"channel": { "absent": "messaging" },
		"closed": { "of": "EndingView" },
		"connecting": {
			"absent": [],
			"of": "ConnectingView"
		},
		"created_at_ms": { "absent": 0 },
		"ended": { "of": "EndingView" },
		"interaction": { "absent": "" },
		"media": {
			"absent": {},
			"of": "CallMedia"
		},
		"monitors": {
			"absent": [],
			"of": "ConsumerMonitor"
		},
		"name": { "absent": "" },
		"partials": {
			"absent": [],
			"of": "SegmentPartial"
		},
		"phase": { "absent": "queued" },
		"queue_name": { "absent": "" },
		"segment_count": { "absent": 0 },
		"segments": {
			"absent": [],
			"of": "SegmentView"
		},
		"seq": { "absent": 0 },
		"subject": { "absent": "" },
		"upgrade": { "of": "Upgrade" },
		"waiting_since_ms": { "absent": 0 }
	},
	"Device": {
		"client": { "absent": "" },
		"primary": { "absent": false }
	},
	"DeviceJoined": {
		"client": { "absent": "" },
		"primary": { "absent": false }
	},
	"DraftSaved": { "mail": { "of": "MailDraft" } },
	"DraftView": { "mail": { "of": "MailDraft" } },
	"HandOver": {
		"draft": { "of": "CardNote" },
		"note": { "absent": "" },
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
		"bonus": { "absent": 0 },
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"flow": { "absent": "" },
		"skills": {
			"absent": [],
			"of": "SkillStage"
		},
		"subject": { "absent": "" },
		"top_priority": { "absent": false },
		"variables": {
			"absent": [],
			"of": "Variable"
		}
	},
	"InteractionOverflowed": { "message": { "absent": "" } },
	"InteractionParked": { "until_reply": { "absent": false } },
	"InteractionQueued": {
		"at_front": { "absent": false },
		"hops": { "absent": 0 }
	},
	"InteractionView": {
		"bonus": { "absent": 0 },
		"channel": { "absent": "messaging" },
		"closed": { "of": "EndingView" },
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"consumer_away": { "absent": false },
		"consumer_media": {
			"absent": {},
			"of": "CallMedia"
		},
		"created_at_ms": { "absent": 0 },
		"created_by": { "absent": "" },
		"draft": { "of": "DraftView" },
		"draft_rev": { "absent": 0 },
		"ended": { "of": "EndingView" },
		"flow": { "absent": "" },
		"interaction": { "absent": "" },
		"last_transfer": { "of": "TransferEndView" },
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
		"parked": { "of": "ParkedView" },
		"partials": {
			"absent": [],
			"of": "SegmentPartial"
		},
		"phase": { "absent": "queued" },
		"queue": { "absent": "" },
		"queue_name": { "absent": "" },
		"segment_count": { "absent": 0 },
		"segments": {
			"absent": [],
			"of": "SegmentView"
		},
		"seq": { "absent": 0 },
		"skills": {
			"absent": [],
			"of": "SkillStage"
		},
		"subject": { "absent": "" },
		"summary": { "of": "Summary" },
		"top_priority": { "absent": false },
		"transcription": { "absent": "" },
		"transfer": { "of": "TransferView" },
		"upgrade": { "of": "Upgrade" },
		"variables": {
			"absent": [],
			"of": "VariableView"
		},
		"waiting": { "of": "WaitingView" },
		"wanted": { "of": "WantedView" },
		"whispers": {
			"absent": [],
			"of": "SegmentView"
		}
	},
	"LegCard": {
		"needs_disposition": { "absent": false },
		"opened": { "absent": false },
		"parked": { "of": "CardParked" },
		"unread": { "absent": 0 },
		"upgrade": { "of": "Upgrade" },
		"wrap_up": { "of": "CardWrapUp" }
	},
	"LegChanged": { "card": { "of": "LegCard" } },
	"LegPromoted": { "is_lost": { "absent": false } },
	"LegStarted": {
		"card": { "of": "LegCard" },
		"unseen": { "absent": false }
	},
	"LegView": {
		"dispositions": { "absent": [] },
		"media": {
			"absent": {},
			"of": "CallMedia"
		},
		"opened": { "absent": false },
		"outcome": { "of": "OutcomeView" },
		"state": { "absent": "active" },
		"unseen": { "absent": false },
		"wrap_up": { "of": "WrapUpView" }
	},
	"MailAddress": { "name": { "absent": "" } },
	"MailDraft": {
		"bcc": {
			"absent": [],
			"of": "MailAddress"
		},
		"cc": {
			"absent": [],
			"of": "MailAddress"
		},
		"html": { "absent": "" },
		"subject": { "absent": "" },
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
		"automatic": { "absent": false },
		"bcc": {
			"absent": [],
			"of": "MailAddress"
		},
		"cc": {
			"absent": [],
			"of": "MailAddress"
		},
		"has_html": { "absent": false },
		"has_quote": { "absent": false },
		"is_cut": { "absent": false },
		"mailbox": { "absent": "" },
		"message_id": { "absent": "" },
		"parts": {
			"absent": [],
			"of": "MailPart"
		},
		"reply_to": {
			"absent": [],
			"of": "MailAddress"
		},
		"sender": { "of": "MailAddress" },
		"subject": { "absent": "" },
		"to": {
			"absent": [],
			"of": "MailAddress"
		}
	},
	"MailPart": { "inline": { "absent": false } },
	"MailStateChanged": {
		"attempts": { "absent": 0 },
		"reason": { "absent": "" }
	},
	"MailStateView": {
		"attempts": { "absent": 0 },
		"reason": { "absent": "" }
	},
	"OfferAccepting": { "is_aside": { "absent": false } },
	"OfferCard": {
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"excluded_agents": { "absent": 0 },
		"flow": { "absent": "" },
		"hand_over": { "of": "HandOver" },
		"subject": { "absent": "" },
		"summary": { "of": "Summary" },
		"top_priority": { "absent": false },
		"variables": {
			"absent": [],
			"of": "CardVariable"
		}
	},
	"OfferCreated": { "card": { "of": "OfferCard" } },
	"OfferView": { "state": { "absent": "pending" } },
	"OutcomeView": {
		"automatic": { "absent": false },
		"dispositions": { "absent": [] },
		"needs_disposition": { "absent": false }
	},
	"ParkedView": { "until_reply": { "absent": false } },
	"PrincipalInfo": { "name": { "absent": "" } },
	"QueueEntered": { "entry": { "of": "QueueEntry" } },
	"QueueEntry": {
		"at_front": { "absent": false },
		"bonus": { "absent": 0 },
		"subject": { "absent": "" },
		"top_priority": { "absent": false }
	},
	"QueueFigures": { "service_level": { "of": "ServiceLevel" } },
	"QueueMembersChanged": {
		"left": { "absent": [] },
		"members": {
			"absent": [],
			"of": "QueueMember"
		}
	},
	"QueueRow": {
		"entry": { "of": "QueueEntry" },
		"no_takers": { "absent": false },
		"ringing": { "absent": [] }
	},
	"QueueView": {
		"figures": { "of": "QueueFigures" },
		"members": {
			"absent": [],
			"of": "QueueMember"
		},
		"name": { "absent": "" },
		"queue": { "absent": "" },
		"rows": {
			"absent": [],
			"of": "QueueRow"
		},
		"waiting": { "absent": 0 }
	},
	"SearchHit": { "offsets": { "of": "Span" } },
	"SegmentFinal": {
		"hidden": { "absent": false },
		"language": { "absent": "" },
		"mail": { "of": "MailHead" },
		"number": { "absent": 0 }
	},
	"SegmentPartial": {
		"language": { "absent": "" },
		"participant": { "absent": "" }
	},
	"SegmentView": {
		"language": { "absent": "" },
		"mail": { "of": "MailHead" },
		"number": { "absent": 0 }
	},
	"SkillNeed": { "min": { "absent": 1 } },
	"SkillStage": { "needs": {
		"absent": [],
		"of": "SkillNeed"
	} },
	"Summary": { "revision": { "absent": 0 } },
	"SummaryMade": { "summary": { "of": "Summary" } },
	"TranscriptionChanged": { "reason": { "absent": "" } },
	"TransferEndView": {
		"reason": { "absent": "" },
		"target": { "of": "Target" }
	},
	"TransferEnded": { "reason": { "absent": "" } },
	"TransferStarted": {
		"note": { "absent": "" },
		"target": { "of": "Target" }
	},
	"TransferView": {
		"note": { "absent": "" },
		"target": { "of": "Target" }
	},
	"Upgrade": { "accepted": { "absent": false } },
	"UpgradeEnded": { "reason": { "absent": "" } },
	"Variable": {
		"in_engagement": { "absent": false },
		"in_profile": { "absent": true },
		"in_ring": { "absent": true },
		"label": { "absent": "" },
		"masked": { "absent": false }
	},
	"VariableSet": {
		"rev": { "absent": 0 },
		"variable": { "of": "Variable" }
	},
	"VariableView": {
		"in_engagement": { "absent": false },
		"in_profile": { "absent": true },
		"in_ring": { "absent": true },
		"label": { "absent": "" },
		"masked": { "absent": false },
		"rev": { "absent": 1 }
	},
	"WaitingView": {
		"at_front": { "absent": false },
		"hops": { "absent": 0 }
	},
	"WrapUpCompleted": {
		"automatic": { "absent": false },
		"dispositions": { "absent": [] },
		"needs_disposition": { "absent": false }
	},
	"WrapUpView": { "extensions": { "absent": 0 } }
};
// src/client/commands.ts
/** The server refused. `code` is the identity; show your own words to people. */
var CommandFailed = class extends Error {
	code;
	retry;
	details;
	method;
	key;
	constructor(code, message, retry, details, method, key) {
		super(`${method}: ${message} (${code})`);
		this.code = code;
		this.retry = retry;
		this.details = details;
		this.method = method;
		this.key = key;
		this.name = "CommandFailed";
	}
	/** The same key gets the same refusal again: whoever tries once more needs another one. */
	get isSettled() {
		return this.retry === "never" || this.retry === "resync";
	}
};
/** The session is over: signed out, or stopped by the server. */
var SessionOver = class extends Error {
	code;
	reason;
	constructor(code, reason) {
		super(`the session is over: ${reason || code}`);
		this.code = code;
		this.reason = reason;
		this.name = "SessionOver";
	}
};
/** In the order in which they were asked: that is the order in which they are sent, and sent again. */
var Outstanding = class {
	inFlightMax = LIMITS.COMMANDS_IN_FLIGHT_MAX;
	waiting = /* @__PURE__ */ new Map();
	inFlight = /* @__PURE__ */ new Map();
	last = 0;
	/** An id for a command of this client. */
	nextId() {
		this.last += 1;
		return `c${this.last}`;
	}
	/** The reply, over whichever connection it comes. Rejects with SessionOver, or with what `signal` was aborted. */
	add(id, text, signal) {
		return new Promise((resolve, reject) => {
			const forget = () => {
				this.waiting.delete(id);
				this.inFlight.delete(id);
			};
			signal.addEventListener("abort", () => (forget(), reject(signal.reason)), { once: true });
			const settle = (reply) => (forget(), resolve(reply));
			this.waiting.set(id, {
				text,
				settle,
				fail: reject
			});
		});
	}
	settle(reply) {
		this.inFlight.get(reply.id)?.settle(reply);
	}
	/** Texts that may be sent now. */
	take() {
		const texts = [];
		for (const [id, pending] of this.waiting) {
			if (this.inFlight.size >= this.inFlightMax) break;
			this.waiting.delete(id);
			this.inFlight.set(id, pending);
			texts.push(pending.text);
		}
		return texts;
	}
	/** A new connection: what was in flight is unknown, and is sent again before everything else. */
	reconnected() {
		const later = [...this.waiting];
		this.waiting.clear();
		for (const [id, pending] of [...this.inFlight, ...later]) this.waiting.set(id, pending);
		this.inFlight.clear();
	}
	/** There will be no replies. */
	end(over) {
		for (const pending of [...this.inFlight.values(), ...this.waiting.values()]) pending.fail(over);
		this.inFlight.clear();
		this.waiting.clear();
	}
};
// src/client/names.ts
/** A random name: `key_…`, `dev_…`. */
function newName(kind) {
	return `${kind}_${[...crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(15))].map((byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}
// src/client/call/line.ts
/** What was refused, or broke, is tried again after this long. */
var AGAIN_MS$1 = 2e3;
var KNOCK_MS = 3e3;
var KNOCK_MS_MAX = 24e3;
var Line = class {
	options;
	/** My page: a new one with each load. */
	page = newName("pag");
	joined = /* @__PURE__ */ new Set();
	knocking = /* @__PURE__ */ new Set();
	refused = /* @__PURE__ */ new Set();
	timers = /* @__PURE__ */ new Set();
	sending = Promise.resolve();
	isClosed = false;
	constructor(options) {
		this.options = options;
	}
	/** With these and nobody else, from now on. */
	with(parties) {
		for (const party of this.joined) if (!parties.has(party)) this.joined.delete(party);
		for (const party of parties) {
			if (this.joined.has(party)) continue;
			this.joined.add(party);
			this.send(party, "join");
			this.knock(party);
		}
	}
	/** One after the other: a signal that has to wait is not overtaken. */
	send(to, kind, data = "", target = "") {
		const { client, interaction } = this.options;
		const signal = {
			interaction,
			to,
			kind,
			source: this.page,
			target,
			data
		};
		this.sending = this.sending.then(() => client.ask("call.signal", signal)).catch((error) => this.failed(to, error));
	}
	/** The server is reachable again. */
	again() {
		for (const party of this.joined) this.anew(party);
	}
	/** Until they are met: nobody of theirs may be there, or one of the two `join` was lost. */
	knock(party, waitMs = KNOCK_MS) {
		if (this.knocking.has(party)) return;
		this.knocking.add(party);
		this.later(() => {
			this.knocking.delete(party);
			if (!this.joined.has(party) || this.options.isMet(party)) return;
			this.send(party, "restart");
			this.knock(party, Math.min(2 * waitMs, KNOCK_MS_MAX));
		}, waitMs);
	}
	/** Both forget their connection, and meet again. */
	meetAgain(party, page) {
		this.later(() => {
			if (!this.joined.has(party) || this.options.isMet(party)) return;
			this.send(party, "bye", "", page);
			this.send(party, "join", "", page);
		});
	}
	/** Unless it is over by then. */
	later(run, waitMs = AGAIN_MS$1) {
		if (this.isClosed) return;
		const timer = setTimeout(() => (this.timers.delete(timer), run()), waitMs);
		this.timers.add(timer);
	}
	/** What was said still goes out. */
	close() {
		this.isClosed = true;
		this.joined.clear();
		for (const timer of this.timers) clearTimeout(timer);
	}
	failed(to, error) {
		if (this.isClosed) return;
		if (error instanceof CommandFailed && error.details["state"] === "elsewhere") return this.options.elsewhere();
		if (this.refused.has(to)) return;
		this.refused.add(to);
		this.later(() => (this.refused.delete(to), this.anew(to)));
	}
	anew(party) {
		if (!this.joined.has(party)) return;
		this.send(party, "join");
		this.options.renew(party);
	}
};
// src/client/call/local_media.ts
/** They cannot be used, and why. */
var NoMedia = class extends Error {
	why;
	constructor(why) {
		super(why);
		this.why = why;
		this.name = "NoMedia";
	}
};
var WHY = {
	NotAllowedError: "denied",
	SecurityError: "denied",
	NotFoundError: "no_device",
	OverconstrainedError: "no_device",
	NotReadableError: "busy",
	AbortError: "busy"
};
async function grab(wish) {
	if (!navigator.mediaDevices) throw new NoMedia("unsupported");
	try {
		return await navigator.mediaDevices.getUserMedia(wish);
	} catch (error) {
		throw new NoMedia(WHY[error.name] ?? "busy");
	}
}
var LocalMedia = class LocalMedia {
	stream;
	constructor(stream) {
		this.stream = stream;
	}
	/** Asks for them. Without a camera a video call has sound alone. Rejects with NoMedia. */
	static async open({ hasVideo }) {
		if (!hasVideo) return new LocalMedia(await grab({ audio: true }));
		try {
			return new LocalMedia(await grab({
				audio: true,
				video: true
			}));
		} catch (error) {
			if (!(error instanceof NoMedia) || error.why === "unsupported") throw error;
			return new LocalMedia(await grab({ audio: true }));
		}
	}
	get audio() {
		return this.stream.getAudioTracks()[0];
	}
	get video() {
		return this.stream.getVideoTracks()[0];
	}
	/** A camera beside the microphone, if there is none yet. Rejects with NoMedia; then all is as it was. */
	async addCamera() {
		if (this.video) return;
		for (const track of (await grab({ video: true })).getTracks()) this.stream.addTrack(track);
	}
	/** What is there to choose from. */
	async devices() {
		return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind !== "audiooutput");
	}
	/** The one that is used; empty: none. */
	deviceOf(kind) {
		return (kind === "audioinput" ? this.audio : this.video)?.getSettings().deviceId ?? "";
	}
	/** This one from now on. Rejects with NoMedia; then all is as it was. */
	async choose(kind, id) {
		const [track] = (await grab({ [kind === "audioinput" ? "audio" : "video"]: { deviceId: { exact: id } } })).getTracks();
		const before = kind === "audioinput" ? this.audio : this.video;
		if (!track) return;
		track.enabled = before?.enabled ?? true;
		if (before) before.stop(), this.stream.removeTrack(before);
		this.stream.addTrack(track);
	}
	close() {
		for (const track of this.stream.getTracks()) track.stop();
	}
};
// src/client/call/quality.ts
var FAIR = {
	roundTripMs: 250,
	lossPercent: 3
};
var POOR = {
	roundTripMs: 500,
	lossPercent: 8
};
/** Of one connection; ask again and again: loss is what was lost since the last time. */
var Meter = class {
	lost = 0;
	received = 0;
	async measure(pc) {
		let [lost, received] = [0, 0];
		let roundTripMs;
		(await pc.getStats()).forEach((stat) => {
			if (stat.type === "inbound-rtp") [lost, received] = [lost + Number(stat["packetsLost"] ?? 0), received + Number(stat["packetsReceived"] ?? 0)];
			if (stat.type === "candidate-pair" && stat["nominated"] && stat["currentRoundTripTime"] !== void 0) roundTripMs = Math.round(Number(stat["currentRoundTripTime"]) * 1e3);
		});
		const [newlyLost, newly] = [Math.max(0, lost - this.lost), Math.max(0, received - this.received)];
		[this.lost, this.received] = [lost, received];
		const lossPercent = newlyLost + newly === 0 ? 0 : Math.round(100 * newlyLost / (newlyLost + newly));
		return {
			roundTripMs,
			lossPercent,
			level: levelOf(roundTripMs ?? 0, lossPercent)
		};
	}
};
function levelOf(roundTripMs, lossPercent) {
	if (roundTripMs > POOR.roundTripMs || lossPercent > POOR.lossPercent) return "poor";
	return roundTripMs > FAIR.roundTripMs || lossPercent > FAIR.lossPercent ? "fair" : "good";
}
/** Of several paths the one that is heard as bad; none: nothing was measured. */
function worst(some) {
	return some.reduce((found, one) => found && badness(found) >= badness(one) ? found : one, void 0);
}
var badness = ({ roundTripMs = 0, lossPercent }) => Math.max(roundTripMs / POOR.roundTripMs, lossPercent / POOR.lossPercent);
// src/client/call/peer.ts
var KINDS = ["audio", "video"];
/** Candidates found within this time go together: each signal counts against the rate. */
var GATHER_MS = 60;
/** Not connected, and nothing is being tried: it is tried again after this long, then twice as long, and so on. */
var AGAIN_MS = 3e3;
var AGAIN_MS_MAX = 24e3;
/** What is being tried has this much of that time. */
var TRYING_MS = 12e3;
/** How often it is looked whether something arrives, until it does. */
var FLOW_MS = 200;
var Peer = class {
	page;
	options;
	pc;
	remote = new MediaStream();
	/** Something arrives. */
	isFlowing = false;
	/** My offers so far, and the number of theirs that I answered last. */
	offered = 0;
	answered;
	isClosed = false;
	found = [];
	gathering;
	looking;
	watching;
	againMs = AGAIN_MS;
	turn = Promise.resolve();
	meter = new Meter();
	carried = /* @__PURE__ */ new Map();
	constructor(page, options) {
		this.page = page;
		this.options = options;
		this.pc = new RTCPeerConnection();
		this.pc.onnegotiationneeded = () => this.inTurn(() => this.describe());
		this.pc.onicecandidate = ({ candidate }) => candidate && this.gather(candidate);
		this.pc.onconnectionstatechange = () => this.stands();
		this.pc.ontrack = ({ track }) => this.isHeard && this.arrives(track);
		if (!options.isPolite) for (const kind of KINDS) this.pc.addTransceiver(kind, { direction: options.direction });
		this.watch();
	}
	get isConnected() {
		return this.pc.connectionState === "connected";
	}
	/** Something of theirs is taken. */
	get isHeard() {
		return this.options.direction !== "sendonly";
	}
	measure() {
		return this.meter.measure(this.pc);
	}
	/** What goes out of this kind; undefined: nothing, until there is something again. */
	carry(kind, track) {
		if (this.carried.has(kind) && this.carried.get(kind) === track) return;
		this.carried.set(kind, track);
		this.fill(kind);
	}
	/** What the other page said; in the order in which it came. */
	hear(kind, data) {
		if (kind === "restart" && !this.options.isPolite) this.inTurn(async () => this.renew());
		if (kind === "description") this.inTurn(() => this.described(JSON.parse(data)));
		if (kind === "candidates") this.inTurn(() => this.reachable(JSON.parse(data)));
	}
	/** Another path for what is said already: after a change of network, or when signals may have been lost. */
	renew() {
		if (this.options.isPolite) this.options.send("restart");
		else if (this.pc.signalingState === "have-local-offer") this.tellDescription();
		else this.pc.restartIce();
	}
	close() {
		this.isClosed = true;
		for (const timer of [
			this.gathering,
			this.looking,
			this.watching
		]) clearTimeout(timer);
		this.pc.close();
		for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
	}
	/** One after the other: no description is made while another one is being taken in. */
	inTurn(run) {
		const guarded = async () => {
			if (!this.isClosed) await run();
		};
		this.turn = this.turn.then(guarded).catch(() => {
			if (!this.isClosed) this.options.broken();
		});
	}
	async describe() {
		if (this.pc.signalingState !== "stable") return;
		await this.useFreshServers();
		this.offered += 1;
		await this.pc.setLocalDescription();
		this.tellDescription();
	}
	async described({ number, ...description }) {
		const isOut = this.pc.signalingState === "have-local-offer";
		if (description.type === "offer" && isOut && !this.options.isPolite) return;
		const isLate = !isOut || number !== void 0 && number !== this.offered;
		if (description.type === "answer" && isLate) return;
		if (description.type === "offer") await this.useFreshServers();
		await this.pc.setRemoteDescription(description);
		if (description.type !== "offer") return;
		this.answered = number;
		for (const kind of KINDS) this.fill(kind);
		await this.pc.setLocalDescription();
		this.tellDescription();
	}
	async useFreshServers() {
		const iceServers = await this.options.servers();
		if (!this.isClosed && iceServers.length > 0) this.pc.setConfiguration({
			...this.pc.getConfiguration(),
			iceServers
		});
	}
	tellDescription() {
		const description = this.pc.localDescription;
		if (!description) return;
		const number = description.type === "offer" ? this.offered : this.answered;
		this.options.send("description", JSON.stringify({
			type: description.type,
			sdp: description.sdp,
			number
		}));
	}
	/** Of a relay that died Chromium says `failed` here, and of ICE no more than `disconnected`. Both sides see it: one begins. */
	stands() {
		if (this.pc.connectionState === "failed" && !this.options.isPolite) this.renew();
		this.watch();
		this.lookForFlow();
		this.options.changed();
	}
	gather(candidate) {
		this.found.push(candidate);
		this.gathering ??= setTimeout(() => {
			this.gathering = void 0;
			this.options.send("candidates", JSON.stringify(this.found.splice(0)));
		}, GATHER_MS);
	}
	/** One of a description that was taken back leads nowhere. If none leads anywhere, it is tried again. */
	async reachable(candidates) {
		for (const candidate of candidates) await this.pc.addIceCandidate(candidate).catch(() => void 0);
	}
	/**
	* Until it is connected. ICE says itself when what it tries fails; not that it has nothing to try, and an offer without
	* an answer may even look as if it connects: the other side, whose answer was lost, sends its checks.
	*/
	watch() {
		clearTimeout(this.watching);
		if (this.isConnected) this.againMs = AGAIN_MS;
		if (this.isClosed || this.isConnected) return;
		this.watching = setTimeout(() => {
			if (!(this.pc.signalingState === "stable" && ["connecting", "disconnected"].includes(this.pc.connectionState)) || this.againMs >= TRYING_MS) this.renew();
			this.againMs = Math.min(2 * this.againMs, AGAIN_MS_MAX);
			this.watch();
		}, this.againMs);
	}
	/** What is carried gets its place in the connection; one that left none for it is asked for one. */
	fill(kind) {
		const track = this.carried.get(kind);
		const place = this.pc.getTransceivers().find(({ receiver, direction }) => receiver.track.kind === kind && direction !== "stopped");
		if (!place) {
			if (track && this.pc.remoteDescription) this.pc.addTransceiver(track, { direction: this.options.direction });
			return;
		}
		if (place.direction !== this.options.direction) place.direction = this.options.direction;
		place.sender.replaceTrack(track ?? null).catch(() => this.carried.delete(kind));
	}
	/** Pictures count from the first one on: until then a player would wait for it with the sound. */
	arrives(track) {
		const begins = () => {
			for (const old of this.remote.getTracks()) if (old.kind === track.kind && old !== track) this.remote.removeTrack(old);
			this.remote.addTrack(track);
		};
		if (track.kind === "audio" || !track.muted) begins();
		track.onunmute = () => (begins(), this.options.changed());
		track.onmute = this.options.changed;
		this.options.changed();
	}
	/** What a browser says of a track (`muted`) is not when media flows: what counts is what arrives. */
	lookForFlow() {
		if (this.isFlowing || !this.isHeard || this.isClosed || !this.isConnected || this.looking !== void 0) return;
		this.looking = setTimeout(async () => {
			const stats = await this.pc.getStats();
			this.looking = void 0;
			if (this.isClosed) return;
			stats.forEach((stat) => {
				if (stat.type === "inbound-rtp" && (stat.packetsReceived ?? 0) > 0) this.isFlowing = true;
			});
			if (this.isFlowing) this.options.changed();
			else this.lookForFlow();
		}, FLOW_MS);
	}
};
// src/client/call/roster.ts
var CONSUMER = "consumer";
var CALLS = /* @__PURE__ */ new Set(["voice", "video"]);
var OPEN$2 = {
	muted: false,
	camera_off: false
};
var isCall = (channel) => CALLS.has(channel);
/** It is a call, or both have agreed that it becomes one and media is waited for. */
var hasCall = ({ channel, upgrade }) => isCall(channel) || upgrade?.accepted === true;
/** With pictures, now or as soon as media flows. */
var hasPictures = ({ channel, upgrade }) => channel === "video" || upgrade?.accepted === true && upgrade.channel === "video";
/** The consumer's; undefined: it is no call, or it is over. Who is on hold is heard by nobody, also not by who listens. */
function consumerRoster(view) {
	if (!hasCall(view) || view.phase === "closed") return void 0;
	const isHeld = view.agents.some(({ kind, held_since_ms }) => kind === "primary" && held_since_ms !== void 0);
	const talking = view.agents.map(({ leg, agent_name, held_since_ms, is_lost, media }) => ({
		party: leg,
		name: agent_name,
		isHeld: held_since_ms !== void 0,
		isAway: is_lost,
		isListener: false,
		media
	}));
	const coming = view.connecting.map(({ leg }) => ({
		party: leg,
		name: "",
		isHeld: false,
		isAway: false,
		isListener: false,
		media: OPEN$2
	}));
	const listening = view.monitors.map(({ leg, agent_name }) => ({
		party: leg,
		name: agent_name,
		isHeld,
		isAway: false,
		isListener: true,
		media: OPEN$2
	}));
	const others = [
		...talking,
		...coming,
		...listening
	];
	return {
		me: CONSUMER,
		isListener: false,
		isConnected: talking.length > 0 && isCall(view.channel),
		hasVideo: hasPictures(view),
		media: view.media,
		others
	};
}
var isThere = (leg) => leg.state !== "wrapping" && leg.state !== "ended";
/** Of one agent, or of who listens; undefined: they are not in it. */
function agentRoster(view, agent) {
	if (!hasCall(view) || view.ended) return void 0;
	const coming = view.offers.filter(({ state, leg }) => leg && (state === "accepting" || state === "accepted") && !view.legs.some((one) => one.leg === leg)).map((offer) => ({
		party: offer.leg ?? "",
		name: offer.agent_name,
		kind: kindOf(offer.purpose),
		agent: offer.agent
	}));
	const legs = view.legs.filter(isThere).map((leg) => ({
		party: leg.leg,
		name: leg.agent_name,
		kind: leg.kind,
		agent: leg.agent,
		leg
	}));
	const seats = [
		...legs.filter(({ kind }) => kind !== "monitor"),
		...coming,
		...legs.filter(({ kind }) => kind === "monitor")
	];
	const mine = seats.find((seat) => seat.agent === agent);
	if (!mine) return void 0;
	const others = seats.filter((seat) => seat !== mine && talks(mine.kind, seat.kind)).map((seat) => colleague(seat));
	const holder = mine.kind === "monitor" ? legs.find(({ kind }) => kind === "primary") : mine;
	if (mine.kind !== "consult") others.unshift(consumer(view, holder?.leg));
	const isConnected = mine.leg !== void 0 && isCall(view.channel);
	return {
		me: mine.party,
		isListener: mine.kind === "monitor",
		isConnected,
		hasVideo: hasPictures(view),
		media: mine.leg?.media ?? OPEN$2,
		others
	};
}
var kindOf = (purpose) => purpose === "handle" || purpose === "transfer" ? "primary" : purpose;
/** A consulted agent talks with the one who handles it; all others with each other. Who listens hears all but who else does. */
var talks = (one, other) => one === "monitor" || other === "monitor" ? one !== other : one === "consult" || other === "consult" ? one === "primary" || other === "primary" : true;
var colleague = ({ party, name, kind, leg }) => ({
	party,
	name,
	isHeld: false,
	isAway: leg?.state === "lost",
	isListener: kind === "monitor",
	media: leg?.media ?? OPEN$2
});
var consumer = (view, mine) => ({
	party: CONSUMER,
	name: view.consumer.name ?? "",
	isHeld: mine?.held_since_ms !== void 0,
	isAway: view.consumer_away,
	isListener: false,
	media: view.consumer_media
});
/** Who gives way when both begin at once: the consumer, and of two agents the one whose leg sorts later. */
var isPolite = (me, other) => other !== "consumer" && (me === "consumer" || me > other);
// src/client/call/call.ts
var MEASURE_MS = 2e3;
var Call = class {
	options;
	/** `elsewhere`: another page of mine has it. */
	state = "starting";
	quality;
	local;
	wish = {
		muted: false,
		camera_off: false
	};
	ice;
	line;
	peers = /* @__PURE__ */ new Map();
	reported = /* @__PURE__ */ new Set();
	isTelling = false;
	/** The view has said that this page's party is in the call: when it does not any more, it is over. */
	wasIn = false;
	ends = [];
	constructor(options) {
		this.options = options;
		const { client, interaction } = options;
		this.ice = new IceServers(client, interaction);
		this.line = new Line({
			client,
			interaction,
			isMet: (party) => this.peers.has(party),
			renew: (party) => this.peers.get(party)?.renew(),
			elsewhere: () => this.stop("elsewhere")
		});
	}
	/** Begins; `media`: as it was before a reload. Rejects with NoMedia, and the server knows. */
	async start(ready) {
		const { client, interaction, hasVideo, isListening } = this.options;
		this.wasIn = this.roster !== void 0;
		this.wish = this.roster?.media ?? this.wish;
		this.ends.push(client.listen((told) => this.told(told)));
		const servers = this.ice.fresh();
		try {
			if (!isListening) this.local = ready ?? await LocalMedia.open({ hasVideo });
		} catch (error) {
			this.stop();
			await client.ask("media.report", {
				interaction,
				ok: false,
				reason: error.why
			});
			throw error;
		}
		await servers;
		if (this.state !== "starting") return this.local?.close();
		this.state = "on";
		this.watchNetwork();
		this.look();
	}
	get stream() {
		return this.local?.stream;
	}
	get media() {
		return this.wish;
	}
	get hasCamera() {
		return this.local?.video !== void 0;
	}
	/** Those who may be heard. */
	get remotes() {
		return (this.roster?.others ?? []).flatMap((other) => {
			const peer = this.peers.get(other.party);
			return peer && !other.isListener ? [{
				...other,
				stream: peer.remote,
				isConnected: peer.isConnected
			}] : [];
		});
	}
	/** What this page keeps to itself from now on; all see it. */
	keepBack(media) {
		this.wish = {
			...this.wish,
			...media
		};
		this.look();
	}
	/** Asked for before the other side is; it goes out when both have agreed. Rejects with NoMedia. */
	async addCamera() {
		await this.local?.addCamera();
		this.look();
	}
	dial(digits) {
		return this.options.client.ask("call.tones", {
			interaction: this.options.interaction,
			digits
		});
	}
	devices() {
		return this.local?.devices() ?? Promise.resolve([]);
	}
	/** The one that is used; empty: none. */
	deviceOf(kind) {
		return this.local?.deviceOf(kind) ?? "";
	}
	/** Rejects with NoMedia; then all is as it was. */
	async choose(kind, id) {
		await this.local?.choose(kind, id);
		this.look();
	}
	/** This page is out of it; the call itself is ended by a command. */
	stop(state = "over") {
		if (this.state === "on" && state === "over") for (const party of this.peers.keys()) this.line.send(party, "bye");
		this.state = state;
		for (const end of this.ends.splice(0)) end();
		this.line.close();
		for (const peer of this.peers.values()) peer.close();
		this.peers.clear();
		this.local?.close();
		this.options.changed();
	}
	/** The view, or what this page wants, is different. */
	look() {
		const roster = this.roster;
		if (this.state !== "on") return;
		if (!roster) return this.wasIn ? this.stop() : void 0;
		this.wasIn = true;
		const parties = new Set(roster.others.map(({ party }) => party));
		for (const [party, peer] of this.peers) if (!parties.has(party)) peer.close(), this.peers.delete(party);
		this.line.with(parties);
		for (const other of roster.others) this.carry(other);
		this.report(roster);
		this.tellMedia(roster);
		this.options.changed();
	}
	get roster() {
		return this.options.roster();
	}
	carry({ party, isHeld }) {
		const peer = this.peers.get(party);
		if (!peer || !this.local) return;
		const { audio, video } = this.local;
		if (audio) audio.enabled = !this.wish.muted;
		peer.carry("audio", isHeld ? void 0 : audio);
		peer.carry("video", isHeld || this.wish.camera_off || !this.roster?.hasVideo ? void 0 : video);
	}
	/** Once for each party with whom media flows: what came before a refresh is known already, and does no harm. */
	report({ me, others, isListener }) {
		if (isListener) return;
		for (const { party } of others) {
			const [peer, pair] = [this.peers.get(party), `${me} ${party}`];
			if (!peer?.isFlowing || !peer.isConnected || this.reported.has(pair)) continue;
			this.reported.add(pair);
			const again = () => this.line.later(() => (this.reported.delete(pair), this.look()));
			this.options.client.ask("media.report", { interaction: this.options.interaction }).catch(again);
		}
	}
	tellMedia({ isConnected, media }) {
		const { client, interaction } = this.options;
		const isKnown = media.muted === this.wish.muted && media.camera_off === this.wish.camera_off;
		if (!isConnected || isKnown || this.isTelling) return;
		this.isTelling = true;
		const again = () => this.line.later(() => this.look());
		client.ask("call.set_media", {
			interaction,
			media: this.wish
		}).catch(again).finally(() => this.isTelling = false);
	}
	told(told) {
		const stream = `interaction/${this.options.interaction}`;
		if (told.what === "passing" && told.frame.stream === stream && told.frame.event === "call.signal") this.heard(told.frame.data);
		if (told.what === "connection" && told.connection.state === "live" && this.state === "on") this.line.again();
		if (told.what === "event" || told.what === "snapshot") this.look();
	}
	/** A description makes a connection; so does a `join`, which the polite side answers so that the other one describes. */
	heard({ sender, kind, source, target = "", data = "" }) {
		const roster = this.roster;
		if (this.state !== "on" || !roster) return;
		if (sender === roster.me) return this.stop("elsewhere");
		if (target && target !== this.line.page) return;
		const other = roster.others.find(({ party }) => party === sender);
		if (!other) return;
		const known = this.peers.get(sender);
		if (known?.page === source) return kind === "bye" ? this.drop(sender, known) : known.hear(kind, data);
		if (kind === "candidates" || kind === "bye") return;
		const peer = this.meet(roster, other, source);
		if (kind === "description") peer.hear(kind, data);
		else if (isPolite(roster.me, sender)) this.line.send(sender, "join", "", source);
	}
	drop(party, peer) {
		peer.close();
		if (this.peers.get(party) === peer) this.peers.delete(party);
		this.line.knock(party);
		this.options.changed();
	}
	meet({ me, isListener }, other, page) {
		const { party } = other;
		this.peers.get(party)?.close();
		const peer = new Peer(page, {
			isPolite: isPolite(me, party),
			direction: isListener ? "recvonly" : other.isListener ? "sendonly" : "sendrecv",
			servers: () => this.ice.fresh(),
			send: (kind, data) => this.line.send(party, kind, data, page),
			changed: () => this.look(),
			broken: () => this.anew(party, peer)
		});
		this.peers.set(party, peer);
		this.carry(other);
		return peer;
	}
	/** The two cannot agree any more. */
	anew(party, peer) {
		this.drop(party, peer);
		this.line.meetAgain(party, peer.page);
	}
	watchNetwork() {
		const changed = () => this.peers.forEach((peer) => peer.renew());
		const measure = async () => {
			const peers = [...this.peers.values()].filter(({ isConnected, isHeard }) => isConnected && isHeard);
			this.quality = worst(await Promise.all(peers.map((peer) => peer.measure())));
			this.options.changed();
		};
		const timer = setInterval(() => void measure(), MEASURE_MS);
		addEventListener("online", changed);
		this.ends.push(() => (clearInterval(timer), removeEventListener("online", changed)));
	}
};
// src/client/verdict.ts
/** What to do when a connection has ended: the close code is a verdict, chance spreads the crowd. */
/** A connection that ended without a close frame. */
var LOST = 1006;
/** No hello was read in time: ours is said at once, so the line was slow, or this machine slept. */
var LATE = 4304;
/** What a close code says; one that is not known, by its band. */
function verdictOf(code) {
	return CLOSES[code]?.verdict ?? BANDS[`${Math.trunc(code / 100)}xx`] ?? "resume";
}
/** The next step after a close; undefined: do not come back by yourself. */
function plan(code, { attempt, random, toldMs, renews }) {
	switch (verdictOf(code)) {
		case "over": return;
		case "stop": return code === LATE && attempt > 0 ? {
			waitMs: backoffMs(attempt - 1, random),
			keepsSession: true
		} : void 0;
		case "resume":
			if (attempt > 0) return {
				waitMs: backoffMs(attempt - 1, random),
				keepsSession: true
			};
			return {
				waitMs: toldMs ?? Math.trunc(random() * LIMITS.RESUME_JITTER_MS),
				keepsSession: true
			};
		case "new_session": return {
			waitMs: backoffMs(attempt, random),
			keepsSession: false
		};
		case "reauthenticate": return renews ? {
			waitMs: backoffMs(attempt, random),
			keepsSession: true
		} : void 0;
	}
}
/** From 0 to twice as long each time, up to the cap. */
function backoffMs(attempt, random) {
	return Math.trunc(random() * Math.min(LIMITS.BACKOFF_CAP_MS, LIMITS.BACKOFF_BASE_MS * 2 ** attempt));
}
// src/client/asking.ts
/** For one command with all its retries and reconnects; then `CommandFailed` with `timeout`: unknown, not failed. */
var PATIENCE_MS = 6e4;
/** Of a command that the server asks to repeat. */
var RETRIES_MAX = 5;
var Asking = class {
	send;
	random;
	outstanding = new Outstanding();
	isConnected = false;
	over;
	constructor(send, random) {
		this.send = send;
		this.random = random;
	}
	/** See `Client.ask`. */
	async ask(method, params, options) {
		const key = options.key ?? (KEYLESS.has(method) ? void 0 : newName("key"));
		const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
		for (let attempt = 0;; attempt += 1) {
			const { result, error } = await this.request(method, params, key, options.rev, signal);
			if (!error) return result ?? {};
			if (!(error.retry === "now" || error.retry === "backoff") || attempt >= RETRIES_MAX) throw new CommandFailed(error.code, error.message, error.retry, error.details ?? {}, method, key);
			await new Promise((resolve) => setTimeout(resolve, this.pauseMs(error, attempt)));
		}
	}
	/** A reply to what nobody waits for any more is ignored. */
	settle(reply) {
		this.outstanding.settle(reply);
		this.flush();
	}
	/** A welcome came: what was in flight is unknown, and is sent again before everything else. */
	connected(inFlightMax) {
		this.isConnected = true;
		this.outstanding.inFlightMax = inFlightMax;
		this.outstanding.reconnected();
		this.flush();
	}
	disconnected() {
		this.isConnected = false;
	}
	/** There will be no replies. */
	end(over) {
		this.over = over;
		this.outstanding.end(over);
	}
	/** A session begins. */
	begin() {
		this.over = void 0;
	}
	/** As the server asks; from the second time on spread, for many were told the same. */
	pauseMs({ retry, retry_after_ms: toldMs }, attempt) {
		if (toldMs === void 0) return retry === "now" ? 0 : backoffMs(attempt, this.random);
		return toldMs + (attempt > 0 ? backoffMs(attempt, this.random) : 0);
	}
	async request(method, params, key, rev, signal) {
		if (this.over) throw this.over;
		const id = this.outstanding.nextId();
		const text = JSON.stringify({
			type: "command",
			id,
			method,
			key,
			params,
			expect: rev === void 0 ? void 0 : { rev }
		});
		if (new TextEncoder().encode(text).length > LIMITS.MESSAGE_BYTES_MAX) throw new CommandFailed("too_large", "too long for one message", "never", {}, method, key);
		try {
			const reply = this.outstanding.add(id, text, signal);
			this.flush();
			return await reply;
		} catch (error) {
			if (!signal.aborted) throw error;
			throw new CommandFailed("timeout", "no reply in time; the outcome is unknown", "now", {}, method, key);
		}
	}
	flush() {
		if (this.isConnected) for (const text of this.outstanding.take()) this.send(text);
	}
};
// src/client/options.ts
/** The first frame: with as many positions as it holds; the other streams arrive as snapshots. */
function helloText({ name = "ringline-web", version = "0.1.0", onConflict = "join" }, device, bearer, kept, positions) {
	const session = {
		...kept ? {
			mode: "resume",
			...kept
		} : { mode: "new" },
		on_conflict: onConflict
	};
	const [auth, client] = [{
		scheme: "bearer",
		token: bearer
	}, {
		name,
		version,
		device
	}];
	for (let most = LIMITS.POSITIONS_MAX;; most = Math.trunc(most / 2)) {
		const text = JSON.stringify({
			type: "hello",
			id: HELLO,
			auth,
			client,
			session,
			pos: positions(most)
		});
		if (most === 0 || new TextEncoder().encode(text).length <= LIMITS.HELLO_BYTES_MAX) return text;
	}
}
/** The id of every hello. */
var HELLO = "hello";
// src/client/frames.ts
/** The frames of a message. Throws a SyntaxError when it is not JSON, or holds what is no frame at all. */
function framesOf(text) {
	const read = JSON.parse(text);
	const frames = Array.isArray(read) ? read : [read];
	if (!frames.every(isFrame)) throw new SyntaxError("a frame is an object with a type");
	return frames;
}
var isFrame = (value) => typeof value === "object" && value !== null && typeof value.type === "string";
// src/client/socket.ts
/** One WebSocket from dialling to its end: frames in, frames out, signs of life, and one end that always comes. */
var SUBPROTOCOLS = ["ringline.v1", "ringline.any"];
/** A socket's state in which it takes what is sent; closing, it only complains. */
var OPEN$1 = 1;
var Socket = class {
	hearer;
	socket;
	isOpen = false;
	isGone = false;
	silence;
	intervalMs = LIMITS.HEARTBEAT_INTERVAL_MS;
	timeoutMs = LIMITS.HEARTBEAT_TIMEOUT_MS;
	constructor(make, url, hearer) {
		this.hearer = hearer;
		this.socket = new make(url, SUBPROTOCOLS);
		this.socket.onopen = () => this.open();
		this.socket.onmessage = ({ data }) => this.received(String(data));
		this.socket.onclose = ({ code, reason }) => this.end(code, reason);
		this.socket.onerror = () => void 0;
		this.heard();
	}
	/** The beat that the welcome named. */
	beat(intervalMs, timeoutMs) {
		[this.intervalMs, this.timeoutMs] = [intervalMs, timeoutMs];
		this.heard();
	}
	/** What cannot be sent now is dropped: commands are kept elsewhere. */
	send(frame) {
		if (this.isOpen && !this.isGone && this.socket.readyState === OPEN$1) this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
	}
	/** Says goodbye; the server's answer is not waited for. */
	close(code) {
		this.socket.close(code);
		this.end(code, "");
	}
	/** Is it still there? Gone when no answer comes in time. For a page that woke up. */
	probe() {
		this.send({ type: "ping" });
		clearTimeout(this.silence);
		this.silence = setTimeout(() => this.drop("the server is silent"), this.timeoutMs);
	}
	/** The connection has failed, without a goodbye. */
	drop(reason) {
		this.socket.close();
		this.end(LOST, reason);
	}
	open() {
		this.isOpen = true;
		if (!this.isGone) this.hearer.opened();
	}
	received(text) {
		if (this.isGone) return;
		this.heard();
		try {
			for (const frame of framesOf(text)) this.isGone || this.hearer.frame(frame);
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
			this.drop("what the server says cannot be read");
		}
	}
	/** Silence, then a ping, then silence again: the connection is dead. */
	heard() {
		clearTimeout(this.silence);
		this.silence = setTimeout(() => this.probe(), this.intervalMs);
	}
	end(code, reason) {
		if (this.isGone) return;
		this.isGone = true;
		clearTimeout(this.silence);
		this.hearer.gone(code, reason);
	}
};
// src/client/complete.ts
/** What the wire leaves out, put back: a field without a value gets what stands for it, `null` becomes absence. */
/** A value of this class with nothing missing. A class that is not known here stays as it came. */
function complete(name, plain) {
	const shapes = SHAPES[name];
	if (!isObject$1(plain)) return plain;
	const whole = {};
	for (const [field, value] of Object.entries(plain)) if (value !== null) whole[field] = value;
	for (const [field, { absent, of, isMap }] of Object.entries(shapes ?? {})) {
		const value = whole[field] ?? structuredClone(absent);
		if (value !== void 0) whole[field] = of === void 0 ? value : inside(of, value, isMap === true);
	}
	return whole;
}
function inside(of, value, isMap) {
	if (Array.isArray(value)) return value.map((item) => complete(of, item));
	if (!isMap || !isObject$1(value)) return complete(of, value);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, complete(of, item)]));
}
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/client/view/reducer.ts
/** The view after one event; as it was when the event is hidden or unknown. */
function reduce(reducers, view, event, data, atMs) {
	const reducer = Object.hasOwn(reducers, event) ? reducers[event] : void 0;
	if (!reducer || data === void 0 || data === null) return view;
	return reducer(view, data, atMs);
}
/** With `item` in the place of the one that has the same `key`, else at the end. */
function put(items, item, key) {
	return items.some((old) => old[key] === item[key]) ? items.map((old) => old[key] === item[key] ? item : old) : [...items, item];
}
/** With these fields of the item whose `key` is `wanted` changed; the same when there is none. */
function change(items, key, wanted, fields) {
	return items.map((item) => item[key] === wanted ? {
		...item,
		...fields
	} : item);
}
/** Without the item whose `key` is `unwanted`. */
function drop(items, key, unwanted) {
	return items.filter((item) => item[key] !== unwanted);
}
// src/client/view/agent.ts
/** The view after one event of the agent's stream. */
function applyAgent(view, event, data, atMs) {
	return reduce(REDUCERS$3, view, event, data, atMs);
}
function withPrimary(view, session) {
	return {
		...view,
		devices: view.devices.map((device) => ({
			...device,
			primary: device.session === session
		}))
	};
}
function leg(view, data) {
	return data.card ? {
		...view,
		legs: put(view.legs, data.card, "leg")
	} : view;
}
var REDUCERS$3 = {
	"agent.presence_changed": (view, data) => ({
		...view,
		presence: data.presence
	}),
	"agent.status_changed": (view, data) => ({
		...view,
		status: data
	}),
	"agent.state_changed": (view, data) => ({
		...view,
		state: data
	}),
	"agent.opt_outs_changed": (view, data) => ({
		...view,
		opt_outs: data
	}),
	"device.joined": (view, { session, device, client, primary }) => {
		const after = {
			...view,
			devices: put(view.devices, {
				session,
				device,
				client,
				primary
			}, "session")
		};
		return primary ? withPrimary(after, session) : after;
	},
	"device.left": (view, data) => ({
		...view,
		devices: drop(view.devices, "session", data.session)
	}),
	"device.primary": (view, data) => withPrimary(view, data.session),
	"offer.created": (view, data, atMs) => {
		const offer = {
			offer: data.offer,
			interaction: data.interaction ?? "",
			queue: data.queue,
			channel: data.channel,
			purpose: data.purpose,
			acceptance: data.acceptance,
			attempt: data.attempt,
			ring_ms: data.ring_ms,
			expires_at_ms: data.expires_at_ms,
			server_at_ms: data.server_at_ms ?? atMs,
			card: data.card,
			state: "pending"
		};
		return {
			...view,
			offers: put(view.offers, offer, "offer")
		};
	},
	"offer.accepting": (view, { offer, expires_at_ms, by_session }) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			by_session
		})
	}),
	"offer.ended": (view, data) => ({
		...view,
		offers: drop(view.offers, "offer", data.offer)
	}),
	"summary.made": (view, { offer: name, summary }) => {
		const card = view.offers.find((one) => one.offer === name)?.card;
		return card ? {
			...view,
			offers: change(view.offers, "offer", name, { card: {
				...card,
				summary
			} })
		} : view;
	},
	"leg.started": leg,
	"leg.changed": leg,
	"leg.ended": (view, data) => ({
		...view,
		legs: drop(view.legs, "leg", data.leg)
	})
};
// src/client/view/segments.ts
/** A segment event at its place in the stream. */
function segmentView(seq, { hidden: _, ...data }) {
	return {
		seq,
		...data
	};
}
/** With what is being said; a late one, older than what is there or than its final, changes nothing. */
function withPartial(view, partial) {
	const held = view.partials.find((known) => known.segment === partial.segment);
	if (held !== void 0 && held.revision >= partial.revision || view.segments.some((segment) => segment.segment === partial.segment)) return view;
	return {
		...view,
		partials: put(view.partials, partial, "segment")
	};
}
// src/client/view/upgrading.ts
/** It is not silent. Consumers have no `idle_closes_at_ms`, and what is undefined is not there. */
function upgradeReducers() {
	return {
		"upgrade.asked": (view, { upgrade, channel, by, until_at_ms }) => ({
			...view,
			idle_closes_at_ms: void 0,
			upgrade: {
				upgrade,
				channel,
				by,
				until_at_ms,
				accepted: false
			}
		}),
		"upgrade.accepted": (view, { until_at_ms }) => view.upgrade ? {
			...view,
			upgrade: {
				...view.upgrade,
				accepted: true,
				until_at_ms
			}
		} : view,
		"upgrade.ended": (view) => ({
			...view,
			idle_closes_at_ms: void 0,
			upgrade: void 0
		}),
		"interaction.channel_changed": (view, { channel }) => ({
			...view,
			channel
		})
	};
}
// src/client/view/consumer.ts
/** Legs whose agents talk with the consumer. */
var SEEN_KINDS = /* @__PURE__ */ new Set(["primary", "conference"]);
/** Nothing is kept back. */
var OPEN = {
	muted: false,
	camera_off: false
};
/** The view after the next event of the filtered stream, hidden and unknown ones included. */
function applyConsumer(view, event, data, atMs) {
	const after = reduce(REDUCERS$2, {
		...view,
		seq: view.seq + 1
	}, event, data, atMs);
	return {
		...after,
		phase: phaseOf$1(after)
	};
}
/** For the consumer it is over when the conversation is. */
function phaseOf$1(view) {
	if (view.ended || view.closed) return "closed";
	return view.agents.length > 0 ? "active" : "queued";
}
var byLeg = (a, b) => a.leg < b.leg ? -1 : a.leg > b.leg ? 1 : 0;
/** In an order that does not depend on when the consumer first heard of whom. */
function joined$1(view, agent) {
	if (!SEEN_KINDS.has(agent.kind)) return view;
	const agents = put(view.agents, agent, "leg").sort(byLeg);
	return {
		...view,
		agents,
		connecting: drop(view.connecting, "leg", agent.leg)
	};
}
function changed(view, leg, fields) {
	return {
		...view,
		agents: change(view.agents, "leg", leg, fields)
	};
}
var REDUCERS$2 = {
	"interaction.created": (view, { interaction, channel, consumer, subject }, atMs) => ({
		...view,
		interaction,
		channel,
		name: consumer.name,
		subject,
		created_at_ms: atMs
	}),
	"interaction.queued": (view, { queue_name, waiting_since_ms }) => ({
		...view,
		queue_name,
		waiting_since_ms,
		turned_away: void 0
	}),
	"interaction.overflowed": (view, { trigger }) => ({
		...view,
		turned_away: trigger
	}),
	"leg.started": (view, { leg, agent_name, kind, unseen }) => kind === "monitor" ? {
		...view,
		monitors: put(view.monitors, {
			leg,
			agent_name,
			unseen
		}, "leg").sort(byLeg)
	} : joined$1(view, {
		leg,
		agent_name,
		kind,
		is_lost: false,
		media: OPEN
	}),
	"leg.promoted": (view, { leg, agent_name, kind, is_lost, lost_until_ms }) => {
		const known = view.agents.find((agent) => agent.leg === leg);
		return joined$1(view, known ? {
			...known,
			kind
		} : {
			leg,
			agent_name,
			kind,
			is_lost,
			lost_until_ms,
			media: OPEN
		});
	},
	"leg.held": (view, { leg }, atMs) => changed(view, leg, { held_since_ms: atMs }),
	"leg.resumed": (view, { leg }) => changed(view, leg, { held_since_ms: void 0 }),
	"leg.lost": (view, { leg, until_at_ms }) => changed(view, leg, {
		is_lost: true,
		lost_until_ms: until_at_ms
	}),
	"leg.recovered": (view, { leg }) => changed(view, leg, {
		is_lost: false,
		lost_until_ms: void 0
	}),
	"leg.ended": (view, { leg }) => ({
		...view,
		agents: drop(view.agents, "leg", leg),
		monitors: drop(view.monitors, "leg", leg)
	}),
	"call.connecting": (view, { leg, until_at_ms }) => ({
		...view,
		connecting: [...view.connecting, {
			leg,
			until_at_ms
		}]
	}),
	"call.settled": (view, { leg, ok }) => ok ? view : {
		...view,
		connecting: drop(view.connecting, "leg", leg)
	},
	"call.media_changed": (view, { leg, media }) => leg ? changed(view, leg, { media }) : {
		...view,
		media
	},
	...upgradeReducers(),
	"segment.final": (view, data) => ({
		...view,
		segments: [...view.segments, segmentView(view.seq, data)].slice(-200),
		segment_count: view.segment_count + 1,
		partials: drop(view.partials, "segment", data.segment)
	}),
	"interaction.ended": (view, { by, reason }, atMs) => ({
		...view,
		ended: {
			at_ms: atMs,
			by,
			reason
		}
	}),
	"interaction.closed": (view, { by, reason }, atMs) => ({
		...view,
		closed: {
			at_ms: atMs,
			by,
			reason
		}
	}),
	"interaction.reopened": (view) => ({
		...view,
		ended: void 0,
		closed: void 0,
		turned_away: void 0
	})
};
// src/client/view/interaction_legs.ts
/** Legs in a view; above it the oldest ended ones go. */
var VIEW_LEGS_MAX = 200;
/** With these fields of one leg changed; a leg that is no longer there changes nothing. */
function changeLeg(view, leg, fields) {
	return {
		...view,
		legs: change(view.legs, "leg", leg, fields)
	};
}
/** The conversation part is not over. Who listens has none. */
var isTalking = (leg) => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";
var legOf = (view, leg) => view.legs.find((one) => one.leg === leg);
var noIdle = (view) => ({
	...view,
	idle_closes_at_ms: void 0
});
function kept(legs) {
	const surplus = legs.filter((leg) => leg.state === "ended").slice(0, Math.max(0, legs.length - VIEW_LEGS_MAX));
	return surplus.length > 0 ? legs.filter((leg) => !surplus.includes(leg)) : legs;
}
function changeWrapUp(view, leg, fields) {
	const wrapUp = legOf(view, leg)?.wrap_up;
	return wrapUp ? changeLeg(view, leg, { wrap_up: {
		...wrapUp,
		...fields
	} }) : view;
}
var LEG_REDUCERS = {
	"leg.started": (view, data, atMs) => {
		const leg = {
			leg: data.leg,
			agent: data.agent ?? "",
			agent_name: data.agent_name,
			kind: data.kind,
			queue: data.queue ?? "",
			queue_name: view.queue_name,
			number: data.number,
			started_at_ms: atMs,
			offer: data.offer,
			by: data.by,
			unseen: data.unseen,
			state: "active",
			opened: false,
			dispositions: [],
			media: {
				muted: false,
				camera_off: false
			}
		};
		const after = {
			...view,
			legs: kept(put(view.legs, leg, "leg"))
		};
		return data.kind === "primary" ? {
			...after,
			waiting: void 0,
			idle_closes_at_ms: void 0
		} : after;
	},
	"leg.opened": (view, { leg }) => changeLeg(view, leg, { opened: true }),
	"leg.held": (view, { leg }, atMs) => changeLeg(view, leg, {
		state: "held",
		held_since_ms: atMs
	}),
	"leg.resumed": (view, { leg }) => changeLeg(noIdle(view), leg, {
		state: "active",
		held_since_ms: void 0
	}),
	"leg.lost": (view, { leg, until_at_ms }) => {
		const known = legOf(view, leg);
		return changeLeg(view, leg, {
			state: "lost",
			lost_until_ms: until_at_ms,
			state_before_loss: known?.state === "lost" ? known.state_before_loss : known?.state
		});
	},
	"leg.recovered": (view, { leg }) => {
		const state = legOf(view, leg)?.state_before_loss ?? "active";
		return changeLeg(noIdle(view), leg, {
			state,
			lost_until_ms: void 0,
			state_before_loss: void 0
		});
	},
	"leg.promoted": (view, { leg, kind }) => changeLeg(noIdle(view), leg, { kind }),
	"call.media_changed": (view, { leg, media }) => leg ? changeLeg(view, leg, { media }) : {
		...view,
		consumer_media: media
	},
	"leg.ended": (view, { leg, reason }, atMs) => {
		return changeLeg(view, leg, {
			state: "ended",
			ended_at_ms: atMs,
			end_reason: reason,
			held_since_ms: void 0,
			lost_until_ms: void 0,
			state_before_loss: void 0
		});
	},
	"wrap_up.started": (view, { leg, mandatory, until_at_ms }, atMs) => changeLeg(view, leg, {
		state: "wrapping",
		wrap_up: {
			started_at_ms: atMs,
			mandatory,
			until_at_ms,
			extensions: 0
		}
	}),
	"disposition.saved": (view, { leg, dispositions }) => {
		const known = legOf(view, leg)?.outcome;
		return changeLeg(view, leg, {
			dispositions,
			outcome: known && {
				...known,
				dispositions,
				unset_reason: void 0,
				needs_disposition: false
			}
		});
	},
	"wrap_up.extended": (view, { leg, until_at_ms, extensions }) => changeWrapUp(view, leg, {
		until_at_ms,
		extensions,
		overdue_next_at_ms: void 0
	}),
	"wrap_up.overdue": (view, { leg, next_at_ms }) => changeWrapUp(view, leg, { overdue_next_at_ms: next_at_ms }),
	"wrap_up.completed": (view, data) => {
		const { outcome, dispositions, automatic, unset_reason, needs_disposition } = data;
		const done = {
			outcome,
			dispositions,
			automatic,
			unset_reason,
			needs_disposition
		};
		return changeLeg(view, data.leg, {
			state: "ended",
			outcome: done,
			dispositions
		});
	}
};
// src/client/view/interaction.ts
/** Whose words end an idle warning. */
var PEOPLE = /* @__PURE__ */ new Set([
	"consumer",
	"agent",
	"supervisor"
]);
/** The view after the next event of its stream, hidden and unknown ones included. */
function applyInteraction(view, event, data, atMs) {
	const after = reduce(REDUCERS$1, {
		...view,
		seq: view.seq + 1
	}, event, data, atMs);
	return {
		...after,
		phase: phaseOf(after)
	};
}
/** Where the interaction is, worked out from the rest of the view. */
function phaseOf(view) {
	if (view.closed) return "closed";
	if (view.parked) return "parked";
	if (view.legs.some(isTalking)) return "active";
	if (view.offers.some((offer) => offer.state === "accepting")) return "connecting";
	if (view.offers.some((offer) => offer.state === "pending")) return "offered";
	return view.ended ? "wrapping" : "queued";
}
function endOf({ transfer, agent, target, mode }, { result, reason }, atMs) {
	return {
		transfer,
		agent,
		target,
		mode,
		result,
		ended_at_ms: atMs,
		reason
	};
}
/** Waiting, asking for one agent, and the end. */
var LIFE = {
	"interaction.created": (view, data, atMs) => ({
		...view,
		interaction: data.interaction,
		channel: data.channel,
		consumer: data.consumer,
		subject: data.subject,
		flow: data.flow,
		created_at_ms: atMs,
		created_by: data.created_by ?? "",
		queue: data.queue ?? "",
		top_priority: data.top_priority,
		bonus: data.bonus,
		skills: data.skills,
		ttl_at_ms: data.ttl_at_ms,
		follows: data.follows,
		variables: data.variables.reduce((known, one) => put(known, {
			...one,
			rev: 1
		}, "name"), [])
	}),
	"interaction.queued": (view, data) => ({
		...view,
		queue: data.queue ?? "",
		queue_name: data.queue_name,
		waiting: {
			queue: data.queue ?? "",
			reason: data.reason,
			enqueued_at_ms: data.enqueued_at_ms ?? 0,
			waiting_since_ms: data.waiting_since_ms,
			entered_at_ms: data.entered_at_ms ?? 0,
			max_wait_at_ms: data.max_wait_at_ms,
			hops: data.hops,
			at_front: data.at_front
		}
	}),
	"interaction.overflowed": (view, data) => ({
		...view,
		waiting: void 0,
		closed_target: data.to_queue ? void 0 : "message"
	}),
	"agent.wanted": (view, { agent, purpose, by }) => ({
		...view,
		wanted: {
			agent,
			purpose,
			by
		}
	}),
	"agent.unwanted": (view) => ({
		...view,
		wanted: void 0
	}),
	"interaction.ended": (view, { by, reason }, atMs) => ({
		...view,
		ended: {
			at_ms: atMs,
			by,
			reason
		},
		waiting: void 0,
		consumer_away_until_ms: void 0,
		idle_closes_at_ms: void 0
	}),
	"interaction.closed": (view, { by, reason, target }, atMs) => ({
		...view,
		closed: {
			at_ms: atMs,
			by,
			reason
		},
		closed_target: target
	}),
	"interaction.reopened": (view) => ({
		...view,
		ended: void 0,
		closed: void 0,
		closed_target: void 0
	}),
	"consumer.away": (view, data) => ({
		...view,
		consumer_away: true,
		consumer_away_until_ms: data.until_at_ms
	}),
	"consumer.back": (view) => ({
		...view,
		consumer_away: false,
		consumer_away_until_ms: void 0
	}),
	"interaction.idle_warned": (view, data) => ({
		...view,
		idle_closes_at_ms: data.closes_at_ms
	})
};
/** Offers, transfers, parking. */
var MOVES = {
	"offer.created": (view, data, atMs) => {
		const offer = {
			offer: data.offer,
			agent: data.agent ?? "",
			agent_name: data.agent_name ?? "",
			queue: data.queue,
			purpose: data.purpose,
			acceptance: data.acceptance,
			attempt: data.attempt,
			created_at_ms: atMs,
			expires_at_ms: data.expires_at_ms,
			state: "pending"
		};
		const isWanted = view.wanted !== void 0 && view.wanted.agent === data.agent;
		const offers = [...view.offers, offer].slice(-20);
		return {
			...view,
			offers,
			wanted: isWanted ? void 0 : view.wanted
		};
	},
	"offer.accepting": (view, { offer, expires_at_ms, leg }) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			leg
		})
	}),
	"offer.ended": (view, { offer, state, detail, reason }, atMs) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state,
			detail,
			reason,
			ended_at_ms: atMs
		})
	}),
	"transfer.started": (view, { transfer, leg, agent, target, mode, note }, atMs) => {
		const after = {
			...view,
			transfer: {
				transfer,
				leg,
				agent,
				target,
				mode,
				started_at_ms: atMs,
				note
			}
		};
		return mode === "warm" ? after : changeLeg(after, leg, { state: "transferring" });
	},
	"transfer.ended": (view, data, atMs) => {
		const last_transfer = view.transfer ? endOf(view.transfer, data, atMs) : view.last_transfer;
		const after = {
			...view,
			transfer: void 0,
			last_transfer
		};
		const sender = after.legs.find((leg) => leg.leg === data.leg && isTalking(leg));
		if (data.result === "completed" || !sender) return after;
		const { queue, queue_name } = sender;
		const back = {
			...after,
			waiting: void 0,
			queue,
			queue_name,
			idle_closes_at_ms: void 0
		};
		if (sender.state === "transferring") return changeLeg(back, sender.leg, { state: "active" });
		if (sender.state_before_loss !== "transferring") return back;
		return changeLeg(back, sender.leg, { state_before_loss: "active" });
	},
	"interaction.parked": (view, { leg, until_at_ms, until_reply }, atMs) => changeLeg({
		...view,
		parked: {
			leg,
			since_ms: atMs,
			until_at_ms,
			until_reply
		}
	}, leg, { state: "parked" }),
	"interaction.unparked": (view, { leg }) => {
		const fields = view.legs.some((one) => one.leg === leg && one.state === "lost") ? { state_before_loss: "active" } : { state: "active" };
		return changeLeg({
			...view,
			parked: void 0,
			idle_closes_at_ms: void 0
		}, leg, fields);
	}
};
var CONTENT = {
	"segment.final": (view, data) => {
		const after = {
			...view,
			partials: drop(view.partials, "segment", data.segment)
		};
		const segment = segmentView(view.seq, data);
		if (data.hidden) return {
			...after,
			whispers: [...view.whispers, segment].slice(-50)
		};
		if (data.phase !== "bot" && PEOPLE.has(data.role) && !data.mail?.automatic) after.idle_closes_at_ms = void 0;
		const segments = [...view.segments, segment].slice(-200);
		return {
			...after,
			segments,
			segment_count: view.segment_count + 1
		};
	},
	"transcription.changed": (view, { state }) => ({
		...view,
		transcription: state
	}),
	"note.saved": (view, { note, agent, agent_name, text, rev }, atMs) => ({
		...view,
		notes: put(view.notes, {
			note,
			agent,
			agent_name,
			text,
			rev,
			at_ms: atMs
		}, "note")
	}),
	"mail.state_changed": (view, { mail, state, attempts, next_at_ms, reason }, atMs) => ({
		...view,
		mails: put(view.mails, {
			mail,
			state,
			changed_at_ms: atMs,
			attempts,
			next_at_ms,
			reason
		}, "mail").slice(-200)
	}),
	"draft.saved": (view, { agent, text, rev, mail }) => ({
		...view,
		draft: text || mail ? {
			agent,
			text,
			rev,
			mail
		} : void 0,
		draft_rev: rev
	}),
	"consumer.changed": (view, { consumer }) => ({
		...view,
		consumer
	}),
	"variable.set": (view, { variable, rev }) => {
		const known = view.variables.find((old) => old.name === variable.name)?.rev ?? 0;
		return {
			...view,
			variables: put(view.variables, {
				...variable,
				rev: rev || known + 1
			}, "name")
		};
	},
	"summary.made": (view, { summary }) => ({
		...view,
		summary
	})
};
var REDUCERS$1 = {
	...LIFE,
	...MOVES,
	...LEG_REDUCERS,
	...CONTENT,
	...upgradeReducers()
};
// src/client/view/queue.ts
/** The view after one event of the queue's stream, in either form. */
function applyQueue(view, event, data, atMs) {
	return reduce(REDUCERS, view, event, data, atMs);
}
var REDUCERS = {
	"queue.entered": (view, { waiting, entry }) => {
		if (!entry) return {
			...view,
			waiting
		};
		const known = view.rows.find((row) => row.interaction === entry.interaction);
		const row = known ? {
			...known,
			entry
		} : {
			interaction: entry.interaction,
			entry,
			ringing: [],
			no_takers: false
		};
		return {
			...view,
			waiting,
			rows: put(view.rows, row, "interaction")
		};
	},
	"queue.left": (view, { waiting, interaction }) => ({
		...view,
		waiting,
		rows: interaction === void 0 ? view.rows : drop(view.rows, "interaction", interaction)
	}),
	"queue.offered": (view, { interaction, agents }) => ({
		...view,
		rows: change(view.rows, "interaction", interaction, {
			ringing: agents,
			...agents.length > 0 && { no_takers: false }
		})
	}),
	"queue.no_takers": (view, { interaction }) => ({
		...view,
		rows: change(view.rows, "interaction", interaction, { no_takers: true })
	}),
	"queue.members_changed": (view, data) => {
		const present = data.members.reduce((members, member) => put(members, member, "agent"), view.members);
		return {
			...view,
			members: data.left.reduce((members, agent) => drop(members, "agent", agent), present)
		};
	},
	"queue.figures": (view, data) => ({
		...view,
		waiting: data.waiting,
		figures: data
	})
};
// src/client/view/views.ts
/** Everything that a client knows: the views of all streams that it reads, keyed by stream. Never changed, replaced. */
var APPLY = {
	AgentView: applyAgent,
	ConsumerView: applyConsumer,
	InteractionView: applyInteraction,
	QueueView: applyQueue
};
/** The class of a stream's view; undefined for a kind of stream that is not known here. */
function viewClass(stream, isConsumer) {
	const kind = stream.split("/", 1)[0];
	if (kind === "agent") return "AgentView";
	if (kind === "queue") return "QueueView";
	return kind !== "interaction" ? void 0 : isConsumer ? "ConsumerView" : "InteractionView";
}
/** The view after the next event of its stream. Hidden and unknown events change nothing but `seq`. */
function apply(cls, view, event, data, atMs) {
	const of = EVENT_CLASS[event];
	const whole = of === void 0 || data === void 0 ? void 0 : complete(of, data);
	return APPLY[cls](view, event, whole, atMs);
}
/** What a client knows; `own` is its own stream. */
var Views = class Views {
	own;
	isConsumer;
	views;
	constructor(own = "", isConsumer = false, views = {}) {
		this.own = own;
		this.isConsumer = isConsumer;
		this.views = views;
	}
	/** The agent's own view; undefined until its snapshot came. */
	get agent() {
		return this.views[this.own];
	}
	/** An interaction that is read; a consumer's is a `ConsumerView`. */
	interaction(id) {
		return this.views[`interaction/${id}`];
	}
	/** A consumer's own interaction. */
	conversation(id) {
		return this.views[`interaction/${id}`];
	}
	queue(id) {
		return this.views[`queue/${id}`];
	}
	get streams() {
		return Object.keys(this.views);
	}
	of(stream) {
		return this.views[stream];
	}
	owned(own, isConsumer) {
		return new Views(own, isConsumer, this.views);
	}
	/** The stream begins, or begins anew. */
	withSnapshot(stream, state) {
		const cls = viewClass(stream, this.isConsumer);
		return cls ? this.with(stream, complete(cls, state)) : this;
	}
	/** The next event of a stream; ignored when the stream has not begun. */
	withEvent(stream, event, data, atMs) {
		const cls = viewClass(stream, this.isConsumer);
		const view = this.views[stream];
		return cls && view ? this.with(stream, apply(cls, view, event, data, atMs)) : this;
	}
	/** What is being said goes into its interaction; other passing facts are the user's own affair. */
	withPassing(stream, event, data) {
		const view = this.views[stream];
		if (event !== "segment.partial" || !view || !("partials" in view)) return this;
		return this.with(stream, withPartial(view, complete("SegmentPartial", data)));
	}
	/** The stream is no longer read. */
	without(stream) {
		const { [stream]: _, ...views } = this.views;
		return new Views(this.own, this.isConsumer, views);
	}
	with(stream, view) {
		return new Views(this.own, this.isConsumer, {
			...this.views,
			[stream]: view
		});
	}
};
// src/client/streams.ts
var Streams = class {
	views = new Views();
	/** Streams that the server told of by itself or that were asked for; a new session asks again. */
	wanted = /* @__PURE__ */ new Set();
	places = /* @__PURE__ */ new Map();
	parts = /* @__PURE__ */ new Map();
	unacked = /* @__PURE__ */ new Set();
	/** For a hello, at most as many as it holds. */
	positions(max) {
		return Object.fromEntries([...this.places].slice(0, max));
	}
	/** For a subscribe; undefined: from a snapshot. */
	position(stream) {
		return this.places.get(stream);
	}
	/** Whether the whole snapshot is here now. One that nobody wants is dropped. */
	snapshot(part) {
		if (!this.wanted.has(part.stream)) return false;
		const first = this.parts.get(part.stream)?.[0];
		const parts = first?.epoch === part.epoch && first.seq === part.seq && first.parts === part.parts ? [...this.parts.get(part.stream) ?? [], part] : [part];
		this.parts.set(part.stream, parts);
		if (parts.length < (part.parts ?? 1)) return false;
		this.parts.delete(part.stream);
		const inOrder = parts.sort((a, b) => (a.part ?? 1) - (b.part ?? 1));
		this.views = this.views.withSnapshot(part.stream, joined(inOrder.map((one) => one.state)));
		this.places.set(part.stream, [part.epoch, part.seq]);
		this.unacked.add(part.stream);
		return true;
	}
	/** What became of an event. One of a stream that nobody wants any more is as good as known. */
	event({ stream, seq, event, data, at_ms }) {
		if (!this.wanted.has(stream)) return "duplicate";
		const position = this.places.get(stream);
		if (!position || seq > position[1] + 1) return "gap";
		if (seq <= position[1]) return "duplicate";
		this.places.set(stream, [position[0], seq]);
		this.views = this.views.withEvent(stream, event, data, at_ms);
		this.unacked.add(stream);
		return "apply";
	}
	passing({ stream, event, data }) {
		this.views = this.views.withPassing(stream, event, data);
	}
	/** Not read any more: neither wanted, nor known. */
	forget(stream) {
		this.wanted.delete(stream);
		this.unacked.delete(stream);
		this.places.delete(stream);
		this.parts.delete(stream);
		this.views = this.views.without(stream);
	}
	/** What to acknowledge now. */
	takeAcks() {
		const acks = [...this.unacked].map((stream) => [stream, this.places.get(stream)?.[1] ?? 0]);
		this.unacked.clear();
		return Object.fromEntries(acks);
	}
	/** Half a snapshot is worth nothing, and the next connection counts its acks by itself. */
	disconnected() {
		this.parts.clear();
		this.unacked.clear();
	}
};
/** Of the parts of a large state: arrays one after the other, objects merged, anything else stands in one part. */
function joined(parts) {
	const whole = {};
	for (const part of parts) for (const [name, value] of Object.entries(part)) {
		const known = whole[name];
		if (Array.isArray(known) && Array.isArray(value)) whole[name] = [...known, ...value];
		else if (isObject(known) && isObject(value)) whole[name] = {
			...known,
			...value
		};
		else whole[name] = value;
	}
	return whole;
}
var isObject = (value) => typeof value === "object" && value !== null;
// src/client/client.ts
/** Acknowledged this long after it arrived; a ring at once. */
var ACK_MS = 1e3;
var Client = class {
	options;
	connection = { state: "connecting" };
	principal;
	session;
	/** What the server said that this version does not know. */
	ignored = 0;
	streams = new Streams();
	asking;
	/** Streams whose subscription has no reply yet: it is sent again by itself. */
	asked = /* @__PURE__ */ new Set();
	listeners = /* @__PURE__ */ new Set();
	device;
	random;
	socket;
	/** What this server allows, by name; before its welcome what this client knows. */
	limits = {};
	welcomeAt = {
		serverMs: 0,
		localMs: 0
	};
	isResumed = false;
	failures = 0;
	toldMs;
	again;
	acks;
	constructor(options) {
		this.options = options;
		this.device = options.device ?? newName("dev");
		this.random = options.random ?? Math.random;
		this.asking = new Asking((text) => this.socket?.send(text), this.random);
		this.session = options.keep?.load();
	}
	/** What is known now. Never changed, replaced by every event. */
	get views() {
		return this.streams.views;
	}
	get isLive() {
		return this.connection.state === "live";
	}
	/** The server's clock: count down to `*_at_ms` by it, not by the clock of this machine. */
	serverNowMs() {
		return this.welcomeAt.serverMs + Math.round(performance.now() - this.welcomeAt.localMs);
	}
	/** From now on; returns what ends it. */
	listen(listener) {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}
	/** Connects, and stays connected until the session is over. After that it begins a new session. */
	start() {
		this.asking.begin();
		this.toConnection({ state: "connecting" });
		this.dial();
		return this;
	}
	/** Live for the first time, or again. Rejects with SessionOver. */
	async ready() {
		while (!this.isLive && !this.over) await this.change();
		if (this.over) throw this.over;
	}
	get over() {
		const now = this.connection;
		return now.state === "over" ? new SessionOver(now.code, now.reason) : void 0;
	}
	/** The network is back, or the page is seen again: do not wait any longer. */
	nudge() {
		if (this.connection.state === "live") this.socket?.probe();
		if (this.connection.state !== "lost" || !this.again) return;
		clearTimeout(this.again);
		this.dial();
	}
	/** Signs out: the session ends at once. */
	signOut() {
		this.socket?.send({ type: "bye" });
		if (this.socket) this.socket.close(1e3);
		else this.ended(1e3, "normal");
	}
	/** The connection fails, as networks do. It comes back by itself. For tests of desks. */
	cut() {
		this.socket?.drop("cut");
	}
	async dial() {
		this.again = void 0;
		const { token } = this.options;
		let bearer;
		try {
			bearer = typeof token === "string" ? token : await token();
		} catch {
			return this.gone(LOST, "no token");
		}
		if (this.connection.state === "over") return;
		const make = this.options.WebSocket ?? WebSocket;
		const positions = (max) => this.streams.positions(max);
		this.socket = new Socket(make, this.options.url, {
			opened: () => this.socket?.send(helloText(this.options, this.device, bearer, this.session, positions)),
			frame: (frame) => this.frame(frame),
			gone: (code, reason) => this.gone(code, reason)
		});
	}
	gone(code, reason) {
		this.failures = this.isLive ? 0 : this.failures + 1;
		this.socket = void 0;
		this.streams.disconnected();
		this.asking.disconnected();
		clearTimeout(this.acks);
		this.acks = void 0;
		const renews = typeof this.options.token === "function";
		const next = plan(code, {
			attempt: this.failures,
			random: this.random,
			toldMs: this.toldMs,
			renews
		});
		this.toldMs = void 0;
		if (!next) return this.ended(code, reason);
		if (!next.keepsSession) this.forgetSession();
		this.toConnection({
			state: "lost",
			code,
			reason,
			waitMs: next.waitMs
		});
		this.again = setTimeout(() => void this.dial(), next.waitMs);
	}
	ended(code, reason) {
		clearTimeout(this.again);
		this.forgetSession();
		this.toConnection({
			state: "over",
			code,
			reason
		});
		this.asking.end(new SessionOver(code, reason));
	}
	forgetSession() {
		this.session = void 0;
		this.options.keep?.clear();
	}
	/**
	* Carries out a command and returns its result; then it is durable. Survives reconnects: without a reply it is sent
	* again under the same key. Rejects with CommandFailed or SessionOver.
	*/
	ask(method, params, options = {}) {
		return this.asking.ask(method, params, options);
	}
	/** Read a stream (`queue/que_2`); it is in the views when this resolves, and stays across reconnects. */
	async subscribe(stream) {
		this.streams.wanted.add(stream);
		this.asked.add(stream);
		try {
			await this.ask("stream.subscribe", {
				stream,
				pos: this.streams.position(stream)
			});
		} catch (error) {
			if (error instanceof CommandFailed) this.streams.forget(stream);
			throw error;
		} finally {
			this.asked.delete(stream);
		}
		while (this.streams.wanted.has(stream) && !this.streams.position(stream) && !this.over) await this.change();
		if (this.over) throw this.over;
	}
	/** Read it no longer; the views forget it. */
	async unsubscribe(stream) {
		this.streams.forget(stream);
		await this.ask("stream.unsubscribe", { stream });
	}
	change() {
		return new Promise((resolve) => {
			const end = this.listen(() => (end(), resolve()));
		});
	}
	readAgain(stream) {
		if (!this.asked.has(stream)) this.subscribe(stream).catch(() => this.ignored += 1);
	}
	frame(frame) {
		if (frame.type === "event") this.event(frame);
		else if (frame.type === "ephemeral") this.passing(frame);
		else if (frame.type === "reply") this.asking.settle(frame);
		else if (frame.type === "snapshot") this.snapshot(frame);
		else if (frame.type === "welcome") this.welcomed(frame);
		else if (frame.type === "caught_up") this.caughtUp(frame.id);
		else if (frame.type === "ping") this.socket?.send({
			type: "pong",
			id: frame.id
		});
		else if (frame.type === "notice") this.noticed(frame);
		else if (frame.type !== "pong") this.ignored += 1;
		this.tell({ what: "changed" });
	}
	caughtUp(id) {
		if (id === "hello") this.toConnection({
			state: "live",
			resumed: this.isResumed
		});
	}
	passing(frame) {
		this.streams.passing(frame);
		this.tell({
			what: "passing",
			frame
		});
	}
	welcomed(welcome) {
		const { id, token, resumed } = welcome.session;
		this.session = {
			id,
			token
		};
		this.options.keep?.save(this.session);
		this.isResumed = resumed;
		this.welcomeAt = {
			serverMs: welcome.server.at_ms,
			localMs: performance.now()
		};
		this.principal = welcome.principal;
		this.socket?.beat(welcome.heartbeat.interval_ms, welcome.heartbeat.timeout_ms);
		const isConsumer = welcome.principal.kind === "consumer";
		this.streams.views = this.streams.views.owned(`agent/${welcome.principal.id}`, isConsumer);
		this.limits = welcome.limits;
		this.asking.connected(welcome.limits["in_flight"] ?? LIMITS.COMMANDS_IN_FLIGHT_MAX);
		this.follow(welcome.streams ?? {});
	}
	follow(streams) {
		for (const [stream, { reason }] of Object.entries(streams)) if (reason === "forbidden" || reason === "unknown") this.streams.forget(stream);
		else this.streams.wanted.add(stream);
		for (const stream of this.streams.wanted) if (!(stream in streams)) this.readAgain(stream);
	}
	event(frame) {
		const arrival = this.streams.event(frame);
		if (arrival === "gap") this.readAgain(frame.stream);
		if (arrival !== "apply") return;
		this.tell({
			what: "event",
			frame
		});
		this.acknowledge(frame.event === "offer.created");
	}
	snapshot(part) {
		if (!this.streams.snapshot(part)) return;
		this.tell({
			what: "snapshot",
			stream: part.stream
		});
		this.acknowledge(true);
	}
	noticed(notice) {
		if (notice.notice === "draining") this.toldMs = notice.reconnect_in_ms;
		if (notice.notice === "unsubscribed" && notice.stream) this.streams.forget(notice.stream);
		if (notice.notice === "token_expiring") this.refresh();
		this.tell({
			what: "notice",
			notice
		});
	}
	/** A newer token in band; if that fails, the expiry closes the connection and the next hello asks again. */
	async refresh() {
		const { token } = this.options;
		if (typeof token !== "function") return;
		try {
			await this.ask("auth.refresh", { token: await token() });
		} catch {
			this.ignored += 1;
		}
	}
	acknowledge(isUrgent) {
		if (this.acks && !isUrgent) return;
		clearTimeout(this.acks);
		const send = () => {
			this.acks = void 0;
			this.socket?.send({
				type: "ack",
				pos: this.streams.takeAcks()
			});
		};
		this.acks = setTimeout(send, isUrgent ? 0 : ACK_MS);
	}
	toConnection(connection) {
		this.connection = connection;
		this.tell({
			what: "connection",
			connection
		});
	}
	tell(told) {
		for (const listener of [...this.listeners]) listener(told);
	}
};
// src/client/told.ts
/** In a tab: the session of this tab, across its reloads. */
function keptIn(storage, name) {
	return {
		load: () => {
			const [id, token] = (storage.getItem(name) ?? "").split(" ");
			return id && token ? {
				id,
				token
			} : void 0;
		},
		save: ({ id, token }) => storage.setItem(name, `${id} ${token}`),
		clear: () => storage.removeItem(name)
	};
}
// src/client/view/packet.ts
/** Of the last one who handled it before this agent, or handles it now; undefined: nobody but this agent did. */
function packet(view, agent) {
	const open = view.legs.filter((leg) => leg.agent === agent && leg.state !== "ended");
	const mine = open.find((leg) => leg.state !== "wrapping") ?? open[0];
	const last = view.legs.findLast((leg) => leg.kind === "primary" && (!mine || leg.leg !== mine.leg && leg.number < mine.number));
	if (!last || last.agent === agent) return void 0;
	const said = view.segments.filter((line) => !mine || line.said_at_ms <= mine.started_at_ms);
	const notes = view.notes.filter((note) => note.agent !== agent);
	const draft = view.draft && view.draft.agent !== agent ? view.draft : void 0;
	return {
		reason: last.end_reason ?? "",
		agent_name: last.agent_name,
		note: "",
		segments: said.slice(-5).map(({ role, participant, text, said_at_ms }) => ({
			role,
			participant,
			text,
			said_at_ms
		})),
		notes: notes.slice(-3).map(({ agent_name, text }) => ({
			agent_name,
			text
		})),
		draft: draft && {
			agent_name: view.legs.findLast((leg) => leg.agent === draft.agent)?.agent_name ?? "",
			text: draft.text
		},
		ended_at_ms: last.ended_at_ms
	};
}
export { Call, Client, CommandFailed, LocalMedia, NoMedia, SessionOver, Views, agentRoster, apply, backoffMs, complete, consumerRoster, hasCall, hasPictures, isCall, isPolite, keptIn, levelOf, newName, packet, plan, verdictOf, worst };
