import { $, A, CommandFailed, O, T, a, agent, attempt, chosen, client, connection, consumerName, d, goTo, learn, legs, listeners, newName, now, offers, onEvent, onPassing, say, sayOr, span, toast, views, x, y } from "./mine.js";
import { agentRoster, hasCall, hasPictures, isCall, isPolite, isPrimary, useClosing } from "./desk.js";
// src/client/call/ice.ts
/** For the answer; a server that is away cannot relay signals either. */
var PATIENCE_MS = 5e3;
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
			this.known = (await this.client.ask("call.servers", { interaction: this.interaction }, { patienceMs: PATIENCE_MS })).servers;
			this.knownAtMs = performance.now();
		} catch {}
		return this.known;
	}
};
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
var KINDS$1 = ["audio", "video"];
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
		if (!options.isPolite) for (const kind of KINDS$1) this.pc.addTransceiver(kind, { direction: options.direction });
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
		for (const kind of KINDS$1) this.fill(kind);
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
// src/desk/words_calls_en.ts
/** The desk's words about calls, in English. */
var CALLS_EN = {
	"call.region": "Call",
	"call.connecting": "Connecting …",
	"call.broken": "The connection of the call is being restored …",
	"call.unmute": "Unmute",
	"call.camera_off": "Camera off",
	"call.camera_on": "Camera on",
	"call.audioinput": "Microphone",
	"call.videoinput": "Camera",
	"call.your_video": "Your picture",
	"call.tones": "Dialled: {digits}",
	"call.talking": "In the call",
	"call.held": "On hold",
	"call.missing": "The call needs a microphone",
	"call.not_here": "This page has no part in the call",
	"call.pad": "Dial",
	"call.dialled": "Dialled",
	"call.devices": "Devices",
	"call.device": "Device {number}",
	"call.pip": "Picture in picture",
	"call.no_pip": "The browser shows no picture in picture now.",
	"call.their_muted": "muted",
	"call.their_camera_off": "camera off",
	"call.their_held": "on hold",
	"call.their_away": "connection lost",
	"call.their_video": "Picture and sound of {name}",
	"call.quality_good": "Good",
	"call.quality_fair": "Fair connection",
	"call.quality_poor": "Poor connection",
	"call.loss": "{percent} % lost",
	"call.denied": "The browser does not give your microphone to this page. Allow it beside the address and try again.",
	"call.no_device": "There is no microphone. Connect one and try again.",
	"call.busy": "Another program uses your microphone. Close it and try again.",
	"call.unsupported": "Calls need a secure page (https) and a current browser.",
	"call.listens": "{name} is listening. The consumer reads it, too.",
	"call.listens_unseen": "{name} is listening. The consumer does not read it.",
	"listen.begin": "Listen in",
	"listen.on": "You are listening. Nobody hears you.",
	"listen.elsewhere": "You are listening on another page.",
	"listen.here": "Listen here",
	"listen.stop": "Stop listening",
	"upgrade.region": "Another channel",
	"upgrade.they_voice": "The consumer would like to talk with you.",
	"upgrade.they_video": "The consumer would like a video call.",
	"upgrade.asked": "The consumer is asked …",
	"upgrade.connecting": "Agreed. Connecting …",
	"upgrade.accept": "Agree",
	"upgrade.refuse": "Not now",
	"upgrade.withdraw": "Take it back",
	"upgrade.asked_elsewhere": "{name} would like a call.",
	"upgrade.look": "Open",
	"upgrade.over": "No call: {how}",
	"upgrade.refused": "it was declined. The chat goes on.",
	"upgrade.withdrawn": "it was taken back. The chat goes on.",
	"upgrade.expired": "nobody answered in time. The chat goes on.",
	"upgrade.canceled": "something came between.",
	"upgrade.failed_agent": "your sound did not get through. The chat goes on; nobody is blamed.",
	"upgrade.failed_consumer": "the consumer’s sound did not get through. The chat goes on.",
	"upgrade.failed_other": "no sound got through. The chat goes on.",
	"upgrade.failed_denied": "a browser did not give the microphone. The chat goes on.",
	"upgrade.no_camera": "No camera: you are heard, and not seen."
};
// src/desk/words_calls_es.ts
var CALLS_ES = {
	"call.region": "Llamada",
	"call.connecting": "Conectando …",
	"call.broken": "Se está restableciendo la conexión de la llamada …",
	"call.unmute": "Hablar",
	"call.camera_off": "Apagar la cámara",
	"call.camera_on": "Encender la cámara",
	"call.audioinput": "Micrófono",
	"call.videoinput": "Cámara",
	"call.your_video": "Su imagen",
	"call.tones": "Ha marcado: {digits}",
	"call.talking": "En la llamada",
	"call.held": "En retención",
	"call.missing": "La llamada necesita un micrófono",
	"call.not_here": "Esta página no participa en la llamada",
	"call.pad": "Marcar",
	"call.dialled": "Marcado",
	"call.devices": "Dispositivos",
	"call.device": "Dispositivo {number}",
	"call.pip": "Imagen flotante",
	"call.no_pip": "El navegador no muestra ahora la imagen flotante.",
	"call.their_muted": "silenciado",
	"call.their_camera_off": "cámara apagada",
	"call.their_held": "en retención",
	"call.their_away": "conexión perdida",
	"call.their_video": "Imagen y sonido de {name}",
	"call.quality_good": "Buena",
	"call.quality_fair": "Conexión aceptable",
	"call.quality_poor": "Mala conexión",
	"call.loss": "{percent} % perdido",
	"call.denied": "El navegador no da su micrófono a esta página. Permítalo junto a la dirección e inténtelo de nuevo.",
	"call.no_device": "No hay micrófono. Conecte uno e inténtelo de nuevo.",
	"call.busy": "Otro programa usa su micrófono. Ciérrelo e inténtelo de nuevo.",
	"call.unsupported": "Las llamadas necesitan una página segura (https) y un navegador actual.",
	"call.listens": "{name} está escuchando. El consumidor también lo lee.",
	"call.listens_unseen": "{name} está escuchando. El consumidor no lo lee.",
	"listen.begin": "Escuchar",
	"listen.on": "Estás escuchando. Nadie te oye.",
	"listen.elsewhere": "Estás escuchando en otra página.",
	"listen.here": "Escuchar aquí",
	"listen.stop": "Dejar de escuchar",
	"upgrade.region": "Otro canal",
	"upgrade.they_voice": "El consumidor quiere hablar con usted.",
	"upgrade.they_video": "El consumidor quiere una videollamada.",
	"upgrade.asked": "Se le pregunta al consumidor …",
	"upgrade.connecting": "De acuerdo. Conectando …",
	"upgrade.accept": "De acuerdo",
	"upgrade.refuse": "Ahora no",
	"upgrade.withdraw": "Retirar",
	"upgrade.asked_elsewhere": "{name} quiere una llamada.",
	"upgrade.look": "Abrir",
	"upgrade.over": "Sin llamada: {how}",
	"upgrade.refused": "se ha rechazado. El chat sigue.",
	"upgrade.withdrawn": "se ha retirado. El chat sigue.",
	"upgrade.expired": "nadie respondió a tiempo. El chat sigue.",
	"upgrade.canceled": "algo se interpuso.",
	"upgrade.failed_agent": "su sonido no llegó. El chat sigue; nadie tiene la culpa.",
	"upgrade.failed_consumer": "el sonido del consumidor no llegó. El chat sigue.",
	"upgrade.failed_other": "no llegó ningún sonido. El chat sigue.",
	"upgrade.failed_denied": "un navegador no dio el micrófono. El chat sigue.",
	"upgrade.no_camera": "Sin cámara: se le oye y no se le ve."
};
// src/calls/drawing.tsx
/** Small drawings of what can be done in a call. The words beside them say it; they are for the eye alone. */
var PATHS = {
	mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
	mic_off: "M9 9v2a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.9-.7M5 11a7 7 0 0 0 11 5.7M19 11a7 7 0 0 1-.6 2.8M12 18v3M3 3l18 18",
	camera: "M3 6h12v12H3zM15 10l6-4v12l-6-4z",
	camera_off: "M9 6h6v6M15 15v3H3V6h2M15 10l6-4v11M3 3l18 18",
	pad: "M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01",
	devices: "M4 7h8M16 7h4M14 5v4M4 17h2M10 17h10M8 15v4",
	hang_up: "M3 14c0-3 4-5.5 9-5.5s9 2.5 9 5.5v2.5l-5-1v-3a13 13 0 0 0-8 0v3l-5 1z",
	sound: "M4 9h4l5-4v14l-5-4H4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
	sound_off: "M4 9h4l5-4v14l-5-4H4zM17 10l4 4M21 10l-4 4",
	aside: "M3 5h18v14H3zM12 12h7v5h-7z"
};
function Drawing({ of }) {
	return /* @__PURE__ */ a("svg", {
		class: "drawing",
		viewBox: "0 0 24 24",
		"aria-hidden": "true",
		"data-of": of,
		children: /* @__PURE__ */ a("path", { d: PATHS[of] })
	});
}
// src/calls/pop.tsx
function Pop({ drawn, name, opened, children }) {
	const box = T(null);
	useClosing(box);
	return /* @__PURE__ */ a("details", {
		class: "pop",
		ref: box,
		onToggle: (event) => event.currentTarget.open && opened?.(),
		children: [/* @__PURE__ */ a("summary", {
			class: "act",
			children: [/* @__PURE__ */ a(Drawing, { of: drawn }), /* @__PURE__ */ a("span", { children: name })]
		}), /* @__PURE__ */ a("div", {
			class: "panel",
			children
		})]
	});
}
// src/calls/devices.tsx
/** Microphone and camera: which ones there are, which one is used, and another one from now on. */
var KINDS = ["audioinput", "videoinput"];
function Devices({ call, hasVideo, say, refused }) {
	const [devices, setDevices] = d([]);
	const choose = (kind, id) => void call.choose(kind, id).catch((error) => error instanceof NoMedia && refused(error.why));
	return /* @__PURE__ */ a(Pop, {
		drawn: "devices",
		name: say("call.devices"),
		opened: () => void call.devices().then(setDevices),
		children: KINDS.filter((kind) => kind === "audioinput" || hasVideo).map((kind) => {
			const some = devices.filter((device) => device.kind === kind);
			return /* @__PURE__ */ a("label", {
				class: "field",
				children: [say(`call.${kind}`), /* @__PURE__ */ a("select", {
					value: call.deviceOf(kind),
					disabled: some.length === 0,
					onChange: (event) => choose(kind, event.currentTarget.value),
					children: some.map(({ deviceId, label }, index) => /* @__PURE__ */ a("option", {
						value: deviceId,
						children: label || say("call.device", { number: index + 1 })
					}, deviceId))
				})]
			}, kind);
		})
	});
}
// src/calls/pad.tsx
/** The dial pad: pressed or typed, each digit is told to the others at once. */
var DIGITS = "123456789*0#";
function Pad({ call, say }) {
	const [dialled, setDialled] = d("");
	const dial = (digit) => {
		setDialled((before) => (before + digit).slice(-16));
		call.dial(digit).catch(() => void 0);
	};
	const typed = (event) => {
		if (!DIGITS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
		event.stopPropagation();
		dial(event.key);
	};
	return /* @__PURE__ */ a(Pop, {
		drawn: "pad",
		name: say("call.pad"),
		children: [/* @__PURE__ */ a("output", {
			class: "dialled",
			"aria-label": say("call.dialled"),
			children: dialled || "\xA0"
		}), /* @__PURE__ */ a("div", {
			class: "pad",
			onKeyDown: typed,
			children: [...DIGITS].map((digit) => /* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => dial(digit),
				children: digit
			}, digit))
		})]
	});
}
// src/calls/controls.tsx
function Act({ drawn, deed, run, isOn = false, kind = "", children }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: `act ${kind}`,
		"data-deed": deed,
		"data-is-on": isOn,
		onClick: run,
		children: [/* @__PURE__ */ a(Drawing, { of: drawn }), /* @__PURE__ */ a("span", { children })]
	});
}
function OwnSide({ call, hasVideo, hasOthers, say, refused }) {
	const { muted, camera_off: isDark } = call.media;
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Act, {
			drawn: muted ? "mic_off" : "mic",
			deed: "call.mute",
			isOn: muted,
			run: () => call.keepBack({ muted: !muted }),
			children: say(muted ? "call.unmute" : "call.mute")
		}),
		hasVideo && call.hasCamera && /* @__PURE__ */ a(Act, {
			drawn: isDark ? "camera_off" : "camera",
			deed: "call.camera",
			isOn: isDark,
			run: () => call.keepBack({ camera_off: !isDark }),
			children: say(isDark ? "call.camera_on" : "call.camera_off")
		}),
		hasOthers && /* @__PURE__ */ a(Pad, {
			call,
			say
		}),
		/* @__PURE__ */ a(Devices, {
			call,
			hasVideo,
			say,
			refused
		})
	] });
}
// src/calls/faces.tsx
/** Who is in the call: pictures where there are any, else names; and what each keeps back. */
function Faces({ call, remotes, hasVideo, unnamed, say, noAside }) {
	return /* @__PURE__ */ a("div", {
		class: "faces",
		"data-count": remotes.length,
		children: [remotes.map((remote) => /* @__PURE__ */ a(Theirs, {
			remote,
			name: remote.name || unnamed,
			hasVideo,
			say,
			noAside
		}, remote.party)), hasVideo && call.hasCamera && /* @__PURE__ */ a(Own, {
			call,
			say
		})]
	});
}
/** What is heard and seen of somebody. */
function Theirs({ remote, name, hasVideo, say, noAside }) {
	const box = T(null);
	A(() => {
		if (!box.current) return;
		if (box.current.srcObject !== remote.stream) box.current.srcObject = remote.stream;
		box.current.muted = remote.isHeld;
		if (box.current.paused) box.current.play().catch(() => void 0);
	});
	const hasPicture = hasVideo && !remote.isHeld && !remote.media.camera_off && remote.stream.getVideoTracks().some(({ muted }) => !muted);
	const aside = () => void box.current?.requestPictureInPicture().catch(noAside);
	return /* @__PURE__ */ a("figure", {
		class: "face",
		"data-has-picture": hasPicture,
		"data-is-away": remote.isAway,
		children: [
			/* @__PURE__ */ a("video", {
				class: hasPicture ? "" : "sr",
				ref: box,
				autoplay: true,
				playsInline: true,
				"aria-label": say("call.their_video", { name })
			}),
			!hasPicture && /* @__PURE__ */ a("span", {
				class: "letter",
				"aria-hidden": "true",
				children: letter(name)
			}),
			/* @__PURE__ */ a("figcaption", { children: [/* @__PURE__ */ a("span", {
				class: "name",
				children: name
			}), /* @__PURE__ */ a(Kept, {
				remote,
				name,
				hasVideo,
				say
			})] }),
			hasPicture && document.pictureInPictureEnabled && /* @__PURE__ */ a("button", {
				type: "button",
				class: "aside",
				"data-deed": "call.pip",
				"aria-label": say("call.pip"),
				title: say("call.pip"),
				onClick: aside,
				children: /* @__PURE__ */ a(Drawing, { of: "aside" })
			})
		]
	});
}
/** What they keep back, the weightiest first. */
function Kept({ remote, name, hasVideo, say }) {
	if (remote.isAway) return /* @__PURE__ */ a("span", {
		class: "kept",
		children: say("call.their_away", { name })
	});
	if (remote.isHeld) return /* @__PURE__ */ a("span", {
		class: "kept",
		children: say("call.their_held", { name })
	});
	return /* @__PURE__ */ a($, { children: [remote.media.muted && /* @__PURE__ */ a("span", {
		class: "kept",
		children: [/* @__PURE__ */ a(Drawing, { of: "mic_off" }), say("call.their_muted", { name })]
	}), hasVideo && remote.media.camera_off && /* @__PURE__ */ a("span", {
		class: "kept",
		children: [/* @__PURE__ */ a(Drawing, { of: "camera_off" }), say("call.their_camera_off", { name })]
	})] });
}
var letter = (name) => [...name.trim()][0]?.toUpperCase() ?? "·";
function Own({ call, say }) {
	const box = T(null);
	A(() => {
		if (box.current) box.current.srcObject = call.stream ?? null;
	}, [call.stream]);
	return /* @__PURE__ */ a("video", {
		class: "own",
		"data-is-off": call.media.camera_off,
		ref: box,
		autoplay: true,
		muted: true,
		playsInline: true,
		"aria-label": say("call.your_video")
	});
}
// src/calls/gauge.tsx
function Gauge({ quality, say }) {
	if (!quality) return null;
	const { level, roundTripMs, lossPercent } = quality;
	const figures = [roundTripMs !== void 0 && `${roundTripMs} ms`, say("call.loss", { percent: lossPercent })].filter(Boolean);
	return /* @__PURE__ */ a("p", {
		class: "gauge",
		"data-level": level,
		children: [
			/* @__PURE__ */ a("span", {
				class: "bars",
				"aria-hidden": "true",
				children: [
					/* @__PURE__ */ a("i", {}),
					/* @__PURE__ */ a("i", {}),
					/* @__PURE__ */ a("i", {})
				]
			}),
			/* @__PURE__ */ a("span", {
				class: "word",
				children: say(`call.quality_${level}`)
			}),
			/* @__PURE__ */ a("span", {
				class: "figures",
				children: figures.join(" · ")
			})
		]
	});
}
// src/desk/upgrading.ts
/** A chat that becomes a call, at the desk: asking for it, agreeing to it, and what became of it. Devices come first. */
/** Microphone, and for pictures the camera: before anybody is asked. False: refused, and the agent is told why. */
async function prepare(view, channel) {
	try {
		if (!isCall(view.channel)) expectCall(view.interaction, await LocalMedia.open({ hasVideo: channel === "video" }));
		else if (call.value?.interaction === view.interaction) await call.value.call.addCamera().catch(() => toast("upgrade.no_camera", {}, true));
		return true;
	} catch (error) {
		if (!(error instanceof NoMedia)) throw error;
		toast(`call.${error.why}`, {}, true);
		return false;
	}
}
async function askUpgrade(view, channel) {
	if (!await prepare(view, channel)) return;
	if (!await attempt((current) => current.ask("upgrade.ask", {
		interaction: view.interaction,
		channel
	}))) forgetCall(view.interaction);
}
async function acceptUpgrade(view) {
	const asked = view.upgrade;
	if (!asked || !await prepare(view, asked.channel)) return;
	if (!await attempt((current) => current.ask("upgrade.accept", {
		interaction: view.interaction,
		upgrade: asked.upgrade
	}))) forgetCall(view.interaction);
}
function answerUpgrade(view, method) {
	const { interaction, upgrade } = view;
	if (upgrade) attempt((current) => current.ask(method, {
		interaction,
		upgrade: upgrade.upgrade
	}));
}
/** Asked while another conversation is open; and how it ended, unless all went well. */
function followUpgrades() {
	onEvent(({ stream, event, data }) => {
		const [kind, interaction = ""] = stream.split("/", 2);
		if (kind !== "interaction") return;
		if (event === "upgrade.ended") ended(interaction, data);
		if (event === "upgrade.asked" && data.by === "consumer" && chosen.peek() !== interaction) told(interaction);
	});
}
function told(interaction) {
	const name = legs.peek().find((leg) => leg.interaction === interaction)?.consumer_name || say("ring.unknown");
	toast("upgrade.asked_elsewhere", { name }, false, {
		text: say("upgrade.look"),
		run: () => goTo({ interaction })
	});
}
function ended(interaction, { result, reason }) {
	if (result === "completed") return;
	forgetCall(interaction);
	if (call.peek()?.interaction === interaction && !isCall(client.peek()?.views.interaction(interaction)?.channel ?? "")) call.peek()?.call.stop();
	toast("upgrade.over", { how: sayOr(result === "failed" ? `upgrade.failed_${reason}` : `upgrade.${result}`, "upgrade.failed_other") }, result === "failed");
}
// src/desk/calling.ts
/**
* The agent's call, as signals: it begins on the device that took it, goes on after a reload, and ends with its leg.
* On another device it can be taken over by hand.
*/
/** The interaction whose call this tab has: kept, so that a reload goes on with it. */
var KEPT$1 = "ringline.call";
var call = y(void 0);
var remotes$1 = y([]);
/** Changes with everything that a call says of itself. */
var turn$1 = y(0);
/** Why it could not begin, by interaction: it is not tried again by itself. */
var missing = y({});
/** What this tab has to take part in now. */
var due = O(() => {
	const session = client.value?.session?.id;
	const taken = offers.value.find(({ state, channel, by_session }) => state === "accepting" && isCall(channel) && (by_session ? by_session === session : isPrimary.value));
	const kept = sessionStorage.getItem(KEPT$1);
	const leg = legs.value.find((one) => one.interaction === kept && hasCall(one) && one.state !== "wrapping" && hasCall(views.value.interaction(kept) ?? one));
	return taken?.interaction ?? leg?.interaction;
});
/** Opened before the other side was asked, by interaction: the call that comes of it begins with it. */
var ready = /* @__PURE__ */ new Map();
/** This tab is going to have the call, if one comes of it. */
function expectCall(interaction, media) {
	ready.get(interaction)?.close();
	ready.set(interaction, media);
	sessionStorage.setItem(KEPT$1, interaction);
}
/** Nothing came of it. */
function forgetCall(interaction) {
	ready.get(interaction)?.close();
	if (ready.delete(interaction)) sessionStorage.removeItem(KEPT$1);
}
/** Begins it here, by itself or because the agent wants it here. */
async function takeCall(interaction) {
	const current = client.value;
	if (!current) return;
	const { [interaction]: _, ...others } = missing.value;
	missing.value = others;
	const roster = () => {
		const view = current.views.interaction(interaction);
		return view && agentRoster(view, agent.value?.agent ?? "");
	};
	const card = [...offers.value, ...legs.value].find((one) => one.interaction === interaction);
	const hasVideo = card?.channel === "video" || "upgrade" in (card ?? {}) && card.upgrade?.channel === "video";
	const opened = ready.get(interaction);
	ready.delete(interaction);
	const made = new Call({
		client: current,
		interaction,
		hasVideo,
		roster,
		changed: () => changed$1(made)
	});
	call.value = {
		call: made,
		interaction
	};
	sessionStorage.setItem(KEPT$1, interaction);
	try {
		await current.subscribe(`interaction/${interaction}`);
		await made.start(opened);
	} catch (error) {
		if (call.value?.call === made) call.value = void 0;
		sessionStorage.removeItem(KEPT$1);
		if (!(error instanceof NoMedia)) return;
		missing.value = {
			...missing.value,
			[interaction]: error.why
		};
	}
}
function changed$1(made) {
	turn$1.value += 1;
	if (call.value?.call !== made) return;
	remotes$1.value = made.remotes;
	if (made.state === "over" || made.state === "elsewhere") {
		sessionStorage.removeItem(KEPT$1);
		call.value = void 0;
	}
}
function followCalls() {
	followUpgrades();
	x(() => {
		const interaction = due.value;
		if (!interaction && call.peek()?.call.wasIn === false) call.peek()?.call.stop();
		if (!interaction || connection.value.state !== "live") return;
		if (call.peek()?.interaction === interaction || missing.peek()[interaction]) return;
		call.peek()?.call.stop();
		takeCall(interaction).catch(() => void 0);
	});
	x(() => void (client.value ?? call.peek()?.call.stop()));
	onPassing(({ event, data }) => {
		if (event === "call.tones") toast("call.tones", { digits: data.digits });
	});
}
// src/desk/call_panel.tsx
/** `leg`: the agent's, while it talks; while media is waited for there is none yet. */
function CallPanel({ view, leg }) {
	turn$1.value;
	if (!hasCall(view) || view.ended) return null;
	const mine = call.value?.interaction === view.interaction ? call.value.call : void 0;
	if (!mine && !leg) return null;
	const why = missing.value[view.interaction];
	const stands = standing(mine, isCall(view.channel) ? leg : void 0, why);
	const hasVideo = hasPictures(view);
	return /* @__PURE__ */ a("section", {
		class: "call",
		"data-channel": view.channel,
		"data-stands": stands,
		"aria-label": say("call.region"),
		children: [
			/* @__PURE__ */ a("div", {
				class: "top",
				children: [
					/* @__PURE__ */ a("p", {
						class: "stands",
						role: "status",
						children: say(why && !mine ? `call.${why}` : `call.${stands}`)
					}),
					/* @__PURE__ */ a(Clock, {
						stands,
						leg
					}),
					stands === "talking" && /* @__PURE__ */ a(Gauge, {
						quality: mine?.quality,
						say
					}),
					/* @__PURE__ */ a("div", {
						class: "deeds",
						children: [!mine && /* @__PURE__ */ a(Act, {
							drawn: "mic",
							deed: "call.take",
							kind: "primary",
							run: () => void takeCall(view.interaction),
							children: say("call.take")
						}), mine && /* @__PURE__ */ a(OwnSide, {
							call: mine,
							hasOthers: remotes$1.value.length > 0,
							hasVideo,
							say,
							refused: (device) => toast(`call.${device}`, {}, true)
						})]
					})
				]
			}),
			/* @__PURE__ */ a(Heard, { view }),
			mine && /* @__PURE__ */ a(Faces, {
				call: mine,
				remotes: remotes$1.value,
				unnamed: consumerName(view),
				hasVideo,
				say,
				noAside: () => toast("call.no_pip", {}, true)
			})
		]
	});
}
function standing(mine, leg, why) {
	if (!mine) return why ? "missing" : "not_here";
	if (!leg) return "connecting";
	if (leg.held_since_ms !== void 0) return "held";
	if (remotes$1.value.some(({ isConnected }) => isConnected)) return "talking";
	return mine.state === "starting" ? "connecting" : "broken";
}
/** Agents always know who listens, and whether the consumer reads it, too. */
function Heard({ view }) {
	return /* @__PURE__ */ a($, { children: listeners(view).map(({ leg, agent_name, unseen }) => /* @__PURE__ */ a("p", {
		class: "quiet heard",
		role: "status",
		children: say(unseen ? "call.listens_unseen" : "call.listens", { name: agent_name })
	}, leg)) });
}
/** Of the hold, else of the call; nobody is told of each second. */
function Clock({ stands, leg }) {
	if (!leg || stands === "connecting") return null;
	return /* @__PURE__ */ a("span", {
		class: "clock",
		role: "timer",
		children: span(now.value - (leg.held_since_ms ?? leg.started_at_ms))
	});
}
// src/desk/listening.tsx
/**
* A supervisor hears a call and sends nothing: for as long as it is looked at.
*
* listen -> a leg of its own -> this page joins as who only hears -> stop, another interaction, or the end of the call
*/
/** The interaction that this tab listens to: kept, so that a reload goes on with it. */
var KEPT = "ringline.listen";
var heard = y(void 0);
var remotes = y([]);
/** Changes with everything that the call says of itself. */
var turn = y(0);
async function listen(interaction) {
	sessionStorage.setItem(KEPT, interaction);
	if (!await attempt((current) => current.ask("supervisor.monitor", { interaction })) && sessionStorage.getItem(KEPT) === interaction) sessionStorage.removeItem(KEPT);
}
/** On this page: whichever had it before is told. */
async function join(view) {
	const [current, { interaction }] = [client.value, view];
	if (!current || heard.peek()?.interaction === interaction) return;
	const roster = () => {
		const now = current.views.interaction(interaction);
		const mine = now && agentRoster(now, agent.value?.agent ?? "");
		return mine?.isListener ? mine : void 0;
	};
	const call = new Call({
		client: current,
		interaction,
		hasVideo: hasPictures(view),
		isListening: true,
		roster,
		changed: () => changed(call)
	});
	heard.value = {
		call,
		interaction
	};
	sessionStorage.setItem(KEPT, interaction);
	await call.start();
}
function changed(call) {
	turn.value += 1;
	if (heard.value?.call !== call) return;
	remotes.value = call.remotes;
	if (call.state !== "over" && call.state !== "elsewhere") return;
	heard.value = void 0;
	sessionStorage.removeItem(KEPT);
}
/** Twice does no harm: who does not listen any more is told so, and nothing changes. */
function stop(interaction) {
	if (sessionStorage.getItem(KEPT) === interaction) sessionStorage.removeItem(KEPT);
	if (heard.peek()?.interaction === interaction) heard.peek()?.call.stop();
	client.peek()?.ask("leg.leave", { interaction }).catch(() => void 0);
}
function Listening({ view }) {
	turn.value;
	const { interaction } = view;
	const mine = listeners(view).find((leg) => leg.agent === agent.value?.agent);
	const call = heard.value?.interaction === interaction ? heard.value.call : void 0;
	const isDue = mine !== void 0 && connection.value.state === "live" && sessionStorage.getItem(KEPT) === interaction;
	A(() => void (isDue && join(view)), [isDue]);
	A(() => () => {
		if (heard.peek()?.interaction === interaction) stop(interaction);
	}, [interaction]);
	if (!mine) return view.legs.some(({ kind, state }) => kind === "primary" && state !== "ended" && state !== "wrapping") ? /* @__PURE__ */ a(Door, { interaction }) : null;
	const others = remotes.value;
	return /* @__PURE__ */ a("section", {
		class: "call listening",
		"data-channel": view.channel,
		"data-stands": call ? "listening" : "not_here",
		"aria-label": say("call.region"),
		children: [/* @__PURE__ */ a("div", {
			class: "top",
			children: [
				/* @__PURE__ */ a("p", {
					class: "stands",
					role: "status",
					children: say(call ? "listen.on" : "listen.elsewhere")
				}),
				call && /* @__PURE__ */ a(Gauge, {
					quality: call.quality,
					say
				}),
				/* @__PURE__ */ a("div", {
					class: "deeds",
					children: [!call && /* @__PURE__ */ a(Act, {
						drawn: "sound",
						deed: "listen.here",
						kind: "primary",
						run: () => void join(view),
						children: say("listen.here")
					}), /* @__PURE__ */ a(Act, {
						drawn: "hang_up",
						deed: "listen.stop",
						run: () => stop(interaction),
						children: say("listen.stop")
					})]
				})
			]
		}), call && /* @__PURE__ */ a(Faces, {
			call,
			remotes: others,
			unnamed: consumerName(view),
			hasVideo: hasPictures(view),
			say,
			noAside: () => toast("call.no_pip", {}, true)
		})]
	});
}
function Door({ interaction }) {
	return /* @__PURE__ */ a("div", {
		class: "deeds richer",
		children: /* @__PURE__ */ a("button", {
			type: "button",
			"data-deed": "listen.begin",
			onClick: () => void listen(interaction),
			children: say("listen.begin")
		})
	});
}
// src/desk/upgrade_panel.tsx
function UpgradePanel({ view, leg }) {
	const asked = view.upgrade;
	if (!asked || view.ended || leg.kind !== "primary") return null;
	const isTheirs = asked.by === "consumer" && !asked.accepted;
	const left = span(Math.max(0, asked.until_at_ms - now.value));
	const word = asked.accepted ? "upgrade.connecting" : isTheirs ? asked.channel === "video" ? "upgrade.they_video" : "upgrade.they_voice" : "upgrade.asked";
	return /* @__PURE__ */ a("section", {
		class: "call upgrade",
		role: isTheirs ? "alertdialog" : "group",
		"aria-label": say("upgrade.region"),
		children: [/* @__PURE__ */ a("p", {
			role: "status",
			children: [
				say(word),
				" ",
				/* @__PURE__ */ a("span", {
					"aria-hidden": "true",
					children: left
				})
			]
		}), /* @__PURE__ */ a("div", {
			class: "deeds",
			children: [isTheirs && /* @__PURE__ */ a("button", {
				type: "button",
				class: "good",
				"data-deed": "upgrade.accept",
				onClick: () => void acceptUpgrade(view),
				children: say("upgrade.accept")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "upgrade.no",
				onClick: () => answerUpgrade(view, isTheirs ? "upgrade.refuse" : "upgrade.withdraw"),
				children: say(isTheirs ? "upgrade.refuse" : "upgrade.withdraw")
			})]
		})]
	});
}
// src/desk/call_room.tsx
/** Everything about calls that a desk without calls does not need, its words among it. */
learn(CALLS_EN, CALLS_ES);
export { CallPanel, Listening, UpgradePanel, askUpgrade, followCalls };
