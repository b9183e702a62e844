/** Builds the package: types from schema.graphql, then the module in both formats, with all it needs in it. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputIntrospectionFile, minifyIntrospection } from "@gql.tada/internal";
import { buildSchema, introspectionFromSchema } from "graphql";
import { build } from "tsdown";

const here = (path: string) => new URL(path, import.meta.url);

const schema = buildSchema(readFileSync(here("../../schema/schema.graphql"), "utf8"));
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
const file = outputIntrospectionFile(introspection, { fileType: ".d.ts", shouldPreprocess: true });
// What follows would tell every program that uses gql.tada of this schema.
const [types] = file.split("import * as gqlTada");
// Both formats of the module share it.
for (const folder of ["src/generated", "dist/generated"]) {
  mkdirSync(here(`../${folder}`), { recursive: true });
  writeFileSync(here(`../${folder}/introspection.d.cts`), `// Made of schema.graphql by the build.\n${types}`);
}

const { bundles } = await build({
  cwd: join(import.meta.dirname, ".."),
  config: false,
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  // For browsers and Node alike.
  platform: "neutral",
  inputOptions: { resolve: { mainFields: ["module", "main"] }, checks: { bundlerTimings: false } },
  target: "es2022",
  tsconfig: "tsconfig.build.json",
  fixedExtension: true,
  dts: { sourcemap: false, resolver: "tsc" },
  clean: false,
  deps: {
    alwaysBundle: [/.*/],
    onlyBundle: false,
    dts: { alwaysBundle: [/.*/], neverBundle: [/generated\/introspection/] },
  },
  logLevel: "warn",
});

/** The packages that are in the module. Their licenses ask to be handed on. */
const folders = bundles
  .flatMap(({ chunks }) => chunks)
  .flatMap((chunk) => ("moduleIds" in chunk ? chunk.moduleIds : []))
  .flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []);
const notices = [...new Set(folders)].map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Record<
    string,
    string
  >;
  const [text] = globSync("{LICENSE,LICENCE,COPYING}*", { cwd: folder });
  return `${name} ${version} (${license})\n\n${text ? readFileSync(`${folder}/${text}`, "utf8").trim() : ""}`;
});
writeFileSync(here("../dist/LICENSES.txt"), `${notices.sort().join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
