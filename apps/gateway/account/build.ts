/** Builds the page that links in e-mails lead to, into dist/account/. */
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const target = fileURLToPath(import.meta.resolve("../dist/account/"));

await build({
  entryPoints: [fileURLToPath(import.meta.resolve("./page.ts"))],
  outdir: target,
  bundle: true,
  minify: true,
  target: "es2023",
  format: "esm",
  logLevel: "warning",
});
for (const name of ["index.html", "style.css"]) await cp(new URL(name, import.meta.url), `${target}${name}`);
