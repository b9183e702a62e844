import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { seedDemo } from "@coachwork/infra/demo";
import { busSettings, openStorage, settings, storageSettings } from "@coachwork/platform";
import { TestClient } from "@coachwork/testing";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { bulkSettings } from "../../apps/gateway/src/partners/bulk/bulk-settings.js";
import { webhookSettings } from "../../apps/gateway/src/partners/webhooks/webhook-settings.js";
import { fileSettings } from "../../apps/gateway/src/resources/file-limits.js";
import { quickPath, runInBash } from "./bash.ts";
import { emptyIn, listenBefore } from "./listening.ts";
import { allPages, blocksIn, pages, root, section, shellBlocks, tableRows, textOf } from "./pages.ts";
import { secretsKey } from "../support/platform.ts";
import { ownStage } from "../support/stage.ts";

/** What the pages say holds: their commands are run, and what they name is compared with the code. */
let directory: string;

// The commands are processes of their own, which take their time on a busy machine.
jest.setTimeout(240_000);

// As `pnpm start` does, for servers on the same machine.
const { database, platform } = await ownStage({ ALLOW_PRIVATE_ADDRESSES: "true" });
const listening = await listenBefore(platform.url);
const files = await openStorage({ FILES_FOLDER: platform.files, FILES_S3_REGION: "" });

beforeAll(async () => {
  await seedDemo({ ...database, files, secretsKey });
  directory = await mkdtemp(join(tmpdir(), "coachwork-pages-"));
});

afterAll(async () => {
  await listening.close();
  await rm(directory, { recursive: true, force: true });
});

/** Their commands and statements set up a deployment, which operating.e2e.test.ts does. */
const OPERATING = "docs/operating.md";
const forOperators = [OPERATING, "docs/database.md"];

/** Of what the text of a page says that there is nothing or an error, in the order of its commands. */
const toldToBeEmpty: Readonly<Record<string, readonly string[]>> = {
  // The owner of the other firm does not see the session.
  "README.md": ["session"],
  // Neither does the owner of the other firm here, and a key with the schedule alone reads no people.
  "docs/tour.md": ["session", "errors"],
  // The id was never given out.
  "docs/api.md": ["node"],
  // A key with people alone reads no sessions, and one from elsewhere or that was revoked reads nothing.
  "docs/keys.md": ["errors", "errors", "errors"],
  // The mentor does not see what the mentee keeps private.
  "docs/mentoring.md": ["engagement.takeaways.nodes"],
  // Owners read no notes.
  "docs/who-sees-what.md": ["engagement.notes.nodes"],
  // A token that is none, and a page that is too long.
  "docs/errors.md": ["errors", "errors"],
  // It is too expensive.
  "docs/limits.md": ["errors"],
};

describe("the commands work in order, print what the page says, and find something", () => {
  test.each(pages.filter((page) => !forOperators.includes(page) && shellBlocks(textOf(page)).length > 0))(
    "%s",
    async (page) => {
      const blocks = shellBlocks(textOf(page));
      // The port alone tells the commands which platform they are for.
      const place = { PORT: listening.port, TMPDIR: directory };
      const env = page === "README.md" ? place : { ...place, PATH: await quickPath(directory) };
      const outputs = await runInBash(
        blocks.map(({ commands }) => commands),
        { directory, env },
      );
      blocks.forEach(({ commands, expected }, place) => {
        const printed = (outputs[place] ?? "").split("\n").filter((line) => line !== "");
        expect({ commands, printed }).toEqual({ commands, printed: expected.map(asExpected) });
      });
      const heard = listening.take();
      const asked = blocks.flatMap(({ commands }) => commands.match(/\bgraphql "\$\w+"/g) ?? []);
      expect(heard.length).toBeGreaterThanOrEqual(asked.length);
      const empty = heard.flatMap((one) => emptyIn(one).map((place) => ({ place, query: one.query })));
      const told = toldToBeEmpty[page] ?? [];
      expect({ empty, places: empty.map(({ place }) => place) }).toEqual({ empty, places: told });
    },
  );
});

const LIVE = "docs/live.md";

describe("The subscriptions of the page", () => {
  const [ofEngagement = "", ofFirm = "", ...others] = blocksIn(textOf(LIVE), "graphql");

  async function clientOf(role: string): Promise<TestClient> {
    const [token = ""] = await runInBash([`. docs/shell.sh\npnpm demo:token ${role}`], {
      directory,
      env: { PORT: new URL(platform.url).port, PATH: await quickPath(directory) },
    });
    return new TestClient(platform.url, token.trim());
  }

  test("are two", () => expect(others).toEqual([]));

  test("tell what happens in an engagement", async () => {
    const coach = await clientOf("COACH");
    const { engagements } = await coach.ask("{ engagements(first: 1, filter: { status: ACTIVE }) { nodes { id } } }");
    const { id } = engagements.nodes[0];
    const changes = coach.follow(ofEngagement, { id });
    await changes.until(1);
    const note =
      'mutation ($id: ID!) { createNote(input: { engagementId: $id, visibility: PRIVATE, text: "Ask." }) { userErrors { code } } }';
    expect(await coach.ask(note, { id })).toEqual({ createNote: { userErrors: [] } });
    const [, told] = await changes.until(2);
    expect(told?.data).toMatchObject({ engagementChanged: { object: { text: "Ask." } } });
    await coach.close();
  });

  test("tell what happens in the firm", async () => {
    const owner = await clientOf("OWNER");
    const events = owner.follow(ofFirm);
    await events.until(1);
    const person =
      'mutation { createPerson(input: { name: "Ada Moor", email: "ada@moor.example", roles: [CLIENT], timeZone: "Europe/London" }) { userErrors { code } } }';
    expect(await owner.ask(person)).toEqual({ createPerson: { userErrors: [] } });
    const [snapshot, told] = await events.until(2);
    expect(snapshot?.data).toMatchObject({ events: { type: "SNAPSHOT", object: null } });
    expect(told?.data).toMatchObject({ events: { type: "PERSON_CREATED", object: { name: "Ada Moor" } } });
    await owner.close();
  });
});

test("every block of code is one that a test runs, or a picture", () => {
  for (const page of pages) {
    const languages = [...textOf(page).matchAll(/^ *```(\w*)\n.*?^ *```$/gms)].map(([, language]) => language);
    const known = [
      "sh",
      "mermaid",
      ...(forOperators.includes(page) ? ["sql"] : []),
      ...(page === LIVE ? ["graphql"] : []),
    ];
    // The front page's own commands, which start the platform and this test.
    const others = languages.filter((language) => !known.includes(language!));
    expect({ page, others }).toEqual({ page, others: page === "README.md" ? [""] : [] });
  }
});

test("every page is short enough to read at once", () => {
  const lengths = pages.map((page) => ({ page, lines: textOf(page).split("\n").length - 1 }));
  expect(lengths.filter(({ page, lines }) => lines > (page === "README.md" ? 150 : 200))).toEqual([]);
});

test("the table of settings has every variable that is read, by whom, and its default", () => {
  const rows = tableRows(section(OPERATING, "Settings"));
  const told = rows.map(([variable = "", readers = ""]) => `${unquoted(variable)}: ${readers}`).sort();
  const read = new Map<string, string[]>();
  for (const [reader, variables] of [
    ["gateway", readBy("gateway")],
    ["scheduling", readBy("scheduling")],
    ["start", matches("infra/launcher/environment.ts", /\benv(?:\.|, ")([A-Z_]+)/g)],
  ] as const) {
    for (const variable of variables) read.set(variable, [...(read.get(variable) ?? []), reader]);
  }
  expect(told).toEqual([...read].map(([variable, readers]) => `${variable}: ${readers.join(", ")}`).sort());

  const shared = {
    ...settings,
    ...storageSettings,
    ...busSettings,
    ...fileSettings,
    ...webhookSettings,
    ...bulkSettings,
  };
  for (const [variable = "", , standard = ""] of rows) {
    const setting = shared[unquoted(variable) as keyof typeof shared];
    if (!setting) continue;
    const { data } = setting.safeParse(undefined);
    expect({ variable, standard: unquoted(standard) }).toEqual({
      variable,
      standard: data === undefined ? "none" : String(data),
    });
  }
});

/** What a service reads by itself, and what opens its storage and its bus. */
function readBy(app: string): Set<string> {
  const main = `apps/${app}/src/main.ts`;
  const opened = [
    ["openStorage(config", storageSettings],
    ["openBus(config", busSettings],
  ] as const;
  const opens = opened.filter(([call]) => textOf(main).includes(call));
  return new Set([...matches(main, /\bconfig\.([A-Z_]+)/g), ...opens.flatMap(([, read]) => Object.keys(read))]);
}

test("the table of close codes has every code that the gateway closes a socket with", () => {
  const closing = matches("apps/gateway/src/live/socket-transport.ts", /^ {2}\w+: (\d{4}),$/gm);
  const told = tableRows(section("docs/live.md", "When a socket closes")).map(([code]) => code);
  expect(closing.size).toBeGreaterThan(4);
  expect([...closing].filter((code) => !told.includes(code))).toEqual([]);
});

test("what the pages name is there", () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: Record<string, string> };
  for (const page of allPages) {
    const text = textOf(page);
    for (const [, link = "", , heading] of text.matchAll(/\]\((?!https?:)([^)#]*)(#([^)]+))?\)/g)) {
      const target = link === "" ? page : join(dirname(page), link);
      expect({ page, link, exists: existsSync(root + target) }).toEqual({ page, link, exists: true });
      if (heading)
        expect({ page, link, headings: headingsOf(target) }).toMatchObject({
          headings: expect.arrayContaining([heading]),
        });
    }
    for (const [, path = ""] of text.matchAll(/`((?:apps|docs|packages|infra|test)\/[\w./-]+)`/g)) {
      expect({ page, path, exists: existsSync(root + path) }).toEqual({ page, path, exists: true });
    }
    for (const [, script = ""] of text.matchAll(/\bpnpm(?:@12)? ([a-z]+(?::[a-z]+)?)\b/g)) {
      if (["install", "of"].includes(script)) continue;
      expect({ page, script, exists: script in scripts }).toEqual({ page, script, exists: true });
    }
  }
});

test("every page is reached from the front page, and every decision from their list", () => {
  const front = textOf("README.md");
  expect(pages.slice(1).filter((page) => !front.includes(`](${page})`))).toEqual([]);
  const list = textOf("docs/adr/README.md");
  expect(
    globSync("*.md", { cwd: `${root}docs/adr` }).filter((file) => file !== "README.md" && !list.includes(`](${file})`)),
  ).toEqual([]);
});

/** The headings of a page, as links name them. */
function headingsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** A line as a page shows it; `…` stands for anything. */
function asExpected(line: string): unknown {
  if (!line.includes("…")) return line;
  return expect.stringMatching(new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", ".*")}$`));
}

function matches(file: string, pattern: RegExp): Set<string> {
  return new Set([...readFileSync(root + file, "utf8").matchAll(pattern)].map(([, variable = ""]) => variable));
}

function unquoted(cell: string): string {
  return cell.replaceAll("`", "");
}
