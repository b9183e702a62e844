import { type ContextOf, implement, type Transaction } from "@coachwork/platform";
import {
  Firm,
  ImportPeople,
  type InputOf,
  MOST_IMPORTED_PEOPLE,
  Organization,
  Person,
  PersonRole,
  type Role,
} from "@coachwork/schema";
import { In } from "typeorm";
import { batchesOf, insertMany, orOvertaken } from "./batches.js";
import { withdrawInvitations } from "./invitations.js";
import { lockOwners } from "./owners.js";
import { reactivate } from "./reactivate.js";
import { readRoster, type Roster } from "./roster.js";
import { absentFrom, type AbsentPeople } from "./roster-absent.js";
import { knownPeople, type PersonRow } from "./roster-known.js";
import { Places } from "./roster-places.js";
import type { PeopleChanges } from "./people-changes.js";
import { STAFF } from "./roles.js";
import { type Circumstances, type Plan, planRoster } from "./roster-plan.js";
import { reportOf, type Written } from "./roster-report.js";

type Context = ContextOf<typeof ImportPeople>;

/**
 * Updates the firm's people from a roster: all of it or, if requested, only its valid records. It takes a handful of
 * statements, however long the roster. Importing the same roster again changes nothing. A dry run plans and reports the
 * same, and ends there.
 */
export const importPeople = (follow: PeopleChanges) =>
  implement(ImportPeople, async (context, input) => {
    const { transaction } = context;
    const { partial, dryRun } = input;
    const now = new Date(context.now);
    // First: only one import per firm runs at a time. The others wait in the database.
    const owners = await lockOwners(transaction);
    const roster = await rosterOf(context, input);
    const people = roster.records.filter(({ errors }) => errors.length === 0).map(({ person }) => person);
    const known = await knownPeople(transaction, people, owners);
    const before = [...known.byExternalId.values(), ...known.byEmail.values()];
    const places = await Places.of(transaction, people, before);
    const plans = await planRoster(roster.records, {
      known,
      placeOf: places.placeOf.bind(places),
      nameOf: places.nameOf.bind(places),
      archived: places.archived,
      ...reservedFrom(context),
      rolesOfNewPeople: input.rolesOfNewPeople,
      timeZone: (await transaction.findOne(Firm, {}))!.timeZone,
      now,
    });
    const absent = await absentOf(context, input, roster, follow);
    const refused = plans.filter(({ outcome }) => outcome === "REFUSED").length;
    const report = (written: Written) => ({ ...reportOf(plans, absent, written), ignoredColumns: roster.ignored });
    if (refused > 0 && !partial) {
      const message = `${refused} of ${plans.length} records were refused, so nothing was written. Correct them, or set partial.`;
      context.refuse("RECORDS_REFUSED", "csv", message, report("nothing"));
    }
    if (absent?.areTooMany) {
      const { leaving, covered } = absent;
      const message = `The roster does not name ${leaving} of ${covered} people, so nothing was written. ${more(roster)}`;
      context.refuse("TOO_MANY_ABSENT", "deactivateAbsent.mostPercent", message, report("nothing"));
    }
    if (dryRun) return report("tried");
    const changed = plans.filter(({ outcome }) => outcome in EVENTS);
    await places.create(
      changed.map(({ row }) => row),
      now,
    );
    const readdressed = changed.filter(({ isReaddressed }) => isReaddressed).map(({ row }) => row.id);
    await withdrawInvitations(transaction, readdressed, context.now);
    await follow.readdressed(transaction, readdressed, context.actor.today);
    await savePeople(transaction, changed);
    const back = changed.filter(({ outcome }) => outcome === "REACTIVATED").map(({ row }) => row.id);
    for await (const batch of batchesOf(back)) await reactivate(transaction, batch);
    await saveRoles(transaction, changed, (lost) => follow.rolesLost(transaction, lost, context.actor.today));
    for (const { outcome, row } of changed)
      transaction.tell({ type: EVENTS[outcome as keyof typeof EVENTS], ids: { person: row.id } });
    const leaving = (absent?.people ?? []).filter(({ reason }) => reason === null).map(({ id }) => id);
    const today = { now: context.now, today: context.actor.today };
    for await (const batch of batchesOf(leaving)) await follow.leave(transaction, batch, today);
    return report("all");
  });

/** What is told of somebody who was written. */
const EVENTS = { CREATED: "person.created", UPDATED: "person.updated", REACTIVATED: "person.updated" } as const;

/** Those whom the roster does not name, if the input asks. */
async function absentOf(
  context: Context,
  { deactivateAbsent }: InputOf<typeof ImportPeople>,
  { records }: Roster,
  { coached }: PeopleChanges,
): Promise<AbsentPeople | undefined> {
  if (deactivateAbsent === undefined) return undefined;
  const { transaction, actor } = context;
  const { organizationId: id, mostPercent } = deactivateAbsent;
  const field = "deactivateAbsent.organizationId";
  const organization = id === undefined ? undefined : await context.fetch(Organization, id, field, { isChosen: true });
  const named = { organizationId: organization?.id, mostPercent };
  return absentFrom(transaction, records, named, (ids) => coached(transaction, ids, actor.today));
}

/** What to do about a roster that does not name many. */
function more({ records }: Roster): string {
  if (records.length === 0) return "It names nobody.";
  return "See whether it is whole. If it is, raise mostPercent, or deactivate some by hand.";
}

/** The roles that the importer can neither give nor take, and those of people whose address they cannot change. */
function reservedFrom(context: Context): Pick<Circumstances, "reserved" | "addressReserved" | "whoCould"> {
  if (!context.isPerson) return { reserved: STAFF, addressReserved: STAFF, whoCould: "API keys cannot import that." };
  const isOwner = context.holds("OWNER");
  return {
    reserved: isOwner ? [] : ["OWNER", "ADMIN"],
    addressReserved: isOwner ? [] : ["OWNER"],
    whoCould: "Only an owner can import that.",
  };
}

async function rosterOf(context: Context, { csv, columns = [] }: InputOf<typeof ImportPeople>): Promise<Roster> {
  const roster = await readRoster(csv, columns);
  if ("faults" in roster) return context.refuseAll(roster.faults);
  const { length } = roster.records;
  if (length <= MOST_IMPORTED_PEOPLE) return roster;
  const message = `The roster has ${length} records. Give at most ${MOST_IMPORTED_PEOPLE} at a time.`;
  return context.refuse("TOO_MANY_RECORDS", "csv", message);
}

const COLUMNS: Readonly<Record<keyof PersonRow, string>> = {
  id: "id",
  externalId: "external_id",
  name: "name",
  email: "email",
  timeZone: "time_zone",
  locale: "locale",
  organizationId: "organization_id",
  teamId: "team_id",
  createdAt: "created_at",
};

async function savePeople(transaction: Transaction, plans: readonly Plan[]): Promise<void> {
  const rowsOf = (wanted: Plan["outcome"]) => plans.filter(({ outcome }) => outcome === wanted).map(({ row }) => row);
  await insertMany(transaction, Person, rowsOf("CREATED"));
  await replacePeople(transaction, [...rowsOf("UPDATED"), ...rowsOf("REACTIVATED")]);
  const respelt = plans.filter(({ outcome, changes }) => outcome !== "CREATED" && changes.some(isFoundBy));
  for await (const batch of batchesOf(respelt)) {
    await transaction.respell(
      Person,
      batch.map(({ row }) => row.id),
    );
  }
}

/** Writes rows in the place of those with the same ids. */
async function replacePeople(transaction: Transaction, people: readonly PersonRow[]): Promise<void> {
  const properties = Object.keys(COLUMNS) as (keyof PersonRow)[];
  const columns = Object.values(COLUMNS);
  const changes = columns
    .filter((column) => column !== "id" && column !== "created_at")
    .map((column) => `${column} = excluded.${column}`);
  const changed = [...changes, "updated_at = excluded.updated_at", "version = person.version + 1"].join(", ");
  for await (const batch of batchesOf(people)) {
    const values: unknown[] = [transaction.scope.firmId, transaction.changedAt];
    const rows = batch.map((row) => {
      const parameters = properties.map((property) => `$${values.push(row[property])}`);
      return `($1, $2, ${parameters.join(", ")})`;
    });
    const text = `insert into person (firm_id, updated_at, ${columns.join(", ")}) values ${rows.join(", ")}
      on conflict (firm_id, id) do update set ${changed}`;
    await orOvertaken(transaction.query(text, values));
  }
}

/** Whether a change is one of what people are found by. */
function isFoundBy({ field }: Plan["changes"][number]): boolean {
  return field === "NAME" || field === "EMAIL";
}

async function saveRoles(
  transaction: Transaction,
  plans: readonly Plan[],
  rolesLost: (lost: { role: Role; personIds: string[] }) => Promise<unknown>,
): Promise<void> {
  const gained = plans.flatMap(({ row, roles }) =>
    roles.gained.map((role) => ({ personId: row.id, role, imported: true })),
  );
  await insertMany(transaction, PersonRole, gained);
  const lost = plans.flatMap(({ row, roles }) => roles.lost.map((role) => ({ personId: row.id, role })));
  for (const role of new Set(lost.map((each) => each.role))) {
    const losers = lost.filter((each) => each.role === role).map(({ personId }) => personId);
    for await (const batch of batchesOf(losers)) {
      await transaction.delete(PersonRole, { role, personId: In(batch) });
      await rolesLost({ role, personIds: [...batch] });
    }
  }
}
