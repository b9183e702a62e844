import { isDeepStrictEqual } from "node:util";
import { type CommandContext, implement, newId } from "@coachwork/platform";
import {
  CreateNeedsQuestionnaire,
  defaultNeedsQuestions,
  NeedsQuestionnaire,
  UpdateNeedsQuestionnaire,
} from "@coachwork/schema";
import { questionsOf } from "./needs-questions.js";

/** Creates a questionnaire. Its questions are the first version. */
export const createNeedsQuestionnaire = implement(CreateNeedsQuestionnaire, async (context, input) => {
  const { name, locale } = input;
  const questions = input.questions ? questionsOf(context, input.questions) : defaultNeedsQuestions(locale);
  const [id, createdAt] = [newId(), new Date(context.now)];
  await unlessTaken(context, name, () =>
    context.transaction.insert(NeedsQuestionnaire, { id, name, locale, questions, questionsVersion: 1, createdAt }),
  );
  context.transaction.tell({ type: "needs_questionnaire.created", ids: { needsQuestionnaire: id } });
  return { needsQuestionnaire: id };
});

/** Changes a questionnaire. A change of its questions is a new version. Assessments keep the questions that were asked. */
export const updateNeedsQuestionnaire = implement(UpdateNeedsQuestionnaire, async (context, input) => {
  const questionnaire = await context.fetch(NeedsQuestionnaire, input.id, "id", { lock: true });
  context.refuseStale(questionnaire, input.version);
  const { id, questionsVersion } = questionnaire;
  const before = { name: questionnaire.name, locale: questionnaire.locale, questions: questionnaire.questions };
  const { name = before.name, locale = before.locale } = input;
  const questions = input.questions ? questionsOf(context, input.questions) : before.questions;
  const after = { name, locale, questions };
  if (isDeepStrictEqual(before, after)) return { needsQuestionnaire: id };
  const next = isDeepStrictEqual(before.questions, questions) ? questionsVersion : questionsVersion + 1;
  await unlessTaken(context, name, () =>
    context.transaction.update(NeedsQuestionnaire, { id }, { ...after, questionsVersion: next }),
  );
  context.transaction.tell({ type: "needs_questionnaire.updated", ids: { needsQuestionnaire: id } });
  return { needsQuestionnaire: id };
});

function unlessTaken(context: CommandContext<"NAME_TAKEN">, name: string, write: () => Promise<unknown>) {
  const message = `The firm already has a needs questionnaire named ${name}. Choose another name.`;
  return context.unlessTaken(write, { name: ["NAME_TAKEN", message] });
}
