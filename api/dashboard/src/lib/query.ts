// Filters and tabs are in the URL: a link to the page leads to what is seen.
import { replaceState } from "$app/navigation";
import { page } from "$app/state";

export const get = (name: string) => page.url.searchParams.get(name) ?? "";

/** Puts these into the URL in place of what was there; empty ones are taken out. */
export function put(values: Record<string, string>) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  replaceState(url, page.state);
}
