import { implement } from "@coachwork/platform";
import { NeedsAssessment, Person, SetNeedsAssessmentPerson } from "@coachwork/schema";
import { refuseUnlessClient } from "./refuse-unless-client.js";
import { refuseFollowed } from "./refuse-followed.js";

/** Records which client the visitor of a link is, or that this is not known after all. */
export const setNeedsAssessmentPerson = implement(SetNeedsAssessmentPerson, async (context, input) => {
  const assessment = await context.fetch(NeedsAssessment, input.id, "id", { lock: true });
  refuseFollowed(context, assessment, "It stays with its person");
  const { id, linkId, personId } = assessment;
  if (linkId === null) {
    const message = "This assessment did not come by a link, so its person is known. Remove it if that is wrong.";
    context.refuse("NOT_BY_LINK", "id", message);
  }
  const person = input.personId ? await context.fetch(Person, input.personId, "personId") : null;
  if (person) await refuseUnlessClient(context, person, "personId");
  if ((person?.id ?? null) === personId) return { needsAssessment: id };
  await context.transaction.update(NeedsAssessment, { id }, { personId: person?.id ?? null });
  context.transaction.tell({ type: "needs_assessment.person_set", ids: { needsAssessment: id } });
  return { needsAssessment: id };
});
