// Where things are. The service may be below a path of its host, and a path that has that already keeps it.
import { goto as go } from "$app/navigation";
import { base } from "$app/paths";

/** The URL of a path of ours. */
export const to = (path: string): string => (path === base || path.startsWith(`${base}/`) ? path : base + path) || "/";

/** Goes to a path of ours. */
export const goto = (path: string, options?: Parameters<typeof go>[1]) => go(to(path), options);
