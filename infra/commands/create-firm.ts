/** `pnpm create:firm`: sets up a firm with its first owner, and prints the owner's invitation. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NewEvent } from "@coachwork/schema";
import { v4, v7 } from "uuid";
import { runCommand } from "./command-line.ts";
import { urlAs, withConnection } from "../launcher/database.ts";
import { readEnvironment, readServiceSecret } from "../launcher/environment.ts";
import { requireServer } from "../launcher/given-server.ts";
import { messageOf, Refusal } from "../launcher/refusal.ts";
import { insertRow } from "../launcher/rows.ts";
import { openSecrets } from "../launcher/secrets.ts";

const usage = `
Usage: pnpm create:firm NAME --owner-name NAME --owner-email ADDRESS --time-zone ZONE

Sets up a firm with its first owner, and prints an invitation, valid for 7 days: with it the owner signs up by
POST /auth/invitation/accept {"token", "password"}.

  --owner-name   the owner's name
  --owner-email  the owner's e-mail address
  --time-zone    the zone of the firm's dates and of its owner, such as Europe/London

The invitation is also mailed to the owner.

The database is that of DATABASE_URL, given for the role that owns its tables, with the services' SERVICE_SECRET; without it
that of "pnpm start" on this machine.
`;

interface NewFirm {
  name: string;
  ownerName: string;
  ownerEmail: string;
  timeZone: string;
}

await runCommand({
  usage,
  options: {
    "owner-name": { type: "string" },
    "owner-email": { type: "string" },
    "time-zone": { type: "string" },
  },
  most: 1,
  async run(values, [name]) {
    const firm = await newFirm({
      name: given("NAME", name),
      ownerName: given("--owner-name", values["owner-name"]),
      ownerEmail: given("--owner-email", values["owner-email"]),
      timeZone: given("--time-zone", values["time-zone"]),
    });
    const invitation = await createFirm(await place(), firm);
    console.error(
      `${firm.name} is set up. ${firm.ownerName} signs up within 7 days with this invitation and a password of their own (POST /auth/invitation/accept):`,
    );
    console.log(invitation);
  },
});

function given(what: string, text: string | undefined): string {
  const trimmed = text?.trim() ?? "";
  const length = [...trimmed].length;
  if (length >= 1 && length <= 200) return trimmed;
  throw new Refusal(
    `${what} is ${length === 0 ? "missing" : `${length} characters long`}: give 1 to 200 characters; see --help.`,
  );
}

async function newFirm(firm: NewFirm): Promise<NewFirm> {
  const { isTimeZone } = await import("@coachwork/schema");
  if (!isTimeZone(firm.timeZone)) {
    throw new Refusal(
      `--time-zone is ${JSON.stringify(firm.timeZone)}: give the name of an IANA time zone, such as Europe/London.`,
    );
  }
  // Only ASCII, as everywhere: people sign in with it.
  if (!/^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/.test(firm.ownerEmail)) {
    throw new Refusal(
      `--owner-email is ${JSON.stringify(firm.ownerEmail)}: give an e-mail address, such as name@firm.example.`,
    );
  }
  return firm;
}

interface Place {
  /** The database URL for the owner of its tables. */
  databaseUrl: string;
  serviceSecret: string;
}

async function place(): Promise<Place> {
  const { databaseUrl, dataDir } = readEnvironment(join(import.meta.dirname, "..", ".."));
  if (databaseUrl) {
    const serviceSecret = readServiceSecret();
    await requireServer(databaseUrl);
    return { databaseUrl, serviceSecret };
  }
  // PostgreSQL writes its port to the fourth line, and removes the file when it stops.
  const lines = (await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const port = Number(lines[3]);
  if (!port) {
    throw new Refusal(
      `Coachwork does not run on ${dataDir}: start it with "pnpm start", or set DATABASE_URL to another database.`,
    );
  }
  const { ownerPassword, serviceSecret } = await openSecrets(dataDir);
  const ownerUrl = urlAs(`postgres://127.0.0.1:${port}/coachwork`, "coachwork_owner", ownerPassword);
  return { databaseUrl: ownerUrl, serviceSecret };
}

/** Writes the firm in one transaction and returns the owner's invitation. */
async function createFirm(
  { databaseUrl, serviceSecret }: Place,
  { name, ownerName, ownerEmail, timeZone }: NewFirm,
): Promise<string> {
  // Imported here, because they exist only after the launcher has built them.
  const [{ INVITATION_MS }, { MailboxTokens }, { spellFirm }] = await Promise.all([
    import("@coachwork/gateway/invitations"),
    import("@coachwork/platform"),
    import("@coachwork/schema"),
  ]);
  const [firmId, person, invitation] = [v7(), v4(), v7()];
  const address = ownerEmail.toLowerCase();
  const now = new Date();
  const events: NewEvent[] = [
    { type: "person.created", ids: { person } },
    { type: "person.invited", ids: { person, invitation } },
  ];
  await withConnection(databaseUrl, async (owner) => {
    await owner.query("begin");
    await owner.query(`set local app.firm_id = '${firmId}'`);
    const write = (table: string, row: object) => insertRow(owner, table, { firm_id: firmId, ...row });
    await write("firm", { name, time_zone: timeZone, created_at: now });
    await write("person", {
      id: person,
      name: ownerName,
      email: ownerEmail,
      time_zone: timeZone,
      locale: "en",
      status: "INVITED",
      created_at: now,
    });
    await write("person_role", { person_id: person, role: "OWNER" });
    await write("invitation", {
      id: invitation,
      person_id: person,
      email: address,
      created_at: now,
      expires_at: new Date(now.getTime() + INVITATION_MS),
    });
    for (const [place, { type, ids }] of events.entries()) {
      await write("event", { seq: place + 1, type, ids, actor_id: null, occurred_at: now });
    }
    await write("firm_counter", { last_seq: events.length });
    await spellFirm(async (text, values) => (await owner.query<object>(text, [...values])).rows, firmId);
    await owner.query("commit");
  }).catch((error: unknown) => {
    throw new Refusal(
      `The firm could not be written (${messageOf(error)}): give DATABASE_URL for the role that owns the tables, after "pnpm migrate".`,
    );
  });
  const ids = [firmId, invitation];
  return new MailboxTokens(serviceSecret).tokenOf({ purpose: "invitation", ids, address });
}
