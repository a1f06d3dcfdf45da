// What a form of a resource has in it at first, and what of it is sent.
import type { Input, Values } from "./types";

export type Typed = Record<string, string | boolean | string[]>;

export function initial<T>(inputs: Input<T>[], row: T | null): Typed {
  const value = ({ name, as, from }: Input<T>) => {
    if (from) return from(row);
    const held = row ? (row as Values)[name] : undefined;
    if (as === "check") return held === undefined ? true : Boolean(held);
    if (as === "many") return (held as string[] | undefined) ?? [];
    return held === undefined || held === null ? "" : String(held);
  };
  return Object.fromEntries(inputs.map((input) => [input.name, value(input)]));
}

const sent = <T>({ as, required }: Input<T>, typed: Typed[string]): unknown => {
  if (as === "number") return typed === "" ? null : Number(typed);
  if (typed === "" && !required) return null;
  return typed;
};

/** For a new one all that was filled in; for a change what differs from before. */
export function toSend<T>(inputs: Input<T>[], typed: Typed, before: Typed | null): Values {
  const same = (input: Input<T>) => before && JSON.stringify(before[input.name]) === JSON.stringify(typed[input.name]);
  const values = inputs.filter((input) => !same(input)).map((input) => [input.name, sent(input, typed[input.name] ?? "")] as const);
  return Object.fromEntries(before ? values : values.filter(([, value]) => value !== null));
}
