// Links that were mailed or given. The token leaves the address bar at once and goes to the API only when the person presses
// the button: mail scanners open links, they press nothing.

/** The token of the link that led here. Links to projects have it in the fragment, which no server sees. */
export function takeToken(): string {
  const token = new URLSearchParams(location.search).get("token") ?? new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  history.replaceState(history.state, "", location.pathname);
  return token;
}

const INVITATION = "almond-invitation";

/** An invitation waits here while its person signs in or up, which a mailed link may end in another tab. It is of no use to anybody else. */
export const invitation = {
  keep: (token: string) => localStorage.setItem(INVITATION, token),
  kept: () => localStorage.getItem(INVITATION) ?? "",
  drop: () => localStorage.removeItem(INVITATION),
};

/** Where somebody belongs who has just come in by a link. */
export const afterwards = () => (invitation.kept() ? "/auth/invitation" : "/keys");
