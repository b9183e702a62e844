import { newId, type Transaction } from "@coachwork/platform";
import { NeedsAssessment, type NeedsQuestionnaire, needsResult } from "@coachwork/schema";

/** Who answered: a person of the firm, or a visitor of a link. */
type Origin = Pick<
  NeedsAssessment,
  "personId" | "recordedById" | "linkId" | "visitorName" | "visitorEmail" | "formHash"
>;

export const noVisitor = { linkId: null, visitorName: null, visitorEmail: null, formHash: null } as const;

interface Answered {
  /** The index of the choice for each question, in order. Undefined for a question without an answer. */
  readonly chosen: readonly (number | undefined)[];
  readonly origin: Origin;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Computes the result of an assessment, stores it with what was asked, and returns the id. */
export async function recordAssessment(
  transaction: Transaction,
  { id: questionnaireId, questions, questionsVersion }: NeedsQuestionnaire,
  { chosen, origin, now }: Answered,
): Promise<string> {
  const id = newId();
  await transaction.insert(NeedsAssessment, {
    ...{ id, questionnaireId, questionsVersion, ...needsResult(questions, chosen), ...origin },
    ...{ chosenKind: null, choiceReason: null, chosenAt: null, engagementId: null, createdAt: new Date(now) },
  });
  transaction.tell({ type: "needs_assessment.recorded", ids: { needsAssessment: id } });
  return id;
}
