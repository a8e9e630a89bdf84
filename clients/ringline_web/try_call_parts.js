import { $, A, CommandFailed, O, T, a, client, consumerRoster, countdown, d, hasCall, hasPictures, isCall, isPolite, kept, keptAs, newName, now, ofSite, onEvent, onPassing, read, say, sayOr, useClosing, view, write, x, y } from "./try.js";
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
// src/widget/tone.ts
/** What is heard while nobody talks: two quiet notes every few seconds, so that one knows that one is still there. */
var EVERY_MS = 4e3;
var NOTES = [392, 523.25];
var NOTE_S = .9;
var LOUD = .05;
var audio;
var again;
function playTone() {
	if (again !== void 0) return;
	audio ??= new AudioContext();
	audio.resume().then(chime, () => void 0);
	again = setInterval(chime, EVERY_MS);
}
function stopTone() {
	clearInterval(again);
	again = void 0;
}
function chime() {
	if (again === void 0 || audio?.state !== "running") return;
	for (const [index, pitch] of NOTES.entries()) {
		const [source, volume] = [audio.createOscillator(), audio.createGain()];
		const at = audio.currentTime + index * .35;
		source.frequency.value = pitch;
		volume.gain.setValueAtTime(0, at);
		volume.gain.linearRampToValueAtTime(LOUD, at + .1);
		volume.gain.exponentialRampToValueAtTime(.001, at + NOTE_S);
		source.connect(volume).connect(audio.destination);
		source.start(at);
		source.stop(at + NOTE_S);
	}
}
// src/widget/upgrading.ts
/** A chat that becomes a call, in the widget: asking for it, agreeing to it, and what became of it. Devices come first. */
/** What became of the last ask, or why it cannot be. */
var verdict = y("");
/** Microphone, and for pictures the camera: before anybody is asked. False: refused, and the page says why. */
async function prepare(channel) {
	verdict.value = "";
	try {
		if (!isCall(view.value?.channel ?? "")) await openMedia(channel === "video");
		else await call.value?.addCamera().catch(() => verdict.value = say("upgrade.no_camera"));
		return true;
	} catch (error) {
		if (!(error instanceof NoMedia)) throw error;
		verdict.value = say(`call.${error.why}`);
		return false;
	}
}
async function askUpgrade(channel) {
	if (await prepare(channel)) await tell(() => client.value?.ask("upgrade.ask", {
		interaction: kept.value?.interaction ?? "",
		channel
	}));
}
async function acceptUpgrade() {
	const asked = view.value?.upgrade;
	if (!asked || !await prepare(asked.channel)) return;
	await tell(() => client.value?.ask("upgrade.accept", {
		interaction: kept.value?.interaction ?? "",
		upgrade: asked.upgrade
	}));
}
function answerUpgrade(method) {
	const asked = view.value?.upgrade;
	if (asked) tell(() => client.value?.ask(method, {
		interaction: kept.value?.interaction ?? "",
		upgrade: asked.upgrade
	}));
}
async function tell(ask) {
	try {
		await ask();
	} catch (error) {
		forgetMedia();
		verdict.value = sayOr(`upgrade.${error.code ?? ""}`, "upgrade.failed");
	}
}
/** The page that is there takes the call: a consumer has one. */
function followUpgrades() {
	onEvent(({ event, data }) => {
		if (event === "upgrade.asked") verdict.value = "";
		if (event !== "upgrade.ended") return;
		const { result } = data;
		if (result === "completed") return;
		if (!isCall(view.value?.channel ?? "")) forgetMedia(), call.value?.stop();
		verdict.value = sayOr(`upgrade.${result}`, "upgrade.failed");
	});
}
// src/widget/calling.ts
/**
* The consumer's call, as signals: it begins when the conversation is a call, goes on after a reload, and ends with it.
* While nobody talks there is a soft tone, unless it is silenced.
*/
var SILENT = "ringline.tone";
var call = y(void 0);
var remotes = y([]);
/** Changes with everything that a call says of itself. */
var turn = y(0);
var missing = y(void 0);
/** Why the last try to connect failed; empty: it did not. */
var failure = y("");
var isToneOn = y(ofSite.getItem(SILENT) !== "off");
/** What the other side dialled last. */
var tones = y("");
var talking = y(void 0);
/** When the talking began, by the server's clock: the same after a reload, and in another tab. */
var talkingSinceMs = O(() => talking.value?.interaction === kept.value?.interaction ? talking.value?.sinceMs : void 0);
var roster = O(() => view.value && hasCall(view.value) ? consumerRoster(view.value) : void 0);
var isHeld = O(() => roster.value?.others.some((other) => other.isHeld && !other.isListener) ?? false);
var isAlone = O(() => roster.value !== void 0 && roster.value.others.every(({ isListener }) => isListener));
var ready;
/** Asked for before the call is put in line. Rejects with NoMedia. */
async function openMedia(hasVideo) {
	ready = await LocalMedia.open({ hasVideo });
}
/** Nothing came of it. */
function forgetMedia() {
	ready?.close();
	ready = void 0;
}
function silence(isSilent) {
	isToneOn.value = !isSilent;
	ofSite.setItem(SILENT, isSilent ? "off" : "on");
}
/** Here and now, on this page: after a refusal, or from another tab. */
function takeCall() {
	const [current, known] = [client.value, kept.value];
	if (!current || !known || !view.value) return;
	const made = new Call({
		client: current,
		interaction: known.interaction,
		hasVideo: hasPictures(view.value),
		roster: () => {
			const now = current.views.conversation(known.interaction);
			return now && consumerRoster(now);
		},
		changed: () => {
			turn.value += 1;
			remotes.value = made.remotes;
			if (made.state === "over" && call.value === made) call.value = void 0;
		}
	});
	call.value = made;
	missing.value = void 0;
	const media = ready;
	ready = void 0;
	made.start(media).catch((error) => {
		if (!(error instanceof NoMedia)) return;
		[missing.value, call.value] = [error.why, void 0];
	});
}
function followCalls() {
	followUpgrades();
	x(() => {
		if (roster.value && !call.peek() && missing.peek() === void 0) takeCall();
		if (!roster.value && call.peek()) call.peek()?.stop();
	});
	followTalking();
	x(() => {
		if (isToneOn.value && (isAlone.value || isHeld.value)) playTone();
		else stopTone();
	});
	onPassing(({ event, data }) => {
		if (event === "call.tones") tones.value = data.digits;
	});
	onEvent(({ event, data }) => {
		const { ok = true, reason = "" } = data ?? {};
		if (event === "call.settled") failure.value = ok ? "" : reason || "other";
		if (event === "call.connecting") failure.value = "";
	});
}
/** It begins with the first agent, goes on from agent to agent, and begins anew after a wait in line. */
function followTalking() {
	const name = keptAs("talking");
	talking.value = read(ofSite, name, void 0);
	x(() => {
		const [now, interaction] = [roster.value, kept.value?.interaction];
		if (!now || !interaction) return;
		if (!now.isConnected) talking.value = void 0;
		else if (talking.peek()?.interaction !== interaction) talking.value = {
			interaction,
			sinceMs: client.peek()?.serverNowMs() ?? Date.now()
		};
		write(ofSite, name, talking.peek());
	});
}
// src/widget/call_panel.tsx
/** The call above the chat: how it stands, who is in it, and what one can do: mute, camera, dial, devices, hang up. */
/** For so long is said what could not be done. */
var TOLD_MS = 8e3;
function CallPanel() {
	turn.value;
	const [told, tell] = d(void 0);
	A(() => {
		const timer = told && setTimeout(() => tell(void 0), TOLD_MS);
		return () => clearTimeout(timer);
	}, [told]);
	if (!roster.value) return null;
	const channel = view.value?.channel;
	const stands = standing();
	const hasVideo = view.value !== void 0 && hasPictures(view.value);
	const mine = stands === "elsewhere" ? void 0 : call.value;
	return /* @__PURE__ */ a("section", {
		class: "call",
		"data-channel": channel,
		"data-stands": stands,
		"aria-label": say("call.region"),
		children: [
			/* @__PURE__ */ a("div", {
				class: "top",
				children: [
					/* @__PURE__ */ a("p", {
						class: "stands",
						role: "status",
						children: stands === "missing" ? say(`call.${missing.value ?? "busy"}`) : say(`call.${stands}`)
					}),
					(stands === "talking" || stands === "held") && talkingSinceMs.value !== void 0 && /* @__PURE__ */ a("span", {
						class: "clock",
						role: "timer",
						children: countdown(now.value - talkingSinceMs.value)
					}),
					stands === "talking" && /* @__PURE__ */ a(Gauge, {
						quality: mine?.quality,
						say
					})
				]
			}),
			failure.value && /* @__PURE__ */ a("p", {
				class: "notice",
				role: "status",
				children: sayOr(`call.failed_${failure.value}`, "call.failed_other")
			}),
			tones.value && stands === "talking" && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("call.tones", { digits: tones.value })
			}),
			(view.value?.monitors ?? []).filter(({ unseen }) => !unseen).map(({ leg, agent_name }) => /* @__PURE__ */ a("p", {
				class: "quiet heard",
				role: "status",
				children: say("call.listens", { name: agent_name })
			}, leg)),
			mine && /* @__PURE__ */ a(Faces, {
				call: mine,
				remotes: remotes.value,
				hasVideo,
				unnamed: say("call.somebody"),
				say,
				noAside: () => tell("call.no_pip")
			}),
			told && /* @__PURE__ */ a("p", {
				class: "notice",
				role: "alert",
				children: say(told)
			}),
			/* @__PURE__ */ a(Controls, {
				hasVideo,
				stands,
				tell
			})
		]
	});
}
function standing() {
	if (missing.value && !call.value) return "missing";
	if (call.value?.state === "elsewhere") return "elsewhere";
	if (isHeld.value) return "held";
	if (roster.value?.others.every(({ isListener }) => isListener)) return "waiting";
	if (!roster.value?.isConnected) return "connecting";
	if (call.value?.state === "on" && !remotes.value.some(({ isConnected }) => isConnected)) return "broken";
	return "talking";
}
function Controls({ hasVideo, stands, tell }) {
	turn.value;
	const mine = stands === "elsewhere" ? void 0 : call.value;
	const isAlone = stands === "waiting" || stands === "held";
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			!mine && /* @__PURE__ */ a(Act, {
				drawn: "mic",
				deed: "call.take",
				kind: "primary",
				run: takeCall,
				children: say(stands === "elsewhere" ? "call.here" : "call.again")
			}),
			mine && /* @__PURE__ */ a(OwnSide, {
				call: mine,
				hasOthers: stands === "talking",
				hasVideo,
				say,
				refused: (why) => tell(`call.${why}`)
			}),
			isAlone && /* @__PURE__ */ a(Act, {
				drawn: isToneOn.value ? "sound" : "sound_off",
				deed: "call.tone",
				run: () => silence(isToneOn.value),
				children: say(isToneOn.value ? "call.tone_off" : "call.tone_on")
			}),
			/* @__PURE__ */ a(Act, {
				drawn: "hang_up",
				deed: "call.hang_up",
				kind: "bad",
				run: hangUp,
				children: say("call.hang_up")
			})
		]
	});
}
function hangUp() {
	if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => void 0);
}
// src/widget/upgrade_panel.tsx
/** One side asks for a call: consent, in time; the wait for it; and what became of it. */
function UpgradePanel() {
	const [seen, asked] = [view.value, view.value?.upgrade];
	if (seen?.phase !== "active") return null;
	if (!asked) return verdict.value ? /* @__PURE__ */ a("p", {
		class: "page quiet verdict",
		role: "status",
		children: verdict.value
	}) : null;
	const isTheirs = asked.by !== "consumer" && !asked.accepted;
	const word = asked.accepted ? "upgrade.connecting" : isTheirs ? asked.channel === "video" ? "upgrade.they_video" : "upgrade.they_voice" : "upgrade.asked";
	return /* @__PURE__ */ a("section", {
		class: "call upgrade",
		role: isTheirs ? "alertdialog" : "group",
		"aria-label": say("upgrade.region"),
		children: [
			/* @__PURE__ */ a("p", {
				role: "status",
				children: [
					say(word, { name: seen.agents[0]?.agent_name ?? "" }),
					" ",
					/* @__PURE__ */ a("span", {
						"aria-hidden": "true",
						children: countdown(Math.max(0, asked.until_at_ms - now.value))
					})
				]
			}),
			verdict.value && /* @__PURE__ */ a("p", {
				class: "problem",
				children: verdict.value
			}),
			/* @__PURE__ */ a("div", {
				class: "controls",
				children: [isTheirs && /* @__PURE__ */ a("button", {
					type: "button",
					class: "primary",
					"data-control": "upgrade_accept",
					onClick: () => void acceptUpgrade(),
					children: say("upgrade.accept")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					"data-control": "upgrade_no",
					onClick: () => answerUpgrade(isTheirs ? "upgrade.refuse" : "upgrade.withdraw"),
					children: say(isTheirs ? "upgrade.refuse" : "upgrade.withdraw")
				})]
			})
		]
	});
}
export { CallPanel, NoMedia, UpgradePanel, askUpgrade, followCalls, openMedia };
