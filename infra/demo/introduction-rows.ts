import type { DemoEngagement, DemoIntroduction } from "./demo-firm.ts";
import type { LifeWriter } from "./writing.ts";

/** For so many days it can be answered. */
const DAYS = 30;

/** Whom mentees were introduced to, and what they and the others answered: the mentee first, on the next day. */
export function writeIntroductions(
  engagement: string,
  { introductions = [] }: DemoEngagement,
  { add, tell, person, day, morning }: LifeWriter,
): void {
  for (const { mentor, mentee, to, message, day: on, answers } of introductions) {
    const introduced =
      typeof to === "string" ? { introduced_id: person(to) } : { outsider_name: to[0], outsider_email: to[1] };
    const [made, agreed, accepted] = [on, on + 1, on + 2].map((days) => morning(day(days))) as [Date, Date, Date];
    const isAccepted = answers === "BOTH";
    const introduction = add("introduction", {
      ...{ engagement_id: engagement, mentor_id: person(mentor), mentee_id: person(mentee), ...introduced, message },
      ...{ status: isAccepted ? "ACCEPTED" : "ASKED", ...answersOf(answers) },
      ...{ answer_by: day(on + DAYS), created_at: made, decided_at: isAccepted ? accepted : null },
    });
    const ids = { engagement, introduction };
    tell({ type: "introduction.asked", ids }, person(mentor), made);
    if (answers !== "NONE") tell({ type: "introduction.agreed", ids }, person(mentee), agreed);
    if (!isAccepted) continue;
    // Nobody of the firm answers for somebody outside.
    tell({ type: "introduction.accepted", ids }, typeof to === "string" ? person(to) : null, accepted);
  }
}

function answersOf(answers: DemoIntroduction["answers"]): object {
  return {
    ...(answers !== "NONE" && { mentee_answer: "ACCEPTED" }),
    ...(answers === "BOTH" && { introduced_answer: "ACCEPTED" }),
  };
}
