import { type ContextOf, implement } from "@coachwork/platform";
import { AssessNeeds, MANAGERS, NeedsQuestionnaire, Person } from "@coachwork/schema";
import { refuseUnlessClient } from "./refuse-unless-client.js";
import { choicesIn } from "./needs-answers.js";
import { noVisitor, recordAssessment } from "./record-assessment.js";

/** Records the answers of a client, given by themselves or by an owner, admin or program manager for them. */
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
    return context.refuse("REQUIRED", "personId", "personId is missing. Say whose needs these are.");
  const person =
    named === undefined
      ? (await context.transaction.findOne(Person, { id: actor.personId! }))!
      : await context.fetch(Person, named, "personId");
  if (person.id !== actor.personId && !context.holds(...MANAGERS)) {
    const message =
      "You can only answer for yourself. Ask an owner, admin or program manager to answer for somebody else.";
    context.refuse("FORBIDDEN", "personId", message);
  }
  await refuseUnlessClient(context, person, "personId");
  return person.id;
}
