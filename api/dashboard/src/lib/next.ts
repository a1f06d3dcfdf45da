// Where a person wanted to be before signing in. A provider takes them off the site meanwhile, so the tab remembers it.
const KEPT = "almond-next";

/** Only paths of ours: anything else would send people to where a link wants them. */
const isOurs = (path: string) => /^\/[\w-][\w/?=&%.#-]*$/.test(path);

export const wanted = (query: URLSearchParams): string => {
  const asked = query.get("next") ?? "";
  return isOurs(asked) ? asked : "/keys";
};

export const keep = (path: string) => sessionStorage.setItem(KEPT, path);

/** What was kept, once. */
export function take(): string {
  const kept = sessionStorage.getItem(KEPT) ?? "";
  sessionStorage.removeItem(KEPT);
  return isOurs(kept) ? kept : "/keys";
}

/** The way to sign in that leads back to `path`. */
export const signInThen = (path: string) => `/sign-in?next=${encodeURIComponent(path)}`;
