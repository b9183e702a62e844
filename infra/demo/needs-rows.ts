import { defaultNeedsQuestions } from "@coachwork/schema";
import type { Writing } from "./writing.ts";

/** What a firm asks to find out whether coaching or mentoring fits somebody better. */
export function writeNeeds({ add, createdAt: created_at, tell }: Writing): void {
  const needsQuestionnaire = add("needs_questionnaire", {
    ...{ name: "Coaching or mentoring?", locale: "en", questions_version: 1, created_at },
    questions: JSON.stringify(defaultNeedsQuestions("en")),
  });
  tell({ type: "needs_questionnaire.created", ids: { needsQuestionnaire } }, "manager");
}
