import { $, A, CommandFailed, F, LIMITS, LIVE, O, P, Q, SessionOver, T, a, agent, attempt, bearer, choose as choose$1, chooseLanguage, chosen, client, clockTime, colleagues, complete, connection, consumerName, d, dismiss as dismiss$1, failureText, goTo, hashOf, isConnecting, isInSight as isInSight$1, isOnline, isReachable, isRestarting, isTalking, keep as keep$3, language, legs, myLeg, n, newName, now, offers, onEvent, onNotice, onPassing, place, r, reasonText, say, sayOr, signIn, signInProblem, signOut, span, supply, tellFailure, toast, toasts, typing, useSignal, views, w, wantsToWrite, wasLive, x, y } from "./mine.js";
// src/client/call/roster.ts
var CONSUMER = "consumer";
var CALLS = /* @__PURE__ */ new Set(["voice", "video"]);
var OPEN = {
	muted: false,
	camera_off: false
};
var isCall = (channel) => CALLS.has(channel);
/** It is a call, or both have agreed that it becomes one and media is waited for. */
var hasCall = ({ channel, upgrade }) => isCall(channel) || upgrade?.accepted === true;
/** With pictures, now or as soon as media flows. */
var hasPictures = ({ channel, upgrade }) => channel === "video" || upgrade?.accepted === true && upgrade.channel === "video";
var isThere = (leg) => leg.state !== "wrapping" && leg.state !== "ended";
/** Of one agent, or of who listens; undefined: they are not in it. */
function agentRoster(view, agent) {
	if (!hasCall(view) || view.ended) return void 0;
	const coming = view.offers.filter(({ state, leg }) => leg && (state === "accepting" || state === "accepted") && !view.legs.some((one) => one.leg === leg)).map((offer) => ({
		party: offer.leg ?? "",
		name: offer.agent_name,
		kind: kindOf$2(offer.purpose),
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
		media: mine.leg?.media ?? OPEN,
		others
	};
}
var kindOf$2 = (purpose) => purpose === "handle" || purpose === "transfer" ? "primary" : purpose;
/** A consulted agent talks with the one who handles it; all others with each other. Who listens hears all but who else does. */
var talks = (one, other) => one === "monitor" || other === "monitor" ? one !== other : one === "consult" || other === "consult" ? one === "primary" || other === "primary" : true;
var colleague = ({ party, name, kind, leg }) => ({
	party,
	name,
	isHeld: false,
	isAway: leg?.state === "lost",
	isListener: kind === "monitor",
	media: leg?.media ?? OPEN
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
// src/desk/credentials.ts
/**
* The agent's token: from a link or typed in, kept in this tab, shared with the agent's other tabs of this browser, and
* renewed before or after it has expired without anything on the screen being lost.
*
* #token=…  is taken out of the address at once; it never reaches a server in a URL.
*
* good ──token_expiring──► ending ──a newer one, in band──► good
*                             └── expired (42xx) ──► stale: the next hello waits for a newer one ──► good
*/
var LINK = /^#token=([^&]+)$/;
var channel = "BroadcastChannel" in window ? new BroadcastChannel("ringline.token") : void 0;
/** When the sign-in ends, by the server's clock, if that is soon. */
var endsAtMs = y(void 0);
var problem = y(void 0);
/** The token of the address, which has it no longer. */
function linked$1() {
	const token = LINK.exec(location.hash)?.[1];
	if (token) history.replaceState(null, "", hashOf(place.peek()));
	return token && decodeURIComponent(token);
}
/** Whose it says it is; the server decides. */
function owner$1(token) {
	try {
		const text = atob((token?.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
		return String(JSON.parse(text).sub);
	} catch {
		return;
	}
}
function signInWith(token) {
	signIn(token);
	channel?.postMessage(token);
}
/** A newer token of the same agent; whether it was taken. */
async function renew(token) {
	problem.value = void 0;
	const current = client.value;
	if (!current || owner$1(token) !== current.principal?.id) return refuse();
	if (connection.value.state === "live") try {
		await current.ask("auth.refresh", { token });
	} catch (error) {
		if (error instanceof CommandFailed) return refuse();
		return false;
	}
	supply(token);
	endsAtMs.value = void 0;
	toast("signin.renewed");
	return true;
}
function refuse() {
	problem.value = "signin.refused";
	return false;
}
/** Somebody opened a link in this tab: the same agent goes on, another one signs in instead. */
function arrived() {
	const token = linked$1();
	if (!token) return;
	if (client.value !== void 0 && owner$1(token) === client.value.principal?.id) return void renew(token).then((isDone) => isDone && channel?.postMessage(token));
	if (client.value) signOut();
	signInWith(token);
}
/** For the life of the page: who has a link, or was signed in in this tab, is. */
function startSession() {
	const token = linked$1();
	const kept = keep$3();
	if (token && kept && owner$1(token) !== owner$1(kept)) signOutKept();
	if (token) signInWith(token);
	else if (kept) signIn(kept);
	addEventListener("hashchange", arrived);
	onNotice(({ notice, expires_at_ms }) => {
		if (notice === "token_expiring") endsAtMs.value = expires_at_ms;
	});
	channel?.addEventListener("message", ({ data }) => {
		if ((endsAtMs.value !== void 0 || bearer.isStale) && owner$1(data) === client.value?.principal?.id) renew(data);
	});
}
/** Somebody else's session of this tab is not gone on with. */
function signOutKept() {
	sessionStorage.removeItem("ringline.session");
}
// src/desk/link.tsx
/** The truth about the connection, and what is told in passing. */
var SUPERSEDED = 4305;
var KICKED = 4306;
var EXPIRED = /* @__PURE__ */ new Set([4200, 4201]);
/** Ends that mean more than a broken line. */
var SPECIAL = {
	4003: "link.fault",
	4005: "link.slow",
	4101: "link.overloaded",
	4102: "link.too_many",
	4103: "link.too_fast"
};
/** One calm line while something is not as it should be; what counts down in it is not read out. What is typed is kept; what happened meanwhile comes after. */
function LinkBar() {
	const link = connection.value;
	const [untilMs, setUntilMs] = d(0);
	A(() => setUntilMs(link.state === "lost" ? now.value + link.waitMs : 0), [link]);
	const isExpired = link.state === "lost" && EXPIRED.has(link.code);
	const isEnding = link.state === "live" && endsAtMs.value !== void 0;
	const told = isOnline.value && isExpired ? say("link.expired") : isEnding ? say("link.expiring") : lostText();
	const leftMs = isEnding ? (endsAtMs.value ?? 0) - now.value : untilMs - now.value;
	const isCounting = told !== void 0 && (isEnding || link.state === "lost" && isOnline.value && !isExpired && leftMs > 1e3);
	return /* @__PURE__ */ a("div", {
		class: "link",
		role: "status",
		"data-bad": told !== void 0,
		children: [
			told && /* @__PURE__ */ a("span", { children: told }),
			isCounting && /* @__PURE__ */ a("span", {
				role: "timer",
				children: span(leftMs)
			}),
			(isExpired || isEnding) && /* @__PURE__ */ a(Renew, {}),
			told && link.state === "lost" && !isExpired && /* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => client.value?.nudge(),
				children: say("link.retry")
			})
		]
	});
}
function lostText() {
	const link = connection.value;
	if (!isOnline.value) return say("link.offline");
	if (isRestarting.value) return say("link.restart");
	if (link.state === "live") return void 0;
	if (link.state !== "lost") return say("link.connecting");
	return say(SPECIAL[link.code] ?? "link.lost_now");
}
/** A newer token, without losing what is on the screen. */
function Renew() {
	const box = T(null);
	const go = (event) => {
		event.preventDefault();
		const token = box.current?.value.trim();
		if (token) renew(token).then((isDone) => isDone && box.current && (box.current.value = ""));
	};
	return /* @__PURE__ */ a("form", {
		class: "renew",
		onSubmit: go,
		children: [
			/* @__PURE__ */ a("input", {
				ref: box,
				type: "password",
				required: true,
				autocomplete: "off",
				"aria-label": say("signin.token"),
				placeholder: say("signin.token")
			}),
			/* @__PURE__ */ a("button", {
				type: "submit",
				children: say("link.renew")
			}),
			problem.value && /* @__PURE__ */ a("span", {
				role: "alert",
				children: say(problem.value)
			})
		]
	});
}
/** The session is over, and not by the agent's wish. */
function SessionGone() {
	const link = connection.value;
	if (link.state !== "over") return null;
	const why = link.code === SUPERSEDED ? "superseded" : link.code === KICKED ? "kicked" : "stopped";
	return /* @__PURE__ */ a("main", {
		class: "signin",
		children: /* @__PURE__ */ a("div", {
			class: "card",
			role: "alert",
			children: [
				/* @__PURE__ */ a("h1", { children: say(`over.${why}`) }),
				/* @__PURE__ */ a("p", { children: say(`over.${why}_help`, { reason: link.reason || link.code }) }),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "primary",
					onClick: () => why === "stopped" ? location.reload() : client.value?.start(),
					children: say(why === "stopped" ? "over.anew" : "over.here")
				})
			]
		})
	});
}
function Toasts() {
	return /* @__PURE__ */ a("div", {
		class: "toasts",
		role: "log",
		"aria-live": "polite",
		children: toasts.value.map(({ id, text, isBad, deed }) => /* @__PURE__ */ a("div", {
			class: "toast",
			"data-bad": isBad,
			children: [
				/* @__PURE__ */ a("span", { children: text }),
				deed && /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => (dismiss$1(id), deed.run()),
					children: deed.text
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("action.close"),
					onClick: () => dismiss$1(id),
					children: "×"
				})
			]
		}, id))
	});
}
// src/desk/known.tsx
function Variables({ variables }) {
	if (variables.length === 0) return null;
	return /* @__PURE__ */ a("dl", {
		class: "facts variables",
		children: variables.map(({ name, label, value }) => [/* @__PURE__ */ a("dt", { children: label || name }, `${name} label`), /* @__PURE__ */ a("dd", { children: String(value) }, name)])
	});
}
/** Always with who wrote it. */
function Summary({ summary }) {
	if (!summary) return null;
	return /* @__PURE__ */ a("div", {
		class: "summary",
		children: [/* @__PURE__ */ a("h3", { children: [
			say("summary.title"),
			" ",
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: sayOr(`summary.by_${summary.by}`, summary.by)
			})
		] }), /* @__PURE__ */ a("p", { children: summary.text })]
	});
}
// src/desk/typed.ts
/**
* Text that is saved as it is typed: kept on this device at once, on the server soon after, lost never.
*
* clean --typed--> dirty --a moment--> saving --reply--> clean          no connection: dirty until there is one
*                                        |--conflict--> conflict: what the other device wrote is shown beside it
*                                        |--refused---> refused: says so, and is tried again on the next connection
*/
var PAUSE_MS$3 = 400;
var plainText = (current) => String(current["text"] ?? "");
var Typed = class {
	keptAs;
	write;
	read;
	text;
	saving;
	theirs = y(void 0);
	savedAtMs = y(void 0);
	rev = 0;
	sent;
	/** What this device sent last, also before the page was left: the server may have any of it, and then it is no other's. */
	ours;
	timer;
	/** Not needed any more. */
	close;
	constructor(keptAs, write, read = plainText) {
		this.keptAs = keptAs;
		this.write = write;
		this.read = read;
		const kept = localStorage.getItem(keptAs);
		this.ours = JSON.parse(localStorage.getItem(`${keptAs} sent`) ?? "[]");
		this.text = y(kept ?? "");
		this.saving = y(kept === null || !write ? "clean" : "dirty");
		this.close = x(() => {
			if (connection.value.state === "live" && this.awaits()) this.soon(PAUSE_MS$3);
		});
	}
	awaits() {
		return this.saving.peek() === "dirty" || this.saving.peek() === "refused";
	}
	type(text) {
		this.text.value = text;
		this.theirs.value = void 0;
		if (!text && !this.write) return localStorage.removeItem(this.keptAs);
		localStorage.setItem(this.keptAs, text);
		if (!this.write) return;
		if (this.saving.value !== "saving") this.saving.value = "dirty";
		this.soon(PAUSE_MS$3);
	}
	/** What the server has. It is shown unless the agent is typing: then a conflict is found when saving. */
	told(text, rev, atMs) {
		if (rev <= this.rev || this.saving.value !== "clean" && !this.ours.includes(text) && text !== this.text.value) return;
		this.rev = rev;
		if (this.saving.value === "clean") [this.text.value, this.savedAtMs.value] = [text, atMs];
	}
	soon(ms) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.save(), ms);
	}
	async save() {
		const current = client.value;
		if (!current || !this.write || connection.value.state !== "live" || !this.awaits()) return;
		const text = this.sent = this.text.value;
		this.ours = [...this.ours, text].slice(-8);
		localStorage.setItem(`${this.keptAs} sent`, JSON.stringify(this.ours));
		this.saving.value = "saving";
		try {
			this.rev = Math.max(this.rev, await this.write(current, text, this.rev));
			this.saved(text, current.serverNowMs());
		} catch (error) {
			this.failed(error);
		}
	}
	saved(text, atMs) {
		this.savedAtMs.value = atMs;
		if (this.text.value !== text) return this.again(PAUSE_MS$3);
		this.saving.value = "clean";
		localStorage.removeItem(this.keptAs);
		this.ours = [];
		localStorage.removeItem(`${this.keptAs} sent`);
	}
	/** It stays here. A conflict waits for the agent; what can succeed later is tried again. */
	failed(error) {
		if (!(error instanceof CommandFailed) && !(error instanceof SessionOver)) throw error;
		if (error instanceof SessionOver || error.code === "timeout" || this.text.value !== this.sent) return this.again(PAUSE_MS$3);
		this.saving.value = "refused";
		if (error.code === "conflict") this.conflict(error.details["current"]);
		else if (!this.sent) this.saved("", client.value?.serverNowMs() ?? 0);
	}
	again(ms) {
		this.saving.value = "dirty";
		this.soon(ms);
	}
	conflict(current) {
		this.rev = Number(current["rev"]);
		const text = this.read(current);
		if (text === this.text.value) return this.saved(text, client.value?.serverNowMs() ?? 0);
		if (!text || this.ours.includes(text)) return this.again(0);
		this.saving.value = "conflict";
		this.theirs.value = text;
	}
};
var AT_REST_MAX = 32;
var all = /* @__PURE__ */ new Map();
/** One for each thing that is written; of those that are saved, the newest. */
function typed(keptAs, write, read) {
	const known = all.get(keptAs) ?? new Typed(`ringline.typed.${keptAs}`, write, read);
	all.delete(keptAs);
	all.set(keptAs, known);
	if (all.size > AT_REST_MAX) forgetOldest();
	return known;
}
function forgetOldest() {
	const [oldest] = [...all].slice(0, -1).filter(([, one]) => one.saving.peek() === "clean");
	if (!oldest) return;
	oldest[1].close();
	all.delete(oldest[0]);
}
// src/desk/engagement.tsx
/** Engagement: the agent's own note, saved as typed, and those of others with who and when. */
function Engagement({ view }) {
	return view.legs.some((leg) => leg.agent === agent.value?.agent) ? /* @__PURE__ */ a(Mine, { view }) : /* @__PURE__ */ a(Others, { view });
}
/** Of an interaction that is only read. */
function Others({ view }) {
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("h3", { children: say("read.read_only_notes") }),
		view.notes.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("read.no_notes")
		}),
		/* @__PURE__ */ a(Notes, { notes: view.notes }),
		/* @__PURE__ */ a(Variables, { variables: view.variables.filter((variable) => variable.in_engagement) })
	] });
}
function Notes({ notes }) {
	return /* @__PURE__ */ a($, { children: notes.map((one) => /* @__PURE__ */ a("article", {
		class: "note",
		children: [/* @__PURE__ */ a("p", {
			class: "by",
			children: [
				one.agent_name,
				" ",
				/* @__PURE__ */ a("time", { children: clockTime(one.at_ms, now.peek()) })
			]
		}), /* @__PURE__ */ a("p", {
			class: "text",
			children: one.text
		})]
	}, one.note)) });
}
function Mine({ view }) {
	const { interaction } = view;
	const mine = view.notes.find((note) => note.agent === agent.value?.agent);
	const others = view.notes.filter((note) => note !== mine);
	const note = typed(`note ${agent.value?.agent} ${interaction}`, async (current, text, rev) => {
		const known = current.views.interaction(interaction)?.notes.find((one) => one.agent === current.principal?.id);
		const { rev: saved } = await current.ask("note.save", {
			interaction,
			text,
			note: known?.note
		}, { rev });
		return saved;
	});
	A(() => {
		if (mine) note.told(mine.text, mine.rev, mine.at_ms);
	}, [mine?.rev]);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("label", {
			for: "note",
			children: /* @__PURE__ */ a("h3", { children: say("notes.mine") })
		}),
		/* @__PURE__ */ a("textarea", {
			id: "note",
			class: "note",
			rows: 8,
			value: note.text.value,
			placeholder: say("notes.placeholder"),
			onInput: (event) => note.type(event.currentTarget.value)
		}),
		/* @__PURE__ */ a("p", {
			class: "quiet",
			role: "status",
			children: savedText(note)
		}),
		note.theirs.value !== void 0 && /* @__PURE__ */ a("blockquote", { children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("notes.conflict")
			}),
			/* @__PURE__ */ a("p", { children: note.theirs.value }),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => note.type(note.theirs.value ?? ""),
				children: say("notes.theirs")
			})
		] }),
		/* @__PURE__ */ a(Variables, { variables: view.variables.filter((variable) => variable.in_engagement) }),
		others.length > 0 && /* @__PURE__ */ a("h3", { children: say("notes.others") }),
		/* @__PURE__ */ a(Notes, { notes: others })
	] });
}
function savedText(note) {
	if (note.saving.value === "clean") return note.savedAtMs.value === void 0 ? "" : say("notes.saved", { time: clockTime(note.savedAtMs.value, now.peek()) });
	if (note.saving.value === "refused") return say("notes.refused");
	return say(isReachable.value ? "notes.saving" : "notes.unsaved");
}
// src/desk/account.ts
/** What the account has set up: asked once for each connection, because a restarted server may have been configured anew. */
var account = y(void 0);
var queues$1 = O(() => new Map(account.value?.queues.map((queue) => [queue.queue, queue])));
var agents = O(() => new Map(account.value?.agents.map((agent) => [agent.agent, agent.name])));
/** A queue as it is configured, when that is known. */
function setUp(queue) {
	return queues$1.value.get(queue ?? "");
}
var queueName = (queue) => setUp(queue)?.name ?? queue ?? "";
var agentName = (agent) => agents.value.get(agent) ?? agent;
x(() => {
	const current = client.value;
	if (!current) account.value = void 0;
	if (!current || connection.value.state !== "live") return;
	current.ask("account.read", {}).then((found) => client.value === current && (account.value = found), (error) => tellFailure(error));
});
// src/desk/filters.ts
/** What a list shows: one filter for each list, kept in this tab. */
var NOTHING$1 = {
	text: "",
	said: false,
	channel: "",
	state: "",
	queue: "",
	agent: "",
	time: "",
	from: "",
	to: "",
	order: ""
};
var OPEN_STATES = [
	"unread",
	"active",
	"held",
	"parked",
	"wrapping",
	"to_do"
];
var ALL_STATES = [
	"open",
	"waiting",
	"active",
	"parked",
	"wrapping",
	"closed",
	"to_do"
];
var TIMES = [
	"today",
	"yesterday",
	"week",
	"month",
	"own"
];
var ORDERS = [
	"assigned",
	"urgent",
	"word"
];
var WAITING = [
	"queued",
	"offered",
	"connecting"
];
var DAY_MS = 864e5;
var which = kept$2("ringline.list", "open");
var filters = {
	open: kept$2("ringline.filter.open", NOTHING$1),
	all: kept$2("ringline.filter.all", NOTHING$1)
};
function kept$2(name, first) {
	const told = sessionStorage.getItem(name);
	const value = y(told === null ? first : JSON.parse(told));
	x(() => sessionStorage.setItem(name, JSON.stringify(value.value)));
	return value;
}
function narrow(list, changed) {
	filters[list].value = {
		...filters[list].value,
		...changed
	};
}
function reset(list) {
	filters[list].value = {
		...NOTHING$1,
		said: filters[list].value.said
	};
}
/** How many filters there are besides the text. */
function countOf$1({ channel, state, queue, agent, time, consumer }) {
	return [
		channel,
		state,
		queue,
		agent,
		time,
		consumer
	].filter(Boolean).length;
}
/** As the server is asked. Days are those of this machine. */
function asked$3(filter, nowMs) {
	const [from, to] = spanOf(filter, nowMs);
	return {
		text: filter.text.trim() || void 0,
		channels: filter.channel ? [filter.channel] : [],
		queue: filter.queue || void 0,
		agent: filter.agent || void 0,
		consumer: filter.consumer?.key,
		created_from_ms: from,
		created_to_ms: to,
		open_only: filter.state === "open",
		needs_disposition: filter.state === "to_do",
		phases: phasesOf(filter.state)
	};
}
/** The same of a line that came otherwise. */
function fits(line, filter, nowMs) {
	const { channel, queue, agent, consumer, state } = filter;
	const [from = 0, to = Infinity] = spanOf(filter, nowMs);
	if (state === "open" && line.closed_at_ms !== null) return false;
	if (state === "to_do" && !line.needs_disposition) return false;
	const phases = phasesOf(state);
	return (!channel || line.channel === channel) && (!queue || line.queue === queue) && (!agent || line.agents.includes(agent)) && (!consumer || line.consumer === consumer.key) && (phases.length === 0 || phases.includes(line.phase)) && line.created_at_ms >= from && line.created_at_ms < to;
}
function phasesOf(state) {
	if (state === "waiting") return WAITING;
	return state === "active" || state === "parked" || state === "wrapping" || state === "closed" ? [state] : [];
}
function spanOf({ time, from, to }, nowMs) {
	const today = new Date(nowMs).setHours(0, 0, 0, 0);
	if (time === "today") return [today, void 0];
	if (time === "yesterday") return [dayBefore(today, 1), today];
	if (time === "week") return [dayBefore(today, 6), void 0];
	if (time === "month") return [dayBefore(today, 29), void 0];
	if (time !== "own") return [void 0, void 0];
	return [from ? dayOf(from) : void 0, to ? dayBefore(dayOf(to), -1) : void 0];
}
/** Days may have 23 or 25 hours. */
var dayBefore = (dayMs, days) => (/* @__PURE__ */ new Date(dayMs - days * DAY_MS + DAY_MS / 2)).setHours(0, 0, 0, 0);
var dayOf = (date) => (/* @__PURE__ */ new Date(`${date}T00:00`)).getTime();
/** Of the agent's own work: the list is here, nobody is asked. */
function matches(leg, filter) {
	const { channel, queue, state } = filter;
	if (channel && leg.channel !== channel || queue && leg.queue !== queue) return false;
	if (state === "unread" && leg.unread === 0 && leg.opened) return false;
	if (state === "to_do" && !leg.needs_disposition) return false;
	if (state && state !== "unread" && state !== "to_do" && leg.state !== state) return false;
	const words = folded$2(filter.text).split(/\s+/);
	const text = folded$2(`${leg.consumer_name} ${leg.subject} ${leg.queue_name}`);
	return words.every((word) => text.includes(word));
}
/** Without case and accents. */
var folded$2 = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
// src/desk/mail/following.ts
/**
* Mails of the agent that have not left yet are followed when the agent has turned to something else, resolved or not. One
* that fails is told, and stays above the lists until it is looked at. Kept on this device; all of its tabs share it.
*
* sent by the agent --> followed --sent--> followed for a day, as it may bounce --> forgotten
*                         ^  |--failed--> told, in sight --looked at--> followed, as it may be sent again
*                         |---------------------------------------------------|
*/
var KEPT$5 = "ringline.mails";
var FOLLOWED_MAX = 20;
var BOUNCE_MS = 864e5;
var read$3 = () => JSON.parse(localStorage.getItem(KEPT$5) ?? "[]");
var followed = y(read$3());
var mine = () => followed.value.filter((one) => one.agent === agent.value?.agent);
var isInSight = (one) => one.failed !== void 0 && !one.wasSeen;
/** Whose streams are not left. */
var followedInteractions = () => new Set(mine().map(({ interaction }) => interaction));
/** Not delivered, and not looked at. */
var undelivered = () => mine().filter(isInSight);
function follow(interaction, mail) {
	const view = views.peek().interaction(interaction);
	const name = view?.consumer.name || view?.consumer.email || say("ring.unknown");
	keep$2([...read$3(), {
		agent: agent.peek()?.agent ?? "",
		interaction,
		mail,
		name,
		subject: view?.subject ?? "",
		at_ms: now.peek()
	}]);
}
/** Those in sight stay; of the others the oldest are forgotten first. */
function keep$2(all) {
	const told = all.filter(isInSight).slice(-20);
	const quiet = all.filter((one) => !isInSight(one) && now.peek() - one.at_ms < BOUNCE_MS);
	const left = [...told, ...quiet.slice(Math.max(0, quiet.length - (FOLLOWED_MAX - told.length)))];
	localStorage.setItem(KEPT$5, JSON.stringify(left));
	followed.value = left;
}
var change$1 = (mail, part) => keep$2(read$3().map((one) => one.mail === mail ? {
	...one,
	...part
} : one));
/** What the server says of it now. */
function look$1(one) {
	const state = views.value.interaction(one.interaction)?.mails.find(({ mail }) => mail === one.mail);
	if (!state) return;
	if (state.state !== "failed") {
		if (one.failed !== void 0) change$1(one.mail, {
			failed: void 0,
			wasSeen: void 0
		});
	} else if (one.failed === void 0) {
		change$1(one.mail, { failed: state.reason });
		if (!(chosen.peek() === one.interaction && document.querySelector("[role='dialog']") === null)) toast("mail.failed_told", {
			name: one.name,
			reason: state.reason
		}, true, {
			text: say("mail.failed_look"),
			run: () => lookAt(one.interaction)
		});
	}
}
/** What failed there is known from now on. What fails while it is open stays in sight: who resolves it just then has not seen it. */
function see(interaction) {
	if (read$3().some((one) => one.interaction === interaction && isInSight(one))) keep$2(read$3().map((one) => one.interaction === interaction && isInSight(one) ? {
		...one,
		wasSeen: true
	} : one));
}
var lookAt = (interaction) => (see(interaction), goTo({ interaction }));
/** For the life of the page. */
function startFollowing() {
	let asked = /* @__PURE__ */ new Set();
	addEventListener("storage", ({ key }) => key === KEPT$5 && (followed.value = read$3()));
	x(() => {
		const current = client.value;
		if (!current || connection.value.state !== "live") return void (asked = /* @__PURE__ */ new Set());
		for (const interaction of followedInteractions()) {
			if (asked.has(interaction) || current.views.interaction(interaction)) continue;
			asked.add(interaction);
			current.subscribe(`interaction/${interaction}`).catch((error) => {
				if (error instanceof CommandFailed && error.isSettled) keep$2(read$3().filter((one) => one.interaction !== interaction));
			});
		}
	});
	x(() => mine().forEach(look$1));
	x(() => void (chosen.value && see(chosen.value)));
}
// src/desk/reading.ts
/**
* What is shown of the chosen interaction: followed where one may follow it, else read once, else the reason why not.
*
* subscribe ──ok──► followed          forbidden, and there is a `via` ──► read once (somebody else's, earlier)
*     └──────── forbidden, none ──► refused: it waits, or it is not for this agent
*/
/** Read once, by id. They do not change by themselves. */
var read$2 = y({});
/** Error codes, by id. */
var refused = y({});
/** What is known of an interaction now. */
function viewOf(interaction) {
	return views.value.interaction(interaction) ?? read$2.value[interaction];
}
/** Through which interaction this one is read, if it is not the agent's own: it is not followed, nothing can be done with it. */
function viaOf(interaction) {
	return !views.value.interaction(interaction) && interaction in read$2.value && place.value.interaction === interaction ? place.value.via : void 0;
}
async function open(current, interaction, via) {
	try {
		await current.subscribe(`interaction/${interaction}`);
		tell$1(interaction, void 0);
	} catch (error) {
		if (!(error instanceof CommandFailed)) return;
		if (via && error.code === "forbidden") await readOnce(current, interaction, via);
		else tell$1(interaction, error.code);
	}
}
async function readOnce(current, interaction, via) {
	try {
		const { interaction: view } = await current.ask("interaction.read", {
			interaction,
			via
		});
		read$2.value = {
			...read$2.value,
			[interaction]: complete("InteractionView", view)
		};
		tell$1(interaction, void 0);
	} catch (error) {
		if (error instanceof CommandFailed) tell$1(interaction, error.code);
	}
}
function tell$1(interaction, code) {
	const { [interaction]: _, ...rest } = refused.peek();
	if (code || interaction in refused.peek()) refused.value = code ? {
		...rest,
		[interaction]: code
	} : rest;
}
/** Streams of what is neither chosen nor the agent's, nor has a mail on its way: not followed any more. */
function leave(current, chosen, mine) {
	const followed = followedInteractions();
	for (const stream of current.views.streams) {
		const [kind, id] = stream.split("/");
		if (kind !== "interaction" || !id || id === chosen || mine.has(id) || followed.has(id)) continue;
		current.unsubscribe(stream).catch(() => void 0);
	}
}
/** What was asked for last: once for each place and connection, and again when it becomes the agent's. */
var asked$2 = "";
x(() => {
	const current = client.value;
	const { interaction, via } = place.value;
	const answered = offers.value.filter(({ state }) => state === "accepting");
	const mine = new Set([...legs.value, ...answered].map(({ interaction: id }) => id));
	if (!current || connection.value.state !== "live") return void (asked$2 = "");
	leave(current, interaction, mine);
	const isMine = interaction !== void 0 && mine.has(interaction);
	const next = `${interaction} ${via} ${isMine}`;
	if (next === asked$2) return;
	asked$2 = next;
	if (interaction && !current.views.interaction(interaction)) open(current, interaction, isMine ? void 0 : via);
});
onNotice(({ notice, stream = "" }) => {
	if (notice === "unsubscribed" && stream.startsWith("interaction/")) tell$1(stream.slice(12), "forbidden");
});
x(() => {
	if (client.value) return;
	r(() => (read$2.value = {}, refused.value = {}));
});
// src/desk/notifying.ts
/** Notifications of the system, from one tab of this browser, if the agent wants them. */
var hasNotifications = y(localStorage.getItem("ringline.notifications") !== "off");
var isNotifying = y(false);
var shown = /* @__PURE__ */ new Map();
/** For the life of the page. */
function startNotifying() {
	lead("ringline.notify", isNotifying);
	x(() => localStorage.setItem("ringline.notifications", hasNotifications.value ? "on" : "off"));
}
/** One tab of this browser has it at a time; the next one takes over when it closes. */
function lead(name, leads) {
	navigator.locks?.request(name, () => (leads.value = true, new Promise(() => void 0)));
}
/** Asked for when the agent wants it, which is in a click. */
function askToNotify() {
	if ("Notification" in window && hasNotifications.value && Notification.permission === "default") Notification.requestPermission();
}
var isBlocked = () => !("Notification" in window) || Notification.permission === "denied";
/** The same tag again takes the place of the one before. */
function notify(tag, name, body, open) {
	if (!hasNotifications.peek() || !isNotifying.peek() || !document.hidden) return;
	if (!("Notification" in window) || Notification.permission !== "granted") return;
	const notification = new Notification(name, {
		body,
		tag
	});
	notification.onclick = () => (window.focus(), open?.(), notification.close());
	shown.set(tag, notification);
}
function putAway(tag) {
	shown.get(tag)?.close();
	shown.delete(tag);
}
/** Of a word that the protocol may add later. */
var channelName = (channel) => sayOr(`channel.${channel}`, channel);
// src/desk/icons.tsx
/** Small drawings, each with its name for those who do not see them. */
var PATHS = {
	messaging: "M4 5h16v11H9l-5 4z",
	voice: "M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
	video: "M3 6h12v12H3zM15 10l6-4v12l-6-4z",
	email: "M3 5h18v14H3zM3 6l9 7 9-7",
	work_item: "M5 4h14v16H5zM8 9h8M8 13h8"
};
function ChannelIcon({ channel }) {
	return /* @__PURE__ */ a("svg", {
		class: "icon",
		viewBox: "0 0 24 24",
		role: "img",
		"aria-label": channelName(channel),
		children: /* @__PURE__ */ a("path", { d: PATHS[channel] ?? PATHS["work_item"] })
	});
}
// src/desk/packet.tsx
/** What a colleague leaves, the same on the ring and beside the conversation: who, why, notes, and the answer begun. */
function Packet({ left }) {
	const { note, notes, draft, reason, ended_at_ms: atMs } = left;
	const why = reason && sayOr(`left.${reason}`, "");
	return /* @__PURE__ */ a("blockquote", {
		class: "packet",
		children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: [
					say("ring.handover", { agent: left.agent_name }),
					why && ` · ${why}`,
					atMs !== void 0 && /* @__PURE__ */ a("time", { children: ` · ${clockTime(atMs, now.peek())}` })
				]
			}),
			note && /* @__PURE__ */ a("p", { children: note }),
			notes.filter(({ text }) => text !== note).map((one, index) => /* @__PURE__ */ a("p", { children: one.text }, index)),
			draft && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("packet.draft", { agent: draft.agent_name })
			}),
			draft && /* @__PURE__ */ a("p", {
				class: "begun",
				children: draft.text
			})
		]
	});
}
/** Beside a conversation that somebody else had before me. */
function LeftToMe({ view }) {
	const me = agent.value?.agent ?? "";
	const left = view.legs.some((leg) => leg.agent === me && leg.state !== "ended") ? packet(view, me) : void 0;
	return left ? /* @__PURE__ */ a(Packet, { left }) : null;
}
// src/desk/summarising.tsx
/** How old the summary is, and a new one when the agent wants it. It comes as an event, like any other. */
function NewSummary({ view }) {
	const [awaited, setAwaited] = d(0);
	const covered = view.summary?.revision ?? 0;
	const since = view.segments.filter((segment) => segment.seq > covered).length;
	if (!view.legs.some((leg) => leg.agent === agent.value?.agent) || since === 0) return null;
	const isComing = awaited > covered;
	const make = () => attempt(async (current) => {
		const wish = await current.ask("summary.make", { interaction: view.interaction });
		setAwaited(wish.is_coming ? wish.revision : 0);
	});
	return /* @__PURE__ */ a("p", {
		class: "quiet summary-age",
		children: [
			view.summary && say("summary.since", { count: since }),
			" ",
			/* @__PURE__ */ a("button", {
				type: "button",
				disabled: isComing,
				onClick: () => void make(),
				children: say(isComing ? "summary.coming" : "summary.make")
			})
		]
	});
}
// \0vite/preload-helper.js
var scriptRel = /* @__PURE__ */ (function detectScriptRel() {
	const relList = typeof document !== "undefined" && document.createElement("link").relList;
	return relList && relList.supports && relList.supports("modulepreload") ? "modulepreload" : "preload";
})();
var assetsURL = function(dep, importerUrl) {
	return new URL(dep, importerUrl).href;
};
var seen = {};
var isCssPreloadUrl = function isCssPreloadUrl(url) {
	return url.pathname.endsWith(".css");
};
var preloadOnce = function preloadOnce(seen, href, preload) {
	if (href in seen) return seen[href];
	const promise = preload();
	if (!promise) {
		seen[href] = void 0;
		return;
	}
	const preloadPromise = promise.then(() => {
		seen[href] = void 0;
	}, (err) => {
		seen[href] = void 0;
		throw err;
	});
	seen[href] = preloadPromise;
	return preloadPromise;
};
var __vitePreload = function preload(baseModule, deps, importerUrl) {
	let promise = Promise.resolve();
	if (deps && deps.length > 0) {
		let preloadedHrefs;
		const cspNonceMeta = document.querySelector("meta[property=csp-nonce]");
		const cspNonce = cspNonceMeta?.nonce || cspNonceMeta?.getAttribute("nonce");
		function allSettled(promises) {
			return Promise.all(promises.map((p) => Promise.resolve(p).then((value) => ({
				status: "fulfilled",
				value
			}), (reason) => ({
				status: "rejected",
				reason
			}))));
		}
		function importMetaResolve(specifier) {
			if (import.meta.resolve) return new URL(import.meta.resolve(specifier));
			return new URL(
				specifier,
				/** #__KEEP__ */
				import.meta.url
			);
		}
		promise = allSettled(deps.map((depString) => {
			depString = assetsURL(depString, importerUrl);
			const dep = importMetaResolve(depString);
			const isCss = isCssPreloadUrl(dep);
			return preloadOnce(seen, dep.href, () => {
				if (preloadedHrefs === void 0) {
					preloadedHrefs = {
						all: /* @__PURE__ */ new Set(),
						styles: /* @__PURE__ */ new Set()
					};
					const links = document.getElementsByTagName("link");
					for (let i = links.length - 1; i >= 0; i--) {
						const link = links[i];
						preloadedHrefs.all.add(link.href);
						if (link.rel === "stylesheet") preloadedHrefs.styles.add(link.href);
					}
				}
				if ((isCss ? preloadedHrefs.styles : preloadedHrefs.all).has(dep.href)) return;
				const link = document.createElement("link");
				link.rel = isCss ? "stylesheet" : scriptRel;
				if (!isCss) link.as = "script";
				link.crossOrigin = "";
				link.href = dep.href;
				if (cspNonce) link.setAttribute("nonce", cspNonce);
				document.head.appendChild(link);
				if (isCss) return new Promise((res, rej) => {
					const handleSettle = (e) => {
						link.removeEventListener("load", handleSettle);
						link.removeEventListener("error", handleSettle);
						if (e.type === "error") rej(/* @__PURE__ */ new Error(`Unable to preload CSS for ${dep}`));
						else res(e);
					};
					link.addEventListener("load", handleSettle);
					link.addEventListener("error", handleSettle);
				});
			});
		}).filter((p) => p !== void 0));
	}
	function handlePreloadError(err) {
		const e = new Event("vite:preloadError", { cancelable: true });
		e.payload = err;
		window.dispatchEvent(e);
		if (!e.defaultPrevented) throw err;
	}
	return promise.then((res) => {
		for (const item of res || []) {
			if (item.status !== "rejected") continue;
			handlePreloadError(item.reason);
		}
		return baseModule().catch(handlePreloadError);
	});
};
// src/desk/lazy.tsx
/**
* Parts of the desk that most visits do not need, read when they do: the address book, the choice of keys, parking, resolving, why something waits. When the server was updated
* meanwhile, an old desk and a new part may not fit together; then a reload brings both.
*/
var book = y(void 0);
async function load$1() {
	if (book.peek()) return;
	try {
		book.value = await __vitePreload(() => import("./book.js"), [], import.meta.url);
	} catch {
		toast("lazy.failed", {}, true, {
			text: say("lazy.reload"),
			run: () => location.reload()
		});
	}
}
/** The part as soon as it is there. */
function Lazy({ name, ...props }) {
	A(() => void load$1(), []);
	const Part = book.value?.[name];
	return Part ? /* @__PURE__ */ a(Part, { ...props }) : /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("thread.loading")
	});
}
// src/desk/profile.tsx
/** Profile: the address book, what the flow collected, and earlier interactions. */
function Profile({ view }) {
	const [profile, setProfile] = d(void 0);
	const via = viaOf(view.interaction) ?? view.interaction;
	const read = () => void attempt(async () => setProfile(await client.value?.ask("profile.read", { interaction: via })));
	A(read, [via, view.consumer.contact]);
	const contact = profile?.contact;
	const variables = view.variables.filter((variable) => variable.in_profile);
	const { consumer } = view;
	const leg = myLeg(view);
	const isMine = leg !== void 0 && isTalking(leg);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(LeftToMe, { view }),
		/* @__PURE__ */ a(Summary, { summary: view.summary }),
		/* @__PURE__ */ a(NewSummary, { view }),
		/* @__PURE__ */ a("h3", { children: say("profile.contact") }),
		!contact && /* @__PURE__ */ a("dl", {
			class: "facts",
			children: [fact$1(say("profile.phone"), consumer.phone), fact$1(say("profile.email"), consumer.email)]
		}),
		profile && !contact && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.none")
		}),
		profile && /* @__PURE__ */ a(Lazy, {
			name: "ContactPanel",
			view,
			contact: contact ?? void 0,
			changed: read,
			canLink: isMine
		}),
		/* @__PURE__ */ a("h3", { children: say("profile.variables") }),
		variables.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.no_variables")
		}),
		/* @__PURE__ */ a(Variables, { variables }),
		/* @__PURE__ */ a("h3", { children: say("profile.earlier") }),
		profile?.earlier.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.no_earlier")
		}),
		/* @__PURE__ */ a("ul", {
			class: "earlier",
			children: profile?.earlier.map((line) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a("button", {
				type: "button",
				"aria-current": line.id === view.interaction,
				onClick: () => goTo({
					interaction: line.id,
					via
				}),
				children: [
					/* @__PURE__ */ a(ChannelIcon, { channel: line.channel }),
					/* @__PURE__ */ a("span", { children: line.subject || line.preview || queueName(line.queue) }),
					/* @__PURE__ */ a("time", {
						class: "quiet",
						children: clockTime(line.created_at_ms, now.peek())
					})
				]
			}) }, line.id))
		}),
		(profile?.earlier.length ?? 0) > 0 && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => showAll(profile?.earlier[0]?.consumer, contact?.name ?? consumer.name),
			children: say("profile.all_of")
		})
	] });
}
/** In the list of all interactions: those of one consumer. */
function showAll(key, name) {
	if (!key) return;
	reset("all");
	narrow("all", {
		said: false,
		consumer: {
			key,
			name: name || key
		}
	});
	which.value = "all";
	if (matchMedia("(max-width: 46rem)").matches) goTo({});
}
function fact$1(name, value) {
	return value ? [/* @__PURE__ */ a("dt", { children: name }, `${name} name`), /* @__PURE__ */ a("dd", { children: value }, name)] : null;
}
// src/desk/found.ts
/**
* The list of all interactions, page by page: lines, or what was said in them. It is read anew when the filter changes,
* every few seconds while only its beginning is shown, and when one asks.
*/
var PAGE$2 = 50;
var PAUSE_MS$2 = 250;
var FRESH_MS$1 = 1e4;
/** Pages without a line of their own that are turned by themselves. */
var EMPTY_PAGES_MAX = 5;
var NOTHING = {
	rows: [],
	state: "loading",
	pages: 0
};
var found = y(NOTHING);
/** Each question makes the ones before it worthless. */
var question = 0;
var isSaid = (filter) => filter.said && filter.text.trim() !== "";
/** The next page, if there is one. */
function more() {
	if (found.peek().state === "more") read$1(question, found.peek(), EMPTY_PAGES_MAX);
}
/** The page that could not be read. */
function again() {
	if (found.peek().state === "failed") read$1(question, found.peek(), EMPTY_PAGES_MAX);
}
/** From the beginning. What is shown stays until the answer is there. */
function refresh() {
	question += 1;
	found.value = {
		...found.peek(),
		state: "loading"
	};
	read$1(question, NOTHING, EMPTY_PAGES_MAX);
}
async function read$1(mine, before, pagesLeft) {
	const current = client.value;
	if (!current) return;
	if (before.pages > 0) found.value = {
		...before,
		state: "loading"
	};
	try {
		const page = await pageOf(current, filters.all.value, before.cursor);
		if (mine !== question) return;
		const next = {
			rows: joined(before.rows, page.rows),
			cursor: page.cursor,
			pages: before.pages + 1,
			state: page.cursor ? "more" : "done"
		};
		found.value = next;
		if (page.cursor && page.rows.length === 0 && pagesLeft > 0) read$1(mine, next, pagesLeft - 1);
	} catch {
		if (mine === question) found.value = {
			...found.value,
			state: "failed"
		};
	}
}
async function pageOf(current, filter, cursor) {
	if (!isSaid(filter)) {
		const page = await current.ask("interaction.list", {
			...asked$3(filter, now.peek()),
			cursor,
			limit: PAGE$2
		});
		return {
			rows: page.interactions.map((line) => ({ line })),
			cursor: page.cursor ?? void 0
		};
	}
	const page = await current.ask("transcript.search", {
		text: filter.text.trim(),
		cursor,
		limit: PAGE$2
	});
	const lines = new Map(page.interactions.map((line) => [line.id, line]));
	return {
		rows: page.hits.flatMap((hit) => {
			const line = lines.get(hit.interaction);
			return line && fits(line, filter, now.peek()) ? [{
				line,
				hit
			}] : [];
		}),
		cursor: page.cursor ?? void 0
	};
}
/** What changed between two pages may come twice. */
function joined(before, after) {
	const known = new Set(before.map(keyOf));
	return [...before, ...after.filter((row) => !known.has(keyOf(row)))];
}
var keyOf = ({ line, hit }) => hit ? `${line.id} ${hit.segment}` : line.id;
/** For the life of the page. */
function keepFound() {
	x(() => {
		if (which.value !== "all" || connection.value.state !== "live") return;
		filters.all.value;
		const pause = setTimeout(refresh, found.peek().pages === 0 ? 0 : PAUSE_MS$2);
		return () => clearTimeout(pause);
	});
	x(() => {
		if (!client.value) found.value = NOTHING;
	});
	setInterval(() => {
		if (which.value === "all" && connection.value.state === "live" && !document.hidden && found.value.pages === 1 && !isSaid(filters.all.value) && found.value.state !== "loading") refresh();
	}, FRESH_MS$1);
}
// src/desk/spans.ts
/** Spans as people say them: 45 s, 12 min, 3 h, 2 d. */
var UNITS$1 = [
	["day", 864e5],
	["hour", 36e5],
	["minute", 6e4],
	["second", 1e3]
];
var locale = () => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value;
var formats = /* @__PURE__ */ new Map();
function format(unit) {
	const key = `${locale()} ${unit}`;
	const known = formats.get(key) ?? new Intl.NumberFormat(locale(), {
		style: "unit",
		unit,
		unitDisplay: "short"
	});
	formats.set(key, known);
	return known;
}
/** In its largest unit, cut and not rounded: 119 seconds are 1 min. */
function roughly(ms) {
	const [unit, size] = UNITS$1.find(([, one]) => ms >= one) ?? UNITS$1[3];
	return format(unit).format(Math.max(0, Math.trunc(ms / size)));
}
// src/desk/sla.tsx
/** How long somebody has been waiting for an answer, against what the queue promises. Colour and words. */
/** Below this part of the target, it is nearly late. */
var NEAR = .25;
/** How much is left; negative when it is late, undefined without a promise. */
function leftMs(queue, sinceMs) {
	const target = setUp(queue)?.target_ms;
	return target === void 0 || sinceMs == null ? void 0 : sinceMs + target - now.value;
}
function Sla({ queue, sinceMs }) {
	const left = leftMs(queue, sinceMs);
	const target = setUp(queue)?.target_ms ?? 0;
	if (left === void 0) return null;
	const level = left < 0 ? "late" : left < target * NEAR ? "near" : "fine";
	return /* @__PURE__ */ a("span", {
		class: "sla",
		"data-level": level,
		title: say("sla.help", { span: roughly(target) }),
		children: say(left < 0 ? "sla.late" : "sla.left", { span: roughly(Math.abs(left)) })
	});
}
// src/desk/why.ts
/** Why something is still waiting is asked from anywhere; the answer is `why.tsx`. */
var asked$1 = y(void 0);
/** Opens the dialog, from wherever a waiting interaction is shown. */
function askWhy(interaction, name) {
	asked$1.value = {
		interaction,
		name
	};
}
// src/desk/reading.tsx
/** Above the conversation: back to the list, back to where one came from, on to what is known. */
function PaneBar({ hasAbout = true }) {
	const { via } = place.value;
	const from = via ? viewOf(via)?.consumer.name || legs.value.find((leg) => leg.interaction === via)?.consumer_name : void 0;
	return /* @__PURE__ */ a("div", {
		class: "pane-bar",
		"data-via": via !== void 0,
		children: [via ? /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => goTo({ interaction: via }),
			children: ["‹ ", say("read.back", { name: from || say("ring.unknown") })]
		}) : /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain to-list",
			onClick: () => choose$1(void 0),
			children: ["‹ ", say("thread.back")]
		}), hasAbout && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain to-about",
			onClick: () => goTo({
				...place.value,
				about: "1"
			}),
			children: [say("pane.about"), " ›"]
		})]
	});
}
/** Above what is known, where it is shown alone. */
function AboutBar() {
	return /* @__PURE__ */ a("div", {
		class: "pane-bar to-about",
		children: /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => goTo({
				...place.value,
				about: void 0
			}),
			children: ["‹ ", say("pane.back")]
		})
	});
}
/** Below a conversation in which the agent has no part now. */
function ReadingOf({ view }) {
	const ended = view.closed ?? view.ended;
	const others = view.legs.filter((leg) => leg.kind !== "monitor" && leg.state !== "ended" && leg.agent !== agent.value?.agent);
	const told = () => {
		if (view.closed) return `${say("read.closed")} ${sayOr(`ended_as.${view.closed.reason}`, "")}`;
		if (others.length > 0) return say("read.foreign", { name: others.map((leg) => leg.agent_name).join(", ") });
		if (view.waiting) return say("read.waiting", { queue: queueName(view.waiting.queue) });
		return ended ? say("thread.closed") : "";
	};
	return /* @__PURE__ */ a("p", {
		class: "quiet over",
		role: "note",
		children: [place.value.via && `${say("read.earlier")} `, told()]
	});
}
/** There is an interaction in the address that cannot be shown. */
function Unreadable() {
	const interaction = chosen.value ?? "";
	const code = refused.value[interaction];
	const line = found.value.rows.find((row) => row.line.id === interaction)?.line;
	if (!code) return /* @__PURE__ */ a(Loading, {});
	return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-label": line?.consumer_name || say("read.forbidden"),
		children: [/* @__PURE__ */ a(PaneBar, { hasAbout: false }), line && line.waiting_since_ms !== null && line.closed_at_ms === null ? /* @__PURE__ */ a(Waits, { line }) : /* @__PURE__ */ a("p", {
			role: "alert",
			children: say(code === "forbidden" ? "read.forbidden" : "read.failed")
		})]
	});
}
function Loading() {
	return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-busy": "true",
		children: [/* @__PURE__ */ a(PaneBar, { hasAbout: false }), /* @__PURE__ */ a("p", { children: say("thread.loading") })]
	});
}
/** Nobody has it yet: who has room may take it. */
function Waits({ line }) {
	const take = async () => {
		if (await attempt((current) => current.ask("interaction.take", { interaction: line.id }))) toast("read.taken");
	};
	const isReady = agent.value?.status?.status === "ready";
	const holders = line.agents.map(agentName).join(", ");
	return /* @__PURE__ */ a("div", {
		class: "card waits",
		children: [
			/* @__PURE__ */ a("header", {
				class: "row",
				children: [
					/* @__PURE__ */ a(ChannelIcon, { channel: line.channel }),
					/* @__PURE__ */ a("h2", { children: line.consumer_name || line.consumer || say("ring.unknown") }),
					/* @__PURE__ */ a(Sla, {
						queue: line.queue,
						sinceMs: line.waiting_since_ms
					})
				]
			}),
			line.subject && /* @__PURE__ */ a("p", {
				class: "subject",
				children: line.subject
			}),
			/* @__PURE__ */ a("p", { children: say("read.waiting", { queue: queueName(line.queue) }) }),
			holders && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: holders
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "waiting.why",
				onClick: () => askWhy(line.id, line.consumer_name || say("ring.unknown")),
				children: say("waiting.why")
			}),
			setUp(line.queue)?.member && !isReady && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("read.take_not_ready")
			}),
			setUp(line.queue)?.member && isReady && /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-deed": "read.take",
				onClick: () => void take(),
				children: say("read.take")
			})
		]
	});
}
// src/desk/lines.ts
/**
* The lines of a transcript: what the view holds, what it held, and pages from before.
*
* They stand in chunks that are replaced, never changed, so that of a long transcript only the chunk with the new line is
* drawn again. The view's window slides on, what slid out of it stays here. After a window that has jumped (a snapshot far
* ahead) all begins anew: what is shown has no hole, and what is before can be read back.
*/
var PAGE$1 = 200;
var CHUNK = 64;
/** Transcripts whose lines are kept while others are looked at. */
var KEPT_MAX = 8;
var lineOf = ({ said_at_ms, ...segment }) => ({
	...segment,
	at_ms: said_at_ms
});
var Lines = class {
	chunks = [];
	seqs = /* @__PURE__ */ new Set();
	get first() {
		return this.chunks[0]?.lines[0];
	}
	get count() {
		return this.seqs.size;
	}
	/** With what the view shows; anew when it has nothing in common with what is here. */
	hold({ segments }) {
		if (!segments.some(({ seq }) => this.seqs.has(seq))) this.clear();
		this.add(segments.filter(({ seq }) => !this.seqs.has(seq)).map(lineOf));
	}
	clear() {
		this.chunks = [];
		this.seqs.clear();
	}
	add(lines) {
		const fresh = /* @__PURE__ */ new Map();
		for (const line of lines) {
			if (this.seqs.has(line.seq)) continue;
			this.seqs.add(line.seq);
			const key = Math.trunc(line.seq / CHUNK);
			fresh.set(key, [...fresh.get(key) ?? [], line]);
		}
		if (fresh.size === 0) return;
		const kept = this.chunks.map((chunk) => grown(chunk, fresh));
		const made = [...fresh].map(([key, some]) => ({
			key,
			lines: some.sort(bySeq)
		}));
		this.chunks = [...kept, ...made].sort((a, b) => a.key - b.key);
	}
};
var bySeq = (a, b) => a.seq - b.seq;
/** With its part of what is fresh, which is taken out. */
function grown(chunk, fresh) {
	const more = fresh.get(chunk.key);
	if (!more) return chunk;
	fresh.delete(chunk.key);
	return {
		key: chunk.key,
		lines: [...chunk.lines, ...more].sort(bySeq)
	};
}
var kept$1 = /* @__PURE__ */ new Map();
function linesOf(interaction) {
	const lines = kept$1.get(interaction) ?? new Lines();
	kept$1.delete(interaction);
	kept$1.set(interaction, lines);
	for (const [oldest] of kept$1) if (kept$1.size > KEPT_MAX) kept$1.delete(oldest);
	return lines;
}
/** Of a mail that the view holds, or that was read back. */
function headOf({ interaction, segments }, mail) {
	const read = kept$1.get(interaction)?.chunks.flatMap(({ lines }) => lines) ?? [];
	return [...segments, ...read].find((line) => line.mail?.mail === mail)?.mail;
}
/** All lines that were seen, in order. */
function useLines(view) {
	const [, setPages] = d(0);
	const lines = linesOf(view.interaction);
	lines.hold(view);
	const hasMore = () => lines.count > 0 && lines.count < view.segment_count;
	const page = async () => {
		const before = lines.count;
		const asked = {
			interaction: view.interaction,
			before_seq: lines.first?.seq,
			limit: PAGE$1,
			via: viaOf(view.interaction)
		};
		await attempt(async (current) => {
			const { segments } = await current.ask("transcript.read", asked);
			lines.add(segments.filter((line) => !line.hidden));
		});
		return lines.count > before;
	};
	const more = async () => void (await page(), setPages((pages) => pages + 1));
	const reach = async (seq) => {
		while (hasMore() && (lines.first?.seq ?? 0) > seq && await page());
		setPages((pages) => pages + 1);
	};
	return {
		chunks: lines.chunks,
		hasMore: hasMore(),
		more,
		reach
	};
}
// src/desk/search.ts
/** Searching a transcript while people talk: hits so far, each new one, and where one is among them. */
var PAUSE_MS$1 = 250;
var PAGE = 200;
/** Hits by segment; undefined while nothing is sought. A search ends with its connection, and is begun again on the next. */
function useSearch(interaction, sought) {
	const [found, setFound] = d(void 0);
	const text = sought.trim();
	const isLive = connection.value.state === "live";
	A(() => void (text || setFound(void 0)), [text]);
	A(() => text && isLive ? search(interaction, text, setFound) : void 0, [
		interaction,
		text,
		isLive
	]);
	return found;
}
/** Begins after a pause in typing; returns what ends it. */
function search(interaction, text, tell) {
	let id;
	let isOver = false;
	const add = (hits) => isOver ? void 0 : tell((known) => new Map([...known ?? [], ...hits.map((hit) => [hit.segment, placeOf$1(hit)])]));
	const end = onPassing(({ event, data }) => {
		if (event === "search.hit" && data.search === id) add([data]);
	});
	const begin = async () => {
		const current = client.value;
		const via = viaOf(interaction);
		if (current && via) return readOnce(current, {
			interaction,
			text,
			via,
			limit: PAGE
		});
		const answer = await current?.ask("search.start", {
			interaction,
			text
		});
		if (!current || !answer) return;
		if (isOver) return void current.ask("search.stop", { search: answer.search }).catch(() => void 0);
		id = answer.search;
		tell(/* @__PURE__ */ new Map());
		add([...answer.hits, ...answer.partials]);
		let [{ cursor }, count] = [answer, answer.hits.length];
		while (cursor && count < 1e3 && !isOver) {
			const page = await current.ask("transcript.search", {
				interaction,
				text,
				cursor,
				limit: PAGE
			});
			add(page.hits);
			[cursor, count] = [page.cursor, count + page.hits.length];
		}
	};
	const readOnce = async (current, asked) => {
		tell(/* @__PURE__ */ new Map());
		for (let cursor = void 0, count = 0; cursor !== null && count < 1e3 && !isOver;) {
			const page = await current.ask("transcript.search", {
				...asked,
				cursor
			});
			add(page.hits);
			[cursor, count] = [page.cursor ?? null, count + page.hits.length];
		}
	};
	const timer = setTimeout(() => void attempt(begin), PAUSE_MS$1);
	return () => {
		isOver = true;
		clearTimeout(timer);
		end();
		if (id) client.value?.ask("search.stop", { search: id }).catch(() => void 0);
	};
}
var placeOf$1 = (hit) => ({
	seq: "seq" in hit && hit.seq || Infinity,
	spans: hit.offsets
});
/** Going through the hits in the order of the conversation. */
function useAmong(found, first) {
	const [at, setAt] = d(first);
	const order = w(() => [...found ?? []].sort(([, a], [, b]) => a.seq - b.seq).map(([segment]) => segment), [found]);
	const place = at === void 0 ? -1 : order.indexOf(at);
	const go = (by) => {
		if (order.length === 0) return;
		const next = place < 0 ? by > 0 ? 0 : order.length - 1 : (place + by + order.length) % order.length;
		setAt(order[next]);
	};
	return {
		at,
		place,
		go
	};
}
// src/desk/scrolling.ts
var NEAR_PX$1 = 40;
/** For the nearest box around the element, itself included, that scrolls. */
function useEnd$1(inside, changes) {
	const isAtEnd = T(true);
	A(() => {
		const box = scroller(inside.current);
		const look = () => void (isAtEnd.current = box.scrollTop + box.clientHeight > box.scrollHeight - NEAR_PX$1);
		box.addEventListener("scroll", look, { passive: true });
		return () => box.removeEventListener("scroll", look);
	}, []);
	F(() => {
		const box = scroller(inside.current);
		if (isAtEnd.current) box.scrollTop = box.scrollHeight;
	}, changes);
}
function scroller(start) {
	for (let box = start; box; box = box.parentElement) if (getComputedStyle(box).overflowY === "auto") return box;
	return document.documentElement;
}
// src/desk/transcript.tsx
/** Transcript: bot, queue and agents in one, partials in place, searched while people talk. */
function Transcript({ view }) {
	const [sought, setSought] = d(place.value.find ?? "");
	const { chunks, hasMore, more, reach } = useLines(view);
	const found = useSearch(view.interaction, sought);
	const among = useAmong(found, place.value.at);
	const list = T(null);
	const wanted = among.at === void 0 ? void 0 : found?.get(among.at);
	useEnd$1(list, [chunks, view.partials]);
	F(() => {
		const show = () => list.current?.querySelector("[data-here=\"true\"]")?.scrollIntoView({ block: "center" });
		if (wanted && wanted.seq < (chunks[0]?.lines[0]?.seq ?? 0)) reach(wanted.seq).then(() => requestAnimationFrame(show));
		else show();
	}, [among.at, wanted === void 0]);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Search, {
			sought,
			seek: setSought,
			found,
			among
		}),
		hasMore && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => void more(),
			children: say("transcript.earlier")
		}),
		chunks.length === 0 && view.partials.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("transcript.empty")
		}),
		/* @__PURE__ */ a("div", {
			class: "transcript",
			role: "list",
			ref: list,
			children: [chunks.map((chunk, index) => /* @__PURE__ */ a(Some, {
				chunk,
				before: phaseOf(chunks[index - 1]?.lines.at(-1)),
				consumer: view.consumer.name,
				found,
				here: among.at,
				words: language.value
			}, chunk.key)), view.partials.map((partial) => /* @__PURE__ */ a("div", {
				class: "spoken partial",
				role: "listitem",
				"data-here": among.at === partial.segment,
				children: [/* @__PURE__ */ a("p", {
					class: "by",
					children: [
						partial.participant || sayOr(`role.${partial.role}`, partial.role),
						" · ",
						say("transcript.partial")
					]
				}), /* @__PURE__ */ a("p", {
					class: "text",
					children: marked(partial.text, found?.get(partial.segment)?.spans)
				})]
			}, partial.segment))]
		})
	] });
}
function Search({ sought, seek, found, among }) {
	const isNone = !found?.size;
	return /* @__PURE__ */ a("div", {
		class: "search",
		role: "search",
		children: [/* @__PURE__ */ a("input", {
			type: "search",
			"aria-label": say("search.label"),
			placeholder: say("search.label"),
			value: sought,
			onInput: (event) => seek(event.currentTarget.value),
			onKeyDown: (event) => event.key === "Enter" && (event.preventDefault(), among.go(event.shiftKey ? -1 : 1))
		}), found && /* @__PURE__ */ a("div", {
			class: "row",
			children: [
				/* @__PURE__ */ a("span", {
					role: "status",
					children: told(found.size, among.place)
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					"aria-label": say("search.previous"),
					disabled: isNone,
					onClick: () => among.go(-1),
					children: "↑"
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					"aria-label": say("search.next"),
					disabled: isNone,
					onClick: () => among.go(1),
					children: "↓"
				})
			]
		})]
	});
}
function told(size, place) {
	if (size === 0) return say("search.none");
	const count = size < 1e3 ? `${size}` : `${size}+`;
	return place < 0 ? say("search.hits", { count }) : say("search.position", {
		place: place + 1,
		count
	});
}
var phaseOf = (line) => line?.phase && say(`phase.${line.phase}`, { number: line.number ?? "" }).trim();
/** A chunk of lines: drawn again only when something in it has changed. */
function Some(props) {
	const last = T(void 0);
	if (!last.current || differs(last.current.props, props)) last.current = {
		props,
		shown: drawn(props)
	};
	return last.current.shown;
}
function differs(was, is) {
	const { chunk, before, consumer, words } = is;
	if (was.chunk !== chunk || was.before !== before || was.consumer !== consumer || was.words !== words) return true;
	const has = (segment) => chunk.lines.some((line) => line.segment === segment);
	if (was.here !== is.here && (has(was.here) || has(is.here))) return true;
	return was.found !== is.found && chunk.lines.some(({ segment }) => was.found?.get(segment) !== is.found?.get(segment));
}
function drawn({ chunk, before, consumer, found, here }) {
	return /* @__PURE__ */ a("div", {
		class: "chunk",
		role: "presentation",
		children: chunk.lines.map((line, index) => {
			const phase = phaseOf(line);
			const isNew = phase !== (index > 0 ? phaseOf(chunk.lines[index - 1]) : before);
			return /* @__PURE__ */ a(Spoken, {
				line,
				phase: isNew ? phase : void 0,
				consumer,
				here,
				spans: found?.get(line.segment)?.spans
			}, line.segment);
		})
	});
}
function Spoken({ line, phase, consumer, spans, here }) {
	const { segment, role, participant, text, at_ms: atMs } = line;
	return /* @__PURE__ */ a("div", {
		class: "spoken",
		role: "listitem",
		"data-role": role,
		"data-here": segment === here,
		children: [
			phase && /* @__PURE__ */ a("p", {
				class: "phase",
				children: phase
			}),
			/* @__PURE__ */ a("p", {
				class: "by",
				children: [
					participant || role === "consumer" && consumer || sayOr(`role.${role}`, role),
					" ",
					/* @__PURE__ */ a("time", { children: clockTime(atMs, now.peek()) })
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: marked(text, spans)
			})
		]
	});
}
/** The text with what was found in it marked. Spans count code points. */
function marked(text, spans) {
	if (!spans?.length) return text;
	const points = [...text];
	return [...spans.flatMap(({ start, end }, index) => [points.slice(spans[index - 1]?.end ?? 0, start).join(""), /* @__PURE__ */ a("mark", { children: points.slice(start, end).join("") }, start)]), points.slice(spans.at(-1)?.end).join("")];
}
// src/desk/context.tsx
/** Beside the conversation: who the consumer is, what was noted, what was said. */
var TABS = [
	"profile",
	"engagement",
	"transcript"
];
function Context({ interaction }) {
	const { find, at } = place.value;
	const [open, setOpen] = d(find ? "transcript" : "profile");
	A(() => void (find && setOpen("transcript")), [find, at]);
	const list = T(null);
	const view = viewOf(interaction);
	const step = (event) => {
		const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
		if (by === 0) return;
		const place = (TABS.indexOf(open) + by + TABS.length) % TABS.length;
		setOpen(TABS[place]);
		list.current?.querySelectorAll("button")[place]?.focus();
	};
	return /* @__PURE__ */ a("aside", {
		class: "context",
		"aria-label": say("tab.label"),
		children: [
			/* @__PURE__ */ a(AboutBar, {}),
			/* @__PURE__ */ a("h2", {
				class: "sr",
				children: say("tab.label")
			}),
			/* @__PURE__ */ a("div", {
				class: "tabs",
				role: "tablist",
				"aria-label": say("tab.label"),
				ref: list,
				onKeyDown: step,
				children: TABS.map((tab) => /* @__PURE__ */ a("button", {
					type: "button",
					role: "tab",
					id: `tab-${tab}`,
					"aria-selected": open === tab,
					"aria-controls": "tab-panel",
					tabIndex: open === tab ? 0 : -1,
					onClick: () => setOpen(tab),
					children: say(`tab.${tab}`)
				}, tab))
			}),
			/* @__PURE__ */ a("div", {
				class: "panel",
				id: "tab-panel",
				role: "tabpanel",
				"aria-labelledby": `tab-${open}`,
				tabIndex: 0,
				children: [
					view && open === "profile" && /* @__PURE__ */ a(Profile, { view }),
					view && open === "engagement" && /* @__PURE__ */ a(Engagement, { view }),
					view && open === "transcript" && /* @__PURE__ */ a(Transcript, { view }, `${find} ${at}`)
				]
			})
		]
	});
}
// src/desk/deeds.ts
/**
* Everything that can be done now, by its word: what has a button with `data-deed` on the screen, and what is offered
* here. The palette lists it, keys do it, and nothing that is not possible is listed.
*/
/** Every deed that may have keys: its group, and the keys it has unless the agent has other wishes. */
var KNOWN = {
	"palette.open": {
		group: "desk",
		keys: "Mod+K"
	},
	"keys.help": {
		group: "desk",
		keys: "?"
	},
	"keys.settings": { group: "desk" },
	"lists.open_long": {
		group: "list",
		keys: "g o"
	},
	"lists.all_long": {
		group: "list",
		keys: "g a"
	},
	"contacts.open": {
		group: "list",
		keys: "g c"
	},
	"list.find": {
		group: "list",
		keys: "/"
	},
	"list.next": {
		group: "list",
		keys: "j"
	},
	"list.previous": {
		group: "list",
		keys: "k"
	},
	"list.back": {
		group: "list",
		keys: "u"
	},
	"ring.accept": {
		group: "ring",
		keys: "Mod+Shift+Enter"
	},
	"ring.decline": {
		group: "ring",
		keys: "Mod+Shift+Backspace"
	},
	"thread.focus": {
		group: "interaction",
		keys: "r"
	},
	"thread.hold": {
		group: "interaction",
		keys: "h"
	},
	"thread.resume": {
		group: "interaction",
		keys: "h"
	},
	"thread.end": {
		group: "interaction",
		keys: "e"
	},
	"thread.resolve": {
		group: "interaction",
		keys: "e"
	},
	"mail.reply": {
		group: "interaction",
		keys: "r"
	},
	"mail.reply_all": {
		group: "interaction",
		keys: "a"
	},
	"mail.forward": {
		group: "interaction",
		keys: "f"
	},
	"call.mute": {
		group: "interaction",
		keys: "m"
	},
	"call.camera": { group: "interaction" },
	"call.take": { group: "interaction" },
	"deed.transfer": {
		group: "interaction",
		keys: "t"
	},
	"deed.consult": {
		group: "interaction",
		keys: "c"
	},
	"deed.invite": { group: "interaction" },
	"deed.park": {
		group: "interaction",
		keys: "z"
	},
	"deed.unpark": {
		group: "interaction",
		keys: "z"
	},
	"deed.release": { group: "interaction" },
	"deed.leave": { group: "interaction" },
	"read.take": { group: "interaction" },
	"wrapup.extend": { group: "interaction" },
	"wrapup.complete": {
		group: "interaction",
		keys: "Mod+Shift+E"
	},
	"tab.profile": {
		group: "about",
		keys: "g p"
	},
	"tab.note": {
		group: "about",
		keys: "n"
	},
	"tab.transcript": {
		group: "about",
		keys: "g t"
	},
	"status.set_ready": {
		group: "status",
		keys: "g r"
	},
	"status.set_not_ready": {
		group: "status",
		keys: "g n"
	},
	"status.set_offline": { group: "status" }
};
var GROUPS = [
	"ring",
	"interaction",
	"about",
	"list",
	"status",
	"desk"
];
/** Never one key alone: taken by mistake, a consumer pays for it. */
var CAREFUL = /* @__PURE__ */ new Set(["ring.accept", "ring.decline"]);
/** Never both at once on the screen: they share their keys. */
var TWINS = [
	["thread.hold", "thread.resume"],
	["thread.focus", "mail.reply"],
	["thread.end", "thread.resolve"],
	["deed.park", "deed.unpark"]
];
/** The one whose keys count for all of its kind. */
var chiefOf = (name) => TWINS.find((twins) => twins.includes(name))?.[0] ?? name;
/** Those that may have keys of their own. */
var CHIEFS = Object.keys(KNOWN).filter((name) => chiefOf(name) === name);
var offered = y(/* @__PURE__ */ new Map());
/** Another value whenever something else is offered: who shows it looks again then. */
var offering = () => offered.value;
/** While the component is there and `isPossible`. */
function useDeed(name, run, isPossible = true, text) {
	const newest = T(run);
	newest.current = run;
	F(() => {
		if (!isPossible) return;
		const deed = {
			name,
			text: text ?? wordOf(name),
			group: groupOf(name),
			run: () => newest.current()
		};
		offered.value = new Map([...offered.peek(), [name, deed]]);
		return () => void (offered.value = new Map([...offered.peek()].filter(([, one]) => one !== deed)));
	}, [
		name,
		isPossible,
		text
	]);
}
/** As people call it. */
function wordOf(name) {
	return sayOr(`do.${name}`, sayOr(name, name));
}
/** Both names of twins. */
function titleOf(chief) {
	return (TWINS.find((some) => some[0] === chief) ?? [chief]).map(wordOf).join(" / ");
}
function buttonOf(name) {
	return [...document.querySelectorAll(`[data-deed="${name}"]`)].find((button) => !button.disabled);
}
/** Everything possible at this moment, each once. */
function possible() {
	const deeds = new Map(offered.peek());
	for (const button of document.querySelectorAll("[data-deed]")) {
		const name = button.dataset["deed"] ?? "";
		if (button.disabled || deeds.has(name)) continue;
		deeds.set(name, {
			name,
			text: wordOf(name),
			group: groupOf(name),
			run: () => button.click()
		});
	}
	return [...deeds.values()];
}
/** Does it, or a twin of it. Whether it was possible. */
function perform(chief) {
	const names = TWINS.find((twins) => twins[0] === chief) ?? [chief];
	for (const name of names) {
		const deed = offered.peek().get(name)?.run ?? (buttonOf(name) && (() => buttonOf(name)?.click()));
		if (deed) return deed(), true;
	}
	return false;
}
var groupOf = (name) => KNOWN[name]?.group ?? (name.startsWith("status") ? "status" : "interaction");
var groupName = (group) => say(`group.${group}`);
// src/desk/dialog.tsx
function Dialog({ title, close, children }) {
	const box = T(null);
	const id = P();
	const newest = T(close);
	newest.current = close;
	F(() => {
		const unfocused = (event) => {
			if (event.key === "Escape" && document.activeElement === document.body) newest.current();
		};
		addEventListener("keydown", unfocused);
		return () => removeEventListener("keydown", unfocused);
	}, []);
	F(() => {
		const before = document.activeElement;
		(box.current?.querySelector("[data-first]") ?? box.current)?.focus({ preventScroll: true });
		return () => {
			if (before?.isConnected) before.focus();
			else document.querySelector(".thread .said")?.focus();
		};
	}, []);
	const pressed = (event) => {
		if (event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		close();
	};
	return /* @__PURE__ */ a("div", {
		class: "veil",
		onClick: (event) => event.target === event.currentTarget && close(),
		children: /* @__PURE__ */ a("div", {
			class: "dialog",
			role: "dialog",
			"aria-labelledby": id,
			ref: box,
			tabIndex: -1,
			onKeyDown: pressed,
			children: [/* @__PURE__ */ a("div", {
				class: "top",
				children: [/* @__PURE__ */ a("h2", {
					id,
					children: title
				}), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("action.close"),
					onClick: close,
					children: "×"
				})]
			}), children]
		})
	});
}
// src/desk/keys.ts
/**
* Keys as people and settings write them: `Mod+K` (Ctrl, or ⌘), `Alt+Shift+X`, `?`, `j`, and one after the other: `g o`.
* A printed sign stands for itself: what gives `?` differs from keyboard to keyboard.
*/
var MODIFIERS = /* @__PURE__ */ new Set([
	"Control",
	"Shift",
	"Alt",
	"Meta",
	"AltGraph",
	"CapsLock",
	"Dead",
	"Process",
	"Unidentified"
]);
/** So long the first of two keys is remembered. */
var SEQUENCE_MS = 1500;
var isMac = /Mac|iPhone|iPad/.test(navigator.platform);
/** The keys of one press; undefined: only a modifier, or text being composed. */
function pressed(event) {
	if (MODIFIERS.has(event.key) || event.isComposing) return void 0;
	const isMod = event.ctrlKey || event.metaKey;
	const isSign = event.key.length === 1 && !/\p{L}/u.test(event.key);
	const isPlain = !isMod && !event.altKey && event.key.length === 1;
	const key = event.key === " " ? "Space" : event.key.length === 1 ? isPlain ? event.key.toLowerCase() : event.key.toUpperCase() : event.key;
	const hasShift = event.shiftKey && !(isPlain && isSign);
	return [
		isMod && "Mod",
		event.altKey && "Alt",
		hasShift && "Shift",
		key
	].filter(Boolean).join("+");
}
/** Whether it is one key alone, or two of them: not while typing, and to be switched off. */
var isBare = (keys) => !/(^|\s)(Mod|Alt)\+/.test(keys) && !/^(F\d+|Escape)$/.test(keys);
/** Whether these keys go into what has the focus. */
function isTyping(target) {
	if (!(target instanceof HTMLElement)) return false;
	if (target instanceof HTMLInputElement) return ![
		"checkbox",
		"radio",
		"button",
		"submit"
	].includes(target.type);
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
var SHOWN = {
	Mod: isMac ? "⌘" : "Ctrl",
	Alt: isMac ? "⌥" : "Alt",
	Shift: isMac ? "⇧" : "Shift",
	ArrowUp: "↑",
	ArrowDown: "↓"
};
/** As they are shown: one text for each key. */
function shownKeys(keys) {
	return keys.split(" ").map((one) => one.split(/(?<=.)\+/).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + "));
}
/** One is the other, or its beginning: then one of the two could never be pressed. */
function collide(one, other) {
	return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
// src/desk/shortcuts.ts
/** Which keys do what: the defaults, and what this agent has changed, kept in this browser for each agent. */
var DEFAULT = {
	keys: {},
	bare: true
};
var owner = O(() => agent.value?.agent);
var wishes = y(DEFAULT);
/** While keys are being chosen, none does anything. */
var isChoosing = y(false);
x(() => {
	const kept = owner.value ? localStorage.getItem(`ringline.keys.${owner.value}`) : null;
	wishes.value = kept ? {
		...DEFAULT,
		...JSON.parse(kept)
	} : DEFAULT;
});
function keep$1(changed) {
	wishes.value = changed;
	if (owner.peek()) localStorage.setItem(`ringline.keys.${owner.peek()}`, JSON.stringify(changed));
}
/** The keys of a deed; undefined: it has none. Those that are single letters may be switched off. */
function keysOf(name) {
	const keys = wished(chiefOf(name));
	return keys && (wishes.value.bare || !isBare(keys)) ? keys : void 0;
}
/** Whether or not single letters are switched off. */
function wished(chief) {
	const own = wishes.value.keys[chief];
	return own === null ? void 0 : own ?? KNOWN[chief]?.keys;
}
/** Why a deed cannot have these keys. */
function faultOf$1(chief, keys) {
	if (CAREFUL.has(chief) && isBare(keys)) return { why: "bare" };
	const by = CHIEFS.find((other) => other !== chief && collide(wished(other) ?? "\0", keys));
	return by ? {
		why: "taken",
		by
	} : void 0;
}
/** Null: no keys. */
function wish(chief, keys) {
	keep$1({
		...wishes.peek(),
		keys: {
			...wishes.peek().keys,
			[chief]: keys
		}
	});
}
function unwish(chief) {
	const { [chief]: _, ...rest } = wishes.peek().keys;
	keep$1({
		...wishes.peek(),
		keys: rest
	});
}
var wishNothing = () => keep$1(DEFAULT);
var allowBare = (bare) => keep$1({
	...wishes.peek(),
	bare
});
/** For the life of the page. */
function startKeys() {
	let before = "";
	let beforeMs = 0;
	addEventListener("keydown", (event) => {
		const one = pressed(event);
		if (!one || event.defaultPrevented || isChoosing.peek() || !owner.peek()) return;
		const isInDialog = document.querySelector("[role='dialog']") !== null;
		const isHeld = before !== "" && event.timeStamp - beforeMs < 1500;
		const keys = isHeld ? `${before} ${one}` : one;
		before = "";
		if (isBare(keys) && (isTyping(event.target) || isInDialog)) return;
		const chief = CHIEFS.find((name) => keysOf(name) === keys);
		if (chief && !event.repeat && perform(chief)) return event.preventDefault();
		if (!isHeld && CHIEFS.some((name) => keysOf(name)?.startsWith(`${one} `))) [before, beforeMs] = [one, event.timeStamp];
	});
}
// src/desk/keys_help.tsx
/** What the keys do, all on one page. */
/** Which page about keys is open. */
var keysPage = y(void 0);
/** Keys as caps, one after the other. */
function Keys({ keys }) {
	return /* @__PURE__ */ a("span", {
		class: "keys",
		children: shownKeys(keys).map((one, index) => /* @__PURE__ */ a("kbd", { children: one }, index))
	});
}
function KeysHelp() {
	if (keysPage.value !== "help") return null;
	return /* @__PURE__ */ a(Dialog, {
		title: say("keys.title"),
		close: () => keysPage.value = void 0,
		children: [/* @__PURE__ */ a("div", {
			class: "keys-help",
			tabIndex: 0,
			role: "region",
			"aria-label": say("keys.title"),
			children: [GROUPS.map((group) => {
				const names = CHIEFS.filter((name) => KNOWN[name]?.group === group && keysOf(name));
				return names.length > 0 && /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: groupName(group) }), /* @__PURE__ */ a("dl", { children: names.map((name) => [/* @__PURE__ */ a("dt", { children: titleOf(name) }, `${name} what`), /* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: keysOf(name) ?? "" }) }, name)]) })] }, group);
			}), /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: say("keys.always") }), /* @__PURE__ */ a("dl", { children: [
				/* @__PURE__ */ a("dt", { children: say("keys.send") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "Mod+Enter" }) }),
				/* @__PURE__ */ a("dt", { children: say("keys.rows") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "ArrowUp ArrowDown" }) }),
				/* @__PURE__ */ a("dt", { children: say("keys.close") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "Escape" }) })
			] })] })]
		}), /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => keysPage.value = "settings",
			children: say("keys.change")
		})]
	});
}
// src/desk/filter_choices.tsx
var CHANNELS = [
	"messaging",
	"voice",
	"video",
	"email",
	"work_item"
];
function Filters({ list }) {
	const filter = filters[list].value;
	const count = countOf$1(filter);
	return /* @__PURE__ */ a("div", {
		class: "filters",
		role: "search",
		"aria-label": say(list === "all" ? "lists.all_long" : "lists.open_long"),
		children: [
			/* @__PURE__ */ a("div", {
				class: "sought",
				children: [/* @__PURE__ */ a(Sought, {
					list,
					filter
				}), list === "all" && /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("rows.refresh"),
					title: say("rows.refresh"),
					onClick: refresh,
					children: "↻"
				})]
			}),
			list === "all" && /* @__PURE__ */ a(Where, { filter }),
			/* @__PURE__ */ a("details", {
				class: "more",
				children: [/* @__PURE__ */ a("summary", { children: count > 0 ? say("filter.count", { count }) : say("filter.title") }), /* @__PURE__ */ a("div", {
					class: "choices",
					children: list === "all" ? /* @__PURE__ */ a(AllChoices, { filter }) : /* @__PURE__ */ a(OpenChoices, { filter })
				})]
			}),
			filter.consumer && /* @__PURE__ */ a("button", {
				type: "button",
				class: "chip",
				onClick: () => narrow(list, { consumer: void 0 }),
				children: [
					say("filter.consumer", { name: filter.consumer.name }),
					" ",
					/* @__PURE__ */ a("span", {
						"aria-hidden": "true",
						children: "×"
					})
				]
			}),
			count > 0 && /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain reset",
				onClick: () => reset(list),
				children: say("filter.reset")
			})
		]
	});
}
function Sought({ list, filter }) {
	const label = say(list === "open" ? "find.label_open" : filter.said ? "find.label_said" : "find.label_all");
	return /* @__PURE__ */ a("input", {
		id: `find-${list}`,
		type: "text",
		inputMode: "search",
		autocomplete: "off",
		"aria-label": label,
		placeholder: label,
		value: filter.text,
		maxLength: 200,
		onInput: (event) => narrow(list, { text: event.currentTarget.value }),
		onKeyDown: (event) => {
			if (event.key === "Escape" && filter.text) narrow(list, { text: "" });
			if (event.key === "ArrowDown") document.querySelector(".list li > button[tabindex='0']")?.focus();
		}
	});
}
/** Names and subjects, or what was said. */
function Where({ filter }) {
	const option = (said, word) => /* @__PURE__ */ a("button", {
		type: "button",
		"aria-pressed": filter.said === said,
		onClick: () => narrow("all", { said }),
		children: say(word)
	});
	return /* @__PURE__ */ a("div", {
		class: "either",
		role: "group",
		"aria-label": say("find.in"),
		children: [option(false, "find.in_lines"), option(true, "find.in_said")]
	});
}
function Choice({ list, name, any = "filter.any", options }) {
	return /* @__PURE__ */ a("label", {
		class: "choice",
		children: [/* @__PURE__ */ a("span", { children: say(`filter.${name}`) }), /* @__PURE__ */ a("select", {
			value: filters[list].value[name],
			onChange: (event) => narrow(list, { [name]: event.currentTarget.value }),
			children: [/* @__PURE__ */ a("option", {
				value: "",
				children: say(any)
			}), options.map(([value, text]) => /* @__PURE__ */ a("option", {
				value,
				children: text
			}, value))]
		})]
	});
}
var worded = (kind, words) => words.map((word) => [word, sayOr(`${kind}.${word}`, word)]);
var queues = () => (account.value?.queues ?? []).map(({ queue, name }) => [queue, name]);
var channels = () => CHANNELS.map((one) => [one, channelName(one)]);
function OpenChoices({ filter }) {
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "channel",
			options: channels()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "state",
			options: worded("is", OPEN_STATES)
		}),
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "queue",
			options: queues()
		}),
		/* @__PURE__ */ a("label", {
			class: "choice",
			children: [/* @__PURE__ */ a("span", { children: say("filter.order") }), /* @__PURE__ */ a("select", {
				value: filter.order || "assigned",
				onChange: (event) => narrow("open", { order: event.currentTarget.value }),
				children: worded("order", ORDERS).map(([value, text]) => /* @__PURE__ */ a("option", {
					value,
					children: text
				}, value))
			})]
		})
	] });
}
function AllChoices({ filter }) {
	const day = (name) => /* @__PURE__ */ a("label", {
		class: "choice",
		children: [/* @__PURE__ */ a("span", { children: say(`filter.${name}`) }), /* @__PURE__ */ a("input", {
			type: "date",
			value: filter[name],
			onInput: (event) => narrow("all", { [name]: event.currentTarget.value })
		})]
	});
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "channel",
			options: channels()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "state",
			options: worded("is", ALL_STATES)
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "queue",
			options: queues()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "agent",
			any: "filter.anybody",
			options: (account.value?.agents ?? []).map(({ agent, name }) => [agent, name])
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "time",
			options: worded("time", TIMES)
		}),
		filter.time === "own" && day("from"),
		filter.time === "own" && day("to")
	] });
}
// src/desk/line.tsx
function Shell({ id, channel, state, name, about, aside, badges, unread = 0, isUnread, tabIndex, open }) {
	const isChosen = chosen.value === id;
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "line",
		"data-state": state,
		"data-unread": isUnread === true && !isChosen,
		"aria-current": isChosen ? "true" : void 0,
		tabIndex,
		onClick: open,
		children: [
			/* @__PURE__ */ a(ChannelIcon, { channel }),
			/* @__PURE__ */ a("span", {
				class: "name",
				children: name || say("ring.unknown")
			}),
			/* @__PURE__ */ a("span", {
				class: "age",
				children: aside
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet about",
				children: about
			}),
			isUnread && !isChosen && /* @__PURE__ */ a("span", {
				class: "unread",
				role: "img",
				"aria-label": unread > 0 ? say("list.unread", { count: unread }) : say("rows.new"),
				children: unread || "•"
			}),
			/* @__PURE__ */ a("span", {
				class: "badges",
				children: badges
			})
		]
	});
}
/** Of what is assigned to the agent. */
function LegLine({ leg, tabIndex, open }) {
	const told = badge(leg);
	return /* @__PURE__ */ a(Shell, {
		id: leg.interaction,
		channel: leg.channel,
		state: leg.state,
		name: leg.consumer_name,
		about: leg.subject || leg.queue_name,
		aside: /* @__PURE__ */ a("time", { children: age(now.value - leg.started_at_ms) }),
		unread: leg.unread,
		isUnread: leg.unread > 0 || !leg.opened,
		tabIndex,
		open,
		badges: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a(Sla, {
				queue: leg.queue,
				sinceMs: leg.unanswered_since_ms
			}),
			told && /* @__PURE__ */ a("span", {
				class: "badge",
				children: told
			}),
			leg.subject && /* @__PURE__ */ a("span", {
				class: "quiet queue",
				children: leg.queue_name
			})
		] })
	});
}
var YOUNG_MS = 6e4;
var age = (ms) => ms < YOUNG_MS ? say("age.now") : roughly(ms);
function badge(leg) {
	if (leg.needs_disposition) return say("list.needs_disposition");
	if (leg.state === "wrapping") {
		const until = leg.wrap_up?.until_at_ms;
		return until ? `${say("list.wrapping")} ${span(until - now.value)}` : say("list.wrapping");
	}
	if (leg.state === "held") return say("list.held");
	return leg.state === "parked" ? say("list.parked") : void 0;
}
/** Of everything that the agent may see; with what was found in it. */
function FoundLine({ row, tabIndex, open }) {
	const { line, hit } = row;
	const mine = agent.value?.legs.find((leg) => leg.interaction === line.id);
	const isWaiting = line.waiting_since_ms !== null && line.closed_at_ms === null;
	return /* @__PURE__ */ a(Shell, {
		id: line.id,
		channel: line.channel,
		state: line.phase,
		name: line.consumer_name || line.consumer || "",
		about: hit ? /* @__PURE__ */ a(Snippet, {
			text: hit.text,
			spans: hit.offsets
		}) : line.subject || line.preview || queueName(line.queue),
		aside: /* @__PURE__ */ a("time", { children: clockTime(hit?.at_ms ?? line.updated_at_ms, now.peek()) }),
		unread: mine?.unread,
		isUnread: !hit && mine !== void 0 && (mine.unread > 0 || !mine.opened),
		tabIndex,
		open,
		badges: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a("span", {
				class: "badge phase-now",
				"data-phase": line.phase,
				children: standing(line)
			}),
			isWaiting && /* @__PURE__ */ a(Sla, {
				queue: line.queue,
				sinceMs: line.waiting_since_ms
			}),
			line.needs_disposition && /* @__PURE__ */ a("span", {
				class: "badge",
				children: say("list.needs_disposition")
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet queue",
				children: queueName(line.queue)
			})
		] })
	});
}
/** Where it is; and with whom, or how it ended. */
function standing(line) {
	const phase = sayOr(`phase_now.${line.phase}`, line.phase);
	if (line.phase === "closed") return line.closed_reason ? sayOr(`ended_as.${line.closed_reason}`, line.closed_reason) : phase;
	const others = line.agents.filter((one) => one !== agent.value?.agent).map(agentName);
	return others.length > 0 ? `${phase} · ${others.join(", ")}` : phase;
}
var BEFORE = 12;
var LONG = 120;
/** The words around the first hit, with all hits marked. Spans count code points. */
function Snippet({ text, spans }) {
	const points = [...text];
	const start = Math.max(0, (spans[0]?.start ?? 0) - BEFORE);
	const end = Math.min(points.length, start + LONG);
	const piece = (from, to) => points.slice(Math.max(start, from), Math.min(end, to)).join("");
	return /* @__PURE__ */ a($, { children: [
		start > 0 && "… ",
		spans.map((one, index) => [piece(spans[index - 1]?.end ?? 0, one.start), one.start < end && /* @__PURE__ */ a("mark", { children: piece(one.start, one.end) }, one.start)]),
		piece(spans.at(-1)?.end ?? 0, points.length)
	] });
}
// src/desk/mail/undelivered.tsx
/** Above the lists: mails of the agent that did not arrive, until they are looked at. */
function Undelivered() {
	const all = undelivered();
	if (all.length === 0) return null;
	return /* @__PURE__ */ a("ul", {
		class: "undelivered",
		"aria-label": say("mail.failures"),
		children: all.map(({ mail, interaction, name, subject, failed }) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => lookAt(interaction),
			children: [
				/* @__PURE__ */ a("span", {
					class: "name",
					children: say("mail.failed_to", { name })
				}),
				subject && /* @__PURE__ */ a("span", { children: subject }),
				failed && /* @__PURE__ */ a("span", {
					class: "reason",
					children: say("mail.server_said", { reason: failed })
				})
			]
		}) }, mail))
	});
}
// src/desk/rows.tsx
/** Rows beyond the edges, so that scrolling never shows a gap. */
var SPARE = 6;
/** Of a row, until one has been measured. */
var ROW_PX = 72;
var tops = /* @__PURE__ */ new Map();
function Rows({ name, items, keyOf, chosen, row, onEnd, children }) {
	const box = T(null);
	const [height, setHeight] = d(ROW_PX);
	const [seen, setSeen] = d({
		first: 0,
		count: 30
	});
	const wanted = T(void 0);
	const at = items.findIndex((item) => keyOf(item) === chosen);
	const look = () => {
		const { scrollTop, clientHeight } = box.current ?? {
			scrollTop: 0,
			clientHeight: 0
		};
		if (clientHeight === 0) return;
		tops.set(name, scrollTop);
		const first = Math.max(0, Math.floor(scrollTop / height) - SPARE);
		const count = Math.ceil(clientHeight / height) + 12;
		if (first !== seen.first || count !== seen.count) setSeen({
			first,
			count
		});
		if (first + count >= items.length) onEnd?.();
	};
	const show = (index) => {
		const scroller = box.current;
		if (!scroller) return;
		const [top, bottom] = [index * height, (index + 1) * height];
		if (top < scroller.scrollTop) scroller.scrollTop = top;
		else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
	};
	F(() => {
		if (box.current) box.current.scrollTop = tops.get(name) ?? 0;
		const watch = new ResizeObserver(look);
		if (box.current) watch.observe(box.current);
		return () => watch.disconnect();
	}, [name]);
	F(() => {
		const real = box.current?.querySelector("li")?.offsetHeight;
		if (real && real !== height) setHeight(real);
		look();
	});
	F(() => {
		if (at >= 0) show(at);
	}, [
		chosen,
		at >= 0,
		height
	]);
	F(() => {
		if (wanted.current === void 0) return;
		const button = box.current?.querySelector(`li[data-place="${wanted.current}"] > button`);
		if (button) [wanted.current] = [void 0, button.focus({ preventScroll: true })];
	});
	const step = (event) => {
		const place = Number(event.target.closest("li")?.dataset["place"]);
		const to = {
			ArrowDown: place + 1,
			ArrowUp: place - 1,
			Home: 0,
			End: items.length - 1
		}[event.key];
		if (to === void 0 || Number.isNaN(to) || to < 0 || to >= items.length) return;
		event.preventDefault();
		wanted.current = to;
		show(to);
		setSeen((now) => ({ ...now }));
	};
	const shown = items.slice(seen.first, seen.first + seen.count);
	const tabbed = at >= seen.first && at < seen.first + seen.count ? at : seen.first;
	return /* @__PURE__ */ a("div", {
		class: "rows",
		ref: box,
		onScroll: look,
		onKeyDown: step,
		children: [/* @__PURE__ */ a("ul", {
			style: { height: `${items.length * height}px` },
			children: shown.map((item, index) => /* @__PURE__ */ a("li", {
				"data-place": seen.first + index,
				"aria-setsize": items.length,
				"aria-posinset": seen.first + index + 1,
				style: { transform: `translateY(${(seen.first + index) * height}px)` },
				children: row(item, seen.first + index === tabbed ? 0 : -1)
			}, keyOf(item)))
		}), children]
	});
}
// src/desk/list.tsx
/** The lists: what is assigned to the agent and not closed, and everything that they may see. */
function List() {
	const list = which.value;
	const choice = (one) => /* @__PURE__ */ a("button", {
		type: "button",
		"aria-pressed": list === one,
		onClick: () => which.value = one,
		children: [
			say(`lists.${one}`),
			" ",
			one === "open" && /* @__PURE__ */ a("span", {
				class: "count",
				children: legs.value.length
			})
		]
	});
	return /* @__PURE__ */ a("nav", {
		class: "list",
		"aria-label": say("lists.label"),
		children: [
			/* @__PURE__ */ a("h2", {
				class: "sr",
				children: say(`lists.${list}_long`)
			}),
			/* @__PURE__ */ a("div", {
				class: "tabs",
				role: "group",
				"aria-label": say("lists.label"),
				children: [choice("open"), choice("all")]
			}),
			/* @__PURE__ */ a(Undelivered, {}),
			/* @__PURE__ */ a("div", {
				class: "listed",
				children: [/* @__PURE__ */ a(Filters, { list }, list), list === "open" ? /* @__PURE__ */ a(Open$2, {}) : /* @__PURE__ */ a(All, {})]
			})
		]
	});
}
var ordered = O(() => {
	const filter = filters.open.value;
	const shown = legs.value.filter((leg) => matches(leg, filter));
	if (filter.order === "word") return shown.sort((a, b) => b.last_word_at_ms - a.last_word_at_ms);
	if (filter.order === "urgent") return shown.sort((a, b) => urgency(a) - urgency(b));
	return shown;
});
/** What is late first, then what will be; what nobody waits for last. By what was promised, so that it stays in place. */
function urgency(leg) {
	const left = leftMs(leg.queue, leg.unanswered_since_ms);
	return left === void 0 ? Infinity : left + now.peek();
}
/** The rows of the list that is shown, in order: what J and K walk through. */
var walked = O(() => which.value === "open" ? ordered.value.map((leg) => leg.interaction) : found.value.rows.map(({ line }) => line.id));
function Open$2() {
	const filter = filters.open.value;
	const isNarrowed = countOf$1(filter) > 0 || filter.text.trim() !== "";
	if (ordered.value.length === 0) {
		const isReady = agent.value?.status?.status === "ready";
		return /* @__PURE__ */ a("p", {
			class: "empty",
			children: say(isNarrowed ? "rows.none_filtered" : isReady ? "list.empty_ready" : "list.empty_not_ready")
		});
	}
	return /* @__PURE__ */ a(Rows, {
		name: "open",
		items: ordered.value,
		keyOf: (leg) => leg.leg,
		chosen: ordered.value.find((leg) => leg.interaction === chosen.value)?.leg,
		row: (leg, tabIndex) => /* @__PURE__ */ a(LegLine, {
			leg,
			tabIndex,
			open: () => goTo({ interaction: leg.interaction })
		})
	});
}
function All() {
	const { rows, state } = found.value;
	const filter = filters.all.value;
	const isNarrowed = countOf$1(filter) > 0 || filter.text.trim() !== "";
	const { interaction, at } = place.value;
	const here = (row) => row.line.id === interaction && (!row.hit || row.hit.segment === at);
	const current = rows.find(here);
	const told = state === "loading" && rows.length === 0 ? say("rows.loading") : isSaid(filter) && rows.length > 0 ? say("rows.hits") : "";
	const open = ({ line, hit }) => goTo(hit ? {
		interaction: line.id,
		find: filter.text.trim(),
		at: hit.segment
	} : { interaction: line.id });
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("p", {
			class: "quiet about-list",
			role: "status",
			hidden: !told,
			children: told
		}),
		rows.length === 0 && state === "done" && /* @__PURE__ */ a("p", {
			class: "empty",
			children: say(isNarrowed ? "rows.none_filtered" : "rows.none_all")
		}),
		/* @__PURE__ */ a(Rows, {
			name: "all",
			items: rows,
			keyOf,
			chosen: current && keyOf(current),
			row: (row, tabIndex) => /* @__PURE__ */ a(FoundLine, {
				row,
				tabIndex,
				open: () => open(row)
			}),
			onEnd: rows.length > 0 ? more : void 0,
			children: [state === "failed" && /* @__PURE__ */ a("p", {
				class: "empty",
				role: "alert",
				children: [
					say("rows.failed"),
					" ",
					/* @__PURE__ */ a("button", {
						type: "button",
						onClick: rows.length > 0 ? again : refresh,
						children: say("rows.again")
					})
				]
			}), state === "more" && rows.length === 0 && /* @__PURE__ */ a("p", {
				class: "empty",
				children: [
					say("rows.none_filtered"),
					" ",
					/* @__PURE__ */ a("button", {
						type: "button",
						onClick: more,
						children: say("rows.go_on")
					})
				]
			})]
		})
	] });
}
// src/desk/palette.tsx
/** Everything that can be done now, and everywhere one can go, found by a few letters. */
var isPaletteOpen = y(false);
var SHOWN_MAX = 50;
/** For those who do not know the keys yet. */
function PaletteButton() {
	const keys = keysOf("palette.open");
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "commands",
		onClick: () => isPaletteOpen.value = true,
		children: [
			/* @__PURE__ */ a("span", { children: say("menu.commands") }),
			" ",
			keys && /* @__PURE__ */ a(Keys, { keys })
		]
	});
}
function Palette() {
	return isPaletteOpen.value ? /* @__PURE__ */ a(Open$1, { close: () => isPaletteOpen.value = false }) : null;
}
var ofDeed = (deed) => ({
	id: deed.name,
	text: deed.text,
	group: groupName(deed.group),
	keys: keysOf(deed.name),
	run: deed.run
});
/** By group, then as the table of deeds has them, then whatever came: not by which part of the page was there first. */
function placeOf({ group, name }) {
	const known = Object.keys(KNOWN);
	const place = known.indexOf(name);
	return GROUPS.indexOf(group) * (known.length + 1) + (place < 0 ? known.length : place);
}
/** The deeds of this moment, then the agent's own interactions. */
function items() {
	const deeds = possible().filter((deed) => deed.name !== "palette.open").sort((a, b) => placeOf(a) - placeOf(b));
	const mine = legs.peek().map((leg) => ({
		id: leg.leg,
		text: [leg.consumer_name || say("ring.unknown"), leg.subject].filter(Boolean).join(" · "),
		group: say("lists.open_long"),
		run: () => goTo({ interaction: leg.interaction })
	}));
	return [...deeds.map(ofDeed), ...mine];
}
/** Every word somewhere; those that begin with it first. */
function matching$2(all, sought) {
	const words = folded$2(sought).split(/\s+/).filter(Boolean);
	const found = all.map((item) => ({
		item,
		text: folded$2(`${item.text} ${item.group}`)
	})).filter(({ text }) => words.every((word) => text.includes(word)));
	const rank = (text) => words[0] && text.startsWith(words[0]) ? 0 : 1;
	return found.sort((a, b) => rank(a.text) - rank(b.text)).map(({ item }) => item).slice(0, SHOWN_MAX);
}
function Open$1({ close }) {
	const id = P();
	const all = w(items, [offering()]);
	const [sought, setSought] = d("");
	const [at, setAt] = d(0);
	const list = T(null);
	const found = matching$2(all, sought);
	const place = Math.min(at, found.length - 1);
	F(() => list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [place, sought]);
	const choose = (item) => {
		if (!item) return;
		close();
		requestAnimationFrame(item.run);
	};
	/** By what is in the box now: who types and presses Enter at once has not seen the list change. */
	const enter = (typed) => choose(typed === sought ? found[place] : matching$2(all, typed)[0]);
	const key = (event) => {
		const by = {
			ArrowDown: 1,
			ArrowUp: -1
		}[event.key];
		if (by && found.length > 0) setAt((place + by + found.length) % found.length);
		if (event.key === "Enter") enter(event.currentTarget.value);
		if (by || event.key === "Enter") event.preventDefault();
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("palette.title"),
		close,
		children: /* @__PURE__ */ a("div", {
			class: "palette",
			children: [
				/* @__PURE__ */ a("input", {
					"data-first": true,
					type: "text",
					role: "combobox",
					"aria-expanded": "true",
					"aria-controls": `${id}-list`,
					"aria-activedescendant": found[place] && `${id}-${place}`,
					"aria-label": say("palette.label"),
					placeholder: say("palette.label"),
					autocomplete: "off",
					value: sought,
					onInput: (event) => (setSought(event.currentTarget.value), setAt(0)),
					onKeyDown: key
				}),
				/* @__PURE__ */ a("ul", {
					role: "listbox",
					id: `${id}-list`,
					"aria-label": say("palette.title"),
					ref: list,
					children: found.map((item, index) => /* @__PURE__ */ a("li", {
						role: "option",
						id: `${id}-${index}`,
						"aria-selected": index === place,
						onClick: () => choose(item),
						children: [
							/* @__PURE__ */ a("span", {
								class: "what",
								children: item.text
							}),
							/* @__PURE__ */ a("span", {
								class: "quiet",
								children: item.group
							}),
							item.keys && /* @__PURE__ */ a(Keys, { keys: item.keys })
						]
					}, item.id))
				}),
				found.length === 0 && /* @__PURE__ */ a("p", {
					class: "quiet",
					role: "status",
					children: say("palette.none")
				})
			]
		})
	});
}
// src/calls/closing.ts
/** `isDone`: a click inside that closes it, too. */
function useClosing(box, isDone = () => false) {
	A(() => {
		const click = ({ target }) => {
			if (box.current && (!box.current.contains(target) || isDone(target))) box.current.open = false;
		};
		const key = (event) => {
			if (event.key !== "Escape" || !box.current?.open) return;
			event.stopPropagation();
			box.current.open = false;
			box.current.querySelector("summary")?.focus();
		};
		addEventListener("click", click);
		addEventListener("keydown", key, true);
		return () => (removeEventListener("click", click), removeEventListener("keydown", key, true));
	}, []);
}
// src/desk/menu.tsx
function Menu({ label, name, children }) {
	const box = T(null);
	useClosing(box, (target) => target.closest(".option") !== null);
	return /* @__PURE__ */ a("details", {
		class: "menu",
		ref: box,
		children: [/* @__PURE__ */ a("summary", {
			"aria-label": name,
			children: label
		}), /* @__PURE__ */ a("div", {
			class: "panel",
			children
		})]
	});
}
// src/desk/status.tsx
function Status() {
	const view = agent.value;
	if (!view) return null;
	const { status, state } = view;
	const word = status?.status ?? "offline";
	const reason = status?.reason ? ` · ${sayOr(`reason.${status.reason}`, status.reason)}` : "";
	const next = status?.next_status;
	const since = state?.since_at_ms ?? status?.since_at_ms;
	return /* @__PURE__ */ a("div", {
		class: "status",
		"data-state": state?.state ?? word,
		children: [/* @__PURE__ */ a(Menu, {
			name: `${say("status.choose")}: ${say(`status.${word}`)}${reason}`,
			label: /* @__PURE__ */ a($, { children: [
				/* @__PURE__ */ a("span", {
					class: "dot",
					"aria-hidden": "true"
				}),
				" ",
				say(`status.${word}`),
				reason,
				next && /* @__PURE__ */ a("em", { children: [" ", say("status.next", { status: say(`status.${next.status}`) })] })
			] }),
			children: /* @__PURE__ */ a(Choices, {})
		}), /* @__PURE__ */ a("span", {
			class: "quiet state",
			children: [
				say(`state.${state?.state ?? "offline"}`),
				since !== void 0 && /* @__PURE__ */ a($, { children: [" · ", span(now.value - since)] }),
				state && /* @__PURE__ */ a($, { children: [" · ", say("state.capacity", {
					used: state.units_used,
					units: state.units
				})] })
			]
		})]
	});
}
/** As the agent chose. What cannot be now, because of live work, comes after it. */
function setStatus(status, reason) {
	if (status === "ready") askToNotify();
	attempt((current) => current.ask("agent.set_status", {
		status,
		reason
	}));
}
function Choices() {
	const reasons = account.value?.status_reasons ?? [];
	const view = agent.value;
	const isNow = (status, reason) => view?.status?.status === status && view.status.reason === reason;
	const option = (status, text, reason) => /* @__PURE__ */ a("button", {
		type: "button",
		class: "option",
		"data-status": status,
		"aria-pressed": isNow(status, reason),
		onClick: () => setStatus(status, reason),
		children: [
			/* @__PURE__ */ a("span", {
				class: "dot",
				"aria-hidden": "true"
			}),
			" ",
			text
		]
	});
	return /* @__PURE__ */ a($, { children: [
		view?.status && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: [
				say(`status.${view.status.status}`),
				" ",
				say("status.since", { span: span(now.value - view.status.since_at_ms) })
			]
		}),
		option("ready", say("status.ready")),
		option("not_ready", say("status.not_ready")),
		reasons.map((reason) => option("not_ready", `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`, reason)),
		option("offline", say("status.offline"))
	] });
}
// src/desk/doing.tsx
/** What can be done wherever one is: going to lists and tabs, walking through rows, choosing a status; and the pages above. */
function Doing() {
	useDesk();
	useLists();
	useAbout();
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Statuses, {}),
		/* @__PURE__ */ a(Palette, {}),
		/* @__PURE__ */ a(KeysHelp, {}),
		keysPage.value === "settings" && /* @__PURE__ */ a(Lazy, { name: "KeysSettings" })
	] });
}
function useDesk() {
	useDeed("palette.open", () => isPaletteOpen.value = !isPaletteOpen.value);
	useDeed("keys.help", () => keysPage.value = "help");
	useDeed("keys.settings", () => keysPage.value = "settings");
}
/** When it is there: the next frames draw it. */
function focus(selector, frames = 3) {
	const found = document.querySelector(selector);
	if (found) found.focus();
	else if (frames > 0) requestAnimationFrame(() => focus(selector, frames - 1));
}
function useLists() {
	const show = (list) => {
		which.value = list;
		if (matchMedia("(max-width: 46rem)").matches) choose$1(void 0);
		focus(".rows li > button[tabindex='0']");
	};
	const step = (by) => {
		const rows = walked.value.filter((id, index, all) => all.indexOf(id) === index);
		const at = rows.indexOf(chosen.value ?? "");
		const next = rows[at < 0 ? by > 0 ? 0 : rows.length - 1 : at + by];
		if (next) goTo({ interaction: next });
	};
	useDeed("lists.open_long", () => show("open"));
	useDeed("lists.all_long", () => show("all"));
	useDeed("list.find", () => focus(".list .sought input"));
	useDeed("list.next", () => step(1), walked.value.length > 0);
	useDeed("list.previous", () => step(-1), walked.value.length > 0);
	useDeed("list.back", () => (choose$1(void 0), focus(".rows li > button[tabindex='0']")), chosen.value !== void 0);
}
function useAbout() {
	const isOpen = chosen.value !== void 0;
	const tab = (name, then) => {
		if (matchMedia("(max-width: 46rem)").matches) goTo({
			...place.value,
			about: "1"
		});
		requestAnimationFrame(() => {
			document.getElementById(`tab-${name}`)?.click();
			focus(then);
		});
	};
	useDeed("tab.profile", () => tab("profile", "#tab-profile"), isOpen);
	useDeed("tab.note", () => tab("engagement", "#note"), isOpen);
	useDeed("tab.transcript", () => tab("transcript", "#tab-panel .search input"), isOpen);
}
/** Each reason is a choice of its own in the palette. */
function Statuses() {
	const status = agent.value?.status?.status;
	useDeed("status.set_ready", () => setStatus("ready"), status !== "ready");
	useDeed("status.set_not_ready", () => setStatus("not_ready"), status !== "not_ready");
	useDeed("status.set_offline", () => setStatus("offline"), status !== "offline");
	return /* @__PURE__ */ a($, { children: (account.value?.status_reasons ?? []).map((reason) => /* @__PURE__ */ a(Reason$1, {
		reason,
		set: () => setStatus("not_ready", reason)
	}, reason)) });
}
function Reason$1({ reason, set }) {
	useDeed(`status ${reason}`, set, true, `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`);
	return null;
}
// src/desk/chimes.ts
/**
* The sound of a ring. All of it is put on the audio clock at once: a page in the background gets its timers late, but
* its sound in time. Browsers give sound to pages that were touched; until then it is locked.
*/
var EVERY_S = 2;
var NOTE_S = .3;
var STEP_S = .22;
var PITCHES = [660, 880];
var LOUD = .12;
var RING_S_MAX = 600;
/** The page may make noise. */
var isUnlocked = y(false);
var audio;
var sounding;
/** In a click, or a key: that is what browsers wait for. */
function unlockSound() {
	audio ??= new AudioContext();
	if (audio.state === "running") return void (isUnlocked.value = true);
	audio.resume().then(() => isUnlocked.value = audio?.state === "running", () => void 0);
}
/** Two soft tones every two seconds, until it is told to stop or the time is over. */
function startChimes(ms) {
	stopChimes();
	if (!audio || audio.state !== "running") return;
	sounding = audio.createGain();
	sounding.connect(audio.destination);
	const from = audio.currentTime;
	for (let at = 0; at < Math.min(ms / 1e3, RING_S_MAX); at += EVERY_S) for (const [index, pitch] of PITCHES.entries()) tone(audio, sounding, pitch, from + at + index * STEP_S);
}
function stopChimes() {
	sounding?.disconnect();
	sounding = void 0;
}
function tone(context, into, pitch, at) {
	const [source, volume] = [context.createOscillator(), context.createGain()];
	source.frequency.value = pitch;
	volume.gain.setValueAtTime(0, at);
	volume.gain.linearRampToValueAtTime(LOUD, at + .02);
	volume.gain.exponentialRampToValueAtTime(.001, at + NOTE_S);
	source.connect(volume).connect(into);
	source.start(at);
	source.stop(at + NOTE_S + .02);
}
// src/desk/news.ts
/** Words that the agent has not read: counted in the title, and told to who looks elsewhere. */
/** Of what is not over; mail that was not opened counts as one. */
var unread = O(() => legs.value.reduce((sum, leg) => sum + countOf(leg), 0));
function countOf({ state, unread: count, opened }) {
	return state === "wrapping" ? 0 : count || (opened ? 0 : 1);
}
/** For the life of the page. */
function startNews() {
	let known = /* @__PURE__ */ new Map();
	x(() => {
		const before = known;
		known = new Map(legs.value.map(({ leg, unread: count }) => [leg, count]));
		for (const leg of legs.value) tell(leg, before.get(leg.leg) ?? leg.unread);
	});
}
function tell({ leg, interaction, channel, consumer_name: name, unread: count }, before) {
	const body = `${channelName(channel)} · ${say("list.unread", { count })}`;
	if (count > before) notify(leg, name || say("ring.unknown"), body, () => choose$1(interaction));
	if (count === 0 && before > 0) putAway(leg);
}
// src/desk/ringing.ts
/**
* A ring is heard and seen: sound, title, notification; and how it ended is told.
*
* Heard on the agent's primary device only, and there in one tab only. Seen everywhere.
*/
var BLINK_MS = 1e3;
var TITLE = "Ringline";
var hasSound = y(localStorage.getItem("ringline.sound") !== "off");
/** Of this browser's tabs, the one that makes noise. */
var isSounding = y(false);
var isRinging = (offer) => offer.state === "pending" && offer.acceptance === "manual";
var ringing = O(() => offers.value.filter(isRinging));
/** The agent's primary device is this browser. */
var isPrimary = O(() => {
	const devices = agent.value?.devices ?? [];
	const own = devices.find(({ session }) => session === client.value?.session?.id);
	const primary = devices.find((device) => device.primary);
	return !primary || !own || primary.device === own.device;
});
/** It should be heard here, and cannot be: nobody has touched this page yet. */
var isMuted = O(() => hasSound.value && isPrimary.value && !isUnlocked.value);
function nameOf$1(offer) {
	const consumer = offer?.card?.consumer;
	return consumer?.name || consumer?.phone || consumer?.email || say("ring.unknown");
}
/** The audible ring moves to this device. */
function ringHere() {
	attempt((current) => current.ask("session.make_primary", {}));
}
/** For the life of the page. */
function startRinging() {
	for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, unlockSound, { capture: true });
	x(() => {
		if (isUnlocked.value) lead("ringline.ring", isSounding);
	});
	x(() => localStorage.setItem("ringline.sound", hasSound.value ? "on" : "off"));
	x(sound);
	const rung = /* @__PURE__ */ new Map();
	x(() => {
		for (const offer of offers.value) {
			if (!rung.has(offer.offer) && isRinging(offer)) notify(offer.offer, nameOf$1(offer), aboutRing(offer.channel, offer.card?.queue_name));
			rung.set(offer.offer, offer);
			if (isRinging(offer)) hasRung.add(offer.interaction);
		}
	});
	setInterval(blink, BLINK_MS);
	onEvent(({ event, data }) => {
		if (event === "offer.ended") {
			const ended = data;
			const offer = rung.get(ended.offer);
			if (offer) tellEnd(ended, offer);
			rung.delete(ended.offer);
			putAway(ended.offer);
		}
		if (event === "leg.started") openByItself(data);
	});
}
var soundsFor = "";
/** While anything rings, and it is heard here. */
function sound() {
	const heard = hasSound.value && isPrimary.value && isSounding.value ? ringing.value : [];
	const names = heard.map(({ offer }) => offer).join();
	if (names === soundsFor) return;
	soundsFor = names;
	if (heard.length > 0) startChimes(Math.max(...heard.map((offer) => offer.expires_at_ms)) - now.peek());
	else stopChimes();
}
/** Interactions that rang here: whoever was asked needs no second notification. */
var hasRung = /* @__PURE__ */ new Set();
/** A live conversation opens by itself, unless the agent is in the middle of another. */
function openByItself({ card }) {
	if (!card || !LIVE.has(card.channel)) return;
	if (!hasRung.has(card.interaction)) notify(card.leg, card.consumer_name || say("ring.unknown"), aboutRing(card.channel, card.queue_name));
	const open = chosen.value && views.value.interaction(chosen.value);
	const isWriting = document.activeElement instanceof HTMLTextAreaElement;
	if (!open || !isWriting) choose$1(card.interaction);
}
var aboutRing = (channel, queue = "") => `${channelName(channel)} · ${queue}`;
var isOdd = false;
function blink() {
	isOdd = !isOdd;
	const offer = ringing.value[0];
	document.title = offer && isOdd ? say("ring.title_blink", { name: nameOf$1(offer) }) : unread.value > 0 ? `(${unread.value}) ${TITLE}` : TITLE;
}
/** What happened to a ring that this tab did not answer itself. */
function tellEnd(ended, offer) {
	const name = nameOf$1(offer);
	const isMine = ended.by_session === void 0 || ended.by_session === client.value?.session?.id;
	if (ended.state === "accepted" && !isMine) toast("ended.elsewhere");
	else if (ended.state === "expired") toast("ended.expired", { name }, true);
	else if (ended.state === "rescinded") toast("ended.rescinded", { name });
	else if (ended.state === "failed") failed$1(ended, name, offer.interaction);
	else if (ended.state === "canceled") toast(CANCELED[ended.detail ?? ""] ?? "ended.canceled", { name });
}
/** Back in line: it is not this agent's to read any more. */
function failed$1({ reason }, name, interaction) {
	toast("ended.failed", {
		name,
		why: sayOr(`failed.${reason}`, sayOr(`call.${reason}`, say("failed.other")))
	}, true);
	if (chosen.peek() === interaction) choose$1(void 0);
}
var CANCELED = {
	consumer_left: "ended.consumer_left",
	agent_unreachable: "ended.agent_unreachable",
	status_change: "ended.status_change",
	supervisor: "ended.supervisor",
	transfer_canceled: "ended.transfer_canceled"
};
// src/desk/ring.tsx
/** What rings: who, from where, what is known, and how long there is to answer. */
function Rings() {
	const shown = offers.value.filter((offer) => offer.acceptance === "manual");
	return /* @__PURE__ */ a("div", {
		class: "rings",
		"aria-live": "assertive",
		"aria-relevant": "additions",
		children: shown.map((offer) => /* @__PURE__ */ a(Ring, { offer }, offer.offer))
	});
}
function Ring({ offer }) {
	const { card } = offer;
	const title = `ring-${offer.offer}`;
	return /* @__PURE__ */ a("section", {
		class: "ring",
		"aria-labelledby": `${title}-kind ${title}`,
		"data-channel": offer.channel,
		children: [
			/* @__PURE__ */ a(Countdown, { offer }),
			/* @__PURE__ */ a("header", { children: [/* @__PURE__ */ a(ChannelIcon, { channel: offer.channel }), /* @__PURE__ */ a("div", { children: [/* @__PURE__ */ a("p", {
				id: `${title}-kind`,
				class: "quiet",
				children: say("ring.title", { channel: channelName(offer.channel) })
			}), /* @__PURE__ */ a("h2", {
				id: title,
				children: nameOf$1(offer)
			})] })] }),
			offer.purpose !== "handle" && card?.hand_over && /* @__PURE__ */ a("p", {
				class: "purpose",
				children: say(`ring.purpose_${offer.purpose}`, { agent: card.hand_over.agent_name })
			}),
			card && /* @__PURE__ */ a(Known, {
				card,
				attempt: offer.attempt
			}),
			/* @__PURE__ */ a(Loudness, {}),
			/* @__PURE__ */ a(Answer, { offer })
		]
	});
}
/** Why it is not heard here, if it is not. */
function Loudness() {
	if (isMuted.value) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("ring.no_sound")
	});
	if (isPrimary.value) return null;
	return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: [
			say("ring.elsewhere"),
			" ",
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: ringHere,
				children: say("ring.here")
			})
		]
	});
}
/** By the server's clock. Red in the last five seconds. */
function Countdown({ offer }) {
	const leftMs = Math.max(0, offer.expires_at_ms - now.value);
	const part = offer.ring_ms > 0 ? Math.min(1, leftMs / offer.ring_ms) : 0;
	return /* @__PURE__ */ a("div", {
		class: "countdown",
		"data-late": leftMs < 5e3,
		children: [/* @__PURE__ */ a("div", {
			class: "left",
			style: { width: `${Math.round(part * 1e3) / 10}%` }
		}), /* @__PURE__ */ a("span", {
			class: "sr",
			children: offer.state === "accepting" && say("ring.accepting")
		})]
	});
}
function Known({ card, attempt: attempts }) {
	const { consumer, hand_over: handOver } = card;
	const reachable = [consumer.phone, consumer.email].filter((one) => one && one !== consumer.name);
	const isBare = !card.summary && card.variables.length === 0 && !card.subject && !handOver;
	return /* @__PURE__ */ a("div", {
		class: "known",
		role: "group",
		"aria-label": say("tab.label"),
		tabIndex: 0,
		children: [
			reachable.length > 0 && /* @__PURE__ */ a("p", { children: reachable.join(" · ") }),
			card.subject && /* @__PURE__ */ a("p", {
				class: "subject",
				children: card.subject
			}),
			/* @__PURE__ */ a("dl", {
				class: "facts",
				children: [
					/* @__PURE__ */ a("dt", { children: say("ring.queue") }),
					/* @__PURE__ */ a("dd", { children: card.queue_name }),
					/* @__PURE__ */ a("dt", { children: say("ring.waited") }),
					/* @__PURE__ */ a("dd", { children: span(card.waited_ms) }),
					attempts > 1 && /* @__PURE__ */ a("dt", { children: say("ring.attempt") }),
					attempts > 1 && /* @__PURE__ */ a("dd", { children: attempts })
				]
			}),
			/* @__PURE__ */ a(Variables, { variables: card.variables }),
			/* @__PURE__ */ a(Summary, { summary: card.summary }),
			handOver && /* @__PURE__ */ a(Packet, { left: handOver }),
			isBare && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("ring.nothing")
			})
		]
	});
}
function Answer({ offer }) {
	const [reason, setReason] = d("");
	const [wasAsked, setWasAsked] = d(false);
	const [isBusy, setBusy] = d(false);
	const leftMs = Math.max(0, offer.expires_at_ms - now.value);
	const accept = async () => {
		setBusy(true);
		const isDone = await attempt((current) => current.ask("offer.accept", { offer: offer.offer }));
		if (isDone) wantsToWrite.value = offer.interaction;
		if (isDone) choose$1(offer.interaction);
		setBusy(false);
	};
	const queue = setUp(offer.queue);
	const decline = async () => {
		if (queue?.decline_reason_required && !reason) return setWasAsked(true);
		try {
			await client.value?.ask("offer.decline", {
				offer: offer.offer,
				reason: reason || void 0
			});
		} catch (error) {
			if (error instanceof CommandFailed && error.code === "reason_required") setWasAsked(true);
			else tellFailure(error);
		}
	};
	if (offer.state === "accepting") return /* @__PURE__ */ a("p", {
		role: "status",
		children: say("ring.accepting")
	});
	return /* @__PURE__ */ a("footer", { children: [
		/* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("ring.left", { span: span(leftMs) })
		}),
		/* @__PURE__ */ a(Reason, {
			reasons: queue?.decline_reasons ?? [],
			isRequired: queue?.decline_reason_required ?? false,
			isMissing: wasAsked && !reason,
			reason,
			choose: setReason
		}),
		/* @__PURE__ */ a("div", {
			class: "answers",
			children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "bad",
				"data-deed": "ring.decline",
				disabled: isBusy,
				onClick: () => void decline(),
				children: say("ring.decline")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				class: "good",
				"data-deed": "ring.accept",
				disabled: isBusy,
				onClick: () => void accept(),
				children: say("ring.accept")
			})]
		})
	] });
}
function Reason({ reasons, isRequired, isMissing, reason, choose: take }) {
	const name = say(isRequired ? "ring.reason_needed" : "ring.reason");
	const about = {
		value: reason,
		"aria-label": name,
		"aria-required": isRequired,
		"aria-invalid": isMissing
	};
	return /* @__PURE__ */ a($, { children: [reasons.length > 0 ? /* @__PURE__ */ a("select", {
		class: "reason",
		...about,
		onChange: (event) => take(event.currentTarget.value),
		children: [/* @__PURE__ */ a("option", {
			value: "",
			children: name
		}), reasons.map((one) => /* @__PURE__ */ a("option", {
			value: one,
			children: sayOr(`decline.${one}`, one)
		}, one))]
	}) : /* @__PURE__ */ a("input", {
		class: "reason",
		placeholder: name,
		maxLength: 200,
		...about,
		onInput: (event) => take(event.currentTarget.value)
	}), isMissing && /* @__PURE__ */ a("p", {
		class: "problem",
		children: say("ring.reason_required")
	})] });
}
// src/desk/theme.ts
/** Light, dark, or as the system; kept on this device. */
var KEPT$4 = "ringline.theme";
var theme = y(localStorage.getItem(KEPT$4) ?? "auto");
x(() => {
	localStorage.setItem(KEPT$4, theme.value);
	document.documentElement.dataset["theme"] = theme.value;
});
x(() => {
	document.documentElement.lang = language.value;
});
// src/desk/settings.tsx
/** Language, appearance, sound, and the way out. */
function Settings() {
	return /* @__PURE__ */ a(Menu, {
		label: /* @__PURE__ */ a("span", {
			"aria-hidden": "true",
			children: "⚙"
		}),
		name: say("menu.settings"),
		children: [
			/* @__PURE__ */ a(LanguageChoice, {}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.theme"), /* @__PURE__ */ a("select", {
					value: theme.value,
					onChange: (event) => theme.value = event.currentTarget.value,
					children: [
						"auto",
						"light",
						"dark"
					].map((one) => /* @__PURE__ */ a("option", {
						value: one,
						children: say(`theme.${one}`)
					}, one))
				})]
			}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.sound"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: hasSound.value,
					onChange: (event) => hasSound.value = event.currentTarget.checked
				})]
			}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.notifications"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: hasNotifications.value,
					onChange: (event) => (hasNotifications.value = event.currentTarget.checked, askToNotify())
				})]
			}),
			hasNotifications.value && isBlocked() && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("menu.notifications_blocked")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "option",
				onClick: () => keysPage.value = "settings",
				children: say("menu.keys")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: signOut,
				children: say("menu.signout")
			})
		]
	});
}
function LanguageChoice() {
	return /* @__PURE__ */ a("label", {
		class: "row",
		children: [say("menu.language"), /* @__PURE__ */ a("select", {
			value: language.value,
			onChange: (event) => chooseLanguage(event.currentTarget.value),
			children: [/* @__PURE__ */ a("option", {
				value: "en",
				lang: "en",
				children: "English"
			}), /* @__PURE__ */ a("option", {
				value: "es",
				lang: "es",
				children: "Español"
			})]
		})]
	});
}
// src/desk/signin.tsx
/** Signing in with a token. */
function SignIn() {
	const box = T(null);
	const isBusy = client.value !== void 0;
	const isLost = isBusy && connection.value.state === "lost";
	const go = (event) => {
		event.preventDefault();
		const token = box.current?.value.trim();
		if (token) signInWith(token);
	};
	return /* @__PURE__ */ a("main", {
		class: "signin",
		children: /* @__PURE__ */ a("form", {
			class: "card",
			onSubmit: go,
			children: [
				/* @__PURE__ */ a("h1", {
					class: "brand",
					children: [/* @__PURE__ */ a("span", {
						class: "mark",
						"aria-hidden": "true"
					}), " Ringline"]
				}),
				/* @__PURE__ */ a("h2", { children: say("signin.title") }),
				signInProblem.value && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: say(signInProblem.value)
				}),
				isBusy ? /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("p", {
					role: "status",
					children: say(isLost ? "link.lost_now" : "signin.busy")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: signOut,
					children: say("action.cancel")
				})] }) : /* @__PURE__ */ a($, { children: [
					/* @__PURE__ */ a("label", {
						for: "token",
						children: say("signin.token")
					}),
					/* @__PURE__ */ a("textarea", {
						id: "token",
						ref: box,
						rows: 4,
						required: true,
						autocomplete: "off",
						spellcheck: false,
						"aria-describedby": "token-help"
					}),
					/* @__PURE__ */ a("p", {
						id: "token-help",
						class: "quiet",
						children: say("signin.help")
					}),
					/* @__PURE__ */ a("button", {
						class: "primary",
						type: "submit",
						children: say("signin.go")
					})
				] }),
				/* @__PURE__ */ a(LanguageChoice, {})
			]
		})
	});
}
// src/desk/call_door.tsx
/** Calls are read when the first one rings or is there: most desks write. */
var room = y(void 0);
/** From the poorest to the richest. */
var RICHNESS = [
	"messaging",
	"voice",
	"video"
];
var isLoading = false;
async function load() {
	if (isLoading || room.peek()) return;
	isLoading = true;
	try {
		const loaded = await __vitePreload(() => import("./call_room.js"), [], import.meta.url);
		loaded.followCalls();
		room.value = loaded;
	} catch {
		toast("lazy.failed", {}, true, {
			text: say("lazy.reload"),
			run: () => location.reload()
		});
	} finally {
		isLoading = false;
	}
}
/** While it rings there is time to read them. */
function expectCalls() {
	x(() => {
		if ([...offers.value, ...legs.value].some(({ channel }) => isCall(channel)) || legs.value.some(({ upgrade }) => upgrade)) load();
	});
}
/** What this conversation may become: asked of the consumer. */
function Richer({ view, leg }) {
	const offered = (setUp(view.queue)?.upgrades ?? []).filter((channel) => RICHNESS.indexOf(channel) > RICHNESS.indexOf(view.channel));
	const isFree = leg.state === "active" && !view.upgrade && !view.transfer && !view.ended;
	const ask = async (channel) => {
		await load();
		await room.value?.askUpgrade(view, channel);
	};
	return offered.length > 0 && isFree ? /* @__PURE__ */ a("div", {
		class: "deeds richer",
		children: offered.map((channel) => /* @__PURE__ */ a("button", {
			type: "button",
			"data-upgrade": channel,
			onClick: () => void ask(channel),
			children: say(channel === "voice" ? "upgrade.voice" : "upgrade.video")
		}, channel))
	}) : null;
}
function CallPlace({ view, leg }) {
	const parts = room.value;
	const mine = leg ? { leg } : {};
	const mayListen = !leg && isCall(view.channel) && !view.ended && client.value?.principal?.kind === "supervisor";
	A(() => void (mayListen && load()), [mayListen]);
	return /* @__PURE__ */ a($, { children: [
		leg?.kind === "primary" && /* @__PURE__ */ a(Richer, {
			view,
			leg
		}),
		parts && leg && /* @__PURE__ */ a(parts.UpgradePanel, {
			view,
			leg
		}),
		parts && mayListen && /* @__PURE__ */ a(parts.Listening, { view }, view.interaction),
		parts && /* @__PURE__ */ a(parts.CallPanel, {
			view,
			...mine
		})
	] });
}
// src/desk/canned.ts
/** Canned answers of a queue: found by their shortcut or title, and filled in with who writes to whom. */
var FOUND_MAX = 8;
var PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
var SLASH = /(^|\s)\/([\p{L}\p{N}_-]*)$/u;
var known$1 = y({});
/** Those of a queue; read again with every connection, because a configuration changes. */
function useCanned(queue) {
	A(() => {
		if (connection.value.state !== "live") return;
		client.value?.ask("canned.read", { queue }).then(({ answers }) => known$1.value = {
			...known$1.value,
			[queue]: answers
		}, () => void 0);
	}, [queue, connection.value.state]);
	return known$1.value[queue] ?? [];
}
/** What is typed behind a slash that stands before the caret; nothing, when there is none. */
function soughtBy(text, caret) {
	return SLASH.exec(text.slice(0, caret))?.[2];
}
/** The text with the slash and what follows it replaced, and where the caret is then. */
function replaced(text, caret, answer) {
	const sought = soughtBy(text, caret);
	const from = sought === void 0 ? caret : caret - sought.length - 1;
	return {
		text: text.slice(0, from) + answer + text.slice(caret),
		caret: from + answer.length
	};
}
/** The ones that begin so come first, then those that hold it; the reader's own language before others. */
function matching$1(answers, sought) {
	const wanted = folded$1(sought);
	const rank = ({ shortcut, title, language: spoken }) => {
		return (folded$1(shortcut).startsWith(wanted) ? 0 : `${folded$1(shortcut)} ${folded$1(title)}`.includes(wanted) ? 2 : 9) + (spoken === "" || spoken.startsWith(language.value) ? 0 : 1);
	};
	return answers.filter((one) => rank(one) < 9).sort((a, b) => rank(a) - rank(b)).slice(0, FOUND_MAX);
}
var folded$1 = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
/** What is known takes the place of its placeholder; what is not stays, to be seen. */
function filled(text, view) {
	return text.replaceAll(PLACEHOLDER, (whole, name) => fact(name, view) || whole);
}
/** Placeholders that are still there. */
var unfilled = (text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? "");
var VARIABLE = "variable.";
function fact(name, { consumer, subject, interaction, queue_name, variables }) {
	if (name.startsWith(VARIABLE)) {
		const variable = variables.find((one) => one.name === name.slice(9));
		return variable && !variable.masked ? String(variable.value) : void 0;
	}
	const me = agent.peek()?.name ?? "";
	return {
		"consumer.name": consumer.name,
		"consumer.first_name": firstName(consumer.name),
		"consumer.phone": consumer.phone,
		"consumer.email": consumer.email,
		"agent.name": me,
		"agent.first_name": firstName(me),
		"queue.name": queue_name,
		"interaction.subject": subject,
		"interaction.id": interaction
	}[name];
}
var firstName = (name) => name.trim().split(/\s+/)[0] ?? "";
// src/desk/answers.tsx
/** The canned answers that match what is typed behind a slash. The focus stays in the text; arrows choose. */
var LIST_ID = "canned-list";
var optionId = (answer) => `canned-${answer.id}`;
function Answers({ view, answers, place, take }) {
	const list = T(null);
	A(() => list.current?.children[place]?.scrollIntoView({ block: "nearest" }), [place, answers]);
	return /* @__PURE__ */ a("div", {
		class: "canned",
		children: [/* @__PURE__ */ a("p", {
			class: "quiet",
			role: "status",
			children: say(answers.length > 0 ? "canned.title" : "canned.none")
		}), /* @__PURE__ */ a("ul", {
			role: "listbox",
			tabIndex: 0,
			id: LIST_ID,
			"aria-label": say("canned.title"),
			ref: list,
			children: answers.map((answer, index) => /* @__PURE__ */ a("li", {
				id: optionId(answer),
				role: "option",
				"aria-selected": index === place,
				onMouseDown: (event) => (event.preventDefault(), take(answer)),
				children: [/* @__PURE__ */ a("span", {
					class: "row",
					children: [/* @__PURE__ */ a("strong", {
						lang: answer.language || void 0,
						children: answer.title
					}), /* @__PURE__ */ a("span", {
						class: "quiet",
						children: [
							"/",
							answer.shortcut,
							" ",
							answer.language
						]
					})]
				}), /* @__PURE__ */ a("span", {
					class: "quiet preview",
					lang: answer.language || void 0,
					children: filled(answer.text, view)
				})]
			}, answer.id))
		})]
	});
}
// src/desk/mail/addresses.ts
var NAMED$1 = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/;
var FORM = /^[^\s@<>"(),:;\\[\]]{1,64}@(?=.{1,255}$)[^\s@<>"(),:;\\[\]]+$/u;
/** What stands between two of them; not within quotation marks. */
var BETWEEN = /[,;\n\t]+(?=(?:[^"]*"[^"]*")*[^"]*$)/;
/** The form only: whether somebody is there, the other server says. */
var isAddress = (text) => FORM.test(text) && !text.includes("..") && !text.endsWith(".");
function addressOf(text) {
	const named = NAMED$1.exec(text);
	return named ? {
		address: (named[2] ?? "").trim(),
		name: (named[1] ?? "").trim()
	} : {
		address: text.trim(),
		name: ""
	};
}
var addressesOf = (text) => text.split(BETWEEN).map(addressOf).filter(({ address }) => address !== "");
var isSame = (one, other) => one.address.toLowerCase() === other.address.toLowerCase();
/** Each once, the first of its kind. */
var unique = (all) => all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
var without = (all, others) => all.filter((one) => !others.some((other) => isSame(one, other)));
var unmarked = (address) => address.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, "");
/** Whether mail to it comes back to us: also with a mark behind a plus, as our reply addresses have one. */
var isOwn = (one, own) => own.some((mine) => isSame(mine, one) || unmarked(one.address) === mine.address.toLowerCase());
var nameOf = ({ name, address }) => name || address;
var wholeOf$1 = ({ name, address }) => name ? `${name} <${address}>` : address;
// src/desk/mail/draft.ts
var PREFIXES = /^\s*((re|fwd?|rv|aw|wg|sv|tr|antw)\s*(\[\d+\])?\s*:\s*)+/i;
/** Without "Re:" and its like. */
var topicOf = (subject) => subject.replace(PREFIXES, "").trim();
var prefixed = (prefix, subject) => `${prefix}: ${topicOf(subject)}`.trim();
/** To whom, and about what. `own`: the addresses that are ours, never written to. */
function begun(how, head, own) {
	const nothing = {
		to: [],
		cc: [],
		bcc: [],
		text: "",
		html: "",
		uploads: []
	};
	if (how === "forward") return {
		...nothing,
		subject: prefixed("Fwd", head.subject),
		forwards: head.mail
	};
	const to = unique(answeredAt(head, own));
	const others = unique(without(how === "reply_all" ? [...head.direction === "in" ? head.to : [], ...head.cc] : [], to)).filter((one) => !isOwn(one, own));
	return {
		...nothing,
		to,
		cc: others,
		subject: prefixed("Re", head.subject),
		replies_to: head.mail
	};
}
/** Where an answer goes: where its writer asks for it, unless that is us; of a mail of ours, to whom that went. */
function answeredAt({ direction, sender, to, reply_to }, own) {
	const theirs = (all = []) => all.filter((one) => one.address !== "" && !isOwn(one, own));
	if (direction === "out") return theirs(to);
	const asked = theirs(reply_to);
	return asked.length > 0 ? asked : theirs([sender]);
}
/** Who gets this because the mail that it answers asked for that, and did not write it. */
var diverted = (draft, { sender, reply_to = [] }) => draft.to.filter((one) => !isSame(one, sender) && reply_to.some((asked) => isSame(asked, one)));
/** The first mail of a correspondence. */
var fresh$1 = (to, subject) => ({
	to: [to],
	cc: [],
	bcc: [],
	subject,
	text: "",
	html: "",
	uploads: []
});
/** Whom a reply to all would reach and a reply would not. */
var hasOthers = (head, own) => begun("reply_all", head, own).cc.length > 0;
var plainAddress = ({ address, name }) => ({
	address,
	name
});
var plainUpload = ({ upload, name, type, bytes }) => ({
	upload,
	name,
	type,
	bytes
});
/** Always in the same order: two that say the same are the same text. Nothing: the empty text. */
function keptText(draft) {
	if (!draft) return "";
	return JSON.stringify({
		to: draft.to.map(plainAddress),
		cc: draft.cc.map(plainAddress),
		bcc: draft.bcc.map(plainAddress),
		subject: draft.subject,
		text: draft.text,
		html: draft.html,
		replies_to: draft.replies_to,
		forwards: draft.forwards,
		uploads: draft.uploads.map(plainUpload)
	});
}
var draftOf = (kept) => kept ? JSON.parse(kept) : void 0;
// src/desk/mail/rich_html.ts
/**
* The little HTML that an agent writes: lines, bold, italic, lists, links. Nothing else comes in or goes out.
*
* `<div>` is a line. Read with a reader of our own, because the policy of the page lets nothing parse HTML; unknown tags
* are dropped and their text kept.
*/
var KEPT$3 = {
	b: "strong",
	strong: "strong",
	i: "em",
	em: "em",
	ul: "ul",
	ol: "ol",
	li: "li",
	a: "a",
	div: "div",
	p: "div",
	br: "br"
};
var BLOCKS = /* @__PURE__ */ new Set([
	"div",
	"ul",
	"ol",
	"li"
]);
var LISTS = /* @__PURE__ */ new Set(["ul", "ol"]);
var TOKEN = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|([^<]+)|</gi;
var HREF = /\bhref\s*=\s*"([^"]*)"/i;
var NAMED = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	nbsp: "\xA0",
	"#39": "'",
	"#x27": "'"
};
/** Only what leads to a page or a mailbox. */
var isLink = (href) => /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(href);
var kindOf$1 = (node) => KEPT$3[node.nodeName.toLowerCase()] ?? "";
var isBlock = (node) => BLOCKS.has(kindOf$1(node));
/** What is in the box, as HTML. */
function htmlOf(box) {
	return textOf(box).trim() ? flow(box) : "";
}
/** Runs of text between blocks are lines of their own. */
function flow(parent) {
	let html = "";
	let run = "";
	const close = () => {
		if (run) html += `<div>${run}</div>`;
		run = "";
	};
	for (const node of parent.childNodes) if (isBlock(node)) close(), html += block(node);
	else if (kindOf$1(node) === "br") run ? close() : html += "<div><br></div>";
	else run += inline(node);
	close();
	return html;
}
function block(node) {
	const kind = kindOf$1(node);
	if (LISTS.has(kind)) return `<${kind}>${[...node.childNodes].filter((one) => kindOf$1(one) === "li" || LISTS.has(kindOf$1(one))).map(block).join("")}</${kind}>`;
	if ([...node.childNodes].some(isBlock)) return kind === "li" ? `<li>${flow(node)}</li>` : flow(node);
	return `<${kind}>${[...node.childNodes].map(inline).join("") || "<br>"}</${kind}>`;
}
function inline(node) {
	if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? "");
	const kind = kindOf$1(node);
	if (kind === "br") return "<br>";
	const inner = [...node.childNodes].map(inline).join("");
	if (!inner || !kind || BLOCKS.has(kind)) return inner;
	if (kind !== "a") return `<${kind}>${inner}</${kind}>`;
	const href = node.getAttribute("href") ?? "";
	return isLink(href) ? `<a href="${escaped(href)}">${inner}</a>` : inner;
}
var ESCAPES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;"
};
var escaped = (text) => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
/** What is in the box, as plain text: a list has its marks, a link its address. */
function textOf(box) {
	return lines(box).join("\n").replaceAll("\xA0", " ");
}
function lines(parent, indent = "") {
	const found = [];
	let run;
	const close = () => {
		if (run !== void 0) found.push(run);
		run = void 0;
	};
	let number = 0;
	for (const node of parent.childNodes) {
		const kind = kindOf$1(node);
		if (kind === "br") run ??= "", close();
		else if (kind === "li") {
			const mark = kindOf$1(parent) === "ol" ? `${number += 1}. ` : "- ";
			const [first = "", ...rest] = lines(node, indent);
			close();
			found.push(`${indent}${mark}${first}`, ...rest.map((line) => `${indent}${" ".repeat(mark.length)}${line}`));
		} else if (isBlock(node)) close(), found.push(...lines(node, indent));
		else run = (run ?? "") + words(node);
	}
	close();
	return found.length > 0 ? found : [""];
}
function words(node) {
	if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
	if (kindOf$1(node) === "br") return "\n";
	const inner = [...node.childNodes].map(words).join("");
	const href = kindOf$1(node) === "a" ? node.getAttribute("href") ?? "" : "";
	return !href || href === inner || href === `mailto:${inner}` ? inner : `${inner} (${href})`;
}
/** The same again, made of elements. */
function fragmentOf(html) {
	const top = document.createDocumentFragment();
	const open = [top];
	for (const [, closing, name = "", rest = "", text] of html.matchAll(TOKEN)) {
		const here = open.at(-1);
		const kind = KEPT$3[name.toLowerCase()];
		if (text !== void 0) here.appendChild(document.createTextNode(plain(text)));
		else if (!kind) continue;
		else if (kind === "br") here.appendChild(document.createElement("br"));
		else if (closing) {
			const at = open.findLastIndex((node) => kindOf$1(node) === kind);
			if (at > 0) open.length = at;
		} else {
			const made = document.createElement(kind);
			const href = plain(HREF.exec(rest)?.[1] ?? "");
			if (kind === "a" && isLink(href)) made.setAttribute("href", href);
			here.appendChild(made);
			open.push(made);
		}
	}
	return top;
}
var plain = (text) => text.replaceAll(/&(#?\w+);/g, (whole, name) => NAMED[name.toLowerCase()] ?? whole);
/** Plain text as the HTML of an agent: each line a line. */
var htmlOfText = (text) => text.split("\n").map((line) => `<div>${escaped(line) || "<br>"}</div>`).join("");
// src/desk/mail/writing.ts
/** Ours, by the queue that they feed. */
var mailboxOf = (queue) => account.value?.mailboxes?.find((one) => one.queue === queue);
/** What nobody here writes to. */
var ownAddresses = () => (account.value?.mailboxes ?? []).flatMap(({ address, aliases }) => [address, ...aliases].map((one) => ({
	address: one,
	name: ""
})));
/** What the server keeps as the text that stands for it here. */
function keptByServer(text, mail) {
	if (!text && !mail) return "";
	const { to = [], cc = [], bcc = [], subject = "", html = "", uploads = [] } = mail ?? {};
	return keptText({
		to,
		cc,
		bcc,
		subject,
		text,
		uploads,
		html: html || (text ? htmlOfText(text) : ""),
		replies_to: mail?.replies_to ?? void 0,
		forwards: mail?.forwards ?? void 0
	});
}
/** For the agent who handles it. */
function mailOf(interaction) {
	const write = async (current, kept, rev) => {
		const { text = "", ...mail } = draftOf(kept) ?? {};
		return (await current.ask("draft.save", {
			interaction,
			text,
			mail: kept ? mail : void 0
		}, { rev })).rev;
	};
	const read = ({ text, mail }) => keptByServer(String(text ?? ""), mail);
	return typed(`mail ${agent.value?.agent} ${interaction}`, write, read);
}
/** Begins, or turns what is begun into that: words and attachments stay. */
function begin(interaction, how, head) {
	const before = draftOf(mailOf(interaction).text.peek());
	const next = begun(how, head, ownAddresses());
	put(interaction, before ? {
		...next,
		text: before.text,
		html: before.html,
		uploads: before.uploads
	} : next);
	wantsToWrite.value = interaction;
}
/** Nobody has written yet; we may. */
var canBegin = ({ queue, consumer }) => mailboxOf(queue) !== void 0 && Boolean(consumer.email);
function beginFresh({ interaction, consumer, subject }) {
	put(interaction, fresh$1({
		address: consumer.email ?? "",
		name: consumer.name
	}, subject));
	wantsToWrite.value = interaction;
}
var put = (interaction, draft) => mailOf(interaction).type(keptText(draft));
var FORMED = /<(strong|em|ul|ol|a)\b/;
/** What is sent. Without any form it is a plain mail. */
function sendable(interaction, draft, withQuote) {
	const { to, cc, bcc, subject, text, html, replies_to, forwards } = draft;
	const uploads = draft.uploads.map(({ upload }) => upload);
	return {
		interaction,
		to,
		cc,
		bcc,
		subject,
		text: text.trim(),
		html: FORMED.test(html) ? html : "",
		replies_to,
		forwards,
		with_quote: withQuote,
		uploads
	};
}
// src/desk/outbox.ts
/**
* Messages on their way: shown at once, kept across a reload and a lost connection, sent again until they arrive.
*
* waiting --reply--> gone          waiting --refused--> failed --retry--> waiting
*    | no answer, no connection: sent again under the same key, so that it arrives once
*/
var KEPT$2 = "ringline.outbox";
var outbox = y(JSON.parse(sessionStorage.getItem(KEPT$2) ?? "[]"));
var asked = /* @__PURE__ */ new Set();
function sendMessage(interaction, text, aside = false) {
	const by = agent.value?.agent ?? "";
	const seq = views.peek().interaction(interaction)?.seq;
	outbox.value = [...outbox.value, {
		key: newName("key"),
		agent: by,
		interaction,
		text,
		aside,
		seq,
		hasFailed: false
	}];
}
function sendMail(params, draft) {
	const { interaction, text } = params;
	const by = agent.value?.agent ?? "";
	const seq = views.peek().interaction(interaction)?.seq;
	outbox.value = [...outbox.value, {
		key: newName("key"),
		agent: by,
		interaction,
		text,
		mail: {
			params,
			draft
		},
		seq,
		hasFailed: false
	}];
}
/** Perhaps it works now. What was refused for good needs another key: under its own the refusal would be told again. */
function retry(message) {
	const key = message.isRefused ? newName("key") : message.key;
	const fresh = {
		...message,
		key,
		hasFailed: false,
		isRefused: void 0
	};
	outbox.value = outbox.value.map((one) => one.key === message.key ? fresh : one);
}
function discard(message) {
	outbox.value = outbox.value.filter((one) => one.key !== message.key);
}
async function deliver(message) {
	const { key, interaction, text, aside, mail } = message;
	const current = client.peek();
	if (!current || asked.has(key)) return;
	asked.add(key);
	try {
		if (mail) follow(interaction, (await current.ask("mail.send", mail.params, { key })).mail);
		else await current.ask("message.send", {
			interaction,
			text,
			message: key,
			aside: aside || void 0
		}, { key });
		outbox.value = outbox.value.filter((one) => one.key !== key);
	} catch (error) {
		if (error instanceof SessionOver || error instanceof CommandFailed && error.code === "timeout") return;
		failed(key, error instanceof CommandFailed && error.isSettled);
		if (mail && error instanceof CommandFailed && error.isSettled) return giveBack(message, error);
		tellFailure(error);
	} finally {
		asked.delete(key);
	}
}
/** Nothing was sent and nothing is lost: it is where it was written, unless something else is there by now. */
function giveBack(message, error) {
	const { interaction, mail } = message;
	const writing = mailOf(interaction);
	if (!mail || writing.text.peek()) return tellFailure(error);
	discard(message);
	writing.type(mail.draft);
	toast("mail.not_sent", { reason: failureText(error) }, true);
}
function failed(key, isRefused) {
	outbox.value = outbox.value.map((one) => one.key === key ? {
		...one,
		hasFailed: true,
		isRefused
	} : one);
}
/** For the life of the page. */
function startDelivering() {
	outbox.subscribe((all) => sessionStorage.setItem(KEPT$2, JSON.stringify(all)));
	x(() => {
		if (connection.value.state !== "live") return;
		const mine = outbox.value.filter((one) => one.agent === agent.value?.agent && !one.hasFailed);
		for (const message of mine) deliver(message);
	});
}
// src/desk/typing.ts
/** Who is writing: told to the other side every few seconds, and believed for a few seconds. */
var TELL_MS = 3e3;
var STOPPED_MS = 5e3;
/** What the others are told of the agent's own writing. */
var TypingTold = class {
	interaction;
	toldAtMs = -Infinity;
	timer;
	constructor(interaction) {
		this.interaction = interaction;
	}
	wrote(text) {
		if (!text.trim()) return this.stop();
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.stop(), STOPPED_MS);
		if (performance.now() - this.toldAtMs < TELL_MS) return;
		this.toldAtMs = performance.now();
		this.tell(true);
	}
	stop() {
		clearTimeout(this.timer);
		if (this.toldAtMs === -Infinity) return;
		this.toldAtMs = -Infinity;
		this.tell(false);
	}
	tell(typing) {
		client.peek()?.ask("message.typing", {
			interaction: this.interaction,
			typing
		}).catch(() => void 0);
	}
};
// src/desk/composer.tsx
/** The place to answer. What is typed is kept: here at once, on the server soon after. */
/** Interactions in which the agent writes to colleagues at the moment. */
var aside = y(/* @__PURE__ */ new Set());
function Composer({ view, leg }) {
	const { interaction } = view;
	const isConsulted = leg.kind === "consult";
	const isAside = isConsulted || aside.value.has(interaction) && colleagues(view).length > 0;
	const reply = useReply(view, leg, isAside);
	const told = T(new TypingTold(interaction));
	const box = T(null);
	const menu = useCannedMenu(view, leg, reply, box);
	useDeed("thread.focus", () => (goTo({
		...place.value,
		about: void 0
	}), requestAnimationFrame(() => box.current?.focus())));
	F(() => {
		if (wantsToWrite.value === interaction) box.current?.focus();
		wantsToWrite.value = void 0;
		return () => told.current.stop();
	}, []);
	const write = (text) => {
		reply.type(text);
		menu.look();
		if (!isAside) told.current.wrote(text);
	};
	const send = () => {
		const text = reply.text.value.trim();
		if (!text) return;
		sendMessage(interaction, text, isAside);
		reply.type("");
		told.current.stop();
	};
	const pressed = (event) => {
		if (menu.pressed(event) || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		send();
	};
	const label = isAside ? say("composer.write_aside") : say("thread.write", { name: view.consumer.name || say("role.consumer") });
	return /* @__PURE__ */ a("form", {
		class: "composer",
		"data-aside": isAside,
		onSubmit: (event) => (event.preventDefault(), send()),
		children: [
			!isConsulted && colleagues(view).length > 0 && /* @__PURE__ */ a(To, {
				view,
				isAside
			}),
			menu.isOpen && /* @__PURE__ */ a(Answers, {
				view,
				answers: menu.found,
				place: menu.place,
				take: menu.take
			}),
			/* @__PURE__ */ a("textarea", {
				ref: box,
				"aria-label": label,
				"aria-autocomplete": "list",
				"aria-controls": menu.isOpen ? LIST_ID : void 0,
				"aria-activedescendant": menu.chosen ? optionId(menu.chosen) : void 0,
				placeholder: label,
				rows: 3,
				value: reply.text.value,
				onInput: (event) => write(event.currentTarget.value),
				onKeyDown: pressed,
				onBlur: menu.close
			}),
			/* @__PURE__ */ a(Hints, {
				view,
				leg,
				reply
			}),
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "canned.title",
						"aria-label": say("canned.title"),
						title: say("canned.hint"),
						onClick: menu.open,
						children: "/"
					}),
					/* @__PURE__ */ a("span", {
						class: "quiet",
						children: reply.saving.value === "clean" && reply.text.value ? say("thread.draft_saved") : say("thread.hint")
					}),
					/* @__PURE__ */ a("button", {
						type: "submit",
						class: "primary",
						disabled: !reply.text.value.trim(),
						children: say("thread.send")
					})
				]
			})
		]
	});
}
/** The one draft that the server keeps is that of who handles it; what others write is kept on this device. */
function useReply(view, leg, isAside) {
	const { interaction, draft } = view;
	const isShared = leg.kind === "primary" && !isAside;
	const name = `${isAside ? "aside" : isShared ? "draft" : "reply"} ${agent.value?.agent} ${interaction}`;
	const write = async (current, text, rev) => (await current.ask("draft.save", {
		interaction,
		text
	}, { rev })).rev;
	const reply = typed(name, isShared ? write : void 0);
	A(() => {
		if (!isShared) return;
		reply.told(draft?.text ?? "", view.draft_rev);
		const before = typed(`reply ${agent.value?.agent} ${interaction}`);
		if (!before.text.peek() || reply.text.peek()) return;
		reply.type(before.text.peek());
		before.type("");
	}, [view.draft_rev, isShared]);
	return reply;
}
/** To whom: the consumer, or the colleagues alone. */
function To({ view, isAside }) {
	const choose = (isChosen) => {
		const others = [...aside.value].filter((one) => one !== view.interaction);
		aside.value = new Set(isChosen ? [...others, view.interaction] : others);
	};
	return /* @__PURE__ */ a("div", {
		class: "to",
		role: "radiogroup",
		"aria-label": say("composer.to"),
		children: [false, true].map((one) => /* @__PURE__ */ a("label", { children: [/* @__PURE__ */ a("input", {
			type: "radio",
			name: `to-${view.interaction}`,
			checked: isAside === one,
			onChange: () => choose(one)
		}), one ? say("composer.aside") : say("composer.consumer", { name: consumerName(view) })] }, String(one)))
	});
}
function Hints({ view, leg, reply }) {
	const open = unfilled(reply.text.value);
	return /* @__PURE__ */ a($, { children: [open.length > 0 && /* @__PURE__ */ a("p", {
		class: "quiet warn",
		children: say("composer.fill", { names: open.join(", ") })
	}), leg.state === "held" && /* @__PURE__ */ a("p", {
		class: "quiet warn",
		children: say("composer.held", { name: consumerName(view) })
	})] });
}
function useCannedMenu(view, leg, reply, box) {
	const answers = useCanned(leg.queue);
	const [sought, setSought] = d(void 0);
	const [place, setPlace] = d(0);
	const found = sought === void 0 ? [] : matching$1(answers, sought);
	const isOpen = sought !== void 0 && (found.length > 0 || sought.length < 3);
	const caret = () => box.current?.selectionStart ?? reply.text.peek().length;
	const look = () => (setSought(soughtBy(box.current?.value ?? "", caret())), setPlace(0));
	const close = () => setSought(void 0);
	const put = (text, at) => {
		reply.type(text);
		requestAnimationFrame(() => (box.current?.focus(), box.current?.setSelectionRange(at, at)));
	};
	const take = (answer) => {
		const next = replaced(reply.text.peek(), caret(), filled(answer.text.trim(), view));
		put(next.text, next.caret);
		close();
	};
	const open = () => {
		const [text, at] = [reply.text.peek(), caret()];
		const slash = at > 0 && !/\s/.test(text[at - 1] ?? "") ? " /" : "/";
		put(text.slice(0, at) + slash + text.slice(at), at + slash.length);
		setSought("");
		setPlace(0);
	};
	const pressed = (event) => {
		const chosen = found[place];
		if (!isOpen || event.ctrlKey || event.metaKey) return false;
		if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
		else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
		else if (event.key === "Escape") close();
		else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
		else return false;
		event.preventDefault();
		event.stopPropagation();
		return true;
	};
	return {
		isOpen,
		found,
		place,
		chosen: isOpen ? found[place] : void 0,
		look,
		open,
		close,
		take,
		pressed
	};
}
// src/desk/directory.ts
/** Colleagues and queues, as they are at this moment; and the names of all that were ever seen. */
var LOOK_MS = 5e3;
var PAUSE_MS = 200;
var LIMIT = 50;
var names = y(/* @__PURE__ */ new Map());
var hasAsked = false;
async function look(text) {
	const found = await client.peek()?.ask("directory.read", {
		text,
		limit: LIMIT
	});
	if (!found) return void 0;
	const known = new Map(names.peek());
	for (const { queue, name } of found.queues) known.set(queue, name);
	for (const { agent, name } of found.agents) known.set(agent, name);
	names.value = known;
	return found;
}
/** What matches a text, asked again while it is looked at. */
function useDirectory(text) {
	const [found, setFound] = d(void 0);
	A(() => {
		let isLeft = false;
		const again = () => void look(text).then((now) => isLeft || setFound(now), () => void 0);
		const first = setTimeout(again, found ? PAUSE_MS : 0);
		const timer = setInterval(again, LOOK_MS);
		return () => (isLeft = true, clearTimeout(first), clearInterval(timer));
	}, [text]);
	return found;
}
/** The name of an agent or a queue; its id until it is known. */
function nameOfId(id) {
	if (id === agent.value?.agent) return agent.value.name;
	const known = names.value.get(id);
	if (!known && !hasAsked) hasAsked = true, look("").catch(() => hasAsked = false);
	return known ?? id;
}
var targetName = ({ queue, agent }) => nameOfId(agent ?? queue ?? "");
// src/desk/targets.tsx
/** Whom and where: found by a part of the name, with how they are at this moment; who can answer comes first. */
var ORDER = [
	"ready",
	"occupied",
	"wrap_up",
	"missed",
	"not_ready",
	"offline"
];
function Targets({ view, own, withQueues, picked, pick }) {
	const [text, setText] = d("");
	const list = T(null);
	const found = useDirectory(text);
	const here = new Set(view.legs.filter((leg) => leg.state !== "ended" && leg.state !== "wrapping").map((leg) => leg.agent));
	const queues = withQueues ? found?.queues.filter((queue) => queue.channel === view.channel) ?? [] : [];
	const agents = found?.agents.filter((one) => !here.has(one.agent)).sort((a, b) => rank(a) - rank(b)) ?? [];
	const down = (event) => {
		if (event.key !== "ArrowDown") return;
		event.preventDefault();
		list.current?.querySelector("input:checked, input")?.focus();
	};
	const label = say(withQueues ? "handing.find" : "handing.find_agent");
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("input", {
		type: "search",
		"data-first": true,
		value: text,
		"aria-label": label,
		placeholder: label,
		onInput: (event) => setText(event.currentTarget.value),
		onKeyDown: down
	}), /* @__PURE__ */ a("div", {
		class: "targets",
		ref: list,
		role: "group",
		"aria-label": label,
		children: [
			!found && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("handing.looking")
			}),
			found && queues.length + agents.length === 0 && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("handing.none")
			}),
			queues.length > 0 && /* @__PURE__ */ a("h3", { children: say("handing.queues") }),
			queues.map((queue) => /* @__PURE__ */ a(Target, {
				isPicked: picked?.queue === queue.queue,
				pick: () => pick({ queue: queue.queue }),
				state: queue.agents_routable > 0 ? "ready" : "not_ready",
				name: queue.name,
				about: aboutQueue(queue, own)
			}, queue.queue)),
			agents.length > 0 && /* @__PURE__ */ a("h3", { children: say("handing.agents") }),
			agents.map((one) => /* @__PURE__ */ a(Target, {
				isPicked: picked?.agent === one.agent,
				pick: () => pick({ agent: one.agent }),
				state: one.presence === "connected" ? one.state : "offline",
				name: one.name,
				about: aboutAgent(one, view.channel)
			}, one.agent))
		]
	})] });
}
function Target({ name, about, state, isPicked, pick }) {
	return /* @__PURE__ */ a("label", {
		class: "leaf target",
		"data-state": state,
		children: [
			/* @__PURE__ */ a("input", {
				type: "radio",
				name: "target",
				checked: isPicked,
				onChange: pick
			}),
			/* @__PURE__ */ a("span", {
				class: "dot",
				"aria-hidden": "true"
			}),
			/* @__PURE__ */ a("span", {
				class: "name",
				children: name
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: about
			})
		]
	});
}
var rank = ({ state, presence }) => presence === "connected" ? ORDER.indexOf(state) : ORDER.length;
function aboutQueue({ queue, waiting, longest_since_ms: since, agents_routable: ready, agents_signed_in: signed }, own) {
	const line = [say("handing.waiting", { count: waiting })];
	if (since) line.push(say("handing.longest", { span: span(now.peek() - since) }));
	const people = say("handing.ready", {
		ready,
		signed
	});
	return [
		queue === own && say("handing.own_queue"),
		line.join(", "),
		people
	].filter(Boolean).join(" · ");
}
function aboutAgent({ status, reason, state, presence, channels }, channel) {
	if (presence !== "connected" && status !== "offline") return say("handing.unreachable");
	const why = state === "not_ready" && reason ? sayOr(`reason.${reason}`, reason) : "";
	const load = channels[channel];
	const use = load && load.max > 0 && status !== "offline" ? say("handing.in_use", {
		used: load.used,
		max: load.max
	}) : "";
	return [
		state === "ready" ? say("status.ready") : sayOr(`state.${state}`, state),
		why,
		use
	].filter(Boolean).join(" · ");
}
// src/desk/handing.tsx
/** Handing an interaction on: transfer, consult, add a colleague, release. To whom, how, and what they should know. */
/** What is being handed on, and how. Anybody may open the dialog. */
var handing = y(void 0);
var kept = (interaction) => `ringline.handing.${interaction}`;
function Handing({ view, leg }) {
	const deed = handing.value?.interaction === view.interaction ? handing.value.deed : void 0;
	if (!deed) return null;
	return /* @__PURE__ */ a(Form, {
		deed,
		view,
		leg
	}, deed);
}
function Form({ deed, view, leg }) {
	const { interaction } = view;
	const picked = useSignal(deed === "release" ? { queue: leg.queue } : void 0);
	const isAssured = useSignal(true);
	const note = useSignal(localStorage.getItem(kept(interaction)) ?? "");
	const [problem, setProblem] = d("");
	const [isBusy, setBusy] = d(false);
	const close = () => void (handing.value = void 0);
	const write = (text) => (note.value = text, localStorage.setItem(kept(interaction), text));
	const go = async () => {
		const current = client.value;
		if (!picked.value || !current) return setProblem(say("handing.choose"));
		setBusy(true);
		try {
			await carryOut(current, deed, interaction, picked.value, isAssured.value, note.value.trim());
			localStorage.removeItem(kept(interaction));
			close();
		} catch (error) {
			if (error instanceof CommandFailed) setProblem(failureText(error));
			else if (!(error instanceof SessionOver)) throw error;
			setBusy(false);
		}
	};
	const name = view.consumer.name || view.subject || say("ring.unknown");
	return /* @__PURE__ */ a(Dialog, {
		title: say(`handing.${deed}`, { name }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void go()),
			children: [
				deed === "release" && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("handing.release_help")
				}),
				/* @__PURE__ */ a(Targets, {
					view,
					own: leg.queue,
					withQueues: deed === "transfer" || deed === "release",
					picked: picked.value,
					pick: (one) => picked.value = one
				}),
				deed === "transfer" && /* @__PURE__ */ a(How, {
					isAssured: isAssured.value,
					choose: (one) => isAssured.value = one
				}),
				deed !== "invite" && /* @__PURE__ */ a("label", {
					class: "stack",
					children: [say("handing.note"), /* @__PURE__ */ a("textarea", {
						rows: 3,
						maxLength: 4e3,
						value: note.value,
						onInput: (event) => write(event.currentTarget.value)
					})]
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: close,
					children: say("action.cancel")
				}), /* @__PURE__ */ a("button", {
					type: "submit",
					class: "primary",
					disabled: isBusy,
					children: say(`deed.${deed}`)
				})] })
			]
		})
	});
}
/** Released to a colleague it leaves at once; if they do not take it, it waits in the queue. */
async function carryOut(current, deed, interaction, to, isAssured, note) {
	if (deed === "invite") await current.ask("conference.invite", {
		interaction,
		agent: to.agent ?? ""
	});
	else if (deed === "release" && to.queue) await current.ask("interaction.release", {
		interaction,
		queue: to.queue,
		note
	});
	else {
		const cold = isAssured && deed !== "release" ? "cold_assured" : "cold_unassured";
		await current.ask("transfer.start", {
			interaction,
			target: to,
			mode: deed === "consult" ? "warm" : cold,
			note
		});
	}
}
function How({ isAssured, choose }) {
	return /* @__PURE__ */ a("fieldset", {
		class: "how",
		children: [/* @__PURE__ */ a("legend", { children: say("handing.how") }), [true, false].map((one) => /* @__PURE__ */ a("label", {
			class: "leaf",
			children: [/* @__PURE__ */ a("input", {
				type: "radio",
				name: "how",
				checked: isAssured === one,
				onChange: () => choose(one)
			}), /* @__PURE__ */ a("span", { children: [
				say(one ? "handing.assured" : "handing.unassured"),
				" ",
				/* @__PURE__ */ a("span", {
					class: "quiet",
					children: say(one ? "handing.assured_help" : "handing.unassured_help")
				})
			] })]
		}, String(one)))]
	});
}
// src/desk/head.tsx
/** Above the conversation: who it is, and what an agent may do with it now. */
/** `leg`: the agent's, while it talks. */
function Head({ view, leg }) {
	return /* @__PURE__ */ a("header", {
		class: "head",
		children: [
			/* @__PURE__ */ a(ChannelIcon, { channel: view.channel }),
			/* @__PURE__ */ a("div", {
				class: "title",
				children: [/* @__PURE__ */ a("h2", { children: consumerName(view) }), /* @__PURE__ */ a("p", {
					class: "quiet",
					children: [view.subject, view.queue_name].filter(Boolean).join(" · ")
				})]
			}),
			leg && /* @__PURE__ */ a(Deeds, {
				view,
				leg
			}),
			leg && /* @__PURE__ */ a(Handing, {
				view,
				leg
			})
		]
	});
}
function Deeds({ view, leg }) {
	if (leg.state === "transferring" || leg.state === "lost") return null;
	if (leg.kind !== "primary") return /* @__PURE__ */ a(Guest, {
		view,
		leg
	});
	return LIVE.has(view.channel) ? /* @__PURE__ */ a(Live, {
		view,
		leg
	}) : /* @__PURE__ */ a(Patient, {
		view,
		leg
	});
}
function Button({ word, deed, kind = "" }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: kind,
		"data-deed": word,
		onClick: deed,
		children: say(word)
	});
}
var ask = (method, { interaction }) => void attempt((current) => current.ask(method, { interaction }));
function HandOn({ deed, view, kind = "" }) {
	return /* @__PURE__ */ a(Button, {
		word: `deed.${deed}`,
		kind,
		deed: () => handing.value = {
			deed,
			interaction: view.interaction
		}
	});
}
function Hold({ view, leg }) {
	const isHeld = leg.state === "held";
	return /* @__PURE__ */ a(Button, {
		word: isHeld ? "thread.resume" : "thread.hold",
		deed: () => ask(isHeld ? "leg.resume" : "leg.hold", view)
	});
}
/** A conversation, by who handles it. While something is on its way, that comes first. */
function Live({ view, leg }) {
	const [isSure, setSure] = d(true);
	const isFree = !view.transfer && !view.wanted;
	const others = view.legs.some((one) => one.kind === "conference" && one.state !== "ended" && one.state !== "wrapping");
	if (!isSure) return /* @__PURE__ */ a("div", {
		class: "deeds",
		role: "group",
		"aria-label": say("thread.end_sure"),
		children: [
			/* @__PURE__ */ a("span", { children: say("thread.end_sure") }),
			/* @__PURE__ */ a(Button, {
				word: "thread.end",
				kind: "bad",
				deed: () => (setSure(true), ask("interaction.end", view))
			}),
			/* @__PURE__ */ a(Button, {
				word: "action.cancel",
				deed: () => setSure(true)
			})
		]
	});
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			/* @__PURE__ */ a(Hold, {
				view,
				leg
			}),
			isFree && /* @__PURE__ */ a(HandOn, {
				deed: "transfer",
				view
			}),
			isFree && /* @__PURE__ */ a(Menu, {
				label: say("deed.more"),
				name: say("deed.more"),
				children: [
					/* @__PURE__ */ a(HandOn, {
						deed: "consult",
						view,
						kind: "option"
					}),
					/* @__PURE__ */ a(HandOn, {
						deed: "invite",
						view,
						kind: "option"
					}),
					others ? /* @__PURE__ */ a(Button, {
						word: "deed.leave",
						kind: "option",
						deed: () => ask("leg.leave", view)
					}) : /* @__PURE__ */ a(HandOn, {
						deed: "release",
						view,
						kind: "option"
					})
				]
			}),
			/* @__PURE__ */ a(Button, {
				word: "thread.end",
				kind: "bad",
				deed: () => setSure(false)
			})
		]
	});
}
/** Mail and tasks: resolved, put aside or handed on. */
function Patient({ view, leg }) {
	const [opened, setOpened] = d(void 0);
	const isParked = leg.state === "parked";
	const close = () => setOpened(void 0);
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			isParked && /* @__PURE__ */ a(Button, {
				word: "deed.unpark",
				kind: "primary",
				deed: () => ask("interaction.unpark", view)
			}),
			!isParked && !view.transfer && /* @__PURE__ */ a(Button, {
				word: "deed.park",
				deed: () => setOpened("park")
			}),
			!view.transfer && /* @__PURE__ */ a(Menu, {
				label: say("deed.more"),
				name: say("deed.more"),
				children: [
					!isParked && /* @__PURE__ */ a(HandOn, {
						deed: "transfer",
						view,
						kind: "option"
					}),
					!isParked && /* @__PURE__ */ a(HandOn, {
						deed: "consult",
						view,
						kind: "option"
					}),
					/* @__PURE__ */ a(HandOn, {
						deed: "release",
						view,
						kind: "option"
					})
				]
			}),
			!view.transfer && /* @__PURE__ */ a(Button, {
				word: "thread.resolve",
				kind: "good",
				deed: () => setOpened("resolve")
			}),
			opened === "park" && /* @__PURE__ */ a(Lazy, {
				name: "Parking",
				view,
				close
			}),
			opened === "resolve" && /* @__PURE__ */ a(Lazy, {
				name: "Resolving",
				view,
				leg,
				close
			})
		]
	});
}
/** Who was asked aside, or joined. */
function Guest({ view, leg }) {
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			leg.kind === "conference" && /* @__PURE__ */ a(Hold, {
				view,
				leg
			}),
			leg.kind === "conference" && !view.transfer && !view.wanted && /* @__PURE__ */ a(HandOn, {
				deed: "invite",
				view
			}),
			/* @__PURE__ */ a(Button, {
				word: "deed.leave",
				kind: "bad",
				deed: () => ask("leg.leave", view)
			})
		]
	});
}
// src/desk/mail/whole.ts
/** The whole of a mail, read once: what stands behind its words in the thread, and what opens its parts for a while. */
/** Of the ten minutes for which it opens something, one is left for the way. */
var FRESH_MS = 54e4;
var known = y(/* @__PURE__ */ new Map());
/** A server that was restarted opens nothing for a word that it gave before. */
x(() => {
	if (connection.value.state === "live") known.value = new Map([...known.peek()].map(([mail, read]) => [mail, {
		...read,
		readAtMs: -Infinity
	}]));
});
/** What was read of it, however long ago: its words do not change. */
var readOf = (mail) => known.value.get(mail)?.whole;
/** Read now, unless that was a moment ago. Nothing: it could not be read, and that was told. */
async function wholeOf(interaction, mail) {
	const before = known.peek().get(mail);
	if (before && now.peek() - before.readAtMs < FRESH_MS) return before.whole;
	await attempt(async (current) => {
		const whole = await current.ask("mail.read", {
			interaction,
			mail,
			via: viaOf(interaction)
		});
		const others = [...known.peek()].filter(([id]) => id !== mail).slice(-49);
		known.value = new Map([...others, [mail, {
			whole,
			readAtMs: now.peek()
		}]]);
	});
	return known.peek().get(mail)?.whole;
}
var path = (mail, rest, asked) => `/v1/mails/${encodeURIComponent(mail)}/${rest}?${new URLSearchParams(asked)}`;
/** Where its parts are, for as long as `access` opens them. */
var partPath = (mail, part, access) => path(mail, `parts/${part}`, { access });
var picturePath = (mail, part, access) => path(mail, `parts/${part}`, {
	access,
	inline: "1"
});
var rawPath = (mail, access) => path(mail, "raw", { access });
var pagePath = (mail, access, withImages) => path(mail, "page", withImages ? {
	access,
	images: "1"
} : { access });
/** A file to keep, under its own name. */
function download(address, name) {
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
}
// src/desk/mail/body.tsx
/**
* What a mail says. What is new in it stands in the thread; quoted text, the whole and the page it was made as are read
* when asked for. The page stands in a frame without scripts, forms or a way to anything of the desk.
*/
var KEPT$1 = "ringline.mail.as_page";
/** As its writer made it, wherever that is known: what the agent chose last, on this device. */
var isAsPage = y(localStorage.getItem(KEPT$1) === "1");
function choose(asPage) {
	isAsPage.value = asPage;
	localStorage.setItem(KEPT$1, asPage ? "1" : "0");
}
function Body({ interaction, segment }) {
	const { mail, text } = segment;
	const [isQuoteShown, showQuote] = d(false);
	const [isBusy, setBusy] = d(false);
	const asPage = mail.has_html && isAsPage.value;
	const [isWhole, showWhole] = d(false);
	const whole = readOf(mail.mail);
	const read = async (then) => {
		setBusy(true);
		if (await wholeOf(interaction, mail.mail)) then();
		setBusy(false);
	};
	const original = async () => {
		const found = await wholeOf(interaction, mail.mail);
		if (found) download(rawPath(mail.mail, found.access), "mail.eml");
	};
	return /* @__PURE__ */ a("div", {
		class: "mail-body",
		children: [
			asPage ? /* @__PURE__ */ a(Page, {
				interaction,
				mail: mail.mail
			}) : /* @__PURE__ */ a("p", {
				class: "text",
				children: (isWhole && whole ? fresh(whole) : text) || /* @__PURE__ */ a("span", {
					class: "quiet",
					children: say("mail.no_text")
				})
			}),
			!asPage && isQuoteShown && whole && /* @__PURE__ */ a("blockquote", {
				class: "text quoted",
				children: quoted(whole)
			}),
			/* @__PURE__ */ a("div", {
				class: "mail-ways",
				children: [
					!asPage && mail.is_cut && !isWhole && /* @__PURE__ */ a(Way, {
						word: "mail.whole",
						deed: () => void read(() => showWhole(true)),
						isBusy
					}),
					!asPage && mail.has_quote && /* @__PURE__ */ a("button", {
						type: "button",
						class: "plain quote-fold",
						"aria-expanded": isQuoteShown,
						disabled: isBusy,
						onClick: () => isQuoteShown ? showQuote(false) : void read(() => showQuote(true)),
						children: say(isQuoteShown ? "mail.hide_quote" : "mail.show_quote")
					}),
					mail.has_html && /* @__PURE__ */ a(Way, {
						word: asPage ? "mail.as_text" : "mail.as_page",
						deed: () => choose(!asPage)
					}),
					/* @__PURE__ */ a(Way, {
						word: "mail.original",
						deed: () => void original()
					})
				]
			})
		]
	});
}
function Way({ word, deed, isBusy = false }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain",
		disabled: isBusy,
		onClick: deed,
		children: say(word)
	});
}
/** Places count code points. */
var fresh = ({ text, quote_at: at }) => (at == null ? text : [...text].slice(0, at).join("")).trim();
var quoted = ({ text, quote_at: at }) => (at == null ? "" : [...text].slice(at).join("")).trim();
var LINE_CHARS = 80;
var LINE_REM = 1.6;
var [LOW_REM, HIGH_REM] = [9, 34];
/** Nobody may ask a frame without scripts how high it is: as high as its words are long, and it scrolls by itself. */
function heightOf({ text }) {
	const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.trunc(line.length / LINE_CHARS), 3);
	return `${Math.min(HIGH_REM, Math.max(LOW_REM, lines * LINE_REM))}rem`;
}
/** Pictures from elsewhere tell their owner that, when and where the mail was opened: not before somebody asks. */
function Page({ interaction, mail }) {
	const [access, setAccess] = d("");
	const [withImages, setImages] = d(false);
	const whole = readOf(mail);
	const open = async () => setAccess((await wholeOf(interaction, mail))?.access ?? "");
	A(() => void open(), [mail, withImages]);
	if (!access || !whole) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("thread.loading")
	});
	return /* @__PURE__ */ a($, { children: [whole.remote_images > 0 && !withImages && /* @__PURE__ */ a("p", {
		class: "blocked",
		children: [/* @__PURE__ */ a("span", { children: say("mail.images_off", { count: whole.remote_images }) }), /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => setImages(true),
			children: say("mail.images_show")
		})]
	}), /* @__PURE__ */ a("iframe", {
		class: "mail-page",
		title: say("mail.page_of", { time: new Date(now.peek()).toLocaleTimeString() }),
		sandbox: "allow-popups allow-popups-to-escape-sandbox",
		referrerpolicy: "no-referrer",
		src: pagePath(mail, access, withImages),
		style: { height: heightOf(whole) }
	}, `${access} ${withImages}`)] });
}
// src/desk/mail/begins.tsx
function Begins({ view, mail, kind }) {
	const ways = hasOthers(mail, ownAddresses()) ? [
		"reply",
		"reply_all",
		"forward"
	] : ["reply", "forward"];
	return /* @__PURE__ */ a("div", {
		class: "begins",
		"data-kind": kind,
		children: ways.map((way) => /* @__PURE__ */ a("button", {
			type: "button",
			class: kind === "small" ? "plain" : "",
			onClick: () => begin(view.interaction, way, mail),
			children: [
				/* @__PURE__ */ a("span", {
					"aria-hidden": "true",
					children: SIGNS$1[way]
				}),
				" ",
				say(`mail.${way}`)
			]
		}, way))
	});
}
/** Where nobody has written yet. */
function BeginsFresh({ view }) {
	return /* @__PURE__ */ a("div", {
		class: "begins",
		"data-kind": "main",
		children: /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => beginFresh(view),
			children: say("mail.new")
		})
	});
}
var SIGNS$1 = {
	reply: "↩",
	reply_all: "↩↩",
	forward: "↪"
};
/** By keys and palette: to the last mail of the thread. */
function useBegins(view, mail) {
	const go = (way) => () => mail ? begin(view.interaction, way, mail) : beginFresh(view);
	useDeed("mail.reply", go("reply"), true, mail ? void 0 : say("mail.new"));
	useDeed("mail.reply_all", go("reply_all"), mail !== void 0 && hasOthers(mail, ownAddresses()));
	useDeed("mail.forward", go("forward"), mail !== void 0);
}
// src/desk/mail/sizes.ts
/** Sizes of files as people say them: 812 B, 14 kB, 3.4 MB. */
var UNITS = [
	["megabyte", 1e6],
	["kilobyte", 1e3],
	["byte", 1]
];
function size(bytes) {
	const [unit, one] = UNITS.find(([, least]) => bytes >= least) ?? UNITS[2];
	const maximumFractionDigits = unit === "megabyte" ? 1 : 0;
	return new Intl.NumberFormat(locale(), {
		style: "unit",
		unit,
		unitDisplay: "short",
		maximumFractionDigits
	}).format(bytes / one);
}
// src/desk/mail/parts.tsx
/** What hangs on a mail: names that are safe to save under, sizes, pictures to look at. Nothing of it is opened here. */
/** What browsers draw, and cannot run. */
var PICTURES = /* @__PURE__ */ new Set([
	"image/png",
	"image/jpeg",
	"image/gif",
	"image/webp"
]);
/** Larger ones are not read before somebody asks. */
var SHOWN_BYTES_MAX = 3e6;
function Parts({ interaction, mail }) {
	const [access, setAccess] = d("");
	/** Called pictures, and none. */
	const [broken, setBroken] = d(/* @__PURE__ */ new Set());
	const [looked, look] = d(void 0);
	const parts = mail.parts.filter((part) => !part.inline || !mail.has_html);
	const hasPictures = parts.some(isShown);
	A(() => {
		if (hasPictures) wholeOf(interaction, mail.mail).then((whole) => setAccess(whole?.access ?? ""));
	}, [mail.mail, hasPictures]);
	if (parts.length === 0) return null;
	const save = async (part) => {
		const whole = await wholeOf(interaction, mail.mail);
		if (whole) download(partPath(mail.mail, part.part, whole.access), part.name);
	};
	return /* @__PURE__ */ a("ul", {
		class: "parts",
		"aria-label": say("mail.parts", { count: parts.length }),
		children: [parts.map((part) => /* @__PURE__ */ a("li", { children: [isShown(part) && access && !broken.has(part.part) && /* @__PURE__ */ a("button", {
			type: "button",
			class: "picture",
			"aria-label": say("mail.look", { name: part.name }),
			onClick: () => look(part),
			children: /* @__PURE__ */ a("img", {
				src: picturePath(mail.mail, part.part, access),
				alt: "",
				loading: "lazy",
				onError: () => setBroken((there) => /* @__PURE__ */ new Set([...there, part.part]))
			})
		}), /* @__PURE__ */ a("button", {
			type: "button",
			class: "part",
			"aria-label": say("mail.save", {
				name: part.name,
				size: size(part.bytes)
			}),
			title: `${part.name} · ${part.type}`,
			onClick: () => void save(part),
			children: [/* @__PURE__ */ a("span", {
				class: "name",
				children: part.name
			}), /* @__PURE__ */ a("span", {
				class: "quiet",
				children: [
					kindOf(part),
					" · ",
					size(part.bytes)
				]
			})]
		})] }, part.part)), looked && access && /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(Dialog, {
			title: looked.name,
			close: () => look(void 0),
			children: [/* @__PURE__ */ a("img", {
				class: "looked",
				src: picturePath(mail.mail, looked.part, access),
				alt: looked.name
			}), /* @__PURE__ */ a("footer", { children: /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-first": true,
				onClick: () => void save(looked),
				children: say("mail.save_it")
			}) })]
		}) })]
	});
}
var isShown = ({ type, bytes }) => PICTURES.has(type) && bytes <= SHOWN_BYTES_MAX;
/** As the name says it, else as the type does. */
function kindOf({ name, type }) {
	return (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.split("/")[1] ?? type).toUpperCase();
}
// src/desk/mail/standing.tsx
function Standing({ interaction, state, canWrite, isOver }) {
	if (!state) return null;
	const time = state.next_at_ms === void 0 ? "" : clockTime(state.next_at_ms, now.peek());
	const again = () => void attempt((current) => current.ask("mail.retry", {
		interaction,
		mail: state.mail
	}));
	return /* @__PURE__ */ a("div", {
		class: "standing",
		"data-state": state.state,
		role: "status",
		children: [
			/* @__PURE__ */ a("p", { children: [state.state === "sent" && /* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: "✓ "
			}), state.state === "deferred" && time ? say("mail.deferred_until", {
				time,
				count: state.attempts
			}) : say(`mail.state_${state.state}`)] }),
			state.reason && (state.state === "failed" || state.state === "deferred") && /* @__PURE__ */ a("p", {
				class: "reason",
				children: say("mail.server_said", { reason: state.reason })
			}),
			state.state === "failed" && isOver && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("mail.retry_supervisor")
			}),
			state.state === "failed" && canWrite && /* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "mail.retry",
				onClick: again,
				children: say("mail.retry")
			})
		]
	});
}
// src/desk/mail/card.tsx
/** One mail in the thread: from whom to whom, what is new in it, what hangs on it, and whether ours has left. */
var isMail = (segment) => segment.mail !== void 0;
/** The mail that an answer is about, unless the agent says otherwise: the last one of the other side. */
function answeredOf(view) {
	const mails = view.segments.filter(isMail);
	return (mails.findLast(({ mail }) => mail.direction === "in" && !mail.automatic) ?? mails.at(-1))?.mail;
}
/** What an agent opened or folded by hand; the rest goes by what it is. */
var unfolded = y({});
function MailCard({ view, segment, isLast, canWrite }) {
	const { mail } = segment;
	const state = view.mails.find((one) => one.mail === mail.mail);
	const isOpen = unfolded.value[mail.mail] ?? (isLast || state?.state === "failed" || state?.state === "deferred");
	const isOffered = mail.mail === answeredOf(view)?.mail && !mailOf(view.interaction).text.value;
	const fold = () => void (unfolded.value = {
		...unfolded.value,
		[mail.mail]: !isOpen
	});
	return /* @__PURE__ */ a("article", {
		class: "mail",
		"data-direction": mail.direction,
		"data-open": isOpen,
		"data-mail": mail.mail,
		"data-segment": segment.segment,
		children: [
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "mail-top",
				"aria-expanded": isOpen,
				onClick: fold,
				children: [
					/* @__PURE__ */ a("span", {
						class: "from",
						children: mail.direction === "out" && segment.participant ? segment.participant : nameOf(mail.sender)
					}),
					/* @__PURE__ */ a("time", {
						dateTime: new Date(segment.said_at_ms).toISOString(),
						children: clockTime(segment.said_at_ms, now.peek())
					}),
					!isOpen && /* @__PURE__ */ a("span", {
						class: "quiet first",
						children: segment.text || mail.subject
					})
				]
			}),
			isOpen && /* @__PURE__ */ a($, { children: [
				/* @__PURE__ */ a(People, { mail }),
				topicOf(mail.subject) !== topicOf(view.subject) && /* @__PURE__ */ a("p", {
					class: "mail-subject",
					children: mail.subject
				}),
				mail.automatic && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("mail.automatic")
				}),
				/* @__PURE__ */ a(Body, {
					interaction: view.interaction,
					segment
				}),
				/* @__PURE__ */ a(Parts, {
					interaction: view.interaction,
					mail
				})
			] }),
			mail.direction === "out" && /* @__PURE__ */ a(Standing, {
				interaction: view.interaction,
				state,
				canWrite,
				isOver: view.phase === "closed"
			}),
			isOpen && canWrite && !isOffered && /* @__PURE__ */ a(Begins, {
				view,
				mail,
				kind: "small"
			})
		]
	});
}
/** From and to, in one line; all addresses when asked. */
function People({ mail }) {
	const all = [
		...mail.to,
		...mail.cc,
		...mail.bcc
	];
	const shown = all.slice(0, 2).map(nameOf).join(", ");
	const rest = all.length > 2 ? say("mail.and_more", { count: all.length - 2 }) : "";
	const lists = [
		["from", [mail.sender]],
		["reply_to", mail.reply_to ?? []],
		["to", mail.to],
		["cc", mail.cc],
		["bcc", mail.bcc]
	];
	return /* @__PURE__ */ a("details", {
		class: "people",
		children: [/* @__PURE__ */ a("summary", { children: [
			say("mail.to_line", { names: shown || "–" }),
			" ",
			rest
		] }), /* @__PURE__ */ a("dl", {
			class: "facts",
			children: [lists.filter(([, some]) => some.length > 0).map(([list, some]) => [/* @__PURE__ */ a("dt", { children: say(`mail.${list}`) }, `${list} name`), /* @__PURE__ */ a("dd", { children: some.map(wholeOf$1).join(", ") }, list)]), mail.sent_at_ms !== void 0 && [/* @__PURE__ */ a("dt", { children: say("mail.date") }, "date name"), /* @__PURE__ */ a("dd", { children: new Date(mail.sent_at_ms).toLocaleString() }, "date")]]
		})]
	});
}
// src/desk/mail/uploads.ts
/** Attachments on their way to the server, before the mail that they hang on is sent. */
/** Of this page: what has not arrived when it is reloaded has to be chosen again. */
var uploading = y([]);
/** Whoever leaves now is asked: the files are not in the draft yet. */
addEventListener("beforeunload", (event) => uploading.value.some((one) => !one.failure) && event.preventDefault());
var change = (key, part) => {
	uploading.value = uploading.value.map((one) => one.key === key ? {
		...one,
		...part
	} : one);
};
function forget(key) {
	uploading.value = uploading.value.filter((one) => one.key !== key);
}
/** Begins; `arrived` when the server has it whole. */
function upload(interaction, file, arrived) {
	const key = newName("upload");
	const begin = () => {
		const request = new XMLHttpRequest();
		change(key, {
			done: 0,
			failure: void 0,
			stop: () => request.abort()
		});
		request.open("POST", `/v1/interactions/${encodeURIComponent(interaction)}/uploads?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader("authorization", `Bearer ${bearer.token ?? ""}`);
		request.setRequestHeader("content-type", file.type || "application/octet-stream");
		request.setRequestHeader("idempotency-key", key);
		request.upload.onprogress = ({ loaded, total }) => change(key, { done: total > 0 ? loaded / total : 0 });
		request.onabort = () => forget(key);
		request.onerror = () => change(key, { failure: "timeout" });
		request.onload = () => {
			if (request.status >= 300) return change(key, { failure: codeOf(request.responseText) });
			forget(key);
			arrived(JSON.parse(request.responseText));
		};
		request.send(file);
	};
	uploading.value = [...uploading.value, {
		key,
		interaction,
		name: file.name,
		bytes: file.size,
		done: 0,
		stop: () => void 0,
		again: begin
	}];
	begin();
}
function codeOf(answer) {
	try {
		return JSON.parse(answer).error.code;
	} catch {
		return "upload";
	}
}
// src/desk/mail/attaching.tsx
/** Attaching files: by a button or by dropping them here. What does not fit is said before it is sent anywhere. */
/** As this server says. */
function allowed() {
	const told = client.value?.limits ?? {};
	return {
		count: told["uploads"] ?? LIMITS.MAIL_UPLOADS_MAX,
		bytes: told["upload_bytes"] ?? LIMITS.MAIL_UPLOAD_BYTES_MAX,
		allBytes: told["uploads_bytes"] ?? LIMITS.MAIL_UPLOADS_BYTES_MAX
	};
}
/** As many of them as fit; of the others it is told why not. */
function attach(interaction, files, change) {
	const there = () => draftOf(mailOf(interaction).text.peek())?.uploads ?? [];
	const under = uploading.peek().filter((one) => one.interaction === interaction);
	let count = there().length + under.length;
	let bytes = [...there(), ...under].reduce((sum, one) => sum + one.bytes, 0);
	const max = allowed();
	for (const file of files) {
		const filling = {
			name: file.name,
			size: size(max.bytes),
			all: size(max.allBytes),
			count: max.count
		};
		if (file.size > max.bytes) toast("mail.too_large", filling, true);
		else if (count + 1 > max.count) toast("mail.too_many", filling, true);
		else if (bytes + file.size > max.allBytes) toast("mail.too_much", filling, true);
		else {
			count += 1;
			bytes += file.size;
			upload(interaction, file, (made) => change(({ uploads }) => ({ uploads: [...uploads, made] })));
		}
	}
}
function Attach({ interaction, change }) {
	const input = T(null);
	const max = allowed();
	const limits = say("mail.limits", {
		count: max.count,
		size: size(max.bytes),
		all: size(max.allBytes)
	});
	const chosen = () => {
		attach(interaction, [...input.current?.files ?? []], change);
		if (input.current) input.current.value = "";
	};
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("input", {
		ref: input,
		type: "file",
		multiple: true,
		hidden: true,
		onChange: chosen
	}), /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain",
		"data-deed": "mail.attach",
		title: limits,
		"aria-label": `${say("mail.attach")}. ${limits}`,
		onClick: () => input.current?.click(),
		children: say("mail.attach")
	})] });
}
/** What hangs on the mail, and what is on its way. */
function Attached({ interaction, draft, change }) {
	const under = uploading.value.filter((one) => one.interaction === interaction);
	if (draft.uploads.length + under.length === 0) return null;
	const remove = (one) => change(({ uploads }) => ({ uploads: uploads.filter(({ upload: other }) => other !== one.upload) }));
	return /* @__PURE__ */ a("ul", {
		class: "parts attached",
		"aria-label": say("mail.parts", { count: draft.uploads.length + under.length }),
		children: [draft.uploads.map((one) => /* @__PURE__ */ a("li", { children: [/* @__PURE__ */ a("span", {
			class: "part",
			children: [
				/* @__PURE__ */ a("span", {
					class: "name",
					children: one.name
				}),
				" ",
				/* @__PURE__ */ a("span", {
					class: "quiet",
					children: size(one.bytes)
				})
			]
		}), /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			"aria-label": say("mail.remove", { name: one.name }),
			onClick: () => remove(one),
			children: "×"
		})] }, one.upload)), under.map((one) => /* @__PURE__ */ a("li", {
			"data-bad": one.failure !== void 0,
			children: [
				/* @__PURE__ */ a("span", {
					class: "part",
					children: [
						/* @__PURE__ */ a("span", {
							class: "name",
							children: one.name
						}),
						" ",
						one.failure ? /* @__PURE__ */ a("span", {
							class: "problem",
							children: sayOr(`error.${one.failure}`, say("mail.upload_failed"))
						}) : /* @__PURE__ */ a("progress", {
							value: one.done,
							"aria-label": say("mail.uploading", { name: one.name })
						})
					]
				}),
				one.failure && /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: one.again,
					children: say("thread.retry")
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("mail.remove", { name: one.name }),
					onClick: () => (one.stop(), forget(one.key)),
					children: "×"
				})
			]
		}, one.key))]
	});
}
var hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
/** Files that are dropped anywhere in the composer; beside it nothing happens, and the desk stays. */
function useDropping(interaction, change) {
	const [isOver, setOver] = d(false);
	A(() => {
		const keep = (event) => void (hasFiles(event) && event.preventDefault());
		addEventListener("dragover", keep);
		addEventListener("drop", keep);
		return () => (removeEventListener("dragover", keep), removeEventListener("drop", keep));
	}, []);
	return {
		isOver,
		handlers: {
			onDragOver: (event) => void (hasFiles(event) && (event.preventDefault(), setOver(true))),
			onDragLeave: (event) => void (event.currentTarget.contains(event.relatedTarget) || setOver(false)),
			onDrop: (event) => {
				setOver(false);
				if (!hasFiles(event)) return;
				event.preventDefault();
				attach(interaction, [...event.dataTransfer?.files ?? []], change);
			}
		}
	};
}
// src/desk/mail/conflict.tsx
/** The same mail was written on another device: both are there until the agent has chosen. */
function Conflict({ mail }) {
	const theirs = mail.theirs.value;
	if (theirs === void 0) return null;
	const other = draftOf(theirs);
	return /* @__PURE__ */ a("blockquote", {
		class: "conflict",
		role: "alert",
		children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("notes.conflict")
			}),
			other && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: [
					say("mail.to_line", { names: other.to.map(nameOf).join(", ") }),
					" · ",
					other.subject,
					other.uploads.length > 0 && ` · ${say("mail.parts", { count: other.uploads.length })}`
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: other?.text || say("mail.no_text")
			}),
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => mail.type(mail.text.peek()),
					children: say("mail.keep_mine")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => mail.type(theirs),
					children: say("notes.theirs")
				})]
			})
		]
	});
}
// src/desk/mail/canned.tsx
function useMailAnswers(view, leg, box) {
	const answers = useCanned(leg.queue);
	const [sought, setSought] = d(void 0);
	const [place, setPlace] = d(0);
	const found = sought === void 0 ? [] : matching$1(answers, sought);
	const isOpen = sought !== void 0 && (found.length > 0 || sought.length < 3);
	const look = () => (setSought(behindSlash(box.current)), setPlace(0));
	const take = (answer) => {
		box.current?.focus();
		chooseSlash(box.current);
		document.execCommand("insertText", false, filled(answer.text.trim(), view));
		setSought(void 0);
	};
	const open = () => {
		box.current?.focus();
		document.execCommand("insertText", false, /\S$/.test(before(box.current)) ? " /" : "/");
		look();
	};
	const pressed = (event) => {
		const chosen = found[place];
		if (!isOpen || event.ctrlKey || event.metaKey) return false;
		if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
		else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
		else if (event.key === "Escape") setSought(void 0);
		else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
		else return false;
		event.preventDefault();
		event.stopPropagation();
		return true;
	};
	return {
		isOpen,
		found,
		place,
		look,
		open,
		take,
		pressed
	};
}
function MailAnswers({ view, answers }) {
	return /* @__PURE__ */ a(Answers, {
		view,
		answers: answers.found,
		place: answers.place,
		take: answers.take
	});
}
/** The text before the caret, in its own run. */
function before(box) {
	const { anchorNode, anchorOffset = 0 } = document.getSelection() ?? {};
	return anchorNode?.nodeType === Node.TEXT_NODE && box?.contains(anchorNode) ? (anchorNode.textContent ?? "").slice(0, anchorOffset) : "";
}
var behindSlash = (box) => soughtBy(before(box), before(box).length);
/** The slash and what follows it, so that they are replaced. */
function chooseSlash(box) {
	const selection = document.getSelection();
	const sought = behindSlash(box);
	if (sought === void 0 || !selection?.anchorNode) return;
	selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset - sought.length - 1, selection.anchorNode, selection.anchorOffset);
}
// src/desk/mail/recipients.tsx
/** One line of recipients: a chip for each, more by typing or pasting; what is no address is marked, not lost. */
function Recipients({ list, all, own, put, isFirst = false }) {
	const [typed, setTyped] = d("");
	const box = T(null);
	const name = say(`mail.${list}`);
	const add = (text) => {
		const more = addressesOf(text);
		if (more.length > 0) put((there) => unique([...there, ...more]));
		setTyped("");
	};
	const remove = (one) => (put((there) => without(there, [one])), box.current?.focus());
	const change = (one) => {
		setTyped(wholeOf$1(one));
		remove(one);
	};
	const input = (text) => /[,;\n]$/.test(text) ? add(text) : setTyped(text);
	/** By what is in the box now: a fast hand is ahead of what is drawn. */
	const key = (event) => {
		const inBox = box.current?.value ?? "";
		const last = all.at(-1);
		if (event.key === "Enter" && inBox) add(inBox);
		if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
		else if (event.key === "Backspace" && inBox === "" && last) event.preventDefault(), change(last);
	};
	const paste = (event) => {
		const text = event.clipboardData?.getData("text/plain") ?? "";
		if (addressesOf(text).length < 2) return;
		event.preventDefault();
		add(`${box.current?.value ?? ""}${text}`);
	};
	return /* @__PURE__ */ a("div", {
		class: "recipients",
		role: "group",
		"aria-label": name,
		onClick: (event) => event.target === event.currentTarget && box.current?.focus(),
		children: [
			/* @__PURE__ */ a("span", {
				class: "quiet",
				"aria-hidden": "true",
				children: name
			}),
			all.map((one) => /* @__PURE__ */ a("span", {
				class: "recipient",
				"data-bad": faultOf(one, own) !== void 0,
				title: wholeOf$1(one),
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain name",
					onClick: () => change(one),
					"aria-label": say("mail.change", { name: wholeOf$1(one) }),
					children: nameOf(one)
				}), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: () => remove(one),
					"aria-label": say("mail.remove", { name: nameOf(one) }),
					children: "×"
				})]
			}, one.address)),
			/* @__PURE__ */ a("input", {
				ref: box,
				type: "text",
				inputMode: "email",
				autocomplete: "off",
				"aria-label": name,
				"data-first": isFirst || void 0,
				value: typed,
				onInput: (event) => input(event.currentTarget.value),
				onKeyDown: key,
				onPaste: paste,
				onBlur: (event) => add(event.currentTarget.value)
			})
		]
	});
}
/** Why nothing can be sent there. */
function faultOf(one, own) {
	if (!isAddress(one.address)) return "form";
	return isOwn(one, own) ? "own" : void 0;
}
// src/desk/mail/envelope.tsx
/** To whom, and about what. Copies are asked for when they are wanted. */
function Envelope({ view, draft, change }) {
	const [asked, setAsked] = d(/* @__PURE__ */ new Set());
	const own = ownAddresses();
	const isShown = (list) => draft[list].length > 0 || asked.has(list);
	const hidden = ["cc", "bcc"].filter((list) => !isShown(list));
	return /* @__PURE__ */ a("div", {
		class: "envelope",
		children: [
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [/* @__PURE__ */ a(Recipients, {
					list: "to",
					all: draft.to,
					own,
					put: (next) => change(({ to }) => ({ to: next(to) }))
				}), hidden.map((list) => /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: () => setAsked((there) => /* @__PURE__ */ new Set([...there, list])),
					children: say(`mail.${list}`)
				}, list))]
			}),
			/* @__PURE__ */ a(Diverted, {
				view,
				draft,
				change
			}),
			isShown("cc") && /* @__PURE__ */ a(Recipients, {
				list: "cc",
				all: draft.cc,
				own,
				put: (next) => change(({ cc }) => ({ cc: next(cc) }))
			}),
			isShown("bcc") && /* @__PURE__ */ a(Recipients, {
				list: "bcc",
				all: draft.bcc,
				own,
				put: (next) => change(({ bcc }) => ({ bcc: next(bcc) }))
			}),
			/* @__PURE__ */ a("input", {
				class: "subject",
				type: "text",
				maxLength: 998,
				"aria-label": say("mail.subject"),
				placeholder: say("mail.subject"),
				value: draft.subject,
				onInput: (event) => change({ subject: event.currentTarget.value })
			})
		]
	});
}
/** A mail may ask for answers to anybody: told with the whole address, because a name says nothing. */
function Diverted({ view, draft, change }) {
	const answered = draft.replies_to && headOf(view, draft.replies_to);
	const others = answered ? diverted(draft, answered) : [];
	if (!answered || others.length === 0) return null;
	const { sender } = answered;
	const toSender = () => change(({ to }) => ({ to: [sender, ...to.filter((one) => !others.some((other) => isSame(other, one)))] }));
	return /* @__PURE__ */ a("p", {
		class: "diverted warn",
		role: "status",
		children: [/* @__PURE__ */ a("span", { children: say("mail.diverted", {
			sender: nameOf(sender),
			names: others.map(wholeOf$1).join(", ")
		}) }), sender.address !== "" && /* @__PURE__ */ a("button", {
			type: "button",
			"data-deed": "mail.to_sender",
			onClick: toSender,
			children: say("mail.to_sender", { sender: sender.address })
		})]
	});
}
// src/desk/mail/problems.ts
/** What stands in the way of sending, found before the server is asked. */
function problemOf(draft) {
	const all = [
		...draft.to,
		...draft.cc,
		...draft.bcc
	];
	if (all.length === 0) return "nobody";
	const fault = all.map((one) => faultOf(one, ownAddresses())).find(Boolean);
	if (fault) return fault;
	if (!draft.text.trim() && draft.uploads.length === 0 && !draft.forwards) return "empty";
	return [...draft.text].length > (client.value?.limits["text_chars"] ?? LIMITS.TEXT_CHARS_MAX) ? "long" : void 0;
}
var MENTIONED = /\b(attach(ed|ment|ing)?|adjunt[oaá]\w*|anexo)\b/i;
/** An attachment is spoken of, and there is none. */
var forgotten = (draft) => draft.uploads.length === 0 && !draft.forwards && MENTIONED.test(draft.text);
// src/desk/mail/quoted.tsx
/** The mail that is answered or passed on, folded below what is written. It goes along unless the agent says no. */
function Quoted({ interaction, draft, withQuote, choose }) {
	const quoted = draft.replies_to ?? draft.forwards;
	if (!quoted) return null;
	const whole = readOf(quoted);
	return /* @__PURE__ */ a("div", {
		class: "quoting",
		children: [/* @__PURE__ */ a("details", {
			onToggle: (event) => event.currentTarget.open && void wholeOf(interaction, quoted),
			children: [
				/* @__PURE__ */ a("summary", { children: [
					say(draft.forwards ? "mail.forwarded" : "mail.quoted"),
					" ",
					whole && /* @__PURE__ */ a("span", {
						class: "quiet",
						children: nameOf(whole.head.sender)
					})
				] }),
				/* @__PURE__ */ a("blockquote", {
					class: "text quoted",
					children: whole?.text ?? say("thread.loading")
				}),
				draft.forwards && whole && whole.head.parts.length > 0 && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("mail.parts_along", { count: whole.head.parts.length })
				})
			]
		}), !draft.forwards && /* @__PURE__ */ a("label", {
			class: "with-quote",
			children: [/* @__PURE__ */ a("input", {
				type: "checkbox",
				checked: withQuote,
				onChange: (event) => choose(event.currentTarget.checked)
			}), say("mail.with_quote")]
		})]
	});
}
// src/desk/mail/rich.tsx
var MARKS = [
	"bold",
	"italic",
	"insertUnorderedList",
	"insertOrderedList"
];
var SIGNS = {
	bold: "B",
	italic: "I",
	insertUnorderedList: "•",
	insertOrderedList: "1."
};
function RichText({ html, label, write, box, pressed }) {
	const [marks, setMarks] = d(/* @__PURE__ */ new Set());
	const [isLinking, setLinking] = d(false);
	const shown = T(void 0);
	F(() => {
		if (!box.current || html === shown.current) return;
		box.current.replaceChildren(fragmentOf(html));
		shown.current = html;
	}, [html]);
	A(() => {
		document.execCommand("defaultParagraphSeparator", false, "div");
		document.execCommand("styleWithCSS", false, "false");
		const look = () => {
			if (box.current?.contains(document.getSelection()?.anchorNode ?? null)) setMarks(new Set(MARKS.filter((mark) => document.queryCommandState(mark))));
		};
		document.addEventListener("selectionchange", look);
		return () => document.removeEventListener("selectionchange", look);
	}, []);
	const changed = () => {
		if (!box.current) return;
		shown.current = htmlOf(box.current);
		write(shown.current, textOf(box.current));
	};
	const mark = (one) => (box.current?.focus(), document.execCommand(one), changed());
	const plain = (event, data) => {
		const text = data?.getData("text/plain");
		if (!text && data?.types.includes("Files")) return;
		event.preventDefault();
		if (text) document.execCommand("insertText", false, text);
	};
	return /* @__PURE__ */ a("div", {
		class: "rich",
		children: [
			/* @__PURE__ */ a("div", {
				class: "marks",
				role: "toolbar",
				"aria-label": say("rich.marks"),
				children: [MARKS.map((one) => /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"data-mark": one,
					"aria-pressed": marks.has(one),
					"aria-label": say(`rich.${one}`),
					title: say(`rich.${one}`),
					onMouseDown: (event) => event.preventDefault(),
					onClick: () => mark(one),
					children: SIGNS[one]
				}, one)), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"data-mark": "link",
					"aria-expanded": isLinking,
					onMouseDown: (event) => event.preventDefault(),
					onClick: () => setLinking(!isLinking),
					children: say("rich.link")
				})]
			}),
			isLinking && /* @__PURE__ */ a(Linking, {
				box,
				done: () => (setLinking(false), changed())
			}),
			/* @__PURE__ */ a("div", {
				ref: box,
				class: "rich-box",
				contentEditable: true,
				role: "textbox",
				"aria-multiline": "true",
				"aria-label": label,
				"data-empty": html === "",
				"data-hint": label,
				tabIndex: 0,
				onInput: changed,
				onKeyDown: (event) => void pressed(event),
				onPaste: (event) => plain(event, event.clipboardData),
				onDrop: (event) => plain(event, event.dataTransfer)
			})
		]
	});
}
/** An address for the words that are chosen, or for itself; an empty one takes the link away. */
function Linking({ box, done }) {
	const [address, setAddress] = d("");
	const [isWrong, setWrong] = d(false);
	const kept = T(void 0);
	const field = T(null);
	F(() => {
		const selection = document.getSelection();
		if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) kept.current = selection.getRangeAt(0).cloneRange();
		const here = kept.current?.startContainer.parentElement?.closest("a")?.getAttribute("href");
		if (here) setAddress(here);
		field.current?.focus();
	}, []);
	const back = () => {
		box.current?.focus();
		if (kept.current) document.getSelection()?.removeAllRanges(), document.getSelection()?.addRange(kept.current);
	};
	const link = () => {
		const address = field.current?.value.trim() ?? "";
		const href = /^[a-z]+:/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
		if (address && !isLink(href)) return setWrong(true);
		back();
		if (!address) document.execCommand("unlink");
		else if (!kept.current || kept.current.collapsed) document.execCommand("insertText", false, address), chooseBefore(address.length), document.execCommand("createLink", false, href);
		else document.execCommand("createLink", false, href);
		document.getSelection()?.collapseToEnd();
		done();
	};
	const key = (event) => {
		if (event.key !== "Enter" && event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Enter") link();
		else back(), done();
	};
	return /* @__PURE__ */ a("div", {
		class: "linking",
		children: [
			/* @__PURE__ */ a("input", {
				ref: field,
				type: "text",
				inputMode: "url",
				"aria-label": say("rich.address"),
				"aria-invalid": isWrong,
				placeholder: "https://",
				value: address,
				onInput: (event) => (setAddress(event.currentTarget.value.trim()), setWrong(false)),
				onKeyDown: key
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: link,
				children: say("rich.link_it")
			}),
			isWrong && /* @__PURE__ */ a("p", {
				class: "problem",
				children: say("rich.no_address")
			})
		]
	});
}
/** The last letters before the caret. */
function chooseBefore(count) {
	const selection = document.getSelection();
	for (let left = count; left > 0; left -= 1) selection?.modify("extend", "backward", "character");
}
// src/desk/mail/saved.tsx
/** Whether the draft is safe, and where. */
function Saved({ mail }) {
	const told = () => {
		if (mail.saving.value === "clean") return mail.savedAtMs.value === void 0 ? say("thread.draft_saved") : say("notes.saved", { time: clockTime(mail.savedAtMs.value, now.peek()) });
		if (mail.saving.value === "refused") return say("notes.refused");
		if (mail.saving.value === "conflict") return "";
		return say(isReachable.value ? "notes.saving" : "notes.unsaved");
	};
	return /* @__PURE__ */ a("span", {
		class: "quiet saved",
		role: "status",
		children: told()
	});
}
// src/desk/mail/signature.tsx
function Signature({ view }) {
	const signatures = mailboxOf(view.queue)?.signature ?? {};
	const text = signatures[language.value] ?? Object.values(signatures)[0];
	if (!text) return null;
	return /* @__PURE__ */ a("div", {
		class: "signature",
		role: "group",
		"aria-label": say("mail.signature"),
		children: /* @__PURE__ */ a("p", {
			class: "text quiet",
			children: text
		})
	});
}
// src/desk/mail/composer.tsx
/** Where a mail is written: to whom, about what, what it says, what hangs on it. Saved as it is typed. */
function MailComposer({ view, leg }) {
	const { interaction } = view;
	const mail = mailOf(interaction);
	const answered = answeredOf(view);
	useBegins(view, answered);
	A(() => mail.told(keptByServer(view.draft?.text ?? "", view.draft?.mail), view.draft_rev), [view.draft_rev]);
	const [leaving, leave] = d(void 0);
	const draft = draftOf(mail.text.value);
	const send = async () => {
		const sent = leaving && await client.value?.ask("mail.send", leaving);
		if (sent) follow(interaction, sent.mail);
		put(interaction, void 0);
	};
	return /* @__PURE__ */ a($, { children: [draft ? /* @__PURE__ */ a(Open, {
		view,
		leg,
		draft,
		leave
	}, interaction) : /* @__PURE__ */ a("div", {
		class: "composer mailer",
		"data-open": false,
		children: answered ? /* @__PURE__ */ a(Begins, {
			view,
			mail: answered,
			kind: "main"
		}) : /* @__PURE__ */ a(BeginsFresh, { view })
	}), leaving && /* @__PURE__ */ a(Lazy, {
		name: "Resolving",
		view,
		leg,
		close: () => leave(void 0),
		first: {
			word: "mail.send_resolve",
			run: send
		}
	})] });
}
function Open({ view, leg, draft, leave }) {
	const { interaction } = view;
	const mail = mailOf(interaction);
	const box = T(null);
	const [withQuote, setQuote] = d(true);
	const [problem, setProblem] = d(void 0);
	/** What is drawn may be a frame behind what was typed. */
	const newest = () => draftOf(mail.text.peek()) ?? draft;
	const change = (part) => {
		setProblem(void 0);
		put(interaction, {
			...newest(),
			...typeof part === "function" ? part(newest()) : part
		});
	};
	const answers = useMailAnswers(view, leg, box);
	const dropping = useDropping(interaction, change);
	const focus = () => (goTo({
		...place.value,
		about: void 0
	}), void requestAnimationFrame(() => box.current?.focus()));
	useDeed("thread.focus", focus);
	F(() => {
		if (wantsToWrite.value !== interaction) return;
		wantsToWrite.value = void 0;
		(draft.to.length === 0 ? box.current?.closest("form")?.querySelector(".recipients input") : box.current)?.focus();
	}, [wantsToWrite.value]);
	const checked = () => {
		const found = uploading.peek().some((one) => one.interaction === interaction) ? "uploading" : problemOf(newest());
		setProblem(found);
		return found === void 0;
	};
	const send = () => {
		if (!checked()) return;
		sendMail(sendable(interaction, newest(), withQuote), keptText(newest()));
		put(interaction, void 0);
	};
	const discard = () => {
		const kept = newest();
		put(interaction, void 0);
		if (kept.text.trim() || kept.uploads.length > 0) toast("mail.discarded", {}, false, {
			text: say("mail.undo"),
			run: () => put(interaction, kept)
		});
	};
	const pressed = (event) => {
		if (answers.pressed(event)) return true;
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return false;
		event.preventDefault();
		event.stopPropagation();
		send();
		return true;
	};
	const title = draft.forwards ? say("mail.forward") : draft.replies_to ? say("mail.reply") : say("mail.new");
	return /* @__PURE__ */ a("form", {
		class: "composer mailer",
		"data-open": true,
		"data-dropping": dropping.isOver,
		"aria-label": title,
		onSubmit: (event) => (event.preventDefault(), send()),
		onKeyDown: (event) => event.target !== box.current && pressed(event),
		...dropping.handlers,
		children: [
			/* @__PURE__ */ a("div", {
				class: "row mailer-top",
				children: [
					/* @__PURE__ */ a("h3", { children: title }),
					/* @__PURE__ */ a(Saved, { mail }),
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "mail.discard",
						onClick: discard,
						children: say("mail.discard")
					})
				]
			}),
			/* @__PURE__ */ a("div", {
				class: "mailer-middle",
				children: [
					/* @__PURE__ */ a(Conflict, { mail }),
					/* @__PURE__ */ a(Envelope, {
						view,
						draft,
						change
					}),
					answers.isOpen && /* @__PURE__ */ a(MailAnswers, {
						view,
						answers
					}),
					/* @__PURE__ */ a(RichText, {
						html: draft.html,
						label: say("mail.text"),
						box,
						pressed,
						write: (html, text) => (change({
							html,
							text
						}), answers.look())
					}),
					/* @__PURE__ */ a(Signature, { view }),
					/* @__PURE__ */ a(Quoted, {
						interaction,
						draft,
						withQuote,
						choose: setQuote
					}),
					/* @__PURE__ */ a(Attached, {
						interaction,
						draft,
						change
					}),
					forgotten(draft) && /* @__PURE__ */ a("p", {
						class: "quiet warn",
						children: say("mail.no_parts")
					})
				]
			}),
			problem && /* @__PURE__ */ a("p", {
				class: "problem",
				role: "alert",
				children: say(`mail.problem_${problem}`)
			}),
			/* @__PURE__ */ a("div", {
				class: "row mailer-end",
				children: [
					/* @__PURE__ */ a(Attach, {
						interaction,
						draft,
						change
					}),
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "canned.title",
						"aria-label": say("canned.title"),
						title: say("canned.hint"),
						onClick: answers.open,
						children: "/"
					}),
					/* @__PURE__ */ a("span", {
						class: "quiet hint",
						children: say("thread.hint")
					}),
					/* @__PURE__ */ a("button", {
						type: "button",
						"data-deed": "mail.send_resolve",
						onClick: () => checked() && leave(sendable(interaction, newest(), withQuote)),
						children: say("mail.send_resolve")
					}),
					/* @__PURE__ */ a("button", {
						type: "submit",
						class: "primary",
						children: say("thread.send")
					})
				]
			})
		]
	});
}
// src/desk/progress.tsx
/** What is under way between the agents: a transfer, a consult, an invitation, a hold; and how the last one ended. */
function Progress({ view, leg }) {
	return /* @__PURE__ */ a("div", {
		class: "progress",
		role: "status",
		children: [
			view.transfer && /* @__PURE__ */ a(Away, {
				view,
				isMine: view.transfer.agent === agent.value?.agent
			}),
			!view.transfer && /* @__PURE__ */ a(Inviting, { view }),
			leg?.kind === "consult" && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				children: say("away.consulted", { agent: senderName(view) })
			}),
			leg?.kind !== "consult" && /* @__PURE__ */ a(Together, { view }),
			view.waiting && !view.transfer && !isConnecting(view) && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				deeds: /* @__PURE__ */ a(WhyButton, { view }),
				children: say("waiting.since", {
					queue: view.queue_name,
					span: span(now.value - view.waiting.waiting_since_ms)
				})
			}),
			leg?.held_since_ms !== void 0 && !isCall(view.channel) && /* @__PURE__ */ a(Strip, {
				kind: "warn",
				children: say("line.held", { span: span(now.value - leg.held_since_ms) })
			}),
			view.parked && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				children: parkedText(view)
			}),
			colleagues(view).map((other) => other.state === "lost" && /* @__PURE__ */ a(Lost, { leg: other }, other.leg)),
			view.idle_closes_at_ms !== void 0 && leg && /* @__PURE__ */ a(Strip, {
				kind: "warn",
				children: say("line.idle", { span: span(view.idle_closes_at_ms - now.value) })
			}),
			/* @__PURE__ */ a(LastResult, {
				view,
				leg
			})
		]
	});
}
function Strip({ kind, deeds, children }) {
	return /* @__PURE__ */ a("div", {
		class: "strip",
		"data-kind": kind,
		children: [/* @__PURE__ */ a("p", { children }), deeds && /* @__PURE__ */ a("div", {
			class: "deeds",
			children: deeds
		})]
	});
}
function Do({ deed, method, view, children, kind = "" }) {
	const ask = () => void attempt((current) => current.ask(method, { interaction: view.interaction }));
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: kind,
		"data-deed": deed,
		onClick: ask,
		children
	});
}
function WhyButton({ view }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		"data-deed": "waiting.why",
		onClick: () => askWhy(view.interaction, consumerName(view)),
		children: say("waiting.why")
	});
}
/** The transfer or consult in progress. Only who began it may decide it. */
function Away({ view, isMine }) {
	const { transfer } = view;
	if (!transfer) return null;
	const target = targetName(transfer.target);
	const isWarm = transfer.mode === "warm";
	const consulted = view.legs.find((leg) => leg.kind === "consult" && leg.state !== "ended" && leg.state !== "wrapping");
	if (consulted && !isMine) return null;
	if (consulted) return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		deeds: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a(Do, {
				deed: "away.complete",
				method: "transfer.complete",
				view,
				kind: "primary",
				children: say("away.complete", { target })
			}),
			/* @__PURE__ */ a(Do, {
				deed: "away.conference",
				method: "transfer.conference",
				view,
				children: say("away.conference")
			}),
			/* @__PURE__ */ a(Do, {
				deed: "away.end_consult",
				method: "transfer.cancel",
				view,
				children: say("away.end_consult")
			})
		] }),
		children: say("away.consulting", { target })
	});
	const deeds = isMine && /* @__PURE__ */ a($, { children: [view.waiting && /* @__PURE__ */ a(WhyButton, { view }), /* @__PURE__ */ a(Do, {
		deed: "away.cancel",
		method: "transfer.cancel",
		view,
		children: say("away.cancel")
	})] });
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		deeds,
		children: [
			say(isWarm ? "away.consult_rings" : "away.transferring", { target }),
			" · ",
			howFar(view)
		]
	});
}
function howFar(view) {
	const ring = view.offers.findLast((offer) => offer.state === "pending");
	if (ring) return `${ring.agent_name}: ${say("away.rings", { span: span(ring.expires_at_ms - now.value) })}`;
	if (view.offers.some((offer) => offer.state === "accepting")) return say("ring.accepting");
	return view.waiting ? say("away.in_line", { span: span(now.value - view.waiting.entered_at_ms) }) : say("away.asked");
}
function Inviting({ view }) {
	const ring = view.offers.find((offer) => offer.purpose === "conference" && offer.state === "pending");
	if (ring) return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: [
			say("away.inviting", { target: ring.agent_name }),
			" · ",
			say("away.rings", { span: span(ring.expires_at_ms - now.value) })
		]
	});
	if (view.wanted?.purpose !== "conference") return null;
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: [
			say("away.inviting", { target: nameOfId(view.wanted.agent) }),
			" · ",
			say("away.asked")
		]
	});
}
function Together({ view }) {
	const others = colleagues(view).filter((leg) => leg.kind !== "consult");
	if (others.length === 0 || view.transfer) return null;
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: say("away.conference_with", { names: others.map((leg) => leg.agent_name).join(", ") })
	});
}
function Lost({ leg }) {
	const { agent_name: name, lost_until_ms: until } = leg;
	const text = until ? say("line.lost_until", {
		agent: name,
		span: span(until - now.value)
	}) : say("line.lost", { agent: name });
	return /* @__PURE__ */ a(Strip, {
		kind: "warn",
		children: text
	});
}
function senderName(view) {
	return view.legs.find((leg) => leg.leg === view.transfer?.leg)?.agent_name ?? "";
}
function parkedText(view) {
	const name = consumerName(view);
	const { until_at_ms: until, until_reply: isReply } = view.parked ?? {};
	if (until === void 0) return say("line.parked_reply", { name });
	return say(isReply ? "line.parked_both" : "line.parked_until", {
		name,
		time: clockTime(until, now.peek())
	});
}
var KEPT = "ringline.dismissed";
var dismissed = y(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
function dismiss(id) {
	dismissed.value = [...dismissed.value, id].slice(-100);
	localStorage.setItem(KEPT, JSON.stringify(dismissed.value));
}
/** To who began it. What has succeeded is said in the conversation, and needs nobody to dismiss it. */
function LastResult({ view, leg }) {
	const last = view.last_transfer;
	const isMine = last?.agent === agent.value?.agent && !view.transfer && (leg !== void 0 || last?.mode === "cold_unassured");
	if (last && isMine && last.result === "failed" && !dismissed.value.includes(last.transfer)) {
		const text = resultText(view, last);
		return /* @__PURE__ */ a(Result, {
			id: last.transfer,
			text: leg ? `${text} ${say("result.still_yours")}` : text
		});
	}
	const invited = view.offers.findLast((offer) => offer.purpose === "conference");
	const hasFailed = invited && ![
		"pending",
		"accepting",
		"accepted"
	].includes(invited.state);
	if (!invited || !hasFailed || !leg || dismissed.value.includes(invited.offer)) return null;
	return /* @__PURE__ */ a(Result, {
		id: invited.offer,
		text: say("result.invite_failed", {
			target: invited.agent_name,
			reason: endOf(invited)
		})
	});
}
function Result({ id, text }) {
	const close = /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain",
		onClick: () => dismiss(id),
		children: say("away.dismiss")
	});
	return /* @__PURE__ */ a(Strip, {
		kind: "bad",
		deeds: close,
		children: text
	});
}
/** One sentence on how a transfer or consult ended. */
function resultText(view, last) {
	const target = targetName(last.target);
	const isWarm = last.mode === "warm";
	if (isWarm && last.result === "canceled" && last.reason === "conference") return say("result.consult_conference", { target });
	const offer = view.offers.findLast((one) => one.agent === last.target.agent && one.purpose !== "handle");
	const reason = offer && last.reason === offer.state ? endOf(offer) : reasonText(last.reason);
	return say(`result.${isWarm ? "consult" : "transfer"}_${last.result}`, {
		target,
		reason
	});
}
function endOf({ state, detail, reason }) {
	return state === "declined" && reason ? say("why.declined_because", { reason }) : reasonText(detail ?? state);
}
// src/desk/happened.ts
/** In order of time. */
function happened(view) {
	const found = view.legs.flatMap((leg) => ofLeg(view, leg));
	const last = view.last_transfer;
	if (last) found.push({
		id: last.transfer,
		at_ms: last.ended_at_ms,
		text: resultText(view, last)
	});
	if (view.ended) found.push({
		id: "ended",
		at_ms: view.ended.at_ms,
		text: endText(view, view.ended)
	});
	return found.sort((a, b) => a.at_ms - b.at_ms);
}
var ARRIVALS = {
	primary: "line.joined",
	consult: "line.consulted",
	conference: "line.conference"
};
function ofLeg(view, leg) {
	const last = view.last_transfer;
	const arrival = ARRIVALS[last?.reason === "conference" && last.target.agent === leg.agent && leg.started_at_ms < last.ended_at_ms ? "consult" : leg.kind];
	if (!arrival) return [];
	const agent = leg.agent_name;
	const found = [{
		id: `${leg.leg} began`,
		at_ms: leg.started_at_ms,
		text: say(arrival, { agent })
	}];
	const { ended_at_ms: at_ms, end_reason: reason } = leg;
	if (at_ms === void 0 || !reason || reason === "conversation_ended") return found;
	if (reason === "transferred" && last?.ended_at_ms === at_ms) return found;
	return [...found, {
		id: `${leg.leg} left`,
		at_ms,
		text: say("line.left", {
			agent,
			reason: sayOr(`left.${reason}`, reason)
		})
	}];
}
function endText(view, { by, reason }) {
	const last = view.legs.findLast((leg) => leg.end_reason === "conversation_ended" && leg.kind === "primary");
	const agent = by === "supervisor" ? say("role.supervisor") : last?.agent_name ?? say("role.agent");
	return sayOr(`over.${reason}`, reason, {
		name: consumerName(view),
		agent
	});
}
// src/desk/mail/earlier.tsx
/** What was written before the part of a long thread that the view holds: read page by page, and shown as mails are. */
var segmentOf = ({ at_ms, participant = "", phase = "agent", number = 0, ...line }) => ({
	...line,
	participant,
	phase,
	number,
	said_at_ms: at_ms,
	language: ""
});
function Earlier({ view, canMail }) {
	const { chunks, hasMore, more } = useLines(view);
	const [isBusy, setBusy] = d(false);
	const first = view.segments[0]?.seq ?? 0;
	const mails = chunks.flatMap(({ lines }) => lines.filter(({ seq }) => seq < first).map(segmentOf)).filter(isMail);
	const read = async () => {
		setBusy(true);
		await more();
		setBusy(false);
	};
	return /* @__PURE__ */ a($, { children: [hasMore && /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain earlier",
		disabled: isBusy,
		onClick: () => void read(),
		children: say("mail.earlier")
	}), mails.map((one) => /* @__PURE__ */ a(MailCard, {
		view,
		segment: one,
		isLast: false,
		canWrite: canMail
	}, one.segment))] });
}
// src/said/end.tsx
var NEAR_PX = 60;
function useEnd({ count, sent, changes, toEnd }) {
	const box = T(null);
	const isAtEnd = T(true);
	const sentBefore = T(sent);
	const [seen, setSeen] = d(count);
	const stay = () => {
		if (!isAtEnd.current || !box.current) return;
		toEnd(box.current);
		setSeen(count);
	};
	const newest = T(stay);
	newest.current = stay;
	A(() => {
		const watch = new ResizeObserver(() => newest.current());
		if (box.current) watch.observe(box.current);
		return () => watch.disconnect();
	}, []);
	F(() => {
		if (sent > sentBefore.current) isAtEnd.current = true;
		sentBefore.current = sent;
		stay();
	}, [
		count,
		sent,
		...changes
	]);
	const scrolled = () => {
		if (!box.current) return;
		const { scrollTop, clientHeight, scrollHeight } = box.current;
		isAtEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_PX;
		if (isAtEnd.current) setSeen(count);
	};
	const go = () => {
		isAtEnd.current = true;
		stay();
		box.current?.focus();
	};
	return {
		box,
		scrolled,
		hasNew: !isAtEnd.current && count > seen,
		go
	};
}
/** Stands at the lower edge of what one reads. */
function ToEnd({ end, children }) {
	if (!end.hasNew) return null;
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "to-end",
		onClick: end.go,
		children: [
			/* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: "↓"
			}),
			" ",
			children
		]
	});
}
// src/said/links.tsx
var ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Ends the sentence, not the address. */
var AFTER = /[.,;:!?'»”’…*_]+$/u;
/** The text, whole and unchanged. */
function linked(text) {
	const pieces = [];
	let from = 0;
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		const address = trimmed(found);
		if (!URL.canParse(address)) continue;
		pieces.push(text.slice(from, index), /* @__PURE__ */ a("a", {
			href: address,
			target: "_blank",
			rel: "noopener noreferrer",
			children: address
		}, index));
		from = index + address.length;
	}
	return from === 0 ? text : [...pieces, text.slice(from)];
}
/** Without what follows it; a bracket that it did not open is not its own. */
function trimmed(found) {
	const address = found.replace(AFTER, "");
	const isOpened = address.split("(").length >= address.split(")").length;
	return address.endsWith(")") && !isOpened ? trimmed(address.slice(0, -1)) : address;
}
// src/desk/said.tsx
function Said({ view, canMail }) {
	const waiting = outbox.value.filter((one) => one.interaction === view.interaction && !hasArrived(view, one));
	const before = view.segments.filter((segment) => segment.phase === "bot");
	const since = inOrder(view);
	const lastOfMine = view.segments.findLast((segment) => isMine(segment))?.segment;
	const lastMail = view.segments.findLast(isMail)?.segment;
	const writer = writersOf(view).join(", ");
	const end = useEnd({
		count: view.segment_count + view.whispers.length,
		sent: waiting.length,
		changes: [
			since.length,
			writer,
			view.partials
		],
		toEnd
	});
	return /* @__PURE__ */ a("div", {
		class: "said",
		ref: end.box,
		onScroll: end.scrolled,
		tabIndex: 0,
		role: "log",
		"aria-live": "polite",
		children: [
			before.length > 0 && /* @__PURE__ */ a("details", {
				class: "before",
				open: since.length === 0,
				children: [/* @__PURE__ */ a("summary", { children: say("thread.bot", { count: before.length }) }), before.map((segment) => /* @__PURE__ */ a(Bubble, {
					segment,
					consumer: view.consumer.name
				}, segment.segment))]
			}),
			view.channel === "email" && view.segment_count > view.segments.length && /* @__PURE__ */ a(Earlier, {
				view,
				canMail
			}),
			since.map((one) => "segment" in one && isMail(one) ? /* @__PURE__ */ a(MailCard, {
				view,
				segment: one,
				isLast: one.segment === lastMail,
				canWrite: canMail
			}, one.segment) : "segment" in one ? /* @__PURE__ */ a(Bubble, {
				segment: one,
				consumer: view.consumer.name,
				isAside: view.whispers.includes(one),
				isSent: one.segment === lastOfMine
			}, one.segment) : /* @__PURE__ */ a("p", {
				class: "happening",
				children: [
					one.text,
					" ",
					/* @__PURE__ */ a(Time, { atMs: one.at_ms })
				]
			}, one.id)),
			view.partials.map((partial) => /* @__PURE__ */ a("p", {
				class: "bubble partial",
				"data-role": partial.role,
				children: partial.text
			}, partial.segment)),
			waiting.map((message) => /* @__PURE__ */ a(Waiting, { message }, message.key)),
			writer && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("thread.typing", { name: writer })
			}),
			view.consumer_away && /* @__PURE__ */ a("p", {
				class: "quiet warn",
				children: say("thread.away", { name: consumerName(view) })
			}),
			/* @__PURE__ */ a(ToEnd, {
				end,
				children: say("thread.new_below")
			})
		]
	});
}
/** The last word at the bottom; of a mail its beginning, because it is read from there. */
function toEnd(box) {
	const last = [...box.children].findLast((one) => !one.matches(".happening, .to-end"));
	if (last?.matches(".mail")) box.scrollTop = last.offsetTop - box.offsetTop - MAIL_ABOVE_PX;
	else box.scrollTop = box.scrollHeight;
}
/** What people said since the bot, aside or aloud, and what happened meanwhile. */
function inOrder(view) {
	const spoken = [...view.segments.filter((segment) => segment.phase !== "bot"), ...view.whispers].sort((a, b) => a.seq - b.seq);
	const order = [];
	const waiting = happened(view);
	for (const segment of spoken) {
		while (waiting[0] && waiting[0].at_ms <= segment.said_at_ms) order.push(waiting.shift());
		order.push(segment);
	}
	return [...order, ...waiting];
}
var MAIL_ABOVE_PX = 16;
var TYPING_MS = 6e3;
function writersOf({ interaction }) {
	return Object.entries(typing.value[`interaction/${interaction}`] ?? {}).filter(([, atMs]) => now.value - atMs < TYPING_MS).map(([name]) => sayOr(`role.${name}`, name));
}
/** Its words are here; only the reply that says so is still on its way. */
function hasArrived({ segments, whispers }, { text, seq = 0 }) {
	return [...segments, ...whispers].some((segment) => segment.seq > seq && segment.text === text && isMine(segment));
}
var isMine = ({ by }) => by?.split(":")[1] === agent.value?.agent;
function Time({ atMs }) {
	return /* @__PURE__ */ a("time", {
		dateTime: new Date(atMs).toISOString(),
		children: clockTime(atMs, now.peek())
	});
}
function Bubble({ segment, consumer, isAside = false, isSent = false }) {
	const who = segment.participant || segment.role === "consumer" && consumer || sayOr(`role.${segment.role}`, segment.role);
	return /* @__PURE__ */ a("article", {
		class: "bubble",
		"data-role": segment.role,
		"data-aside": isAside,
		children: [
			/* @__PURE__ */ a("p", {
				class: "by",
				children: [
					who,
					" ",
					isAside && /* @__PURE__ */ a("span", {
						class: "badge",
						children: say("line.aside")
					}),
					" ",
					/* @__PURE__ */ a(Time, { atMs: segment.said_at_ms })
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: linked(segment.text)
			}),
			isSent && /* @__PURE__ */ a("p", {
				class: "by sent",
				children: ["✓ ", say("message.sent")]
			})
		]
	});
}
function Waiting({ message }) {
	return /* @__PURE__ */ a("article", {
		class: "bubble waiting",
		"data-role": "agent",
		"data-bad": message.hasFailed,
		"data-aside": message.aside,
		children: [/* @__PURE__ */ a("p", {
			class: "text",
			children: message.text
		}), /* @__PURE__ */ a("p", {
			class: "by",
			role: "status",
			children: [say(message.hasFailed ? "thread.failed" : "thread.sending"), message.hasFailed && /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => retry(message),
				children: say("thread.retry")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => discard(message),
				children: say("thread.discard")
			})] })]
		})]
	});
}
// src/desk/dispositions.tsx
/** The tree of outcomes: only leaves may be chosen; searched whatever the case and the accents. */
var SEARCHED_MIN = 6;
function useTree(interaction) {
	const [tree, setTree] = d(void 0);
	A(() => {
		attempt(async () => {
			const answer = await client.value?.ask("disposition.read", { interaction });
			if (!answer) return;
			const roots = answer.dispositions;
			setTree({
				roots,
				leaves: leavesOf(roots),
				isMandatory: answer.mandatory,
				isMultiple: answer.multiple
			});
		});
	}, [interaction]);
	return tree;
}
var leavesOf = (nodes) => nodes.flatMap(({ id, label, children = [] }) => children.length > 0 ? leavesOf(children) : [{
	id,
	label
}]);
/** What matches, with the branches that lead there; a branch that matches keeps all of its leaves. */
function matching(nodes, sought) {
	return nodes.flatMap((node) => {
		if (folded(node.label).includes(sought)) return [node];
		const children = matching(node.children ?? [], sought);
		return children.length > 0 ? [{
			...node,
			children
		}] : [];
	});
}
/** Without case and accents. */
var folded = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
function Dispositions({ interaction, leg, tree, saved }) {
	const [sought, setSought] = d("");
	const picked = pickedOf(leg);
	const shown = matching(tree.roots, folded(sought.trim()));
	const pick = (id) => {
		const there = pickedOf(leg);
		const rest = there.filter((one) => one !== id);
		save(interaction, leg.leg, !tree.isMultiple ? [id] : rest.length < there.length ? rest : [...there, id], saved);
	};
	A(() => resend(interaction, leg.leg), [connection.value.state]);
	if (tree.leaves.length === 0) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.none")
	});
	return /* @__PURE__ */ a("fieldset", {
		class: "dispositions",
		children: [
			/* @__PURE__ */ a("legend", { children: [
				say("wrapup.disposition"),
				" ",
				tree.isMandatory && /* @__PURE__ */ a("span", {
					class: "badge",
					children: say("wrapup.mandatory")
				}),
				tree.isMultiple && /* @__PURE__ */ a("span", {
					class: "quiet",
					children: [" ", say("wrapup.several")]
				})
			] }),
			tree.leaves.length >= SEARCHED_MIN && /* @__PURE__ */ a("input", {
				type: "search",
				value: sought,
				"aria-label": say("wrapup.find"),
				placeholder: say("wrapup.find"),
				onInput: (event) => setSought(event.currentTarget.value)
			}),
			shown.length === 0 && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("wrapup.no_hits")
			}),
			/* @__PURE__ */ a(Level, {
				nodes: shown,
				leg: leg.leg,
				isMultiple: tree.isMultiple,
				picked,
				pick
			})
		]
	});
}
/** The leaves of one branch, then the branches below it. */
function Level({ nodes, ...rest }) {
	const branches = nodes.filter(({ children = [] }) => children.length > 0);
	const leaves = nodes.filter(({ children = [] }) => children.length === 0);
	return /* @__PURE__ */ a($, { children: [branches.map(({ id, label, children = [] }) => /* @__PURE__ */ a("div", {
		class: "branch",
		role: "group",
		"aria-label": label,
		children: [/* @__PURE__ */ a("p", {
			class: "quiet",
			children: label
		}), /* @__PURE__ */ a(Level, {
			nodes: children,
			...rest
		})]
	}, id)), leaves.length > 0 && /* @__PURE__ */ a("div", {
		class: "leaves",
		children: leaves.map(({ id, label }) => /* @__PURE__ */ a("label", {
			class: "leaf",
			children: [/* @__PURE__ */ a("input", {
				type: rest.isMultiple ? "checkbox" : "radio",
				name: `disposition-${rest.leg}`,
				checked: rest.picked.includes(id),
				onChange: () => rest.pick(id)
			}), /* @__PURE__ */ a("span", { children: label })]
		}, id))
	})] });
}
var PREFIX = "ringline.picked.";
var pending = y(read());
function read() {
	const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
	return Object.fromEntries(kept.map((key) => [key.slice(16), JSON.parse(localStorage.getItem(key) ?? "[]")]));
}
var pickedOf = (leg) => pending.value[leg.leg] ?? leg.dispositions;
function keep(leg, chosen) {
	const { [leg]: _, ...others } = pending.value;
	pending.value = chosen ? {
		...others,
		[leg]: chosen
	} : others;
	if (chosen) localStorage.setItem(PREFIX + leg, JSON.stringify(chosen));
	else localStorage.removeItem(PREFIX + leg);
}
function save(interaction, leg, dispositions, saved) {
	keep(leg, dispositions);
	const isLatest = () => pending.peek()[leg] === dispositions;
	client.value?.ask("disposition.save", {
		interaction,
		dispositions,
		leg
	}).then(() => isLatest() && (keep(leg, void 0), saved?.()), (error) => {
		if (error instanceof SessionOver || error instanceof CommandFailed && error.code === "timeout") return;
		if (isLatest()) keep(leg, void 0);
		tellFailure(error);
	});
}
/** What was chosen before a reload, or without a connection. */
function resend(interaction, leg) {
	const chosen = pending.peek()[leg];
	if (chosen && connection.peek().state === "live") save(interaction, leg, chosen);
}
// src/desk/wrapup.tsx
/** What remains to do after the conversation: a disposition from the tree, in time, then back to the queue. */
var LATE_MS = 1e4;
function WrapUp({ view, leg }) {
	const { interaction } = view;
	const tree = useTree(interaction);
	const isLate = leg.state === "ended";
	useTold(view, leg);
	const complete = async () => {
		const dispositions = pickedOf(leg);
		if (!await attempt((current) => current.ask("wrap_up.complete", {
			interaction,
			dispositions,
			leg: leg.leg
		}))) return;
		choose$1(void 0);
		tellDone();
	};
	return /* @__PURE__ */ a("section", {
		class: "wrapup",
		"aria-labelledby": "wrapup-title",
		children: [
			/* @__PURE__ */ a("header", { children: [
				/* @__PURE__ */ a("h3", {
					id: "wrapup-title",
					children: say("wrapup.title")
				}),
				/* @__PURE__ */ a(TimeLeft, { leg }),
				leg.wrap_up?.until_at_ms !== void 0 && !isLate && /* @__PURE__ */ a(MoreTime, {
					interaction,
					leg: leg.leg
				})
			] }),
			!isLate && tree && /* @__PURE__ */ a(Remains, {
				view,
				leg,
				tree
			}),
			tree && /* @__PURE__ */ a(Dispositions, {
				interaction,
				leg,
				tree,
				saved: isLate ? () => toast("wrapup.saved_late") : void 0
			}),
			isLate ? /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				onClick: () => choose$1(void 0),
				children: say("wrapup.late_done")
			}) : /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-deed": "wrapup.complete",
				onClick: () => void complete(),
				children: say("wrapup.complete")
			})
		]
	});
}
function tellDone() {
	toast(agent.value?.status?.status === "ready" ? "wrapup.done" : "wrapup.done_not_ready");
}
/** What somebody else, or the clock, did to a wrap-up that is being looked at. */
function useTold(view, leg) {
	const [wasWrapping, setWrapping] = d(leg.state === "wrapping");
	A(() => {
		if (wasWrapping && leg.outcome?.outcome === "released") toast("wrapup.by_time", { name: consumerName(view) });
		setWrapping(leg.state === "wrapping");
	}, [leg.state]);
}
function MoreTime({ interaction, leg }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		"data-deed": "wrapup.extend",
		onClick: () => void attempt((current) => current.ask("wrap_up.extend", {
			interaction,
			leg
		})),
		children: say("wrapup.extend")
	});
}
/** The list of what is still to do, each with how it stands. */
function Remains({ view, leg, tree }) {
	const hasNote = view.notes.some((note) => note.agent === leg.agent && note.text.trim() !== "");
	const isChosen = pickedOf(leg).length > 0;
	const isOwed = leg.wrap_up?.mandatory === true;
	const missing = isOwed ? say("wrapup.missing") : `${say("wrapup.missing")} (${say("wrapup.optional")})`;
	return /* @__PURE__ */ a("ul", {
		class: "remains",
		"aria-label": say("wrapup.remains"),
		children: [
			tree.leaves.length > 0 && /* @__PURE__ */ a(Item, {
				isDone: isChosen,
				isOwed,
				name: say("wrapup.disposition"),
				state: isChosen ? say("wrapup.set") : missing
			}),
			/* @__PURE__ */ a(Item, {
				isDone: hasNote,
				isOwed: false,
				name: say("wrapup.note"),
				state: say(hasNote ? "wrapup.note_done" : "wrapup.note_none")
			}),
			view.draft?.text && view.draft.agent === leg.agent && /* @__PURE__ */ a(Item, {
				isDone: false,
				isOwed: false,
				name: say("wrapup.reply"),
				state: say("wrapup.reply_left")
			})
		]
	});
}
function Item({ isDone, isOwed, name, state }) {
	return /* @__PURE__ */ a("li", {
		"data-done": isDone,
		"data-owed": isOwed,
		children: [
			/* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: isDone ? "✓" : "○"
			}),
			" ",
			name,
			": ",
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: state
			})
		]
	});
}
function TimeLeft({ leg }) {
	const wrapUp = leg.wrap_up;
	if (leg.outcome?.needs_disposition) return /* @__PURE__ */ a("p", {
		class: "problem",
		children: say("wrapup.late")
	});
	if (leg.state === "ended") return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.saved_late")
	});
	if (!wrapUp) return null;
	if (wrapUp.overdue_next_at_ms !== void 0) return /* @__PURE__ */ a("p", {
		class: "problem",
		role: "alert",
		children: say("wrapup.overdue")
	});
	if (wrapUp.until_at_ms === void 0) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.no_limit")
	});
	const leftMs = wrapUp.until_at_ms - now.value;
	return /* @__PURE__ */ a("p", {
		class: "timeleft",
		"data-late": leftMs < LATE_MS,
		children: say("wrapup.left", { span: span(leftMs) })
	});
}
// src/desk/thread.tsx
/** The conversation: what was said, what is being said, and the place to answer. */
var WRITTEN = /* @__PURE__ */ new Set([
	"messaging",
	"voice",
	"video",
	"email",
	"work_item"
]);
var READ_MS = 1e3;
function Thread({ interaction }) {
	const view = viewOf(interaction);
	useRead(interaction);
	if (!view) return /* @__PURE__ */ a(Unreadable, {});
	const leg = myLeg(view);
	const isWrapping = leg?.state === "wrapping" || leg?.outcome?.needs_disposition === true;
	const talking = leg && isTalking(leg) ? leg : void 0;
	return /* @__PURE__ */ a("section", {
		class: "thread",
		"aria-label": consumerName(view),
		children: [
			/* @__PURE__ */ a(PaneBar, {}),
			/* @__PURE__ */ a(Head, {
				view,
				leg: talking
			}),
			/* @__PURE__ */ a(Progress, {
				view,
				leg: talking
			}),
			/* @__PURE__ */ a(CallPlace, {
				view,
				leg: talking
			}),
			/* @__PURE__ */ a(Said, {
				view,
				canMail: talking !== void 0 && canWrite(view, talking) && isWrittenAsMail(view, talking)
			}),
			isWrapping && leg && /* @__PURE__ */ a(WrapUp, {
				view,
				leg
			}),
			talking && canWrite(view, talking) && (isWrittenAsMail(view, talking) ? /* @__PURE__ */ a(MailComposer, {
				view,
				leg: talking
			}) : /* @__PURE__ */ a(Composer, {
				view,
				leg: talking
			})),
			!talking && !isWrapping && !isConnecting(view) && /* @__PURE__ */ a(ReadingOf, { view })
		]
	});
}
function canWrite({ channel }, { state }) {
	return WRITTEN.has(channel) && state !== "parked" && state !== "lost";
}
/** By who handles it, where there is a mail to answer, or a mailbox of ours and an address to write to. */
function isWrittenAsMail(view, { kind }) {
	return kind === "primary" && view.channel === "email" && (view.segments.some(isMail) || canBegin(view));
}
/** What is looked at is read, in a tab that is in sight: said at most once a second, however fast people talk. */
function useRead(interaction) {
	const card = legs.value.find((leg) => leg.interaction === interaction);
	const isNew = card !== void 0 && (card.unread > 0 || !card.opened) && card.state !== "wrapping";
	const isLive = connection.value.state === "live";
	const isSeen = isInSight$1.value;
	const timer = T(void 0);
	const hasSaid = T(false);
	A(() => {
		if (!isNew || !isLive || !isSeen || timer.current !== void 0) return;
		const tell = () => {
			timer.current = void 0;
			if (!isInSight$1.peek()) return;
			hasSaid.current = true;
			client.value?.ask("interaction.open", { interaction }).catch(() => void 0);
		};
		timer.current = setTimeout(tell, hasSaid.current ? READ_MS : 0);
	}, [
		isNew,
		isLive,
		isSeen,
		card?.unread
	]);
	A(() => () => clearTimeout(timer.current), []);
}
// src/desk/app.tsx
/** Everything on the screen: who is not signed in signs in; else list, thread and context, with rings above all. */
function App() {
	if (!client.value || !wasLive.value && connection.value.state !== "over") return /* @__PURE__ */ a(SignIn, {});
	if (connection.value.state === "over") return /* @__PURE__ */ a(SessionGone, {});
	return /* @__PURE__ */ a("div", {
		class: "desk",
		"data-view": place.value.page ? "page" : !chosen.value ? "list" : place.value.about ? "about" : "thread",
		children: [
			/* @__PURE__ */ a("header", {
				class: "bar",
				children: [
					/* @__PURE__ */ a("h1", {
						class: "brand",
						children: [
							/* @__PURE__ */ a("span", {
								class: "mark",
								"aria-hidden": "true"
							}),
							" Ringline ",
							/* @__PURE__ */ a("span", {
								class: "sr",
								children: say("app.title")
							})
						]
					}),
					/* @__PURE__ */ a(Status, {}),
					/* @__PURE__ */ a("span", {
						class: "who",
						children: agent.value?.name
					}),
					/* @__PURE__ */ a(BookButton, {}),
					/* @__PURE__ */ a(PaletteButton, {}),
					/* @__PURE__ */ a(Settings, {})
				]
			}),
			/* @__PURE__ */ a(LinkBar, {}),
			/* @__PURE__ */ a("main", {
				class: "panes",
				children: [/* @__PURE__ */ a(List, {}), /* @__PURE__ */ a(Middle, {})]
			}),
			asked$1.value && /* @__PURE__ */ a(Lazy, { name: "Why" }),
			/* @__PURE__ */ a(Rings, {}),
			/* @__PURE__ */ a(Doing, {}),
			/* @__PURE__ */ a(Toasts, {})
		]
	});
}
/** Beside the lists: everybody who is known. */
function BookButton() {
	const isOpen = place.value.page === "contacts";
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "to-contacts",
		"aria-label": say("contact.book"),
		"data-deed": "contacts.open",
		"aria-pressed": isOpen,
		onClick: () => goTo(isOpen ? {} : { page: "contacts" }),
		children: [/* @__PURE__ */ a("svg", {
			class: "icon",
			viewBox: "0 0 24 24",
			"aria-hidden": "true",
			children: /* @__PURE__ */ a("path", { d: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7" })
		}), /* @__PURE__ */ a("span", {
			class: "label",
			children: say("contact.book")
		})]
	});
}
function Middle() {
	if (place.value.page === "contacts") return /* @__PURE__ */ a(Lazy, { name: "ContactsPage" });
	const interaction = chosen.value;
	if (!interaction) return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-label": say("thread.none"),
		children: /* @__PURE__ */ a("p", { children: say(legs.value.length > 0 ? "thread.none" : "list.empty") })
	});
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a(Thread, { interaction }, interaction), viewOf(interaction) && /* @__PURE__ */ a(Context, { interaction }, `about ${interaction}`)] });
}
// src/desk/frames.ts
/**
* Everything that changes between two frames of the screen is drawn at once; a hidden page, which has none, soon. What a hand does
* next meets what it did before: who types and presses Enter within one frame has all of it taken. And what a hand presses stays where
* it is until it lets go: a list that changed under it would take the click away.
*/
var HIDDEN_MS = 100;
/** Whoever presses for longer drags, or marks a text, and is to see what goes on. */
var PRESSED_MS = 1e3;
/** Between letting go and the click, where a finger makes it. */
var CLICK_MS = 50;
/** None of them has put anything into a box yet: drawn at `input` or `click`, the box would get back what it said before. */
var HANDS = [
	"keydown",
	"beforeinput",
	"pointerdown",
	"submit"
];
var drawNow;
var pressedUntilMs = 0;
n.debounceRendering = (draw) => {
	let frame = 0;
	let timer = 0;
	const stop = () => (cancelAnimationFrame(frame), clearTimeout(timer));
	const wait = () => {
		stop();
		frame = requestAnimationFrame(go);
		timer = window.setTimeout(go, HIDDEN_MS);
	};
	const go = () => performance.now() < pressedUntilMs ? wait() : drawNow?.();
	drawNow = () => {
		stop();
		drawNow = void 0;
		draw();
	};
	wait();
};
for (const hand of HANDS) addEventListener(hand, () => drawNow?.(), true);
var holdFor = (ms) => () => void (pressedUntilMs = performance.now() + ms);
addEventListener("pointerdown", holdFor(PRESSED_MS), true);
addEventListener("pointerup", holdFor(CLICK_MS), true);
for (const end of ["click", "pointercancel"]) addEventListener(end, holdFor(0), true);
// src/desk/returning.ts
/** Parked work that comes back while the agent looks elsewhere is told: by its time, or by the consumer's reply. */
/** For the life of the page. */
function startReturning() {
	let parked = /* @__PURE__ */ new Set();
	x(() => {
		for (const leg of legs.value) if (parked.has(leg.leg) && leg.state === "active" && leg.interaction !== chosen.peek()) toast("parked.back", { name: leg.consumer_name || leg.subject || say("ring.unknown") });
		parked = new Set(legs.value.filter((leg) => leg.state === "parked").map((leg) => leg.leg));
	});
}
// src/desk/main.tsx
/** The agent desk. */
startSession();
keepFound();
startKeys();
startNotifying();
startRinging();
startNews();
expectCalls();
startReturning();
startDelivering();
startFollowing();
Q(/* @__PURE__ */ a(App, {}), document.getElementById("desk"));
export { CHIEFS, Dialog, Dispositions, GROUPS, KNOWN, Keys, SEQUENCE_MS, account, agentRoster, allowBare, asked$1 as asked, faultOf$1 as faultOf, groupName, hasCall, hasPictures, isCall, isChoosing, isPolite, isPrimary, keysPage, nameOfId, pickedOf, pressed, titleOf, unwish, useClosing, useTree, wish, wishNothing, wished, wishes };
