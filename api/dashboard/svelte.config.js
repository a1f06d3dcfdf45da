// One page for all paths: the server doesn't render, and the content security policy is set by `surface::dashboard`.
import adapter from "@sveltejs/adapter-static";

export default {
  kit: {
    adapter: adapter({ pages: "out", fallback: "index.html", strict: false }),
    alias: { $ui: "src/lib/ui" },
    version: { pollInterval: 0 },
  },
};
