import { $, A, CommandFailed, F, SessionOver, T, a, attempt, bearer, choose, client, clockTime, connection, consumerName, d, failureText, goTo, learn, now, place, preciseTime, say, sayOr, span, toast, y } from "./mine.js";
import { CHIEFS, Dialog, Dispositions, GROUPS, KNOWN, Keys, SEQUENCE_MS, account, allowBare, asked, faultOf, groupName, isChoosing, keysPage, nameOfId, pickedOf, pressed, titleOf, unwish, useTree, wish, wishNothing, wished, wishes } from "./desk.js";
// src/desk/words_import_en.ts
/** The desk's words about reading contacts in from a file, in English. */
var IMPORT_EN = {
	"import.button": "Import",
	"do.contact.import": "Import contacts from a file",
	"import.title": "Import contacts",
	"import.file": "A CSV or vCard file",
	"import.columns": "What its {count} columns mean",
	"import.guessed": "by its name",
	"import.as_name": "Name",
	"import.as_first": "First name",
	"import.as_last": "Last name",
	"import.as_phone": "Phone",
	"import.as_email": "Email",
	"import.left_out": "left out",
	"import.policy": "Who is in the book already",
	"import.skip": "stays as they are",
	"import.update": "gets addresses and fields, and the file's name",
	"import.create": "is entered once more",
	"import.try": "Try it out",
	"import.go": "Import: {count}",
	"import.sending": "Sending the file …",
	"import.progress": "Row {rows} of about {about}",
	"import.would": "What would become of it",
	"import.did": "What became of it",
	"import.would_be": "Nothing is changed yet. Of {rows} rows {created} would be new, {updated} changed, {skipped} left as they are, {failed} cannot be used.",
	"import.done": "Of {rows} rows {created} are new, {updated} changed, {skipped} left as they are, {failed} could not be used.",
	"import.row": "Row",
	"import.column": "Column",
	"import.fault": "What is wrong",
	"import.more_faults": "And {count} more.",
	"import.unreadable": "The file cannot be read: {message}",
	"import.broken": "The connection broke off. What was kept stays: try it again, and who is there already is left as they are."
};
// src/desk/words_import_es.ts
var IMPORT_ES = {
	"import.button": "Importar",
	"do.contact.import": "Importar contactos de un archivo",
	"import.title": "Importar contactos",
	"import.file": "Un archivo CSV o vCard",
	"import.columns": "Qué significan sus {count} columnas",
	"import.guessed": "según su nombre",
	"import.as_name": "Nombre",
	"import.as_first": "Nombre de pila",
	"import.as_last": "Apellidos",
	"import.as_phone": "Teléfono",
	"import.as_email": "Correo",
	"import.left_out": "no se usa",
	"import.policy": "Quien ya está en la agenda",
	"import.skip": "queda como está",
	"import.update": "recibe direcciones y campos, y el nombre del archivo",
	"import.create": "se añade otra vez",
	"import.try": "Probar",
	"import.go": "Importar: {count}",
	"import.sending": "Enviando el archivo …",
	"import.progress": "Fila {rows} de unas {about}",
	"import.would": "Qué pasaría",
	"import.did": "Qué pasó",
	"import.would_be": "Aún no cambia nada. De {rows} filas, {created} serían nuevas, {updated} cambiarían, {skipped} quedarían como están y {failed} no sirven.",
	"import.done": "De {rows} filas, {created} son nuevas, {updated} cambiaron, {skipped} quedaron como estaban y {failed} no sirvieron.",
	"import.row": "Fila",
	"import.column": "Columna",
	"import.fault": "Qué está mal",
	"import.more_faults": "Y {count} más.",
	"import.unreadable": "El archivo no se puede leer: {message}",
	"import.broken": "Se cortó la conexión. Lo guardado queda: inténtelo de nuevo, y quien ya está queda como está."
};
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
// src/desk/resolving.tsx
/** Asynchronous work that is done: its disposition, where the queue has some, and closed. */
function Resolving({ view, leg, close, first }) {
	const { interaction } = view;
	const tree = useTree(interaction);
	const [problem, setProblem] = d("");
	const [isBusy, setBusy] = d(false);
	const wasFirst = T(false);
	const resolve = async () => {
		setBusy(true);
		try {
			await (wasFirst.current ? void 0 : first?.run());
			wasFirst.current = true;
			await client.value?.ask("interaction.resolve", {
				interaction,
				dispositions: pickedOf(leg)
			});
			close();
			choose(void 0);
			toast("over.resolved");
		} catch (error) {
			if (error instanceof CommandFailed) setProblem(failureText(error));
			else if (!(error instanceof SessionOver)) throw error;
			setBusy(false);
		}
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("resolve.title", { name: consumerName(view) }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void resolve()),
			children: [
				(view.draft?.text || (view.draft?.mail?.uploads ?? []).length > 0) && !first && /* @__PURE__ */ a("p", {
					class: "warn",
					children: say("resolve.draft")
				}),
				tree && /* @__PURE__ */ a(Dispositions, {
					interaction,
					leg,
					tree
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
					class: "good",
					"data-first": true,
					disabled: isBusy,
					children: say(first?.word ?? "thread.resolve")
				})] })
			]
		})
	});
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
// src/desk/people/file.ts
/** A file of contacts on its way into the book: what its columns are, and what the server says of it, batch by batch. */
/** The server did not take the file, or stopped on the way; `report` is what it kept until then. */
var ImportFailed = class extends Error {
	code;
	report;
	constructor(code, message, report) {
		super(message);
		this.code = code;
		this.report = report;
	}
};
var HEADER_BYTES_MAX = 65536;
var DELIMITERS = [
	",",
	";",
	"	",
	"|"
];
/** The names in the first line of a CSV file; none of a vCard file. Quoted cells lose their quotes. */
async function columnsOf(file) {
	const text = await file.slice(0, HEADER_BYTES_MAX).text();
	const [line = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
	if (/^BEGIN:VCARD/i.test(line.trim()) || text.includes("\0")) return [];
	const [cells = []] = DELIMITERS.map((delimiter) => cellsOf(line, delimiter)).sort((a, b) => b.length - a.length);
	return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").replaceAll("\"\"", "\"").trim()).filter(Boolean);
}
/** A delimiter within quotes belongs to its cell. */
function cellsOf(line, delimiter) {
	const cells = [""];
	let isQuoted = false;
	for (const letter of line) {
		if (letter === "\"") isQuoted = !isQuoted;
		if (letter === delimiter && !isQuoted) cells.push("");
		else cells[cells.length - 1] += letter;
	}
	return cells;
}
/** Reads the file in, or tries to. Who aborts keeps what is there. Raises ImportFailed. */
async function readIn(file, wish, told, signal) {
	const asked = new URLSearchParams({
		policy: wish.policy,
		preview: String(wish.preview)
	});
	for (const [header, meaning] of Object.entries(wish.columns)) asked.append("columns", `${header}=${meaning}`);
	const headers = {
		authorization: `Bearer ${bearer.token ?? ""}`,
		accept: "application/x-ndjson",
		"content-type": file.type || "application/octet-stream"
	};
	const answer = await fetch(`/v1/contacts/import?${asked}`, {
		method: "POST",
		headers,
		body: file,
		signal
	});
	if (!answer.ok || !answer.body) throw failure(await answer.json().catch(() => ({})));
	for await (const line of linesOf(answer.body)) {
		const now = JSON.parse(line);
		if (now.error) throw failure(now);
		if (now.report) return now.report;
		if (now.rows !== void 0 && now.rows_about !== void 0) told({
			rows: now.rows,
			rows_about: now.rows_about
		});
	}
	throw new ImportFailed("broken", "");
}
var failure = ({ error, report }) => new ImportFailed(error?.code ?? "internal", error?.message ?? "", report);
async function* linesOf(body) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = "";
	for (let next = await reader.read(); !next.done; next = await reader.read()) {
		const lines = (rest + next.value).split("\n");
		rest = lines.pop() ?? "";
		yield* lines.filter(Boolean);
	}
}
// src/desk/people/importing.tsx
/**
* A file of contacts is read into the book, by supervisors: chosen, its columns said, tried out row by row, then kept.
*
* chosen --try--> preview: what would become of each row --import--> report: what did
*    ^-- a column or the policy changes: the preview does not hold any more
*/
var FAULTS_SHOWN_MAX = 50;
var POLICIES = [
	"skip",
	"update",
	"create"
];
/** As the server says: an import is nothing for agents. */
var mayImport = () => client.value?.principal?.kind === "supervisor";
function Importing({ close, changed }) {
	const [chosen, choose] = d(void 0);
	const [meanings, setMeanings] = d({});
	const [policy, setPolicy] = d("skip");
	const { progress, report, problem, run, reset } = useReading();
	const take = async (file) => {
		reset();
		setMeanings({});
		choose(file && {
			file,
			columns: await columnsOf(file)
		});
	};
	const mean = (column, meaning) => (reset(), setMeanings((there) => ({
		...there,
		[column]: meaning
	})));
	const go = (preview) => {
		if (!chosen) return;
		const columns = Object.fromEntries(Object.entries(meanings).filter(([, meaning]) => meaning !== ""));
		run(chosen.file, {
			policy,
			preview,
			columns
		}).then((isDone) => isDone && !preview && changed());
	};
	const isReady = report?.preview === true && report.created + report.updated > 0;
	return /* @__PURE__ */ a(Dialog, {
		title: say("import.title"),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing importing",
			onSubmit: (event) => (event.preventDefault(), go(!isReady)),
			children: [
				/* @__PURE__ */ a("label", {
					class: "stack",
					children: [say("import.file"), /* @__PURE__ */ a("input", {
						type: "file",
						"data-first": true,
						accept: ".csv,.txt,.vcf,text/csv,text/vcard",
						disabled: progress !== void 0,
						onChange: (event) => void take(event.currentTarget.files?.[0])
					})]
				}),
				chosen && /* @__PURE__ */ a("fieldset", {
					disabled: progress !== void 0,
					children: [/* @__PURE__ */ a(Columns, {
						columns: chosen.columns,
						meanings,
						mean
					}), /* @__PURE__ */ a("label", {
						class: "stack",
						children: [say("import.policy"), /* @__PURE__ */ a("select", {
							value: policy,
							onChange: (event) => (reset(), setPolicy(event.currentTarget.value)),
							children: POLICIES.map((one) => /* @__PURE__ */ a("option", {
								value: one,
								children: say(`import.${one}`)
							}, one))
						})]
					})]
				}),
				progress && /* @__PURE__ */ a(HowFar, { progress }),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				report && /* @__PURE__ */ a(Outcome, { report }),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: close,
					children: say(report && !report.preview ? "action.close" : "action.cancel")
				}), !(report && !report.preview) && /* @__PURE__ */ a("button", {
					type: "submit",
					class: "primary",
					disabled: !chosen || progress !== void 0,
					children: isReady ? say("import.go", { count: report.created + report.updated }) : say("import.try")
				})] })
			]
		})
	});
}
/** One reading at a time; leaving ends it. */
function useReading() {
	const [progress, setProgress] = d(void 0);
	const [report, setReport] = d(void 0);
	const [problem, setProblem] = d("");
	const leaving = T(new AbortController());
	A(() => () => leaving.current.abort(), []);
	const reset = () => (setReport(void 0), setProblem(""));
	const run = async (file, wish) => {
		reset();
		setProgress({
			rows: 0,
			rows_about: 0
		});
		try {
			setReport(await readIn(file, wish, setProgress, leaving.current.signal));
			return true;
		} catch (error) {
			if (leaving.current.signal.aborted) return false;
			setProblem(textOf(error));
			if (error instanceof ImportFailed) setReport(error.report);
			return error instanceof ImportFailed && error.report !== void 0;
		} finally {
			setProgress(void 0);
		}
	};
	return {
		progress,
		report,
		problem,
		run,
		reset
	};
}
/** What is wrong with the file the server says itself. A line that broke: what was kept stays. */
function textOf(error) {
	if (!(error instanceof ImportFailed) || error.code === "broken") return say("import.broken");
	return error.code === "bad_request" && error.message ? say("import.unreadable", { message: error.message }) : sayOr(`error.${error.code}`, error.message || error.code);
}
/** What each column means; most are guessed. */
function Columns({ columns, meanings, mean }) {
	const fields = (account.value?.contact_fields ?? []).map(({ id, label }) => [`field:${id}`, label]);
	const options = [
		["", say("import.guessed")],
		...[
			"name",
			"first",
			"last",
			"phone",
			"email"
		].map((one) => [one, say(`import.as_${one}`)]),
		...fields,
		["-", say("import.left_out")]
	];
	if (columns.length === 0) return null;
	return /* @__PURE__ */ a("details", {
		class: "columns",
		children: [/* @__PURE__ */ a("summary", { children: say("import.columns", { count: columns.length }) }), columns.map((column) => /* @__PURE__ */ a("label", {
			class: "row",
			children: [/* @__PURE__ */ a("span", { children: column }), /* @__PURE__ */ a("select", {
				"aria-label": column,
				value: meanings[column] ?? "",
				onChange: (event) => mean(column, event.currentTarget.value),
				children: options.map(([value, text]) => /* @__PURE__ */ a("option", {
					value,
					children: text
				}, value))
			})]
		}, column))]
	});
}
function HowFar({ progress: { rows, rows_about: about } }) {
	const text = about > 0 ? say("import.progress", {
		rows,
		about: Math.max(rows, about)
	}) : say("import.sending");
	return /* @__PURE__ */ a("p", {
		class: "how-far",
		role: "status",
		children: [
			/* @__PURE__ */ a("progress", {
				"aria-label": text,
				...about > 0 ? { value: Math.min(1, rows / about) } : {}
			}),
			" ",
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: text
			})
		]
	});
}
function Outcome({ report }) {
	const { created, updated, skipped, failed, rows, faults } = report;
	return /* @__PURE__ */ a("section", {
		"aria-label": say(report.preview ? "import.would" : "import.did"),
		children: [
			/* @__PURE__ */ a("p", {
				class: "verdict",
				role: "status",
				children: say(report.preview ? "import.would_be" : "import.done", {
					rows,
					created,
					updated,
					skipped,
					failed
				})
			}),
			faults.length > 0 && /* @__PURE__ */ a("table", { children: [/* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: [
				/* @__PURE__ */ a("th", {
					scope: "col",
					children: say("import.row")
				}),
				/* @__PURE__ */ a("th", {
					scope: "col",
					children: say("import.column")
				}),
				/* @__PURE__ */ a("th", {
					scope: "col",
					children: say("import.fault")
				})
			] }) }), /* @__PURE__ */ a("tbody", { children: faults.slice(0, FAULTS_SHOWN_MAX).map(({ row, column, fault }) => /* @__PURE__ */ a("tr", { children: [
				/* @__PURE__ */ a("th", {
					scope: "row",
					children: row
				}),
				/* @__PURE__ */ a("td", { children: column }),
				/* @__PURE__ */ a("td", { children: fault })
			] }, `${row} ${column}`)) })] }),
			failed > Math.min(faults.length, FAULTS_SHOWN_MAX) && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("import.more_faults", { count: failed - Math.min(faults.length, FAULTS_SHOWN_MAX) })
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
	const [isImporting, setImporting] = d(false);
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
			children: [
				/* @__PURE__ */ a("header", {
					class: "row",
					children: [
						/* @__PURE__ */ a("h2", { children: say("contact.book") }),
						/* @__PURE__ */ a("button", {
							type: "button",
							"data-deed": "contact.new",
							onClick: create,
							children: say("contact.new")
						}),
						mayImport() && /* @__PURE__ */ a("button", {
							type: "button",
							"data-deed": "contact.import",
							onClick: () => setImporting(true),
							children: say("import.button")
						})
					]
				}),
				/* @__PURE__ */ a(Seeking, {
					text,
					seek,
					found,
					chosen,
					choose: ({ id }) => goTo({
						page: "contacts",
						contact: id
					})
				}),
				isImporting && /* @__PURE__ */ a(Importing, {
					close: () => setImporting(false),
					changed: () => setChanged((times) => times + 1)
				})
			]
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
// src/desk/why.tsx
/** Why is it still waiting: where it stands, what it needs, and what rules out each member of its queue. */
var LOOK_MS = 5e3;
function Why() {
	const about = asked.value;
	if (!about) return null;
	return /* @__PURE__ */ a(Answer, { ...about }, about.interaction);
}
function Answer({ interaction, name }) {
	const { told, atMs, problem, look } = useExplanation(interaction);
	return /* @__PURE__ */ a(Dialog, {
		title: say("waiting.why"),
		close: () => asked.value = void 0,
		children: /* @__PURE__ */ a("div", {
			class: "why",
			children: [
				/* @__PURE__ */ a("p", {
					class: "quiet",
					children: name
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				told && /* @__PURE__ */ a(Standing, { told }),
				told?.members && told.members.length > 0 && /* @__PURE__ */ a(Members, { members: told.members }),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("span", {
					class: "quiet",
					children: atMs > 0 && say("waiting.as_of", { time: preciseTime(atMs) })
				}), /* @__PURE__ */ a("button", {
					type: "button",
					"data-first": true,
					onClick: look,
					children: say("waiting.refresh")
				})] })
			]
		})
	});
}
/** Asked at once, again and again while it is looked at, and when the agent wants to. */
function useExplanation(interaction) {
	const [answer, setAnswer] = d({
		atMs: 0,
		problem: ""
	});
	const look = async () => {
		try {
			const told = await client.value?.ask("interaction.explain", { interaction });
			setAnswer({
				told,
				atMs: now.peek(),
				problem: ""
			});
		} catch (error) {
			if (error instanceof CommandFailed) setAnswer({
				atMs: now.peek(),
				problem: error.code === "forbidden" ? say("waiting.forbidden") : failureText(error)
			});
			else if (!(error instanceof SessionOver)) throw error;
		}
	};
	A(() => {
		look();
		const timer = setInterval(() => void look(), LOOK_MS);
		return () => clearInterval(timer);
	}, [interaction]);
	return {
		...answer,
		look: () => void look()
	};
}
function Standing({ told }) {
	if (!told.is_waiting) return /* @__PURE__ */ a("p", { children: say("waiting.not") });
	const names = (ids = []) => ids.map((id) => told.members?.find((one) => one.agent === id)?.name ?? id).join(", ");
	const [ringing, asking] = [names(told.ringing), names(told.asked)];
	const needs = (told.needs ?? []).map(({ skill, min }) => say("waiting.need", {
		skill,
		level: min
	})).join(", ");
	const left = (at) => span(Math.max(0, (at ?? 0) - now.value));
	const sentences = [
		say("waiting.place", {
			place: told.position ?? 1,
			count: told.waiting ?? 1,
			queue: nameOfId(told.queue ?? "")
		}),
		needs && say("waiting.needs", { needs }),
		told.relaxes_at_ms && say("waiting.relaxes", { span: left(told.relaxes_at_ms) }),
		told.resumes_at_ms && say("waiting.tries", { span: left(told.resumes_at_ms) })
	];
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("p", {
		class: "verdict",
		children: verdict(told, ringing, asking)
	}), /* @__PURE__ */ a("p", { children: sentences.filter(Boolean).join(" ") })] });
}
function verdict(told, ringing, asking) {
	if (ringing) return say("waiting.rings_at", { names: ringing });
	if (asking) return say("waiting.asks", { names: asking });
	if (told.members?.length === 0) return say("waiting.no_members");
	const next = told.members?.find((one) => one.agent === told.next_agent);
	return next ? say("waiting.next", { name: next.name }) : say("waiting.nobody");
}
function Members({ members }) {
	return /* @__PURE__ */ a("table", { children: [/* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: [/* @__PURE__ */ a("th", {
		scope: "col",
		children: say("waiting.agent")
	}), /* @__PURE__ */ a("th", {
		scope: "col",
		children: say("waiting.reason")
	})] }) }), /* @__PURE__ */ a("tbody", { children: members.map(({ agent, name, out, until_ms: until }) => /* @__PURE__ */ a("tr", {
		"data-free": !out,
		children: [/* @__PURE__ */ a("th", {
			scope: "row",
			children: name
		}), /* @__PURE__ */ a("td", { children: [out ? sayOr(`out.${out}`, out.replaceAll("_", " ")) : say("out.nothing"), until && until > now.value ? `, ${say("waiting.until", { span: span(until - now.value) })}` : ""] })]
	}, agent)) })] });
}
// src/desk/people/book.tsx
/** The parts of the desk that are read when they are wanted: about people, the choice of keys, parking, resolving, why something waits. */
learn(IMPORT_EN, IMPORT_ES);
export { ContactPanel, ContactsPage, KeysSettings, Parking, Resolving, Why };
