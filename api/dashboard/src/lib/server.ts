// What the server says of itself in the page: which ways in there are.
const told = document.querySelector<HTMLMetaElement>('meta[name="almond-ways-in"]')?.content ?? "";
const names = told.split(" ").filter(Boolean);
const labels: Record<string, string> = { github: "GitHub", google: "Google", oidc: "OpenID" };

export const providers = names.filter((name) => name !== "sign-up").map((name) => ({ name, label: labels[name] ?? name }));
export const maySignUp = names.includes("sign-up");
