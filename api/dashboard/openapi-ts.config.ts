// The client is made from the document that is checked in, before each build.
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "../../openapi.json",
  output: { path: "src/lib/client" },
  // Closed sets are there as values too: what a form chooses from.
  plugins: ["@hey-api/client-fetch", { name: "@hey-api/typescript", enums: "javascript" }, "@hey-api/sdk"],
});
