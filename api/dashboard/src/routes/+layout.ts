// Everything is rendered in the browser: the server sends one page for all paths.
export const ssr = false;
export const prerender = false;
