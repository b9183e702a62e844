import { createHash, randomUUID } from "node:crypto";
import { defaultNeedsQuestions, needsResult } from "@coachwork/schema";
import type { DemoFirm } from "./demo-firm.ts";
import { demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** What a firm asks, what a client answered who chose otherwise than was recommended, and what a visitor of its page did. */
export function writeNeeds(firm: DemoFirm, { add, createdAt: created_at, day, tell }: Writing): void {
  const questions = defaultNeedsQuestions("en");
  const needsQuestionnaire = add("needs_questionnaire", {
    ...{ name: "Coaching or mentoring?", locale: "en", questions_version: 1, created_at },
    questions: JSON.stringify(questions),
  });
  tell({ type: "needs_questionnaire.created", ids: { needsQuestionnaire } }, "manager");
  const [manager, client] = ["manager", "client"].map((key) => demoPersonId(firm, key));
  // Nobody knows its address, which is shown once to whoever creates a link.
  const token_hash = createHash("sha256").update(randomUUID()).digest("hex");
  const needsLink = add("needs_link", {
    ...{ questionnaire_id: needsQuestionnaire, token_hash, created_by_id: manager, created_at },
    ...{ expires_at: `${day(90)}T00:00:00Z`, most_answers: 200, answer_count: 1 },
  });
  tell({ type: "needs_link.created", ids: { needsLink } }, "manager");
  const assess = (chosen: readonly number[], more: object, by: string) => {
    const { answers, reasons, recommendedKind, confidence, wantedWeeks, wantedFormat } = needsResult(questions, chosen);
    const needsAssessment = add("needs_assessment", {
      ...{ questionnaire_id: needsQuestionnaire, questions_version: 1, confidence, recommended_kind: recommendedKind },
      ...{ answers: JSON.stringify(answers), reasons: JSON.stringify(reasons) },
      ...{ wanted_weeks: wantedWeeks, wanted_format: wantedFormat, created_at, ...more },
    });
    tell({ type: "needs_assessment.recorded", ids: { needsAssessment } }, by);
    return needsAssessment;
  };
  const choice = {
    ...{ chosen_kind: "COACHING", chosen_at: `${day(-30)}T09:00:00Z` },
    choice_reason: "My next step is a big presentation. The long view can wait.",
  };
  const of = { person_id: client, recorded_by_id: client };
  const needsAssessment = assess([3, 2, 3, 2, 1, 2, 2, 1, 0], { ...of, ...choice }, "client");
  tell({ type: "needs_assessment.kind_chosen", ids: { needsAssessment } }, "client");
  const form_hash = createHash("sha256").update(randomUUID()).digest("hex");
  const visitor = { visitor_name: "Ines Okafor", visitor_email: "ines.okafor@visitor.example" };
  assess([0, 1, 0, 0, 0, 1, 1, 0, 0], { link_id: needsLink, form_hash, ...visitor }, "manager");
}
