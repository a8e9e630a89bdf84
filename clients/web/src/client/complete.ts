/** What the wire leaves out, put back: a field without a value gets what stands for it, `null` becomes absence. */
import { SHAPES } from "./tables.ts";

type Plain = Record<string, unknown>;

/** A value of this class with nothing missing. A class that is not known here stays as it came. */
export function complete<T>(name: string, plain: unknown): T {
  const shapes = SHAPES[name];
  if (!isObject(plain)) return plain as T;
  const whole: Plain = {};
  for (const [field, value] of Object.entries(plain)) if (value !== null) whole[field] = value;
  for (const [field, { absent, of, isMap }] of Object.entries(shapes ?? {})) {
    const value = whole[field] ?? structuredClone(absent);
    if (value !== undefined) whole[field] = of === undefined ? value : inside(of, value, isMap === true);
  }
  return whole as T;
}

function inside(of: string, value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => complete(of, item));
  if (!isMap || !isObject(value)) return complete(of, value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, complete(of, item)]));
}

function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
