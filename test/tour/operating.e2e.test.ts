import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { withConnection } from "@coachwork/infra/database";
import { freePort } from "@coachwork/infra/ports";
import { type RunningPostgres, startPostgres } from "@coachwork/infra/postgres";
import { TestClient, until } from "@coachwork/testing";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { runInBash } from "./bash.ts";
import { blocksIn, root, section, shellBlocks, textOf } from "./pages.ts";

/** A deployment, set up by the statements and commands of the pages for operators, on a server of its own. */
let directory: string;
let postgres: RunningPostgres;
let ports: { gateway: number; scheduling: number };
const services: ChildProcess[] = [];

const operating = textOf("docs/operating.md");
const [roles = ""] = blocksIn(operating, "sql");
const [jobs = ""] = blocksIn(section("docs/operating.md", "Jobs"), "sql");
const [timeouts = ""] = blocksIn(textOf("docs/database.md"), "sql");
const [migrate, ...run] = shellBlocks(operating).map(({ commands }) => commands);

// A new server is made and migrated, and the commands are processes of their own.
jest.setTimeout(240_000);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "coachwork-operating-"));
  postgres = await startPostgres({
    directory: join(directory, "data"),
    password: "postgres",
    flags: ["-c", "fsync=off"],
    initFlags: ["--no-sync"],
  });
  ports = { gateway: await freePort(), scheduling: await freePort() };
});

afterAll(async () => {
  for (const service of services) {
    if (service.exitCode !== null) continue;
    const ended = new Promise((resolve) => service.once("exit", resolve));
    service.kill("SIGTERM");
    await ended;
  }
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
});

test("the page's statements and commands set up a deployment, whose first owner signs up", async () => {
  const [before = "", after = ""] = roles.replaceAll("'…'", "'secret'").split("\\connect coachwork\n");
  for (const [database, statements] of [
    ["postgres", before],
    ["coachwork", after],
  ] as const)
    for (const statement of statements.split(/;\n/).filter((text) => text.trim() !== ""))
      await asAdministrator(statement, database);
  await asAdministrator(timeouts);

  const [printed = ""] = await runInBash([filled(migrate!)], { directory, env: {} });
  const [upToDate, invitation = ""] = printed.trim().split("\n");
  expect(upToDate).toMatch(/is up to date\.$/);

  expect(run).toHaveLength(2);
  for (const command of run) await start(filled(command));
  const url = `http://127.0.0.1:${ports.gateway}`;
  const response = await fetch(`${url}/auth/invitation/accept`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: invitation, password: "a password of their own" }),
  });
  const { token } = (await response.json()) as { token: string };
  const owner = new TestClient(url, token);
  expect(await owner.ask("{ me { name roles } firm { name timeZone } }")).toEqual({
    me: { name: "Their Name", roles: ["OWNER"] },
    firm: { name: "A Firm", timeZone: "Europe/London" },
  });
});

test("the owner of the tables sees failed jobs and has them tried again, by the page's statements", async () => {
  await asAdministrator("select graphile_worker.add_job('doneByNobody', '{}', max_attempts => 1)");
  await asAdministrator(
    "update graphile_worker._private_jobs set attempts = 1, last_error = 'No.', run_at = now() + interval '1 day'",
  );
  const [failed, tryAgain] = jobs.trim().split("\n");
  const [job] = await asOwner<{ id: string }>(failed!);
  expect(job).toMatchObject({ task_identifier: "doneByNobody", last_error: "No." });
  await asOwner(tryAgain!.replace("ID", job!.id));
  expect(await asOwner(failed!)).toEqual([]);
});

test("the owner of the tables cannot dump them, since row level security holds for it too", async () => {
  // What pg_dump asks for, so that a dump is whole or fails.
  await expect(asOwner("set row_security = off; select * from person")).rejects.toThrow(/row-level security/);
});

/** The page's commands with what they leave open. */
function filled(commands: string): string {
  const [port] = /\d+$/.exec(new URL(postgres.adminUrl()).host)!;
  return commands
    .replaceAll(/(postgres:\/\/\w+):…@db\//g, `$1:secret@127.0.0.1:${port}/`)
    .replaceAll(/\b(\w+_SECRET|SECRETS_KEY)=…/g, `$1=${"a-secret-for-tests-only-".repeat(2)}`)
    .replace("HOST=0.0.0.0", "HOST=127.0.0.1")
    .replace("http://scheduling:4100", `http://127.0.0.1:${ports.scheduling}`);
}

/** Starts a service by its command, and waits until it is ready. */
async function start(command: string): Promise<void> {
  const settings = {
    // The page asks for this version of Node.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    PORT: String(ports.gateway),
    SCHEDULING_PORT: String(ports.scheduling),
    MAIL_OUTBOX: join(directory, "outbox"),
  };
  // Bash becomes the service, so that what is stopped later is not bash alone.
  const service = spawn("bash", ["-c", command.replace("node apps/", "exec node apps/")], {
    cwd: root,
    env: { ...process.env, ...settings },
  });
  services.push(service);
  let said = "";
  for (const stream of [service.stdout, service.stderr]) stream.on("data", (text) => (said += String(text)));
  const port = command.includes("apps/gateway") ? ports.gateway : ports.scheduling;
  await until("the service to be ready", async () => {
    if (service.exitCode !== null) throw new Error(`The service ended:\n${said}`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    return answer?.status === 200;
  });
}

function asAdministrator(statement: string, database = "coachwork"): Promise<unknown> {
  return withConnection(postgres.adminUrl(database), (client) => client.query(statement));
}

async function asOwner<Row extends object>(statement: string): Promise<Row[]> {
  const url = new URL(postgres.adminUrl("coachwork"));
  url.username = "coachwork_owner";
  url.password = "secret";
  const { rows } = await withConnection(url.href, (client) => client.query<Row>(statement));
  return rows;
}
