import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { FirmFactory } from "@coachwork/testing";
import { build } from "esbuild";
import { PUBLIC_URL } from "../support/platform.ts";
import { PASSWORD, signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** The client as its users get it: packed, and installed in a project that has nothing else. */
const root = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);
let project: string;

const { database, platform } = await sharedStage();

const pnpm = (directory: string, ...args: readonly string[]) =>
  run("npx", ["-y", "pnpm@12", ...args], { cwd: directory });

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "coachwork-client-"));
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  // Not one of the workspace.
  await writeFile(join(project, "pnpm-workspace.yaml"), "packages: []\n");
  await pnpm(join(root, "packages/client"), "pack", "--pack-destination", project);
  const [tarball] = globSync("*.tgz", { cwd: project });
  await pnpm(project, "add", "--offline", `./${tarball}`);
});

afterAll(() => rm(project, { recursive: true, force: true }));

/** Runs a program of the project with Node. */
async function running(name: string, program: string, env: Record<string, string> = {}): Promise<string> {
  await writeFile(join(project, name), program);
  const { stdout } = await run(process.execPath, [join(project, name)], {
    cwd: project,
    env: { ...process.env, ...env },
  });
  return stdout;
}

/** What TypeScript says about programs of the project, also about the client's own types. */
async function typeCheck(programs: Record<string, string>): Promise<string> {
  for (const [name, text] of Object.entries(programs)) await writeFile(join(project, name), text);
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: "es2024", module: "nodenext", skipLibCheck: false },
    ...{ lib: ["es2024", "esnext.disposable", "dom", "dom.iterable", "dom.asynciterable"] },
    ...{ typeRoots: [join(root, "test/node_modules/@types")], types: ["node"] },
  };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(programs) }));
  const tsc = join(root, "test/node_modules/typescript/bin/tsc");
  return run(process.execPath, [tsc, "-p", project]).then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );
}

const readme = async () => {
  const text = await readFile(join(root, "packages/client/README.md"), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block]) => block).join("\n");
};

describe("the packed client", () => {
  test("has what the page says, in Node as an ES module", async () => {
    const firm = await FirmFactory.create(database.admin);
    const owner = await firm.person(["OWNER"], { email: `owner-${firm.firmId}@client.example` });
    await signIn(database, firm, owner);
    // Addresses of files begin with the public address.
    const names = `const ask = fetch;
      globalThis.fetch = (address, init) => ask(String(address).replace("${PUBLIC_URL}", "${platform.url}"), init);`;
    await writeFile(join(project, "names.mjs"), names);
    const env = {
      ...{ COACHWORK_URL: platform.url, EMAIL: `owner-${firm.firmId}@client.example`, PASSWORD },
      NODE_OPTIONS: `--import=${pathToFileURL(join(project, "names.mjs")).href}`,
    };
    const [{ name }] = (await database.admin.query("select name from person where id = $1", [owner])).rows;
    const [{ name: firmName }] = (await database.admin.query("select name from firm where firm_id = $1", [firm.firmId]))
      .rows;
    expect((await running("readme.ts", await readme(), env)).trim().split("\n")).toEqual([
      `${name} of ${firmName}`,
      "Birch & Sons",
      "There is one of that name.",
      name,
      "true",
      "UNAUTHENTICATED",
      "Questions.txt: What went well?",
      "",
      `Exported: ${name}`,
      "DONE",
    ]);
  });

  test("works as CommonJS", async () => {
    const program = `
      const { CoachworkClient, graphql, ApiError } = require("@coachwork/client");
      const client = new CoachworkClient({ url: ${JSON.stringify(platform.url)} });
      client.query(graphql("{ me { id } }")).then(
        (data) => console.log(data),
        (error) => console.log(error instanceof ApiError, error.code),
      );`;
    expect(await running("program.cjs", program)).toBe("true UNAUTHENTICATED\n");
  });

  test("has types by which strict TypeScript takes right programs, as the page's, and no wrong ones", async () => {
    const right = `
      import { CoachworkClient, graphql, type ResultOf, type SchemaType, type TypedDocument } from "@coachwork/client";
      const client = new CoachworkClient({ url: "http://127.0.0.1" });
      const Sessions = graphql("query ($first: Int!) { sessions(first: $first) { nodes { id status startsAt } } }");
      const { sessions } = await client.query(Sessions, { first: 1 });
      sessions.nodes[0]!.status! satisfies SchemaType<"SessionStatus">;
      // A document of somebody's own code generator.
      declare const Own: TypedDocument<{ me: { name: string } | null }, { [key: string]: never }>;
      (await client.query(Own)).me?.name satisfies string | undefined;
      declare const result: ResultOf<typeof Sessions>;
      result.sessions.nodes[0]!.id satisfies string;
    `;
    const required = `
      import coachwork = require("@coachwork/client");
      const Me = coachwork.graphql("{ me { name } }");
      void new coachwork.CoachworkClient({ url: "" }).query(Me).then(({ me }) => me?.name satisfies string | undefined);
    `;
    const wrong = `
      import { CoachworkClient, graphql } from "@coachwork/client";
      const client = new CoachworkClient({ url: "http://127.0.0.1" });
      const Sessions = graphql("query ($first: Int!) { sessions(first: $first) { nodes { id } } }");
      const { sessions } = await client.query(Sessions);
      const other = await client.query(Sessions, { first: "1" });
      sessions.nodes[0]!.title;
      const Create = graphql(\`mutation ($input: CreateOrganizationInput!) {
        createOrganization(input: $input) { userErrors { code message } } }\`);
      const { createOrganization } = await client.mutate(Create, { input: { title: "" } });
      if (createOrganization.userErrors[0]?.code === "NAME_TOKEN") throw new Error();
    `;
    const programs = { "readme.ts": await readme(), "right.ts": right, "required.cts": required, "wrong.ts": wrong };
    const said = await typeCheck(programs);
    const places = [...said.matchAll(/^[^ ].*?([^/]+\.[a-z.]+)\((\d+),.*error/gm)].map(
      ([, file, line]) => `${file}:${line}`,
    );
    expect(places).toEqual([5, 6, 7, 10, 11].map((line) => `wrong.ts:${line}`));
  });

  test("runs where there is nothing but what browsers have", async () => {
    const entry = join(project, "entry.js");
    await writeFile(entry, 'export * from "@coachwork/client";');
    // A module of Node, or of another package, would end the build.
    const { outputFiles } = await build({
      ...{ entryPoints: [entry], bundle: true, minify: true, write: false, platform: "browser", format: "iife" },
      globalName: "coachwork",
    });
    const { text, contents } = outputFiles[0]!;
    expect(contents.length).toBeLessThan(60_000);
    const page = createContext({
      ...{ fetch, URL, Headers, AbortSignal, TextEncoder, TextDecoder, setTimeout, clearTimeout, crypto },
    });
    runInContext(text, page);
    const asked = `new coachwork.CoachworkClient({ url: ${JSON.stringify(platform.url)} }).query("{ __typename }")`;
    expect(await runInContext(asked, page)).toEqual({ __typename: "Query" });
  });

  test("has no dependencies, and the licenses of what is in it", async () => {
    const installed = join(project, "node_modules/@coachwork/client");
    const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    expect(manifest.dependencies).toBeUndefined();
    const licenses = await readFile(join(installed, "dist/LICENSES.txt"), "utf8");
    for (const name of ["gql.tada", "@0no-co/graphql.web", "graphql-ws", "standardwebhooks", "fast-sha256"])
      expect(licenses).toContain(`${name} `);
  });
});
