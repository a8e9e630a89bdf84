import { $, A, CommandFailed, F, SessionOver, T, a, attempt, client, clockTime, connection, consumerName, d, failureText, goTo, now, place, say, toast, y } from "./mine.js";
import { CHIEFS, Dialog, GROUPS, KNOWN, Keys, SEQUENCE_MS, account, allowBare, faultOf, groupName, isChoosing, keysPage, pressed, titleOf, unwish, wish, wishNothing, wished, wishes } from "./desk.js";
// src/desk/keys_settings.tsx
/** Choosing keys: press them, or have none. What collides is told before it is taken. */
function KeysSettings() {
	if (keysPage.value !== "settings") return null;
	return /* @__PURE__ */ a(Dialog, {
		title: say("keys.settings"),
		close: () => keysPage.value = void 0,
		children: [
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("keys.bare"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: wishes.value.bare,
					onChange: (event) => allowBare(event.currentTarget.checked)
				})]
			}),
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("keys.kept")
			}),
			/* @__PURE__ */ a("div", {
				class: "keys-settings",
				children: GROUPS.map((group) => /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: groupName(group) }), /* @__PURE__ */ a("ul", { children: CHIEFS.filter((name) => KNOWN[name]?.group === group).map((name) => /* @__PURE__ */ a(One$1, { name }, name)) })] }, group))
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				disabled: Object.keys(wishes.value.keys).length === 0 && wishes.value.bare,
				onClick: wishNothing,
				children: say("keys.reset_all")
			})
		]
	});
}
function One$1({ name }) {
	const [isAsking, setAsking] = d(false);
	const [fault, setFault] = d(void 0);
	const keys = wished(name);
	const title = titleOf(name);
	const take = (chosen) => {
		setAsking(false);
		const found = faultOf(name, chosen);
		setFault(found && {
			...found,
			keys: chosen
		});
		if (!found) wish(name, chosen);
	};
	const isOwn = name in wishes.value.keys;
	return /* @__PURE__ */ a("li", { children: [
		/* @__PURE__ */ a("span", {
			class: "what",
			children: title
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "chosen-keys",
			"aria-label": say("keys.choose", { title }),
			onClick: () => (setFault(void 0), setAsking(true)),
			children: isAsking ? /* @__PURE__ */ a(Asking, {
				take,
				stop: () => setAsking(false)
			}) : keys ? /* @__PURE__ */ a(Keys, { keys }) : say("keys.none")
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			disabled: !keys,
			"aria-label": say("keys.remove", { title }),
			title: say("keys.remove", { title }),
			onClick: () => wish(name, null),
			children: "×"
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			disabled: !isOwn,
			"aria-label": say("keys.reset", { title }),
			title: say("keys.reset", { title }),
			onClick: () => (setFault(void 0), unwish(name)),
			children: "↺"
		}),
		fault && /* @__PURE__ */ a("p", {
			class: "problem",
			role: "alert",
			children: [
				/* @__PURE__ */ a(Keys, { keys: fault.keys }),
				" ",
				fault.why === "taken" ? say("keys.taken", { title: titleOf(fault.by) }) : say("keys.too_easy")
			]
		})
	] });
}
/** Waits for keys: one, or two in a row when the first is one alone. Escape and Tab are never taken. */
function Asking({ take, stop }) {
	const [first, setFirst] = d("");
	F(() => {
		isChoosing.value = true;
		return () => void (isChoosing.value = false);
	}, []);
	F(() => {
		const key = (event) => {
			const one = pressed(event);
			if (!one) return;
			event.preventDefault();
			event.stopPropagation();
			if (one === "Escape" || one === "Tab") stop();
			else if (first) take(`${first} ${one}`);
			else if (one.length === 1) setFirst(one);
			else take(one);
		};
		addEventListener("keydown", key, true);
		const timer = first ? setTimeout(() => take(first), SEQUENCE_MS) : void 0;
		return () => (removeEventListener("keydown", key, true), clearTimeout(timer));
	}, [first]);
	return /* @__PURE__ */ a("span", {
		role: "status",
		children: [
			first && /* @__PURE__ */ a(Keys, { keys: first }),
			" ",
			say("keys.press")
		]
	});
}
// src/desk/parking.tsx
/** Asynchronous work put aside: until a time, until the consumer replies, or whichever comes first. */
var HOUR_MS = 36e5;
var MORNING = 9;
var PARKED_MS_MAX = 2160 * HOUR_MS;
function Parking({ view, close }) {
	const [choice, setChoice] = d("tomorrow");
	const [own, setOwn] = d("");
	const [isReply, setReply] = d(true);
	const [problem, setProblem] = d("");
	const name = consumerName(view);
	const park = async () => {
		const until_at_ms = untilMs(choice, own);
		const isTime = until_at_ms !== void 0 && until_at_ms > now.peek() && until_at_ms - now.peek() <= PARKED_MS_MAX;
		if (choice === "never" ? !isReply : !isTime) return setProblem(say("park.past"));
		if (await attempt((current) => current.ask("interaction.park", {
			interaction: view.interaction,
			until_at_ms,
			until_reply: isReply
		}))) close();
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("park.title", { name }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void park()),
			children: [
				/* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("park.help")
				}),
				/* @__PURE__ */ a("fieldset", {
					class: "how",
					children: [
						/* @__PURE__ */ a("legend", { children: say("park.time") }),
						[
							"hour",
							"tomorrow",
							"week",
							"own",
							"never"
						].map((one) => /* @__PURE__ */ a("label", {
							class: "leaf",
							children: [
								/* @__PURE__ */ a("input", {
									type: "radio",
									name: "park",
									checked: choice === one,
									"data-first": one === choice ? true : void 0,
									onChange: () => setChoice(one)
								}),
								/* @__PURE__ */ a("span", { children: say(`park.${one}`) }),
								(one === "hour" || one === "week") && /* @__PURE__ */ a("span", {
									class: "quiet",
									children: clockTime(untilMs(one, "") ?? 0, now.peek())
								})
							]
						}, one)),
						choice === "own" && /* @__PURE__ */ a("input", {
							type: "datetime-local",
							"aria-label": say("park.when"),
							value: own,
							onInput: (event) => setOwn(event.currentTarget.value)
						})
					]
				}),
				/* @__PURE__ */ a("label", {
					class: "leaf",
					children: [/* @__PURE__ */ a("input", {
						type: "checkbox",
						checked: isReply,
						onChange: (event) => setReply(event.currentTarget.checked)
					}), /* @__PURE__ */ a("span", { children: say("park.reply", { name }) })]
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
					children: say("deed.park")
				})] })
			]
		})
	});
}
/** In the reader's own time zone; nothing, where it is no time. */
function untilMs(choice, own) {
	if (choice === "never") return void 0;
	if (choice === "hour") return now.peek() + HOUR_MS;
	if (choice === "own") return Number.isNaN(Date.parse(own)) ? void 0 : Date.parse(own);
	const day = new Date(now.peek());
	const days = choice === "tomorrow" ? 1 : (8 - day.getDay()) % 7 || 7;
	day.setDate(day.getDate() + days);
	return day.setHours(MORNING, 0, 0, 0);
}
// src/desk/people/editing.ts
/** A contact as it is being changed: kept in this tab until it is saved, so that a reload loses nothing. */
var KEPT = "ringline.contacts";
var edited = y(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}"));
edited.subscribe((all) => sessionStorage.setItem(KEPT, JSON.stringify(all)));
function edit(contact) {
	const { name, phones, emails, fields } = contact;
	keep({
		from: contact,
		name,
		phones: [...phones],
		emails: [...emails],
		fields: { ...fields }
	});
}
function keep(next) {
	edited.value = {
		...edited.peek(),
		[next.from.id]: next
	};
}
var changing = (contact) => (part) => {
	const now = edited.peek()[contact];
	if (now) keep({
		...now,
		...part(now)
	});
};
/** The server has it as it `was`. What was typed since then goes on being edited, under its `id`. */
function saved(was, id, rev) {
	const now = edited.peek()[was.from.id];
	leave(was.from.id);
	if (!now || now === was) return;
	const from = {
		...was.from,
		id,
		rev,
		name: was.name.trim(),
		phones: filledIn(was.phones),
		emails: filledIn(was.emails),
		fields: was.fields
	};
	keep({
		...now,
		from
	});
}
function leave(contact) {
	const { [contact]: _, ...others } = edited.peek();
	edited.value = others;
}
/** One that begins with what is known of somebody. */
var blank = (known = {}) => ({
	id: "new",
	name: known.name ?? "",
	phones: known.phone ? [known.phone] : [],
	emails: known.email ? [known.email] : [],
	fields: {},
	rev: 0,
	consents: {}
});
var filledIn = (some) => some.map((one) => one.trim()).filter(Boolean);
var isLike = (one, other) => JSON.stringify(one) === JSON.stringify(other);
/** What is different now, and only that: what somebody else changed meanwhile stays theirs. */
function changes({ from, name, phones, emails, fields }) {
	const changed = [.../* @__PURE__ */ new Set([...Object.keys(from.fields), ...Object.keys(fields)])].filter((one) => (fields[one] ?? "").trim() !== (from.fields[one] ?? ""));
	return {
		...name.trim() !== from.name && { name: name.trim() },
		...!isLike(filledIn(phones), from.phones) && { phones: filledIn(phones) },
		...!isLike(filledIn(emails), from.emails) && { emails: filledIn(emails) },
		...changed.length > 0 && { fields: Object.fromEntries(changed.map((one) => [one, (fields[one] ?? "").trim()])) }
	};
}
// src/desk/people/facts.tsx
function ContactFacts({ contact }) {
	const labels = new Map((account.value?.contact_fields ?? []).map(({ id, label }) => [id, label]));
	const fields = Object.entries(contact.fields).map(([name, value]) => [labels.get(name) ?? name.replaceAll("_", " "), value]);
	const facts = [
		[say("profile.phone"), contact.phones.join(", ")],
		[say("profile.email"), contact.emails.join(", ")],
		...fields
	];
	return /* @__PURE__ */ a("dl", {
		class: "facts",
		children: facts.filter(([, value]) => value).map(([name, value]) => [/* @__PURE__ */ a("dt", { children: name }, `${name} name`), /* @__PURE__ */ a("dd", { children: value }, name)])
	});
}
/** Beside its name in a list. */
var aboutOf = ({ phones, emails }) => [...emails.slice(0, 1), ...phones.slice(0, 1)].join(" · ");
// src/desk/people/form.tsx
/** A contact, changed in place: several phones and emails, the fields of the account and others. */
function ContactForm({ contact, saved: saved$1 }) {
	const now = edited.value[contact];
	const [problem, setProblem] = d("");
	const [theirs, setTheirs] = d(void 0);
	const [isBusy, setBusy] = d(false);
	if (!now) return null;
	const put = (part) => (setProblem(""), changing(contact)(part));
	const save = async () => {
		const [current, newest] = [client.value, edited.peek()[contact]];
		if (!current || !newest) return;
		setBusy(true);
		try {
			const { id, rev, duplicates } = await sent(current, newest);
			saved(newest, id, rev);
			toast("contact.saved");
			saved$1(id, duplicates);
		} catch (error) {
			if (error instanceof CommandFailed && error.code === "conflict") setTheirs(error.details["current"]);
			else if (error instanceof CommandFailed) setProblem(problemText(error));
			else if (!(error instanceof SessionOver)) throw error;
		}
		setBusy(false);
	};
	return /* @__PURE__ */ a("form", {
		class: "contact-form",
		"aria-label": say(contact === "new" ? "contact.new" : "contact.edit"),
		onSubmit: (event) => (event.preventDefault(), void save()),
		children: [
			/* @__PURE__ */ a(Field, {
				label: say("contact.name"),
				value: now.name,
				put: (name) => put(() => ({ name })),
				isFirst: true
			}),
			/* @__PURE__ */ a(Several, {
				label: say("profile.phone"),
				kind: "tel",
				all: now.phones,
				put: (next) => put(({ phones }) => ({ phones: next(phones) }))
			}),
			/* @__PURE__ */ a(Several, {
				label: say("profile.email"),
				kind: "email",
				all: now.emails,
				put: (next) => put(({ emails }) => ({ emails: next(emails) }))
			}),
			/* @__PURE__ */ a(Fields, {
				now,
				put
			}),
			theirs && /* @__PURE__ */ a(Conflict, {
				now,
				theirs,
				done: () => setTheirs(void 0)
			}),
			problem && /* @__PURE__ */ a("p", {
				class: "problem",
				role: "alert",
				children: problem
			}),
			/* @__PURE__ */ a("footer", {
				class: "row",
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => leave(contact),
					children: say("action.cancel")
				}), /* @__PURE__ */ a("button", {
					type: "submit",
					class: "primary",
					disabled: isBusy || theirs !== void 0,
					children: say("contact.save")
				})]
			})
		]
	});
}
async function sent(current, now) {
	const changed = changes(now);
	if (now.from.id === "new") {
		const made = await current.ask("contact.create", {
			name: "",
			...changed
		});
		return {
			id: made.contact,
			rev: made.rev,
			duplicates: made.duplicates
		};
	}
	if (Object.keys(changed).length === 0) return {
		id: now.from.id,
		rev: now.from.rev,
		duplicates: []
	};
	const made = await current.ask("contact.update", {
		contact: now.from.id,
		...changed
	}, { rev: now.from.rev });
	return {
		id: made.contact,
		rev: made.rev,
		duplicates: made.duplicates
	};
}
/** The server names the place and says what is wrong there. */
function problemText(error) {
	const path = String(error.details["path"] ?? "").replace(/^params\./, "");
	return path ? say("contact.wrong", {
		place: path,
		message: error.message
	}) : failureText(error);
}
function Field({ label, value, put, type = "text", isFirst }) {
	const about = {
		value,
		"data-first": isFirst,
		onInput: (event) => put(event.currentTarget.value)
	};
	return /* @__PURE__ */ a("label", {
		class: "stack",
		children: [label, type === "date" ? /* @__PURE__ */ a("input", {
			type: "date",
			...about
		}) : /* @__PURE__ */ a("input", {
			type: "text",
			inputMode: type === "number" ? "decimal" : "text",
			...about
		})]
	});
}
/** One line for each, and an empty one for the next. */
function Several({ label, kind, all, put }) {
	const shown = all.at(-1)?.trim() === "" ? all : [...all, ""];
	const set = (index, value) => put((there) => [
		...there.slice(0, index),
		value,
		...there.slice(index + 1)
	]);
	return /* @__PURE__ */ a("fieldset", {
		class: "several",
		children: [/* @__PURE__ */ a("legend", { children: label }), shown.map((one, index) => /* @__PURE__ */ a("div", {
			class: "row",
			children: [/* @__PURE__ */ a("input", {
				type: "text",
				inputMode: kind,
				"aria-label": `${label} ${index + 1}`,
				placeholder: index === shown.length - 1 ? say("contact.one_more") : "",
				value: one,
				onInput: (event) => set(index, event.currentTarget.value)
			}), one && /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				"aria-label": say("mail.remove", { name: one }),
				onClick: () => put((there) => there.filter((_, place) => place !== index)),
				children: "×"
			})]
		}, index))]
	});
}
var TYPES = {
	number: "number",
	date: "date"
};
/** Those that the account knows, as it calls them; then what else is there. */
function Fields({ now, put }) {
	const known = account.value?.contact_fields ?? [];
	const others = Object.keys(now.fields).filter((name) => !known.some(({ id }) => id === name));
	const set = (name, value) => put(({ fields }) => ({ fields: {
		...fields,
		[name]: value
	} }));
	return /* @__PURE__ */ a($, { children: [known.map(({ id, label, type, choices }) => {
		const value = now.fields[id] ?? "";
		const options = type === "yes_no" ? ["yes", "no"] : choices;
		if (options.length === 0) return /* @__PURE__ */ a(Field, {
			label,
			type: TYPES[type],
			value,
			put: (next) => set(id, next)
		}, id);
		return /* @__PURE__ */ a("label", {
			class: "stack",
			children: [label, /* @__PURE__ */ a("select", {
				value,
				onChange: (event) => set(id, event.currentTarget.value),
				children: ["", ...options].map((one) => /* @__PURE__ */ a("option", {
					value: one,
					children: type === "yes_no" && one ? say(`contact.${one}`) : one
				}, one))
			})]
		}, id);
	}), others.map((name) => /* @__PURE__ */ a(Field, {
		label: name.replaceAll("_", " "),
		value: now.fields[name] ?? "",
		put: (next) => set(name, next)
	}, name))] });
}
/** Somebody else saved it meanwhile. What only they changed stays theirs; what both changed the agent decides here. */
function Conflict({ now, theirs, done }) {
	const lines = [
		"name",
		"phones",
		"emails"
	].filter((part) => String(theirs[part]) !== String(now.from[part]));
	const fields = Object.keys(theirs.fields).filter((name) => theirs.fields[name] !== now.from.fields[name]);
	const keep = () => {
		changing(theirs.id)((newest) => {
			const own = changes(newest);
			return {
				from: theirs,
				name: theirs.name,
				phones: theirs.phones,
				emails: theirs.emails,
				...own,
				fields: {
					...theirs.fields,
					...own.fields
				}
			};
		});
		done();
	};
	return /* @__PURE__ */ a("blockquote", {
		class: "conflict",
		role: "alert",
		children: [
			/* @__PURE__ */ a("p", { children: say("contact.conflict") }),
			/* @__PURE__ */ a("dl", {
				class: "facts",
				children: [lines.map((part) => [/* @__PURE__ */ a("dt", { children: say(`contact.${part}`) }, `${part} name`), /* @__PURE__ */ a("dd", { children: [theirs[part]].flat().join(", ") || "–" }, part)]), fields.map((name) => [/* @__PURE__ */ a("dt", { children: name.replaceAll("_", " ") }, `${name} name`), /* @__PURE__ */ a("dd", { children: theirs.fields[name] }, name)])]
			}),
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: keep,
					children: say("contact.keep_mine")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => (edit(theirs), done()),
					children: say("contact.take_theirs")
				})]
			})
		]
	});
}
// src/desk/people/seeking.tsx
/** Finding a contact by a few letters of a name, an address or a number: the server is asked, however they are written. */
var PAUSE_MS = 200;
var PAGE = 50;
/** What fits, page by page; asked again when `change` does. */
function useContacts(text, change = void 0) {
	const [found, setFound] = d({
		contacts: [],
		state: "loading"
	});
	const question = T(0);
	const read = async (before, cursor) => {
		const mine = question.current;
		try {
			const page = await client.value?.ask("contact.search", {
				text: text.trim(),
				cursor: cursor ?? void 0,
				limit: PAGE
			});
			if (page && mine === question.current) setFound({
				contacts: [...before, ...page.contacts],
				state: "done",
				cursor: page.cursor
			});
		} catch (error) {
			if (!(error instanceof CommandFailed)) return;
			if (mine === question.current) setFound({
				contacts: before,
				state: "failed"
			});
		}
	};
	A(() => {
		question.current += 1;
		if (connection.value.state !== "live") return;
		const pause = setTimeout(() => void read([]), text ? PAUSE_MS : 0);
		return () => clearTimeout(pause);
	}, [
		text,
		change,
		connection.value.state
	]);
	return {
		...found,
		more: () => void read(found.contacts, found.cursor)
	};
}
/** A box and what fits: arrows go from one to the next. */
function Seeking({ text, seek, found, chosen, choose, except }) {
	const list = T(null);
	const shown = found.contacts.filter(({ id }) => id !== except);
	const step = (event) => {
		const by = {
			ArrowDown: 1,
			ArrowUp: -1
		}[event.key];
		const buttons = [...list.current?.querySelectorAll("button") ?? []];
		const next = by && buttons[buttons.indexOf(document.activeElement) + by];
		if (next) event.preventDefault(), next.focus();
	};
	return /* @__PURE__ */ a("div", {
		class: "seeking",
		onKeyDown: step,
		children: [
			/* @__PURE__ */ a("input", {
				type: "search",
				"data-first": true,
				"aria-label": say("contact.find"),
				placeholder: say("contact.find"),
				value: text,
				onInput: (event) => seek(event.currentTarget.value)
			}),
			/* @__PURE__ */ a("p", {
				class: "quiet",
				role: "status",
				children: found.state === "failed" ? say("contact.failed") : found.state === "done" && shown.length === 0 ? say("contact.none") : ""
			}),
			/* @__PURE__ */ a("ul", {
				ref: list,
				"aria-label": say("contact.all"),
				children: shown.map((one) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a("button", {
					type: "button",
					class: "person",
					"aria-current": one.id === chosen ? "true" : void 0,
					onClick: () => choose(one),
					children: [/* @__PURE__ */ a("span", {
						class: "name",
						children: one.name || aboutOf(one)
					}), /* @__PURE__ */ a("span", {
						class: "quiet",
						children: one.name ? aboutOf(one) : ""
					})]
				}) }, one.id))
			}),
			found.cursor && /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: found.more,
				children: say("contact.more")
			})
		]
	});
}
// src/desk/people/merging.tsx
/** Two entries that are one person: what will be, what differs, and who decides; undone from the entry for 30 days. */
function Merging({ contact, close, merged }) {
	const [other, choose] = d(void 0);
	const [text, seek] = d("");
	const found = useContacts(text);
	return /* @__PURE__ */ a(Dialog, {
		title: say("contact.merge_title", { name: contact.name }),
		close,
		children: other ? /* @__PURE__ */ a(Preview, {
			contact,
			other,
			back: () => choose(void 0),
			merged: () => (close(), merged())
		}, other.id) : /* @__PURE__ */ a(Seeking, {
			text,
			seek,
			found,
			choose,
			except: contact.id
		})
	});
}
/** Where both say something different, one of the two is chosen; everything else is kept from both. */
function Preview({ contact, other, back, merged }) {
	const [preview, setPreview] = d(void 0);
	const [chosen, setChosen] = d({});
	const wish = {
		contact: contact.id,
		other: other.id,
		...wishOf(chosen)
	};
	A(() => {
		attempt(async (current) => setPreview(await current.ask("contact.preview_merge", wish)));
	}, [JSON.stringify(chosen)]);
	const merge = async () => {
		const current = client.value;
		if (await attempt(async () => {
			const done = await current?.ask("contact.merge", wish, { rev: contact.rev });
			if (done) toast("contact.merged", {}, false, {
				text: say("contact.unmerge"),
				run: () => void undo(done.merge, merged)
			});
		})) merged();
	};
	if (!preview) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("thread.loading")
	});
	return /* @__PURE__ */ a("form", {
		class: "handing",
		onSubmit: (event) => (event.preventDefault(), void merge()),
		children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("contact.merge_help", { name: contact.name })
			}),
			preview.conflicts.map(({ field, kept, other: lost }) => /* @__PURE__ */ a("fieldset", {
				class: "how",
				children: [/* @__PURE__ */ a("legend", { children: field === "name" ? say("contact.name") : field.replace(/^fields\./, "").replaceAll("_", " ") }), [kept, lost].map((value) => /* @__PURE__ */ a("label", {
					class: "leaf",
					children: [/* @__PURE__ */ a("input", {
						type: "radio",
						name: `merge-${field}`,
						checked: (chosen[field] ?? kept) === value,
						onChange: () => setChosen((there) => ({
							...there,
							[field]: value
						}))
					}), /* @__PURE__ */ a("span", { children: value })]
				}, value))]
			}, field)),
			/* @__PURE__ */ a("h3", { children: say("contact.merge_result") }),
			/* @__PURE__ */ a("p", {
				class: "subject",
				children: preview.contact.name
			}),
			/* @__PURE__ */ a(ContactFacts, { contact: preview.contact }),
			/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
				type: "button",
				onClick: back,
				children: say("contact.merge_other")
			}), /* @__PURE__ */ a("button", {
				type: "submit",
				class: "primary",
				"data-first": true,
				children: say("contact.merge_it", { name: contact.name })
			})] })
		]
	});
}
function wishOf(chosen) {
	const { name, ...fields } = chosen;
	return {
		name,
		fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field.replace(/^fields\./, ""), value]))
	};
}
async function undo(merge, then) {
	if (!await attempt((current) => current.ask("contact.unmerge", { merge }))) return;
	toast("contact.unmerged");
	then();
}
/** What was merged into an entry, and can still come out of it. */
function Merged({ merges, changed }) {
	if (merges.length === 0) return null;
	return /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: say("contact.merges") }), /* @__PURE__ */ a("ul", {
		class: "merges",
		children: merges.map(({ merge, name, other }) => /* @__PURE__ */ a("li", {
			class: "row",
			children: [/* @__PURE__ */ a("span", { children: name || other }), /* @__PURE__ */ a("button", {
				type: "button",
				"aria-label": `${say("contact.unmerge")}: ${name || other}`,
				onClick: () => void undo(merge, changed),
				children: say("contact.unmerge")
			})]
		}, merge))
	})] });
}
// src/desk/people/page.tsx
/** The address book: found on the left, read and changed on the right. */
function ContactsPage() {
	const [text, seek] = d("");
	const [changed, setChanged] = d(0);
	const found = useContacts(text, changed);
	const chosen = place.value.contact;
	const create = () => (edit(blank()), goTo({
		page: "contacts",
		contact: "new"
	}));
	return /* @__PURE__ */ a("section", {
		class: "contacts",
		"aria-label": say("contact.book"),
		"data-chosen": chosen !== void 0,
		children: [/* @__PURE__ */ a("div", {
			class: "book",
			children: [/* @__PURE__ */ a("header", {
				class: "row",
				children: [/* @__PURE__ */ a("h2", { children: say("contact.book") }), /* @__PURE__ */ a("button", {
					type: "button",
					"data-deed": "contact.new",
					onClick: create,
					children: say("contact.new")
				})]
			}), /* @__PURE__ */ a(Seeking, {
				text,
				seek,
				found,
				chosen,
				choose: ({ id }) => goTo({
					page: "contacts",
					contact: id
				})
			})]
		}), /* @__PURE__ */ a("div", {
			class: "about-contact",
			children: chosen ? /* @__PURE__ */ a(One, {
				contact: chosen,
				changed: () => setChanged((times) => times + 1)
			}, chosen) : /* @__PURE__ */ a("p", {
				class: "quiet empty",
				children: say("contact.choose")
			})
		})]
	});
}
function One({ contact, changed }) {
	const { entry, merges, isGone, read } = useContact(contact);
	const isEdited = contact in edited.value;
	const [duplicates, setDuplicates] = d([]);
	A(() => {
		if (contact === "new" && !isEdited) goTo({ page: "contacts" }, { replace: true });
	}, [isEdited]);
	const saved = (id, others) => {
		changed();
		setDuplicates(others);
		if (id !== contact) goTo({
			page: "contacts",
			contact: id
		}, { replace: true });
		else read();
	};
	return /* @__PURE__ */ a("article", {
		class: "entry",
		children: [
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "plain to-book",
				onClick: () => goTo({ page: "contacts" }),
				children: ["‹ ", say("contact.book")]
			}),
			isGone && /* @__PURE__ */ a("p", {
				role: "alert",
				children: say("contact.gone")
			}),
			isEdited ? /* @__PURE__ */ a(ContactForm, {
				contact,
				saved
			}) : entry && /* @__PURE__ */ a(Read, {
				entry,
				merges,
				duplicates,
				changed: () => (changed(), setDuplicates([]), void read())
			})
		]
	});
}
function Read({ entry, merges, duplicates, changed }) {
	const [isMerging, setMerging] = d(false);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("h2", { children: entry.name || say("ring.unknown") }),
		/* @__PURE__ */ a(ContactFacts, { contact: entry }),
		duplicates.length > 0 && /* @__PURE__ */ a("p", {
			class: "warn",
			children: say("contact.duplicates", { count: duplicates.length })
		}),
		/* @__PURE__ */ a("div", {
			class: "deeds",
			children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-deed": "contact.edit",
				onClick: () => edit(entry),
				children: say("contact.edit")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "contact.merge",
				onClick: () => setMerging(true),
				children: say("contact.merge")
			})]
		}),
		/* @__PURE__ */ a(Merged, {
			merges,
			changed
		}),
		isMerging && /* @__PURE__ */ a(Merging, {
			contact: entry,
			close: () => setMerging(false),
			merged: changed
		})
	] });
}
/** The entry as it is; of one that was merged away the survivor. */
function useContact(contact) {
	const [entry, setEntry] = d(void 0);
	const [merges, setMerges] = d([]);
	const [isGone, setGone] = d(false);
	const read = async () => {
		if (!contact || contact === "new") return setEntry(void 0);
		await attempt(async () => {
			try {
				const found = await client.value?.ask("contact.read", { contact });
				setEntry(found?.contact);
				setMerges(found?.merges ?? []);
			} catch (error) {
				if (!(error instanceof CommandFailed) || error.code !== "not_found") throw error;
				setGone(true);
				leave(contact);
			}
		});
	};
	const isLive = connection.value.state === "live";
	A(() => void (isLive && read()), [contact, isLive]);
	return {
		entry,
		merges,
		isGone,
		read
	};
}
// src/desk/people/panel.tsx
/** The consumer of an interaction in the address book: shown, changed in place, linked or created. */
function ContactPanel({ view, contact, changed, canLink }) {
	const [isLinking, setLinking] = d(false);
	const id = contact?.id ?? "new";
	const link = async (to) => {
		if (!await attempt((current) => current.ask("interaction.link_contact", {
			interaction: view.interaction,
			contact: to
		}))) return;
		setLinking(false);
		toast("contact.linked");
		changed();
	};
	const saved = (made) => void (contact ? changed() : link(made));
	if (id in edited.value && (contact || canLink)) return /* @__PURE__ */ a(ContactForm, {
		contact: id,
		saved
	});
	return /* @__PURE__ */ a($, { children: [
		contact && /* @__PURE__ */ a(ContactFacts, { contact }),
		/* @__PURE__ */ a("div", {
			class: "deeds",
			children: [
				contact && /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("button", {
					type: "button",
					"data-deed": "contact.edit",
					onClick: () => edit(contact),
					children: say("contact.edit")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => goTo({
						page: "contacts",
						contact: contact.id
					}),
					children: say("contact.in_book")
				})] }),
				canLink && /* @__PURE__ */ a("button", {
					type: "button",
					"data-deed": "contact.link",
					onClick: () => setLinking(true),
					children: say(contact ? "contact.relink" : "contact.link")
				}),
				canLink && !contact && /* @__PURE__ */ a("button", {
					type: "button",
					"data-deed": "contact.new",
					onClick: () => edit(blank(knownOf(view.consumer))),
					children: say("contact.new")
				})
			]
		}),
		isLinking && /* @__PURE__ */ a(Linking, {
			view,
			contact,
			link: (to) => void link(to),
			close: () => setLinking(false)
		})
	] });
}
var knownOf = ({ name, phone, email }) => ({
	name,
	phone,
	email
});
function Linking({ view, contact, link, close }) {
	const [text, seek] = d(view.consumer.name ?? "");
	const found = useContacts(text);
	return /* @__PURE__ */ a(Dialog, {
		title: say("contact.link_title"),
		close,
		children: /* @__PURE__ */ a(Seeking, {
			text,
			seek,
			found,
			choose: ({ id }) => link(id),
			except: contact?.id
		})
	});
}
export { ContactPanel, ContactsPage, KeysSettings, Parking };
