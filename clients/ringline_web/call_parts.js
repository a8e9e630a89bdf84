import { $, A, O, T, a, client, consumerRoster, countdown, d, isCall, isPolite, kept, newName, now, ofSite, onEvent, say, sayOr, view, x, y } from "./chat.js";
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
	/** What is there to choose from. */
	async devices() {
		return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind !== "audiooutput");
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
// src/client/call/peer.ts
/** Candidates found within this time go together: each signal counts against the rate. */
var GATHER_MS = 60;
var Peer = class {
	page;
	options;
	pc;
	remote = new MediaStream();
	/** Something arrives. */
	isFlowing = false;
	isMakingOffer = false;
	isIgnoring = false;
	isClosed = false;
	found = [];
	gathering;
	turn = Promise.resolve();
	senders = /* @__PURE__ */ new Map();
	constructor(page, options) {
		this.page = page;
		this.options = options;
		this.pc = new RTCPeerConnection({ iceServers: options.servers });
		this.pc.onnegotiationneeded = () => void this.describe();
		this.pc.onicecandidate = ({ candidate }) => candidate && this.gather(candidate);
		this.pc.oniceconnectionstatechange = () => this.pc.iceConnectionState === "failed" && options.failed();
		this.pc.onconnectionstatechange = options.changed;
		this.pc.ontrack = ({ track }) => this.arrives(track);
	}
	get isConnected() {
		return this.pc.connectionState === "connected";
	}
	/** What goes out of this kind; undefined: nothing, until there is something again. */
	carry(kind, track) {
		const sender = this.senders.get(kind);
		if (sender) {
			if (sender.track !== (track ?? null)) sender.replaceTrack(track ?? null).catch(() => void 0);
		} else if (track) this.senders.set(kind, this.pc.addTrack(track));
	}
	/** What the other page said; in the order in which it came. */
	hear(kind, data) {
		this.turn = this.turn.then(async () => {
			if (this.isClosed) return;
			if (kind === "description") await this.described(JSON.parse(data));
			if (kind === "candidates") await this.reachable(JSON.parse(data));
		});
		this.turn = this.turn.catch(this.options.failed);
	}
	/** Another way for what is said already: after a change of network, or when signals may have been lost. */
	async restart() {
		if (this.pc.signalingState === "have-local-offer") await this.pc.setLocalDescription({ type: "rollback" });
		this.pc.restartIce();
	}
	close() {
		this.isClosed = true;
		clearTimeout(this.gathering);
		this.pc.close();
		for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
	}
	arrives(track) {
		for (const old of this.remote.getTracks()) if (old.kind === track.kind) this.remote.removeTrack(old);
		this.remote.addTrack(track);
		track.onunmute = () => (this.isFlowing = true, this.options.changed());
		track.onmute = this.options.changed;
		if (!track.muted) this.isFlowing = true;
		this.options.changed();
	}
	async describe() {
		try {
			this.isMakingOffer = true;
			await this.pc.setLocalDescription();
			this.tellDescription();
		} catch (error) {
			if (!this.isClosed) throw error;
		} finally {
			this.isMakingOffer = false;
		}
	}
	async described(description) {
		const collides = description.type === "offer" && (this.isMakingOffer || this.pc.signalingState !== "stable");
		this.isIgnoring = !this.options.isPolite && collides;
		if (this.isIgnoring) return;
		if (description.type === "answer" && this.pc.signalingState !== "have-local-offer") return;
		await this.pc.setRemoteDescription(description);
		if (description.type !== "offer") return;
		await this.pc.setLocalDescription();
		this.tellDescription();
	}
	async reachable(candidates) {
		for (const candidate of candidates) await this.pc.addIceCandidate(candidate).catch((error) => {
			if (!this.isIgnoring && !this.isClosed) throw error;
		});
	}
	tellDescription() {
		if (this.pc.localDescription) this.options.send("description", JSON.stringify(this.pc.localDescription));
	}
	gather(candidate) {
		this.found.push(candidate);
		this.gathering ??= setTimeout(() => {
			this.gathering = void 0;
			this.options.send("candidates", JSON.stringify(this.found.splice(0)));
		}, GATHER_MS);
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
	servers = [];
	page = newName("pag");
	peers = /* @__PURE__ */ new Map();
	joined = /* @__PURE__ */ new Set();
	reported = /* @__PURE__ */ new Set();
	isTelling = false;
	sending = Promise.resolve();
	meter = new Meter();
	ends = [];
	constructor(options) {
		this.options = options;
	}
	/** Begins; `media`: as it was before a reload. Rejects with NoMedia, and the server knows. */
	async start(ready) {
		const { client, interaction, hasVideo } = this.options;
		this.wish = this.roster?.media ?? this.wish;
		this.ends.push(client.listen((told) => this.told(told)));
		const servers = client.ask("call.servers", { interaction }).then((answer) => this.servers = answer.servers, () => void 0);
		try {
			this.local = ready ?? await LocalMedia.open({ hasVideo });
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
		if (this.state !== "starting") return this.local.close();
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
	get remotes() {
		return (this.roster?.others ?? []).flatMap((other) => {
			const peer = this.peers.get(other.party);
			return peer ? [{
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
	dial(digits) {
		return this.options.client.ask("call.tones", {
			interaction: this.options.interaction,
			digits
		});
	}
	devices() {
		return this.local?.devices() ?? Promise.resolve([]);
	}
	/** Rejects with NoMedia; then all is as it was. */
	async choose(kind, id) {
		await this.local?.choose(kind, id);
		this.look();
	}
	/** This page is out of it; the call itself is ended by a command. */
	stop(state = "over") {
		if (this.state === "on" && state === "over") for (const party of this.peers.keys()) this.send(party, "bye");
		this.state = state;
		for (const end of this.ends.splice(0)) end();
		for (const peer of this.peers.values()) peer.close();
		this.peers.clear();
		this.local?.close();
		this.options.changed();
	}
	/** The view, or what this page wants, is different. */
	look() {
		const roster = this.roster;
		if (this.state !== "on") return;
		if (!roster) return this.stop();
		const parties = new Set(roster.others.map(({ party }) => party));
		for (const [party, peer] of this.peers) if (!parties.has(party)) peer.close(), this.peers.delete(party);
		for (const party of this.joined) if (!parties.has(party)) this.joined.delete(party);
		for (const other of roster.others) {
			if (!this.joined.has(other.party)) this.joined.add(other.party), this.send(other.party, "join");
			this.carry(other);
		}
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
		peer.carry("video", isHeld || this.wish.camera_off ? void 0 : video);
	}
	/** Once for each party with whom media flows: what came before a refresh is known already, and does no harm. */
	report({ me, others }) {
		for (const { party } of others) {
			const [peer, pair] = [this.peers.get(party), `${me} ${party}`];
			if (!peer?.isFlowing || !peer.isConnected || this.reported.has(pair)) continue;
			this.reported.add(pair);
			this.options.client.ask("media.report", { interaction: this.options.interaction }).catch(() => this.reported.delete(pair));
		}
	}
	tellMedia({ isConnected, media }) {
		const { client, interaction } = this.options;
		const isKnown = media.muted === this.wish.muted && media.camera_off === this.wish.camera_off;
		if (!isConnected || isKnown || this.isTelling) return;
		this.isTelling = true;
		client.ask("call.set_media", {
			interaction,
			media: this.wish
		}).catch(() => void 0).finally(() => this.isTelling = false);
	}
	told(told) {
		const stream = `interaction/${this.options.interaction}`;
		if (told.what === "passing" && told.frame.stream === stream && told.frame.event === "call.signal") this.heard(told.frame.data);
		if (told.what === "connection" && told.connection.state === "live") this.again();
		if (told.what === "event" || told.what === "snapshot") this.look();
	}
	/** The server is reachable again: signals may have been lost meanwhile. */
	again() {
		if (this.state !== "on") return;
		for (const party of this.joined) this.send(party, "join");
		for (const party of this.peers.keys()) this.renew(party);
	}
	renew(party) {
		if (isPolite(this.roster?.me ?? "", party)) this.send(party, "restart");
		else this.peers.get(party)?.restart();
	}
	heard({ sender, kind, source, target = "", data = "" }) {
		const roster = this.roster;
		if (this.state !== "on" || !roster) return;
		if (sender === roster.me) return this.stop("elsewhere");
		if (target && target !== this.page) return;
		const other = roster.others.find(({ party }) => party === sender);
		if (!other) return;
		const known = this.peers.get(sender);
		if (kind === "bye") return this.left(sender, known, source);
		if (kind === "restart") return void (known?.page === source && known.restart());
		const isNew = known?.page !== source;
		if (isNew && kind === "candidates") return;
		(isNew ? this.meet(roster, other, source) : known).hear(kind, data);
	}
	left(party, known, source) {
		if (known?.page !== source) return;
		known.close();
		this.peers.delete(party);
		this.options.changed();
	}
	meet({ me }, other, page) {
		const { party } = other;
		this.peers.get(party)?.close();
		const peer = new Peer(page, {
			isPolite: isPolite(me, party),
			servers: this.servers,
			send: (kind, data) => this.send(party, kind, data, page),
			changed: () => this.look(),
			failed: () => this.renew(party)
		});
		this.peers.set(party, peer);
		this.carry(other);
		return peer;
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
		this.sending = this.sending.then(() => client.ask("call.signal", signal)).catch(() => void 0);
	}
	watchNetwork() {
		const changed = () => [...this.peers.keys()].forEach((party) => this.renew(party));
		const measure = async () => {
			const peer = [...this.peers.values()].find(({ isConnected }) => isConnected);
			this.quality = peer && await this.meter.measure(peer.pc);
			this.options.changed();
		};
		const timer = setInterval(() => void measure(), MEASURE_MS);
		addEventListener("online", changed);
		this.ends.push(() => (clearInterval(timer), removeEventListener("online", changed)));
	}
};
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
/** When the talking began. */
var talkingSinceMs = y(void 0);
var roster = O(() => view.value && isCall(view.value.channel) ? consumerRoster(view.value) : void 0);
var isHeld = O(() => roster.value?.others.some((other) => other.isHeld) ?? false);
var isAlone = O(() => roster.value !== void 0 && roster.value.others.length === 0);
var ready;
/** Asked for before the call is put in line. Rejects with NoMedia. */
async function openMedia(hasVideo) {
	ready = await LocalMedia.open({ hasVideo });
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
		hasVideo: view.value.channel === "video",
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
	x(() => {
		if (roster.value && !call.peek() && missing.peek() === void 0) takeCall();
		if (!roster.value && call.peek()) call.peek()?.stop();
		if (!roster.value) talkingSinceMs.value = void 0;
		else if (roster.value.isConnected) talkingSinceMs.value ??= now.peek();
	});
	x(() => {
		if (isToneOn.value && (isAlone.value || isHeld.value)) playTone();
		else stopTone();
	});
	onEvent(({ event, data }) => {
		const { ok = true, reason = "" } = data ?? {};
		if (event === "call.settled") failure.value = ok ? "" : reason || "other";
		if (event === "call.connecting") failure.value = "";
	});
}
// src/widget/call_panel.tsx
/** The call above the chat: how it stands, pictures, and what one can do: mute, camera, devices, hang up. */
function CallPanel() {
	turn.value;
	if (!roster.value) return null;
	const hasVideo = view.value?.channel === "video";
	return /* @__PURE__ */ a("section", {
		class: "call",
		"aria-label": say("call.region"),
		children: [
			/* @__PURE__ */ a("p", {
				role: "status",
				class: "strong",
				children: standing()
			}),
			failure.value && /* @__PURE__ */ a("p", {
				class: "problem",
				children: sayOr(`call.failed_${failure.value}`, "call.failed_other")
			}),
			remotes.value.map((remote) => /* @__PURE__ */ a(Theirs, {
				remote,
				hasVideo
			}, remote.party)),
			hasVideo && call.value?.hasCamera && /* @__PURE__ */ a(Own, {}),
			missing.value && /* @__PURE__ */ a("p", {
				class: "problem",
				children: say(`call.${missing.value}`)
			}),
			/* @__PURE__ */ a(Controls, { hasVideo })
		]
	});
}
function standing() {
	if (call.value?.state === "elsewhere") return say("call.elsewhere");
	if (isHeld.value) return say("call.held");
	if (roster.value?.others.length === 0) return say("call.waiting");
	if (!roster.value?.isConnected) return say("call.connecting");
	if (call.value?.state === "on" && !remotes.value.some(({ isConnected }) => isConnected)) return say("call.broken");
	return say("call.talking", { span: countdown(now.value - (talkingSinceMs.value ?? now.value)) });
}
/** What is heard and seen of somebody. */
function Theirs({ remote, hasVideo }) {
	const box = T(null);
	A(() => {
		if (!box.current) return;
		if (box.current.srcObject !== remote.stream) box.current.srcObject = remote.stream;
		box.current.muted = remote.isHeld;
		if (box.current.paused) box.current.play().catch(() => void 0);
	});
	const said = remote.media.muted ? "call.their_muted" : remote.media.camera_off && hasVideo ? "call.their_camera_off" : void 0;
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("video", {
		class: hasVideo ? "theirs" : "sr",
		ref: box,
		autoplay: true,
		playsInline: true,
		"aria-label": say("call.their_video", { name: remote.name })
	}), said && /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say(said, { name: remote.name })
	})] });
}
function Own() {
	turn.value;
	const box = T(null);
	A(() => {
		if (box.current) box.current.srcObject = call.value?.stream ?? null;
	}, [call.value?.stream]);
	return /* @__PURE__ */ a("video", {
		class: "own",
		ref: box,
		autoplay: true,
		muted: true,
		playsInline: true,
		"aria-label": say("call.your_video")
	});
}
function Controls({ hasVideo }) {
	turn.value;
	const current = call.value;
	if (!current || current.state === "elsewhere") return /* @__PURE__ */ a("div", {
		class: "controls",
		children: [/* @__PURE__ */ a("button", {
			type: "button",
			class: "primary",
			onClick: takeCall,
			children: say("call.here")
		}), /* @__PURE__ */ a(HangUp, {})]
	});
	const { muted, camera_off } = current.media;
	const isSilent = roster.value?.others.length !== 0 && !isHeld.value;
	return /* @__PURE__ */ a("div", {
		class: "controls",
		children: [
			/* @__PURE__ */ a("button", {
				type: "button",
				"aria-pressed": muted,
				"data-control": "mute",
				onClick: () => current.keepBack({ muted: !muted }),
				children: say(muted ? "call.unmute" : "call.mute")
			}),
			hasVideo && current.hasCamera && /* @__PURE__ */ a("button", {
				type: "button",
				"aria-pressed": camera_off,
				"data-control": "camera",
				onClick: () => current.keepBack({ camera_off: !camera_off }),
				children: say(camera_off ? "call.camera_on" : "call.camera_off")
			}),
			!isSilent && /* @__PURE__ */ a("button", {
				type: "button",
				"data-control": "tone",
				onClick: () => silence(isToneOn.value),
				children: say(isToneOn.value ? "call.tone_off" : "call.tone_on")
			}),
			/* @__PURE__ */ a(HangUp, {}),
			/* @__PURE__ */ a(Devices, {}),
			current.quality && /* @__PURE__ */ a("p", {
				class: "quiet quality",
				"data-level": current.quality.level,
				children: [say(`call.quality_${current.quality.level}`), current.quality.roundTripMs !== void 0 && ` · ${current.quality.roundTripMs} ms`]
			})
		]
	});
}
function HangUp() {
	const end = () => {
		if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => void 0);
	};
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "bad",
		"data-control": "hang_up",
		onClick: end,
		children: say("call.hang_up")
	});
}
var KINDS = ["audioinput", "videoinput"];
function Devices() {
	turn.value;
	const [devices, setDevices] = d([]);
	const choose = (kind, id) => void call.value?.choose(kind, id).catch((error) => {
		if (error instanceof NoMedia) missing.value = error.why;
	});
	return /* @__PURE__ */ a("details", {
		class: "devices",
		onToggle: () => void call.value?.devices().then(setDevices),
		children: [/* @__PURE__ */ a("summary", { children: say("call.devices") }), KINDS.filter((kind) => devices.some((device) => device.kind === kind)).map((kind) => /* @__PURE__ */ a("label", {
			class: "field",
			children: [say(`call.${kind}`), /* @__PURE__ */ a("select", {
				onChange: (event) => choose(kind, event.currentTarget.value),
				children: devices.filter((device) => device.kind === kind).map(({ deviceId, label }) => /* @__PURE__ */ a("option", {
					value: deviceId,
					children: label
				}, deviceId))
			})]
		}, kind))]
	});
}
export { CallPanel, NoMedia, followCalls, openMedia };
