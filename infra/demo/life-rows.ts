import type { DemoEngagement } from "./demo-firm.ts";
import { writeIntroductions } from "./introduction-rows.ts";
import type { LifeWriter } from "./writing.ts";

/** How an engagement was paused, extended, given another coach or ended, and what people took from it. */
export function writeLife(id: string, given: DemoEngagement, writer: LifeWriter): void {
  if (given.status === "COMPLETED" || given.status === "CANCELLED") writeEnd(id, given, given.status, writer);
  if (given.paused) writePause(id, given.paused, writer);
  writeTakeaways(id, given, writer);
  writeExtensions(id, given, writer);
  writeIntroductions(id, given, writer);
  writeRematches(id, given, writer);
  writeFeedback(id, given, writer);
}

function writeRematches(
  engagement_id: string,
  { rematches = [] }: DemoEngagement,
  { sessions, add, tell, person, day, morning }: LifeWriter,
): void {
  for (const [from, to, on, reason] of rematches) {
    const [decided_by_id, decided_at] = [person("manager"), morning(day(on))];
    const done = { sessions_done_at: decided_at, updated_at: decided_at };
    const decision = { starts_on: day(on), sessions: "MOVE", reason, decided_at, decided_by_id, ...done };
    const coaches = { from_coach_id: person(from), to_coach_id: person(to) };
    const rematch = add("rematch", { engagement_id, ...coaches, ...decision });
    const ids = { engagement: engagement_id, rematch };
    tell({ type: "engagement.rematched", ids }, decided_by_id, decided_at);
    const wereAhead = sessions.filter(({ date, bookedAt }) => date >= day(on) && bookedAt < decided_at);
    for (const { id: session_id } of wereAhead.filter(({ coaches }) => coaches.includes(to))) {
      const outcome = { outcome: "MOVED", handled_at: decided_at };
      add("rematch_outcome", { engagement_id, rematch_id: rematch, session_id, ...outcome });
    }
    tell({ type: "rematch.sessions_done", ids }, null, decided_at);
  }
}

function writeExtensions(engagement: string, { extensions = [], days }: DemoEngagement, writer: LifeWriter): void {
  const { add, tell, person, day, morning } = writer;
  for (const { proposedBy, more, message, answer } of extensions) {
    const [side, key, on] = proposedBy;
    const accepted = answer?.[0] === "ACCEPTED";
    // An accepted one has moved the end already.
    const end = accepted ? days[1]! - more : days[1]!;
    const decided = answer && { decided_at: morning(day(on + 2)), decided_by_id: person(answer[1]) };
    const extension = add("extension", {
      engagement_id: engagement,
      ...{ status: answer?.[0] ?? "PROPOSED", side, message, ends_on: day(end + more), ends_on_before: day(end) },
      ...{ proposed_by_id: person(key), proposed_at: morning(day(on)), ...decided },
    });
    const ids = { engagement, extension };
    tell({ type: "extension.proposed", ids }, person(key), morning(day(on)));
    if (!answer) continue;
    tell({ type: accepted ? "extension.accepted" : "extension.declined", ids }, person(answer[1]), decided!.decided_at);
  }
}

function writeFeedback(
  engagement: string,
  { feedback: all = [] }: DemoEngagement,
  { add, tell, person, day, morning }: LifeWriter,
): void {
  all.forEach(({ to, from, question = null, text = null }, place) => {
    const [participant, coach] = [person(to), person(from)];
    const [asked, given] = [morning(day(-8 - 2 * place)), morning(day(-6 - 2 * place))];
    const answer = text === null ? { status: "REQUESTED" } : { status: "GIVEN", author_id: coach, given_at: given };
    const about = { engagement_id: engagement, participant_id: participant };
    const feedback = add("feedback", {
      ...about,
      question,
      text,
      created_at: question === null ? given : asked,
      ...answer,
    });
    const ids = { engagement, feedback };
    if (question !== null) tell({ type: "feedback.requested", ids }, participant, asked);
    if (text !== null) tell({ type: "feedback.given", ids }, coach, given);
  });
}

function writeTakeaways(
  engagement: string,
  { takeaways = [], ended }: DemoEngagement,
  { add, tell, person, day, morning }: LifeWriter,
): void {
  takeaways.forEach(([key, visibility, text], place) => {
    const author = person(key);
    const at = morning(day((ended?.[0] ?? -takeaways.length - 2) + place + 1));
    const row = { engagement_id: engagement, author_id: author, visibility, text, created_at: at };
    const takeaway = add("takeaway", row, author);
    tell({ type: "takeaway.created", ids: { engagement, takeaway } }, author, at);
  });
}

function writeEnd(
  engagement: string,
  { ended }: DemoEngagement,
  status: "COMPLETED" | "CANCELLED",
  { add, tell, person, day, morning }: LifeWriter,
): void {
  const [on, closing_reason, reason = null] = ended!;
  const manager = person("manager");
  const changed_at = morning(day(on));
  const step = { status_before: "ACTIVE", status, closing_reason, reason, changed_at, changed_by_id: manager };
  add("engagement_status_change", { engagement_id: engagement, ...step });
  const move = status === "COMPLETED" ? "completed" : "cancelled";
  tell({ type: `engagement.${move}`, ids: { engagement } }, manager, changed_at);
}

function writePause(
  engagement: string,
  [first, last, reason]: NonNullable<DemoEngagement["paused"]>,
  { add, tell, person, day, morning }: LifeWriter,
): void {
  const [starts_on, ends_on, decided_by_id] = [day(first), day(last), person("manager")];
  const values = { engagement_id: engagement, starts_on, ends_on, sessions: "CANCEL", reason, decided_by_id };
  const ids = { engagement, engagementPause: add("engagement_pause", values) };
  if (first > 0) tell({ type: "engagement_pause.planned", ids }, decided_by_id, morning(day(-1)));
  else tell({ type: "engagement.paused", ids }, decided_by_id, morning(starts_on));
}
