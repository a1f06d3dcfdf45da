// What `npm run generate` writes from openapi.json. Nothing in src/generated is written by hand. Operations give what the
// server answered, and throw what it refused: who wants the headers, too, asks for `responseStyle: "fields"`.
export default {
  input: "../../openapi.json",
  output: { path: "src/generated", importFileExtension: ".js" },
  plugins: [
    "@hey-api/typescript",
    { name: "@hey-api/sdk", responseStyle: "data" },
    { name: "@hey-api/client-fetch", throwOnError: true },
  ],
};
