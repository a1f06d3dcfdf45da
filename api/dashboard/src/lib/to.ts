// Where things are. The service may be below a path of its host, which the paths that are written here don't have.
import { goto as go } from "$app/navigation";
import { base } from "$app/paths";
import { page } from "$app/state";

/** The URL of a path of ours. */
export const to = (path: string): string => base + path;

/** Goes to a path of ours. */
export const goto = (path: string, options?: Parameters<typeof go>[1]) => go(to(path), options);

/** The path of the page that is shown, with its query. */
export const here = (): string => page.url.pathname.slice(base.length) + page.url.search;
