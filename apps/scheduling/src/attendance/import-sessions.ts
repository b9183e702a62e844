import {
  type ContextOf,
  implement,
  namedPeople,
  needsScopes,
  newOpaqueId,
  type PlannedRecord,
  readImport,
  reportImport,
  valuesOfList,
} from "@coachwork/platform";
import { ImportSessions, MOST_IMPORTED_SESSIONS } from "@coachwork/schema";
import { compare, existingOf, pastOf } from "./imported-history.js";
import { LedgerPlan } from "./imported-ledger.js";
import {
  type PastSession,
  pastSessionIn,
  type SessionColumn,
  sessionColumns,
  type SessionRow,
} from "./imported-session.js";
import { type Added, writeSessions } from "./write-imported.js";
import { outcomeOf } from "./outcome.js";
import { TimesTaken } from "./imported-times.js";

type Context = ContextOf<typeof ImportSessions>;

/**
 * Adds sessions that have taken place, with who came, and settles them. Records are planned in the order of the file before anything is
 * written. The engagements are locked, so that nobody else adds to their ledgers meanwhile.
 */
export const importSessions = implement(ImportSessions, async (context, { csv, partial, dryRun }) => {
  needsScopes(context, "engagements:read", "people:read");
  const wanted = {
    columns: sessionColumns,
    needed: ["engagement", "starts_at"] as const,
    most: MOST_IMPORTED_SESSIONS,
  };
  const read = await readImport<SessionColumn>(csv, wanted);
  if ("message" in read) return context.refuse(read.code, "csv", read.message);
  const { rows, ignored } = read;
  const plans = await planned(context, rows);
  const report = reportImport(context, plans, { partial, dryRun, as: "session", ignored });
  if (!dryRun)
    await writeSessions(
      context,
      plans.flatMap(({ added }) => added ?? []),
    );
  return report;
});

interface Plan extends PlannedRecord<{ readonly engagementExternalId: string | null }> {
  readonly added: Added | null;
}

async function planned(context: Context, rows: readonly SessionRow[]): Promise<readonly Plan[]> {
  const { transaction, actor, now } = context;
  const past = await pastOf(
    transaction,
    rows.flatMap((row) => row.text("engagement") ?? []),
  );
  const named = rows.flatMap((row) =>
    [row.text("coaches"), row.text("participants")].flatMap((text) => valuesOfList(text ?? "")),
  );
  const person = await namedPeople(
    transaction,
    named.filter((name) => name !== ""),
  );
  const ledger = new LedgerPlan(transaction);
  const lines = new Map<string, number>();
  const read = rows.map((row): { readonly row: SessionRow; readonly told?: PastSession | undefined } => {
    row.needs("engagement");
    const externalId = row.text("engagement");
    const known = externalId === null ? undefined : past.get(externalId);
    if (externalId !== null && !known)
      row.refuse(
        "engagement",
        "NOT_FOUND",
        "The firm has no engagement with this external id. Import engagements first.",
      );
    if (!known) return { row };
    const { engagement, people, coachTimeZones } = known;
    const told = pastSessionIn(row, {
      ...{ engagement, people, coachTimeZones, person, now },
      firmTimeZone: actor.firmTimeZone,
    });
    return { row, told };
  });
  const times = await TimesTaken.of(
    transaction,
    read.flatMap(({ told }) => told ?? []),
  );
  const plans: Plan[] = [];
  for (const { row, told } of read) plans.push(await planOf(row, told));
  return plans;

  async function planOf(row: SessionRow, told: PastSession | undefined): Promise<Plan> {
    const named = { engagementExternalId: row.text("engagement") };
    const refused = { row, id: null, isNew: true, named, added: null };
    if (!told) return refused;
    const { engagement, sessions } = past.get(row.text("engagement")!)!;
    const existing = existingOf(row, sessions.get(told.startsAt.getTime()) ?? [], told);
    if (row.isRefused) return refused;
    const key = existing?.id ?? `${engagement.id} ${told.startsAt.getTime()}`;
    const earlier = lines.get(key);
    if (earlier !== undefined) {
      const message = `Line ${earlier} is about the engagement's session at that time. List it once. If another took place then, record it with logSession.`;
      row.refuse("starts_at", "DUPLICATE_IN_FILE", message);
      return refused;
    }
    lines.set(key, row.line);
    if (existing) {
      compare(row, existing, told);
      return { row, id: existing.id, isNew: false, named, added: null };
    }
    const outcome = outcomeOf([...told.attendance.values()]);
    if (told.status !== null && told.status !== outcome.status) {
      const message = `status is ${told.status}, but by attendance the session is ${outcome.status}. Correct one of them, or leave status empty.`;
      row.refuse("status", "INVALID", message);
    }
    const taken = outcome.status === "COMPLETED" ? times.takenBy(told) : undefined;
    if (taken !== undefined)
      row.refuse("starts_at", "SLOT_TAKEN", `${taken} had another session at that time. Correct one of them.`);
    const id = newOpaqueId();
    const settlement = await ledger.settle(row, engagement, { ...told, id, createdAt: new Date(now) }, outcome);
    if (row.isRefused) return refused;
    if (outcome.status === "COMPLETED") times.take(told);
    return { row, id, isNew: true, named, added: { id, engagement, told, status: outcome.status, settlement } };
  }
}
