import type { ContextOf } from "@coachwork/platform";
import { type MergePeople, type Person, PersonRole, rfc3339 } from "@coachwork/schema";
import { reportingLine } from "../profiles/reporting-line.js";
import { peopleWithSignIn } from "../tenancy/invitations.js";

type Context = ContextOf<typeof MergePeople>;

/** Two people who may be one. */
export interface Pair {
  readonly keep: Person;
  readonly duplicate: Person;
}

/** Refuses what cannot be merged, before anything is written. */
export async function judgeMerge(context: Context, pair: Pair): Promise<void> {
  judgeStanding(context, pair);
  await judgeOwners(context, pair);
  await judgeSignIns(context, pair);
  await judgeLines(context, pair);
  await judgeSides(context, pair);
  await judgeTimes(context, pair);
}

function judgeStanding(context: Context, { keep, duplicate }: Pair): void {
  const { personId } = context.actor;
  if (keep.id === personId || duplicate.id === personId) {
    const field = keep.id === personId ? "keepId" : "duplicateId";
    context.refuse("FORBIDDEN", field, "Nobody merges themselves. Ask another owner or admin.");
  }
  if (keep.status === "ERASED") context.refuse("ERASED", "keepId", "The person was erased. Nothing can follow them.");
  if (duplicate.status === "ERASED")
    context.refuse("ERASED", "duplicateId", "The person was erased, and has no name to merge by.");
  if (keep.status !== "DEACTIVATED" || duplicate.status === "DEACTIVATED") return;
  const message = `${keep.name} is deactivated, and ${duplicate.name} is not. Keep the other, or reactivate ${keep.name} first.`;
  context.refuse("DEACTIVATED", "keepId", message);
}

async function judgeOwners(context: Context, { keep, duplicate }: Pair): Promise<void> {
  if (context.holds("OWNER")) return;
  for (const [field, { id, formerRoles }] of Object.entries({ keepId: keep, duplicateId: duplicate })) {
    const isOwner = await context.transaction.findOne(PersonRole, { personId: id, role: "OWNER" });
    if (isOwner || formerRoles?.includes("OWNER"))
      context.refuse("FORBIDDEN", field, "Only an owner can merge an owner.");
  }
}

/**
 * A sign-in sees what its person wrote and what was shared with them. If it became that of two people, an admin could read by
 * merging what admins may not read.
 */
async function judgeSignIns(context: Context, { keep, duplicate }: Pair): Promise<void> {
  const signingIn = await peopleWithSignIn(context.transaction, [keep.id, duplicate.id]);
  if (!signingIn.has(duplicate.id)) return;
  if (signingIn.has(keep.id)) {
    const message = `${keep.name} and ${duplicate.name} each have a sign-in of their own, and what either wrote is theirs alone. Deactivate one of them instead.`;
    context.refuse("TWO_SIGN_INS", "duplicateId", message);
  }
  const message = `${duplicate.name} (${duplicate.email}) has a sign-in, and the other has none. Keep this one, and give the other as the duplicate.`;
  context.refuse("DUPLICATE_SIGNS_IN", "duplicateId", message);
}

/** Somebody who reports to themselves would close a circle. */
async function judgeLines(context: Context, { keep, duplicate }: Pair): Promise<void> {
  for (const [one, other] of [
    [keep, duplicate],
    [duplicate, keep],
  ] as const) {
    const line = await reportingLine(context.transaction, other.id, one.id);
    if (!line.includes(other.id)) continue;
    const message = `${one.name} reports to ${other.name}, directly or through others, and nobody reports to themselves. Change the manager in the client's profile first.`;
    context.refuse("REPORTS_TO", "duplicateId", message);
  }
}

async function judgeSides(context: Context, pair: Pair): Promise<void> {
  const { transaction } = context;
  const engagements = await transaction.query<{ title: string }>(
    `select e.title from engagement e where e.firm_id = $1::uuid and exists (
       select 1 from engagement_coach c join engagement_participant p
         on p.firm_id = $1::uuid and p.engagement_id = c.engagement_id
       where c.firm_id = $1::uuid and c.engagement_id = e.id and c.person_id = any($2::uuid[]) and p.person_id = any($2::uuid[])
         and daterange(c.joined_on, c.left_on) && daterange(p.joined_on, p.left_on)
     ) order by e.title, e.id`,
    [transaction.scope.firmId, [pair.keep.id, pair.duplicate.id]],
  );
  if (engagements.length === 0) return;
  const titles = engagements.map(({ title }) => title).join(", ");
  const message = `One of them coaches, and the other takes part, in ${titles}. Nobody does both. End one membership from its first day, or merge nobody.`;
  context.refuse("BOTH_SIDES", "duplicateId", message);
}

interface Clash {
  readonly title: string;
  readonly startsAt: Date;
  readonly otherTitle: string;
  readonly otherStartsAt: Date;
}

/** How many clashes a message names. */
const MOST_NAMED = 5;

async function judgeTimes(context: Context, { keep, duplicate }: Pair): Promise<void> {
  const { transaction, now } = context;
  const { firmId } = transaction.scope;
  const [held] = await transaction.query<{ until: Date }>(
    `select s.held_until as until from session s
     where s.firm_id = $1::uuid and s.held_by_id = $2::uuid and s.status = 'HELD' order by 1 desc limit 1`,
    [firmId, duplicate.id],
  );
  if (held) {
    const message = `${duplicate.name} holds a slot until ${rfc3339(held.until)}. Release it, or merge after that.`;
    context.refuse("HOLDS_SLOT", "duplicateId", message);
  }
  const clashes = await transaction.query<Clash>(
    `with mine as (${takenBy("$2")}), theirs as (${takenBy("$3")})
     select e.title, a.starts_at as "startsAt", f.title as "otherTitle", b.starts_at as "otherStartsAt"
     from mine a join theirs b on a.id <> b.id and a.taken && b.taken and (a.coaches and b.coaches or least(a.ends_at, b.ends_at) > $4)
     join engagement e on e.firm_id = $1::uuid and e.id = a.engagement_id
     join engagement f on f.firm_id = $1::uuid and f.id = b.engagement_id
     order by a.starts_at, a.id, b.id`,
    [firmId, keep.id, duplicate.id, new Date(now)],
  );
  if (clashes.length === 0) return;
  const named = clashes
    .slice(0, MOST_NAMED)
    .map(
      ({ title, startsAt, otherTitle, otherStartsAt }) =>
        `${title} at ${rfc3339(startsAt)} and ${otherTitle} at ${rfc3339(otherStartsAt)}`,
    );
  const more = clashes.length > MOST_NAMED ? `; and ${clashes.length - MOST_NAMED} more` : "";
  const message = `Both have sessions at the same time: ${named.join("; ")}${more}. Move or cancel one of each.`;
  context.refuse("DOUBLE_BOOKED", "duplicateId", message);
}

/** When a person is taken: as a coach, with the times kept free around, also in the past; as a participant, while a session is on. */
function takenBy(person: string): string {
  return `
    select s.id, s.engagement_id, s.starts_at, s.ends_at, c.blocked as taken, true as coaches
    from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
    where c.firm_id = $1::uuid and c.coach_id = ${person}::uuid and c.blocks
    union all
    select s.id, s.engagement_id, s.starts_at, s.ends_at, tstzrange(s.starts_at, s.ends_at), false
    from attendance t join session s on s.firm_id = $1::uuid and s.id = t.session_id
    where t.firm_id = $1::uuid and t.person_id = ${person}::uuid and t.status <> 'EXCUSED'
      and s.status in ('HELD', 'CONFIRMED', 'IN_PROGRESS')`;
}
