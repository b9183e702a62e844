import { type CommandContext, command, dateIn, newId } from "@coachwork/platform";
import {
  Attendance,
  BookSessionCodes,
  type BookSessionInput,
  type CodeOf,
  Engagement,
  idOf,
  Person,
  Session,
  SessionCoach,
  takesTime,
} from "@coachwork/schema";
import { isTimeZone } from "@coachwork/schema/time-zone";
import { rangeText, type ReadyCoach, readyCoaches, slotTaken } from "./coach-readiness.js";
import { type EngagementPeople, mayArrange, membersOn, type Membership, peopleOf } from "./engagement-people.js";
import { refuseIf } from "./objection.js";
import { objectionOfEngagement, zoneOf } from "./session-day.js";
import { objectionToTime } from "./session-time.js";
import { type Query, workingHoursOf } from "./working-hours.js";

type Context = CommandContext<CodeOf<typeof BookSessionCodes>>;

/** A session that nothing known so far stands against. */
type Plan = Pick<Session, "engagementId" | "kind" | "startsAt" | "endsAt" | "timeZone" | "date"> & {
  readonly coaches: readonly ReadyCoach[];
  readonly participantIds: readonly string[];
};

/** Books a session with coaches of an engagement, at a time when all of them work and are free. */
export const bookSession = command({
  codes: BookSessionCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"],

  async run(context: Context, input: BookSessionInput) {
    const plan = await planOf(context, input);
    const id = newId();
    await write(context, id, plan);
    const coaches = plan.coaches.map(({ coachId }) => coachId);
    context.transaction.tell({
      type: "session.booked",
      ids: { session: id, engagement: plan.engagementId, coaches },
    });
    return { session: id };
  },
});

/** Judges everything but other sessions. */
async function planOf(context: Context, input: BookSessionInput): Promise<Plan> {
  const { transaction, actor, now } = context;
  const { startsAt, endsAt } = input;
  refuseIf(context, objectionToTime(input, now));
  if (input.timeZone != null && !isTimeZone(input.timeZone)) {
    context.refuse(
      "INVALID",
      "timeZone",
      `No IANA time zone is named ${input.timeZone}; give one such as Europe/London.`,
    );
  }
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId");
  const people = await peopleOf(transaction, engagement.id);
  if (!mayArrange(actor, people)) {
    context.refuse(
      "FORBIDDEN",
      "engagementId",
      "Only its coaches, its participants and who runs the practice book its sessions.",
    );
  }
  const candidates = candidatesOf(context, input, people);
  const query: Query = (text, values) => transaction.query(text, values);
  const hours = await workingHoursOf(
    query,
    actor.firmId,
    candidates.map(({ personId }) => personId),
  );
  const timeZone = input.timeZone ?? zoneOf(startsAt.getTime(), candidates, hours, actor.firmTimeZone);
  const date = dateIn(timeZone, startsAt.getTime());
  refuseIf(context, objectionOfEngagement(engagement, date, "engagementId"));

  const coachIds = coachesOn(context, input, candidates, date);
  const ready = await readyCoaches(query, { firmId: actor.firmId, coachIds, time: input, now, hours });
  if ("code" in ready) return context.refuse(ready.code, ready.field, ready.message);
  return {
    engagementId: engagement.id,
    kind: input.kind ?? "REGULAR",
    startsAt,
    endsAt,
    timeZone,
    date,
    coaches: ready,
    participantIds: membersOn(people.participants, date),
  };
}

/** The memberships of the coaches asked for, in the order asked for, or of all coaches. */
function candidatesOf(
  context: Context,
  { coachIds }: BookSessionInput,
  { coaches }: EngagementPeople,
): readonly Membership[] {
  if (coachIds == null) return coaches;
  if (coachIds.length === 0)
    context.refuse("INVALID", "coachIds", "The list of coaches is empty; name one, or leave it out.");
  return coachIds.flatMap((id, index) => {
    const found = coaches.filter(({ personId }) => personId === idOf(Person, id));
    return found.length > 0 ? found : noCoach(context, `coachIds.${index}`, `${id} is no coach of the engagement.`);
  });
}

function coachesOn(
  context: Context,
  { coachIds }: BookSessionInput,
  candidates: readonly Membership[],
  date: string,
): string[] {
  const present = membersOn(candidates, date);
  if (present.length === 0)
    noCoach(context, coachIds == null ? "engagementId" : "coachIds", `The engagement has no such coach on ${date}.`);
  coachIds?.forEach((id, index) => {
    if (!present.includes(idOf(Person, id)))
      noCoach(context, `coachIds.${index}`, `${id} is no coach of the engagement on ${date}.`);
  });
  return present;
}

/**
 * The constraint on `session_coach` judges who is first. Coaches are written one by one in id order, so that two bookings
 * never wait for each other in a circle.
 */
async function write(context: Context, id: string, plan: Plan): Promise<void> {
  const { transaction, now } = context;
  const { coaches, participantIds, ...session } = plan;
  const status = "CONFIRMED";
  await transaction.insert(Session, { id, ...session, status, sequence: 0, createdAt: new Date(now) });
  for (const { coachId, blocked } of coaches) {
    const row = { sessionId: id, coachId, blocked: rangeText(blocked), blocks: takesTime(status) };
    const free = await transaction.insertUnlessTaken(SessionCoach, row);
    if (!free) refuseIf(context, slotTaken(coachId));
  }
  const rows = participantIds.map((personId) => ({ sessionId: id, personId, status: "PENDING" }));
  await transaction.insert(Attendance, rows);
}

function noCoach(context: Context, field: string, message: string): never {
  return context.refuse("NO_COACH", field, message);
}
