import { type ContextOf, implement } from "@coachwork/platform";
import { AssessNeeds, MANAGERS, NeedsQuestionnaire, Person } from "@coachwork/schema";
import { refuseUnlessClient } from "./client-of.js";
import { choicesIn } from "./needs-answers.js";
import { noVisitor, recordAssessment } from "./record-assessment.js";

/** Records what a client answered for themselves, or what somebody who runs the practice was told. */
export const assessNeeds = implement(AssessNeeds, async (context, input) => {
  const personId = await personIn(context, input.personId);
  const questionnaire = await context.fetch(NeedsQuestionnaire, input.questionnaireId, "questionnaireId");
  const chosen = choicesIn(context, questionnaire.questions, input.answers);
  const origin = { personId, recordedById: context.actor.personId, ...noVisitor };
  const answered = { chosen, origin, now: context.now };
  return { needsAssessment: await recordAssessment(context.transaction, questionnaire, answered) };
});

async function personIn(context: ContextOf<typeof AssessNeeds>, named: string | undefined): Promise<string> {
  const { actor } = context;
  if (named === undefined && actor.personId === null)
    return context.refuse("REQUIRED", "personId", "personId is missing: say whose needs they are.");
  const person =
    named === undefined
      ? (await context.transaction.findOne(Person, { id: actor.personId! }))!
      : await context.fetch(Person, named, "personId");
  if (person.id !== actor.personId && !context.holds(...MANAGERS)) {
    const message = "Clients answer for themselves. Ask those who run the practice to answer for somebody else.";
    context.refuse("FORBIDDEN", "personId", message);
  }
  await refuseUnlessClient(context, person, "personId");
  return person.id;
}
