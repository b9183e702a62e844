import {
  type ContextOf,
  implement,
  needsScopes,
  newId,
  type PlannedRecord,
  readImport,
  reportImport,
  type Transaction,
} from "@coachwork/platform";
import {
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  ImportEngagements,
  MOST_IMPORTED_ENGAGEMENTS,
  quoted,
} from "@coachwork/schema";
import { In } from "typeorm";
import { batchesOf, insertMany } from "../tenancy/batches.js";
import { ImportNames } from "./import-names.js";
import { type EngagementColumn, engagementColumns, type EngagementRow } from "./imported-columns.js";
import { type ImportedTerms, newTerms, saidBy, type SaidEngagement } from "./imported-terms.js";
import { notesFrom } from "./membership.js";

type Context = ContextOf<typeof ImportEngagements>;

/**
 * Adds engagements as another system had them. Records are planned before anything is written, in a handful of statements. Each
 * new engagement has one event, and no letter follows from it.
 */
export const importEngagements = implement(ImportEngagements, async (context, { csv, partial, dryRun }) => {
  const { transaction, actor } = context;
  needsScopes(context, "people:read");
  const wanted = { columns: engagementColumns, needed: ["external_id"] as const, most: MOST_IMPORTED_ENGAGEMENTS };
  const read = await readImport<EngagementColumn>(csv, wanted);
  if ("message" in read) return context.refuse(read.code, "csv", read.message);
  const { rows, ignored } = read;
  const names = await ImportNames.of(transaction, rows);
  const known = await Known.of(transaction, rows);
  const lines = new Map<string, number>();
  const plans = rows.map((row) => planOf(row, names, { known, lines, today: actor.today }));
  const report = reportImport(context, plans, { partial, dryRun, as: "engagement", ignored });
  if (!dryRun) await write(context, plans);
  return report;
});

interface Plan extends PlannedRecord<{ readonly externalId: string | null }> {
  /** The engagement to add. */
  readonly added: { readonly terms: ImportedTerms; readonly said: SaidEngagement } | null;
}

interface Circumstances {
  readonly known: Known;
  /** The lines of earlier records, by external id. */
  readonly lines: Map<string, number>;
  readonly today: string;
}

function planOf(row: EngagementRow, names: ImportNames, { known, lines, today }: Circumstances): Plan {
  row.needs("external_id");
  const said = saidBy(row, names);
  const { externalId } = said.terms;
  const earlier = externalId === null ? undefined : lines.get(externalId);
  if (externalId !== null && earlier === undefined) lines.set(externalId, row.line);
  if (earlier !== undefined)
    row.refuse(
      "external_id",
      "DUPLICATE_IN_FILE",
      `external_id is ${quoted(externalId!)}, as on line ${earlier}. List each engagement once.`,
    );
  const named = { externalId };
  const existing = externalId === null ? undefined : known.byExternalId.get(externalId);
  if (existing) {
    known.compare(row, existing, said);
    return { row, id: existing.id, isNew: false, named, added: null };
  }
  const terms = newTerms(row, said, names, today);
  return { row, id: newId(), isNew: true, named, added: terms ? { terms, said } : null };
}

const columnsOfTerms = {
  ...{ title: "title", kind: "kind", format: "format", mentoringForm: "mentoring_form", status: "status" },
  ...{ objectives: "objectives", startsOn: "starts_on", endsOn: "ends_on", proBono: "pro_bono" },
  ...{ allocationUnit: "allocation_unit", allocationAmount: "allocation_amount" },
  ...{ organizationId: "organization", teamId: "team", programId: "program" },
} as const satisfies Partial<Record<keyof SaidEngagement["terms"], EngagementColumn>>;

/** The engagements that the firm has already, of those that the records name. */
class Known {
  private constructor(
    readonly byExternalId: ReadonlyMap<string, Engagement>,
    private readonly members: Readonly<Record<"coaches" | "participants", ReadonlyMap<string, ReadonlySet<string>>>>,
  ) {}

  static async of(transaction: Transaction, rows: readonly EngagementRow[]): Promise<Known> {
    const ids = rows.flatMap((row) => row.text("external_id") ?? []);
    const { firmId } = transaction.scope;
    const locked = await transaction.query<{ id: string }>(
      `select id from engagement where firm_id = $1::uuid and external_id in (select unnest($2::text[])) order by id for share`,
      [firmId, ids],
    );
    const found = await transaction.find(Engagement, { id: In(locked.map(({ id }) => id)) });
    const membersIn = async (table: "engagement_coach" | "engagement_participant") => {
      // Who was erased is named by no record any more.
      const members = await transaction.query<{ engagementId: string; personId: string }>(
        `select m.engagement_id as "engagementId", m.person_id as "personId" from ${table} m
         join person p on p.firm_id = $1::uuid and p.id = m.person_id
         where m.firm_id = $1::uuid and m.engagement_id in (select unnest($2::uuid[])) and p.status <> 'ERASED'`,
        [firmId, locked.map(({ id }) => id)],
      );
      const grouped = Map.groupBy(members, ({ engagementId }) => engagementId);
      return new Map([...grouped].map(([id, group]) => [id, new Set(group.map(({ personId }) => personId))]));
    };
    const members = {
      coaches: await membersIn("engagement_coach"),
      participants: await membersIn("engagement_participant"),
    };
    return new Known(new Map(found.map((engagement) => [engagement.externalId!, engagement])), members);
  }

  /** Refuses what a record says otherwise. What it does not say may be anything. */
  compare(row: EngagementRow, existing: Engagement, said: SaidEngagement): void {
    for (const [property, column] of Object.entries(columnsOfTerms) as [
      keyof typeof columnsOfTerms,
      EngagementColumn,
    ][]) {
      const value = said.terms[property];
      if (value === null || isSame(value, existing[property])) continue;
      refuseOther(row, column, property.endsWith("Id") ? null : existing[property]);
    }
    for (const [column, ids] of [
      ["coaches", said.coachIds],
      ["participants", said.participantIds],
    ] as const) {
      const there = this.members[column].get(existing.id) ?? new Set();
      const named = new Set(ids);
      if (ids !== null && (named.size !== there.size || [...named].some((id) => !there.has(id))))
        refuseOther(row, column, null);
    }
  }
}

function isSame(said: unknown, existing: unknown): boolean {
  if (typeof said === "string" && typeof existing === "string") return said === existing.replace(/\r\n?/g, "\n");
  return said === existing;
}

function refuseOther(row: EngagementRow, column: EngagementColumn, existing: unknown): void {
  if (row.errors.some(({ field }) => field === column)) return;
  const has = existing === null ? "" : ` It is ${quoted(String(existing))}.`;
  row.refuse(
    column,
    "DIFFERS",
    `The engagement exists with other ${column}.${has} An import changes nothing: leave the cell empty, or change the engagement by hand.`,
  );
}

async function write({ transaction, actor, now }: Context, plans: readonly Plan[]): Promise<void> {
  const added = plans.flatMap(({ row, id, added: each }) => (each && !row.isRefused ? [{ id: id!, ...each }] : []));
  const rows = added.map(({ id, terms }) => ({ id, ...terms, poolId: null, cohortId: null, createdAt: new Date(now) }));
  await insertMany(transaction, Engagement, rows);
  const membersOf = (side: "coachIds" | "participantIds") =>
    added.flatMap(({ id: engagementId, terms: { startsOn }, said }) =>
      (said[side] ?? []).map((personId) => {
        const days = { joinedOn: startsOn, leftOn: null, notesFrom: notesFrom(startsOn, actor.today) };
        return { id: newId(), engagementId, personId, ...days };
      }),
    );
  for await (const batch of batchesOf(membersOf("coachIds"))) await transaction.insert(EngagementCoach, batch);
  for await (const batch of batchesOf(membersOf("participantIds")))
    await transaction.insert(EngagementParticipant, batch);
  for (const { id } of added) transaction.tell({ type: "engagement.imported", ids: { engagement: id } });
}
