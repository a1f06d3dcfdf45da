// Which inputs of a form the API has found wrong: it names them as the API does, `allowedCidrs[0]` for one of several.
import { getContext, setContext } from "svelte";
import { Refusal } from "$lib/api";

const KEY = Symbol("faults");
type Names = () => string[];

export const tellFaults = (error: () => unknown) =>
  setContext<Names>(KEY, () => {
    const refused = error();
    return refused instanceof Refusal ? Object.keys(refused.details.fields ?? {}) : [];
  });

/** To be called while an input is set up; says of its name whether it is wrong. */
export function faults() {
  const names = getContext<Names | undefined>(KEY);
  return (name: string | null | undefined) => Boolean(name && names?.().some((one) => one === name || one.startsWith(`${name}[`)));
}
