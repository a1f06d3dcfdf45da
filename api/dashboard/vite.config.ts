// The build, and in development the way to a server that runs on its usual port.
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { sveltekit } from "@sveltejs/kit/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

/** A static `style` attribute breaks our policy, and SvelteKit's own root component has one. */
const withoutInlineStyle: Plugin = {
  name: "without-inline-style",
  enforce: "pre",
  transform(code, id) {
    if (!/generated\/root\.svelte$/.test(id)) return;
    return code.replace(/style="[^"]*"/g, 'class="sr-only"');
  },
};

/** What several pages have is in few files; each string would have its own otherwise, which is mostly the file. */
const groups = [
  { name: "messages", test: /paraglide\/messages/, minShareCount: 2 },
  { name: "parts", test: /src\/lib\/ui\//, minShareCount: 3 },
];

export default defineConfig({
  plugins: [
    withoutInlineStyle,
    tailwindcss(),
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/lib/paraglide",
      strategy: ["localStorage", "preferredLanguage", "baseLocale"],
    }),
    sveltekit(),
  ],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
  },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
  server: { proxy: { "/api": "http://localhost:8080" } },
});
