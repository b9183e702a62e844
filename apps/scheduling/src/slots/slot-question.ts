import type { Database } from "@coachwork/platform";
import {
  type Actor,
  type Arguments,
  type FindFreeSlots,
  type FreeSlotsAnswer,
  type InputFields,
  read,
  type Refusal,
  SessionType,
  uuidOf,
  type ValuesOf,
} from "@coachwork/schema";
import type { TypeTerms } from "../availability/session-terms.js";
import { isTooFarAhead } from "../core/far-ahead.js";
import { DAY } from "../core/lengths.js";

export type Question = ValuesOf<typeof FindFreeSlots.fields>;

/** How long a session takes and how far apart slots are, in minutes, and what its type asks for, if it has one. */
export interface SlotLength {
  readonly durationMinutes: number;
  readonly stepMinutes?: number | undefined;
  readonly type: TypeTerms | undefined;
}

const MOST_COACHES = 100;
/** How long a range can be that is looked at. */
export const LONGEST_RANGE = 92 * DAY;

/** The question, as it is declared, or what is wrong with one of its values. */
export function readQuestion<Fields extends InputFields>(
  declared: Arguments<Fields>,
  asked: object,
): { readonly question: ValuesOf<Fields> } | { readonly objection: Refusal } {
  const { value, flaws } = read(declared, asked);
  if (!flaws) return { question: value };
  const { code, path, message } = flaws[0]!;
  return { objection: { code, field: path, message } };
}

/** What is wrong with a question, whoever asks. */
export function objectionTo(question: Question, now: number): Refusal | undefined {
  const { from, to, after } = question;
  if (from >= to)
    return invalid(
      "to",
      `The range would end at ${to.toISOString()}; it must end after its start, ${from.toISOString()}.`,
    );
  if (to.getTime() - from.getTime() > LONGEST_RANGE)
    return invalid("to", "The range is longer than 92 days; ask for less at once.");
  if (isTooFarAhead(to, now))
    return invalid("to", `${to.toISOString()} is more than ten years ahead; ask for an earlier time.`);
  if (after != null && instantOf(after) === undefined)
    return invalid("after", "after is not a cursor of free slots; use one that their pageInfo gave.");
  return objectionToCoaches(question.coachIds) ?? objectionToStaffing(question);
}

export function objectionToCoaches(coachIds: readonly string[]): Refusal | undefined {
  if (coachIds.length < 1 || coachIds.length > MOST_COACHES)
    return invalid("coachIds", `There are ${coachIds.length} coaches; give 1 to ${MOST_COACHES}.`);
  const again = coachIds.findIndex((id, index) => coachIds.indexOf(id) < index);
  if (again >= 0) return invalid("coachIds", `${coachIds[again]} is there twice; name each coach once.`);
  return undefined;
}

function objectionToStaffing({ coachIds, staffing, least }: Question): Refusal | undefined {
  if (staffing === "ONE" && coachIds.length > 1)
    return invalid("staffing", `ONE is for one coach, and there are ${coachIds.length}; choose another staffing.`);
  if (staffing === "N_OF" && least == null) return invalid("least", "least is not given; N_OF takes 1 to 100.");
  if (staffing !== "N_OF" && least != null) return invalid("least", "least is for the staffing N_OF; leave it out.");
  return undefined;
}

/** What is asked for: a session of a type, or one that takes so long. */
export async function slotLengthOf(
  database: Database,
  caller: Actor,
  question: Pick<Question, "sessionTypeId" | "durationMinutes">,
): Promise<SlotLength | Refusal> {
  const { sessionTypeId: id, durationMinutes } = question;
  if ((id == null) === (durationMinutes == null))
    return invalid("durationMinutes", "Give either how long the session takes, durationMinutes, or its sessionTypeId.");
  if (id == null) return { durationMinutes: durationMinutes!, type: undefined };
  const [type] = (await database.read(
    caller,
    `select t.id, t.duration_minutes as "durationMinutes", t.step_minutes as "stepMinutes",
       t.buffer_before_minutes as "bufferBeforeMinutes", t.buffer_after_minutes as "bufferAfterMinutes",
       t.minimum_notice_minutes as "minimumNoticeMinutes", t.horizon_days as "horizonDays",
       t.most_per_day as "mostPerDay", t.most_per_week as "mostPerWeek", t.archived_at as "archivedAt"
     from session_type t where t.firm_id = $1::uuid and t.id = $2::uuid`,
    [caller.firmId, uuidOf(SessionType, id)],
  )) as unknown as SessionType[];
  if (!type)
    return { code: "NOT_FOUND", field: ["sessionTypeId"], message: `There is no SessionType with the id ${id}.` };
  if (type.archivedAt)
    return invalid("sessionTypeId", `The session type ${id} is not offered any more; choose another.`);
  return { durationMinutes: type.durationMinutes, stepMinutes: type.stepMinutes ?? undefined, type };
}

/** A slot's place: opaque to clients. */
export function cursorOf(start: number): string {
  return Buffer.from(JSON.stringify(["SLOT", new Date(start).toISOString()])).toString("base64");
}

/** The start of the slot that a cursor stands for, in epoch milliseconds; undefined where it is none. */
export function instantOf(cursor: string): number | undefined {
  const text = Buffer.from(cursor, "base64").toString("utf8");
  const start = Date.parse(/^\["SLOT","(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"\]$/.exec(text)?.[1] ?? "");
  return Number.isNaN(start) ? undefined : start;
}

function invalid(field: string, message: string): NonNullable<FreeSlotsAnswer["refusal"]> {
  return { code: "INVALID", field: [field], message };
}
