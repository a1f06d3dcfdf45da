// Puts what was built where the server's build looks for it, with compressed forms beside it, and prints what a first
// visit loads.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [from, to] = ["out", "build"];
mkdirSync(to, { recursive: true });
for (const name of readdirSync(to)) if (name !== ".gitignore") rmSync(join(to, name), { recursive: true });
cpSync(from, to, { recursive: true });

for (const name of readdirSync(to, { recursive: true })) {
  const path = join(to, name);
  if (!/\.(js|css|svg|json)$/.test(name) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  if (content.length < 1024) continue;
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
}
