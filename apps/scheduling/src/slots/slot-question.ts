import type { Database } from "@coachwork/platform";
import {
  type Actor,
  type Arguments,
  type FindFreeSlots,
  type FreeSlotsAnswer,
  type InputFields,
  read,
  type Refusal,
  Session,
  SessionType,
  uuidOf,
  type ValuesOf,
  rfc3339,
} from "@coachwork/schema";
import type { TypeTerms } from "../availability/session-terms.js";
import { isTooFarAhead } from "../core/far-ahead.js";
import { DAY } from "../core/lengths.js";

export type Question = ValuesOf<typeof FindFreeSlots.fields>;

/** The session's duration and the distance of slots, in minutes, and the terms of its type, if it has one. */
export interface SlotLength {
  readonly durationMinutes: number;
  readonly stepMinutes?: number | undefined;
  readonly type: TypeTerms | undefined;
}

const MOST_COACHES = 100;
/** The maximum length of a range. */
export const LONGEST_RANGE = 92 * DAY;

/** The query as declared, or what is wrong with one of its values. */
export function readQuestion<Fields extends InputFields>(
  declared: Arguments<Fields>,
  asked: object,
): { readonly question: ValuesOf<Fields> } | { readonly objection: Refusal } {
  const { value, flaws } = read(declared, asked);
  if (!flaws) return { question: value };
  const { code, path, message } = flaws[0]!;
  return { objection: { code, field: path, message } };
}

/** What is wrong with a query, independent of the caller. */
export function objectionTo(question: Question, now: number): Refusal | undefined {
  const { to, after } = question;
  const objection = objectionToRange(question, LONGEST_RANGE);
  if (objection) return objection;
  if (isTooFarAhead(to, now))
    return invalid("to", `${rfc3339(to)} is more than ten years ahead; ask for an earlier time.`);
  if (after != null && instantOf(after) === undefined)
    return invalid("after", "after is not a cursor of free slots; use one from their pageInfo.");
  return objectionToCoaches(question.coachIds) ?? objectionToStaffing(question);
}

/** What is wrong with a range. `longest` is in milliseconds. */
export function objectionToRange(
  { from, to }: { readonly from: Date; readonly to: Date },
  longest: number,
): Refusal | undefined {
  if (from >= to)
    return invalid("to", `The range would end at ${rfc3339(to)}; it must end after its start, ${rfc3339(from)}.`);
  if (to.getTime() - from.getTime() > longest)
    return invalid("to", `The range is longer than ${longest / DAY} days; ask for less at once.`);
  return undefined;
}

export function objectionToCoaches(coachIds: readonly string[]): Refusal | undefined {
  if (coachIds.length < 1 || coachIds.length > MOST_COACHES)
    return invalid("coachIds", `There are ${coachIds.length} coaches; give 1 to ${MOST_COACHES}.`);
  if (new Set(coachIds).size < coachIds.length)
    return invalid("coachIds", "A coach is listed twice; name each coach once.");
  return undefined;
}

function objectionToStaffing({ coachIds, staffing, least }: Question): Refusal | undefined {
  if (staffing === "ONE" && coachIds.length > 1)
    return invalid("staffing", `ONE needs a single coach, but ${coachIds.length} are given; choose another staffing.`);
  if (staffing === "N_OF" && least == null) return invalid("least", "least is missing; N_OF needs 1 to 100.");
  if (staffing !== "N_OF" && least != null)
    return invalid("least", "least is only for the staffing N_OF; leave it out.");
  return undefined;
}

const typeFields = `select t.id, t.name, t.duration_minutes as "durationMinutes", t.step_minutes as "stepMinutes",
  t.buffer_before_minutes as "bufferBeforeMinutes", t.buffer_after_minutes as "bufferAfterMinutes",
  t.minimum_notice_minutes as "minimumNoticeMinutes", t.horizon_days as "horizonDays",
  t.most_per_day as "mostPerDay", t.most_per_week as "mostPerWeek", t.archived_at as "archivedAt"
  from session_type t`;
const typeById = `${typeFields} where t.firm_id = $1::uuid and t.id = $2::uuid`;
const typeOfSession = `${typeFields} join session s on s.firm_id = $1::uuid and s.session_type_id = t.id
  where t.firm_id = $1::uuid and s.id = $2::uuid`;

/** What to look for: a session of a type, or one of a given length. */
export async function slotLengthOf(
  database: Database,
  caller: Actor,
  question: Pick<Question, "sessionTypeId" | "durationMinutes" | "movingSessionId">,
): Promise<SlotLength | Refusal> {
  const { sessionTypeId: id, durationMinutes, movingSessionId } = question;
  if ((id == null) === (durationMinutes == null))
    return invalid("durationMinutes", "Give either durationMinutes or sessionTypeId.");
  if (id == null && movingSessionId == null) return { durationMinutes: durationMinutes!, type: undefined };
  // A session that moves keeps its type, whether it is still offered or not.
  const [text, named] =
    id == null ? [typeOfSession, uuidOf(Session, movingSessionId!)] : [typeById, uuidOf(SessionType, id)];
  const [type] = (await database.read(caller, text, [caller.firmId, named])) as unknown as SessionType[];
  if (id == null) return { durationMinutes: durationMinutes!, stepMinutes: type?.stepMinutes ?? undefined, type };
  if (!type) return { code: "NOT_FOUND", field: ["sessionTypeId"], message: "There is no SessionType with this id." };
  if (type.archivedAt)
    return invalid("sessionTypeId", `${type.name} is no longer offered; choose another session type.`);
  return { durationMinutes: type.durationMinutes, stepMinutes: type.stepMinutes ?? undefined, type };
}

/** A slot's cursor, opaque to clients. */
export function cursorOf(start: number): string {
  return Buffer.from(JSON.stringify(["SLOT", new Date(start).toISOString()])).toString("base64");
}

/** The start of a cursor's slot, in epoch milliseconds. Undefined if it is invalid. */
export function instantOf(cursor: string): number | undefined {
  const text = Buffer.from(cursor, "base64").toString("utf8");
  const start = Date.parse(/^\["SLOT","(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"\]$/.exec(text)?.[1] ?? "");
  return Number.isNaN(start) ? undefined : start;
}

function invalid(field: string, message: string): NonNullable<FreeSlotsAnswer["refusal"]> {
  return { code: "INVALID", field: [field], message };
}
