// Where the API is, and what SvelteKit does with an error of its own. A path that isn't there is no fault of the page's: it says so by itself.
import type { HandleClientError } from "@sveltejs/kit";
import { base } from "$app/paths";
import { client } from "$lib/client/client.gen";

if (base) client.setConfig({ baseUrl: base });

export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status !== 404) console.error(error);
  return { message };
};
