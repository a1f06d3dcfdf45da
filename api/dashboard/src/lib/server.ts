// What the server says of itself in the page that it sends: what it is called, whether people sign up, and what went wrong
// where a person came instead of a program.
const told = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="almond-${name}"]`)?.content ?? "";

export const brand = told("brand") || "Almond";
export const maySignUp = told("ways-in").split(" ").includes("sign-up");
export const problem = { text: told("problem"), requestId: told("request") };
