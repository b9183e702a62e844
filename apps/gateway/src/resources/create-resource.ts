import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CreateResource, Engagement, type InputOf, MANAGERS, Program, Resource } from "@coachwork/schema";
import { COACHES, isOn, PARTICIPANTS } from "../engagements/membership.js";
import { contentOf } from "./resource-content.js";

type Context = ContextOf<typeof CreateResource>;

/** Shares a link or a file with those who work with it. */
export const createResource = implement(CreateResource, async (context, input) => {
  const { transaction, actor, now } = context;
  const audience = await audienceOf(context, input);
  const id = newId();
  await transaction.insert(Resource, {
    ...{ id, ...audience, ...(await contentOf(context, input)) },
    ...{ title: input.title, description: input.description ?? null },
    ...{ authorId: actor.personId, createdAt: new Date(now) },
  });
  transaction.tell({ type: "resource.created", ids: { resource: id } });
  return { resource: id };
});

/** Whom it is shared with, and the participant who does so. */
async function audienceOf(context: Context, { engagementId, programId }: InputOf<typeof CreateResource>) {
  const nobody = { engagementId: null, programId: null, participantId: null };
  if (engagementId !== undefined && programId !== undefined)
    context.refuse("ONE_AUDIENCE", "programId", "Give either engagementId or programId, or none for the whole firm.");
  if (engagementId !== undefined) {
    const { id } = await context.fetch(Engagement, engagementId, "engagementId");
    if (await isOn(context, COACHES, id)) return { ...nobody, engagementId: id };
    if (await isOn(context, PARTICIPANTS, id))
      return { ...nobody, engagementId: id, participantId: context.actor.personId };
    const message = "Only the engagement's coaches and participants share material with it.";
    return context.refuse("FORBIDDEN", "engagementId", message);
  }
  if (!context.holds(...MANAGERS)) {
    const message = "Only those who run the firm share with a program or the whole firm. Name an engagement of yours.";
    context.refuse("FORBIDDEN", programId === undefined ? "engagementId" : "programId", message);
  }
  if (programId === undefined) return nobody;
  return { ...nobody, programId: (await context.fetch(Program, programId, "programId")).id };
}
