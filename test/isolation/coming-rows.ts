import type { ScheduleRows } from "./schedule-rows.js";

/** Those who are to join engagements that begin in a far year, and met before. */
export type Comers = Awaited<ReturnType<typeof writeComers>>;

/** Somebody coaches the one session and comes to the other, before the first day of both engagements. */
export async function writeComers(rows: ScheduleRows) {
  const comer = await rows.person("comer", ["CLIENT", "COACH"]);
  const [mentor, mentee] = [await rows.person("mentor", ["COACH"]), await rows.person("mentee", ["CLIENT"])];
  const terms = { kind: "MENTORING", mentoring_form: "FORMAL" };
  const asMentor = await rows.engagement("work", { coaches: [comer], participants: [mentee] }, terms);
  const members = { coaches: [mentor], participants: [comer, mentee] };
  const asMentee = await rows.engagement("group", members, { ...terms, format: "GROUP" });
  await rows.note(asMentor, mentee, "SHARED", "mentee");
  const sessions = {
    asMentor: await rows.session(asMentor, [comer], { [mentee]: "LATE" }, -9),
    asMentee: await rows.session(asMentee, [mentor], { [comer]: "LATE", [mentee]: "EXCUSED" }, -8),
    // Of the same engagement, and not theirs to come to; and theirs, and not before their first day.
    others: await rows.session(asMentee, [mentor], { [mentee]: "LATE" }, -7, "CONFIRMED", { place: OF_OTHERS }),
    later: await rows.session(asMentor, [comer], { [mentee]: "LATE" }, 9, "CONFIRMED", {
      kind: "REGULAR",
      place: OF_OTHERS,
    }),
  };
  return { comer, mentor, mentee, asMentor, asMentee, sessions };
}

/** The place of sessions of which those who are yet to join see nothing. */
export const OF_OTHERS = "COMING HIDDEN PLACE";
