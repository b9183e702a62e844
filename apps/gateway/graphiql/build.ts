/**
 * Bundles GraphiQL into dist/graphiql/: index.html, and assets/ with everything that it loads. Each asset's name
 * contains a hash of its content, so browsers may cache it forever.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const target = fileURLToPath(import.meta.resolve("../dist/graphiql/"));

/**
 * GraphiQL loads Prettier's parsers by their old names, which are CommonJS. With those, a dynamic import between
 * esbuild's chunks finds only the default export, and "Prettify" does nothing. The new names are ES modules.
 */
const prettierAsModules: Plugin = {
  name: "prettier-as-modules",
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^prettier\/parser-/ }, ({ path, importer, resolveDir, kind }) =>
      resolve(path.replace("parser-", "plugins/"), { importer, resolveDir, kind }),
    ),
};

/** Bundles each entry by URL, and returns the path below /graphql/ where browsers find it. */
async function bundle(entries: Record<string, string>, options: BuildOptions): Promise<Record<string, string>> {
  const { metafile } = await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, url]) => [name, fileURLToPath(url)])),
    outdir: `${target}assets`,
    entryNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    target: "es2023",
    // Licence notices that must be passed on go into files beside the code.
    legalComments: "linked",
    logLevel: "warning",
    ...options,
    metafile: true,
  });
  const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
  const outputOf = (entry: string) => outputs.find((name) => /^(.+)-[A-Z0-9]{8}[.]\w+$/.exec(name)?.[1] === entry);
  return Object.fromEntries(Object.keys(entries).map((entry) => [entry, `assets/${outputOf(entry)}`]));
}

await rm(target, { recursive: true, force: true });

const [workers, look] = await Promise.all([
  bundle(
    {
      editor: import.meta.resolve("monaco-editor/esm/vs/editor/editor.worker.js"),
      graphql: import.meta.resolve("monaco-graphql/esm/graphql.worker.js"),
      json: import.meta.resolve("monaco-editor/esm/vs/language/json/json.worker.js"),
    },
    { format: "iife" },
  ),
  bundle(
    { style: import.meta.resolve("./style.css"), icon: import.meta.resolve("./icon.svg") },
    { loader: { ".svg": "copy" } },
  ),
]);
const script = await bundle(
  { page: import.meta.resolve("./page.tsx") },
  {
    format: "esm",
    splitting: true,
    jsx: "automatic",
    plugins: [prettierAsModules],
    // Monaco's modules import their styles, but GraphiQL's style sheet already contains them.
    loader: { ".css": "empty" },
    define: { "process.env.NODE_ENV": '"production"', WORKERS: JSON.stringify(workers) },
  },
);

const assets: Record<string, string> = { ...look, ...script };
const template = await readFile(new URL("index.html", import.meta.url), "utf8");
await writeFile(
  `${target}index.html`,
  template.replace(/%(\w+)%/g, (_, name: string) => `/graphql/${assets[name]}`),
);
