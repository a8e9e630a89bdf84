/**
 * Writes src/client/{received,sent,tables}.ts from protocol/schema: types of what a server and a client say, and the
 * tables that the client goes by. `--check` writes nothing and fails when a file differs.
 */
import { compile } from "json-schema-to-typescript";
import { readFileSync, writeFileSync } from "node:fs";

const SCHEMA = new URL("../../../protocol/schema/", import.meta.url);
const OUT = new URL("../src/client/", import.meta.url);
const BANNER = "// Generated from protocol/schema by scripts/generate.mjs; not edited by hand.\n\n";
const LIMITS = [
  "BACKOFF_BASE_MS", "BACKOFF_CAP_MS", "BATCH_COMMANDS_MAX", "COMMANDS_IN_FLIGHT_MAX", "HEARTBEAT_INTERVAL_MS",
  "HEARTBEAT_TIMEOUT_MS", "HELLO_BYTES_MAX", "MAIL_UPLOADS_BYTES_MAX", "MAIL_UPLOADS_MAX", "MAIL_UPLOAD_BYTES_MAX",
  "MESSAGE_BYTES_MAX", "POSITIONS_MAX", "RESUME_JITTER_MS", "TEXT_CHARS_MAX",
];

const read = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, SCHEMA), "utf8"));
const isClass = (name) => /^[A-Z]/.test(name);
const isNull = (schema) => schema.type === "null";

/** `null` says the same as an absent field: types know absence only. */
function withoutNull(schema) {
  if (Array.isArray(schema)) return schema.map(withoutNull);
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.$ref) return { $ref: schema.$ref };
  if (schema.prefixItems) return { tsType: `[${schema.prefixItems.map(tupleItem).join(", ")}]` };
  const plain = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withoutNull(value)]));
  if (!plain.anyOf?.some(isNull)) return plain;
  const { anyOf, default: _, ...rest } = plain;
  const others = anyOf.filter((one) => !isNull(one));
  return others.length === 1 ? { ...rest, ...others[0] } : { ...rest, anyOf: others };
}

const tupleItem = ({ type }) => (type === "integer" ? "number" : type);
const isNullable = (schema) => Boolean(schema.anyOf?.some(isNull));
/** Classes without any field that must be there. */
const EMPTY = ["Consumer", "CallMedia"];

/** What a field is when it is not there; undefined: it stays absent. */
function absent(schema) {
  if (isNullable(schema)) return undefined;
  if (schema.default !== undefined) return schema.default;
  return EMPTY.some((name) => schema.$ref === `#/$defs/${name}`) ? {} : undefined;
}

async function types(defs, name, { areWhole }) {
  const classes = Object.entries(defs).filter(([key]) => isClass(key));
  const whole = classes.map(([key, schema]) => {
    if (!areWhole || !schema.properties) return [key, schema];
    const required = Object.keys(schema.properties).filter(
      (field) => schema.required?.includes(field) || absent(schema.properties[field]) !== undefined,
    );
    return [key, { ...schema, required }];
  });
  const root = { title: name, type: "object", properties: {}, $defs: withoutNull(Object.fromEntries(whole)) };
  const text = await compile(root, name, {
    additionalProperties: false, bannerComment: "", unreachableDefinitions: true, style: { printWidth: 120 },
    ignoreMinAndMaxItems: true,
  });
  return text
    .replace(`export interface ${name} {}\n`, "")
    .replaceAll(/ \*\n \* This interface was referenced by `\w+`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, "")
    .replaceAll(/\/\*\*\n \* This interface was referenced by `\w+`'s JSON-Schema\n \* via the `definition` "\w+"\.\n \*\/\n/g, "");
}

/** `"offer.created": OfferCreated` for each of `event.…`. */
function names(defs, prefix, of) {
  return Object.keys(defs)
    .filter((key) => key.startsWith(prefix) && of(defs[key]))
    .map((key) => `  "${key.slice(prefix.length)}": ${of(defs[key])};\n`)
    .join("");
}

const refOf = (schema) => schema?.$ref?.split("/").at(-1);

async function received() {
  const { $defs } = read("server");
  const data = (frame) => refOf(frame.properties.data);
  return (
    BANNER + (await types($defs, "Received", { areWhole: true })) +
    `\n/** Name of a numbered event to its data. */\nexport interface EventData {\n${names($defs, "event.", data)}}\n` +
    `\n/** Name of a passing fact to its data. */\nexport interface EphemeralData {\n${names($defs, "ephemeral.", data)}}\n`
  );
}

async function sent() {
  const { $defs } = read("client");
  const params = (frame) => refOf(frame.properties.params) ?? (frame.properties.params ? "Record<string, never>" : null);
  return (
    BANNER + (await types($defs, "Sent", { areWhole: false })) +
    `\n/** Method to its parameters. */\nexport interface Params {\n${names($defs, "command.", params)}}\n` +
    `\nexport type Method = keyof Params;\n`
  );
}

/** Per class the fields that need care: what stands for an absent one, and of which class the value or its items are. */
function shapes(defs) {
  const table = {};
  for (const [name, schema] of Object.entries(defs).filter(([key, value]) => isClass(key) && value.properties)) {
    const fields = {};
    for (const [field, whole] of Object.entries(schema.properties)) {
      const plain = withoutNull(whole);
      const inner = refOf(plain) ?? refOf(plain.items) ?? refOf(plain.additionalProperties);
      const of = inner && defs[inner]?.properties ? inner : undefined;
      const isMap = of !== undefined && refOf(plain.additionalProperties) === of;
      const fallback = absent(whole);
      const shape = { ...(fallback !== undefined && { absent: fallback }), ...(of && { of }), ...(isMap && { isMap }) };
      if (Object.keys(shape).length) fields[field] = shape;
    }
    if (Object.keys(fields).length) table[name] = fields;
  }
  return table;
}

function tables() {
  const { $defs } = read("server");
  const closes = read("close_codes");
  const limits = read("limits");
  const dataOf = (prefix) => Object.fromEntries(
    Object.keys($defs).filter((key) => key.startsWith(prefix)).map((key) => [key.slice(prefix.length), refOf($defs[key].properties.data)]).filter(([, of]) => of),
  );
  const keyless = Object.entries(read("methods")).filter(([, info]) => !info.needs_key).map(([method]) => method);
  const verdicts = Object.fromEntries(Object.entries(closes.codes).map(([code, { reason, verdict }]) => [code, { reason, verdict }]));
  const say = (name, type, value, about) => `/** ${about} */\nexport const ${name}: ${type} = ${JSON.stringify(value, null, 2)};\n\n`;
  return BANNER + [
    `export type Verdict = "over" | "resume" | "new_session" | "reauthenticate" | "stop";\n\n`,
    `export interface Shape {\n  absent?: unknown;\n  of?: string;\n  isMap?: boolean;\n}\n\n`,
    say("BANDS", "Record<string, Verdict>", closes.bands, "What an unknown close code says, by its band."),
    say("CLOSES", "Record<number, { reason: string; verdict: Verdict }>", verdicts, "What each close code says."),
    say("LIMITS", "{ " + LIMITS.map((name) => `${name}: number`).join("; ") + " }", Object.fromEntries(LIMITS.map((name) => [name, limits[name].value])), "The numbers that a client keeps before a welcome tells it otherwise."),
    say("KEYLESS", "ReadonlySet<string>", null, "Methods that change nothing and need no key.").replace("null", `new Set(${JSON.stringify(keyless, null, 2)})`),
    say("EVENT_CLASS", "Record<string, string>", dataOf("event."), "Name of an event to the class of its data."),
    say("EPHEMERAL_CLASS", "Record<string, string>", dataOf("ephemeral."), "Name of a passing fact to the class of its data."),
    say("SHAPES", "Record<string, Record<string, Shape>>", shapes($defs), "What stands for a field that is left out, and the class inside."),
  ].join("").trimEnd() + "\n";
}

const files = { "received.ts": await received(), "sent.ts": await sent(), "tables.ts": tables() };
const isCheck = process.argv.includes("--check");
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, OUT);
  if (!isCheck) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`src/client/${name} differs from protocol/schema: npm run generate`);
    process.exitCode = 1;
  }
}
