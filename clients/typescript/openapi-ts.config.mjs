// What `npm run generate` writes from openapi.json. Nothing in src/generated is written by hand.
export default {
  input: "../../openapi.json",
  output: { path: "src/generated", importFileExtension: ".js" },
  plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
};
