import { type ContextOf, implement, type Transaction } from "@coachwork/platform";
import {
  type DroppedValue,
  MergedPerson,
  MergePeople,
  Note,
  NoteVersion,
  Person,
  PersonRole,
  type ResultOf,
  Takeaway,
  uuidOf,
} from "@coachwork/schema";
import { withdrawInvitations } from "../tenancy/invitations.js";
import { lockOwners } from "../tenancy/owners.js";
import { checkGrants } from "../tenancy/roles.js";
import { lockEngagementsOf } from "./lock-engagements.js";
import { judgeMerge, type Pair } from "./merge-refusals.js";
import { conflicts } from "./conflict-rules.js";
import { countConflicts, resolveConflicts } from "./merged-conflicts.js";
import { renameInLetters } from "./merged-letters.js";
import { countOverlapping, mergeMemberships } from "./merged-memberships.js";
import { countOf, personColumns, renameIn } from "./person-columns.js";

type Context = ContextOf<typeof MergePeople>;

/**
 * Merges a duplicate into the person who stays, in one transaction. The columns that name people are declared beside their types,
 * and the database's foreign keys refuse the removal of the duplicate if one was forgotten. The log stays as it was written: the
 * duplicate's id in it leads to the person.
 */
export const mergePeople = implement(MergePeople, async (context, { keepId, duplicateId, dryRun }) => {
  const { transaction, actor } = context;
  const pair = await lockPair(context, keepId, duplicateId);
  const { keep, duplicate } = pair;
  await judgeMerge(context, pair);
  const gained = await rolesGained(transaction, pair);
  checkGrants(context, { gained, lost: [] });
  const report = await reportOf(transaction, pair);
  if (dryRun) return report;

  await withdrawInvitations(transaction, [duplicate.id], context.now);
  await transaction.insert(MergedPerson, { id: duplicate.id, personId: keep.id, mergedAt: new Date(context.now) });
  const ahead = await sessionsAhead(transaction, duplicate.id, context.now);
  await mergeMemberships(transaction, pair, actor.today);
  await resolveConflicts(transaction, pair);
  await moveNotes(transaction, pair);
  await transaction.insert(
    PersonRole,
    gained.map((role) => ({ personId: keep.id, role })),
  );
  await transaction.delete(PersonRole, { personId: duplicate.id });
  const columns = personColumns.filter(({ table }) => table !== "person_role");
  await renameIn(transaction, columns, { keepId: keep.id, duplicateId: duplicate.id });
  await renameInLetters(transaction, pair);
  await transaction.query(`delete from identity.invitation where "firmId" = $1 and "personId" = $2`, [
    transaction.scope.firmId,
    duplicate.id,
  ]);
  await transaction.delete(Person, { id: duplicate.id });
  // Nobody is found by the duplicate's name any more.
  await transaction.respell(Person, [duplicate.id]);
  await transaction.update(Person, { id: keep.id }, valuesTaken(pair));
  transaction.tell({ type: "person.merged", ids: { person: keep.id, duplicate: duplicate.id } });
  for (const { session, engagement, coaches } of ahead) {
    const present = new Set(coaches.map((id) => (id === duplicate.id ? keep.id : id)));
    transaction.tell({
      type: "session.people_changed",
      ids: { session, engagement, coaches: [...present].sort() },
    });
  }
  return report;
});

/**
 * Locks the engagements of both, then the owners, then both. Letters and bookings that are under way are finished by then, and
 * new ones for the duplicate find that there is no such person any more.
 */
async function lockPair(context: Context, keepId: string, duplicateId: string): Promise<Pair> {
  const { transaction } = context;
  const ids = [keepId, duplicateId].map((id) => uuidOf(Person, id));
  if (ids[0] === ids[1]) context.refuse("INVALID", "duplicateId", "Both ids are those of one person. Give two people.");
  await lockEngagementsOf(transaction, ids);
  await lockOwners(transaction);
  await transaction.query(
    "select id from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for update",
    [transaction.scope.firmId, ids],
  );
  return {
    keep: await context.fetch(Person, keepId, "keepId"),
    duplicate: await context.fetch(Person, duplicateId, "duplicateId"),
  };
}

/** Roles of the duplicate that the person does not hold. Whoever is deactivated holds none. */
async function rolesGained(transaction: Transaction, { keep, duplicate }: Pair) {
  const held = new Set((await transaction.find(PersonRole, { personId: keep.id })).map(({ role }) => role));
  const theirs = await transaction.find(PersonRole, { personId: duplicate.id });
  return theirs.map(({ role }) => role).filter((role) => !held.has(role));
}

async function reportOf(transaction: Transaction, pair: Pair): Promise<ResultOf<(typeof MergePeople)["result"]>> {
  const moved = await countOf(transaction, pair.duplicate.id);
  const counts = await countConflicts(transaction, pair);
  const overlapping = await countOverlapping(transaction, pair);
  const rule = "Both are members of the same engagement: one membership, from the earlier day to the later.";
  return {
    person: pair.keep.id,
    moved: [...moved].map(([kind, count]) => ({ kind, count })),
    resolved: [
      { kind: "ENGAGEMENTS" as const, count: overlapping, rule },
      ...conflicts.map(({ kind, rule: stays }, place) => ({ kind, count: counts[place]!, rule: stays })),
    ].filter(({ count }) => count > 0),
    dropped: droppedOf(pair),
  };
}

function droppedOf({ keep, duplicate }: Pair): DroppedValue[] {
  const taken = valuesTaken({ keep, duplicate });
  const differs = (property: keyof Person) =>
    duplicate[property] !== null && duplicate[property] !== keep[property] && !(property in taken);
  const properties: Readonly<Record<DroppedValue, keyof Person>> = {
    NAME: "name",
    EMAIL: "email",
    EXTERNAL_ID: "externalId",
    ORGANIZATION: "organizationId",
    TIME_ZONE: "timeZone",
    LOCALE: "locale",
  };
  return (Object.keys(properties) as DroppedValue[]).filter((value) => differs(properties[value]));
}

/** What the person takes over because they have none. */
function valuesTaken({ keep, duplicate }: Pair): Partial<Person> {
  const { externalId, organizationId, teamId } = duplicate;
  return {
    ...(keep.externalId === null && externalId !== null && { externalId }),
    ...(keep.organizationId === null && organizationId !== null && { organizationId, teamId }),
  };
}

/**
 * Moves notes and takeaways that the database shows to their author alone: they are removed as one author and written as the other. Somebody
 * without a sign-in has none, unless they came from another system.
 */
async function moveNotes(transaction: Transaction, { keep, duplicate }: Pair): Promise<void> {
  const own = { authorId: duplicate.id, visibility: "PRIVATE" } as const;
  const [notes, versions, takeaways] = await transaction.asPerson(duplicate.id, async () => {
    const found = [
      await transaction.find(Note, own),
      await transaction.find(NoteVersion, own),
      await transaction.find(Takeaway, own),
    ] as const;
    await transaction.delete(Takeaway, own);
    await transaction.delete(NoteVersion, own);
    await transaction.delete(Note, own);
    return found;
  });
  if (notes.length + takeaways.length === 0) return;
  const authorId = keep.id;
  await transaction.asPerson(authorId, async () => {
    await transaction.insert(
      Note,
      notes.map((note) => ({ ...note, authorId })),
    );
    await transaction.insert(
      NoteVersion,
      versions.map((version) => ({ ...version, authorId })),
    );
    await transaction.insert(
      Takeaway,
      takeaways.map((takeaway) => ({ ...takeaway, authorId })),
    );
  });
}

interface SessionAhead {
  readonly session: string;
  readonly engagement: string;
  readonly coaches: readonly string[];
}

/** The sessions ahead that a person coaches. Whoever follows the coaches' schedules learns of the change. */
async function sessionsAhead(transaction: Transaction, coachId: string, now: number): Promise<SessionAhead[]> {
  return transaction.query<SessionAhead>(
    `select s.id as session, s.engagement_id as engagement,
       array(select o.coach_id from session_coach o where o.firm_id = $1::uuid and o.session_id = s.id order by 1) as coaches
     from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
     where c.firm_id = $1::uuid and c.coach_id = $2::uuid and s.status in ('HELD', 'CONFIRMED') and s.starts_at > $3
     order by s.starts_at, s.id`,
    [transaction.scope.firmId, coachId, new Date(now)],
  );
}
