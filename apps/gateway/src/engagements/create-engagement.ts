import { type ContextOf, implement, newId } from "@coachwork/platform";
import { CreateEngagement, Engagement, type InputOf, Organization, Person, Team, uuidOf } from "@coachwork/schema";
import { placeMembers } from "./cohort-members.js";
import { type Belonging, belongingOf } from "./cohort-terms.js";
import { type NewEngagement, refusalsOf } from "./engagement-rules.js";
import {
  checkFitness,
  COACHES,
  joinedEvent,
  type Membership,
  type Named,
  notesFrom,
  PARTICIPANTS,
  type Side,
} from "./membership.js";
import { type PoolSums, takeForDraft } from "./pools.js";
import { withTermsOf } from "./program-terms.js";

type Context = ContextOf<typeof CreateEngagement>;

/** Creates a draft engagement with its members from the first day. */
export const createEngagement = (poolSums: PoolSums) =>
  implement(CreateEngagement, async (context, given) => ({
    engagement: await createDraft(context, poolSums, given),
  }));

/** Creates a draft engagement, and gives its id. */
export async function createDraft(
  context: Context,
  poolSums: PoolSums,
  given: InputOf<typeof CreateEngagement>,
): Promise<string> {
  const belonging = await belongingOf(context, given);
  const { program } = belonging;
  const input = wanted(context, program ? withTermsOf(context, program, given) : given);
  const refusals = refusalsOf(input);
  if (refusals.length > 0) context.refuseAll(refusals);
  const draft = await draftOf(context, input, belonging);
  const engagement = { ...draft, poolId: await takeForDraft(context, poolSums, belonging.cohort, draft) };
  const coaches = await named(context, "coachIds", input.coachIds ?? []);
  const participants = await named(context, "participantIds", input.participantIds ?? []);
  await checkFitness(context, COACHES, engagement, coaches);
  await checkFitness(context, PARTICIPANTS, engagement, participants);

  const taken = `Another engagement of the firm already has the external id ${engagement.externalId}. Give another one.`;
  await context.unlessTaken(() => context.transaction.insert(Engagement, engagement), {
    externalId: ["EXTERNAL_ID_TAKEN", taken],
  });
  context.transaction.tell({ type: "engagement.created", ids: { engagement: engagement.id } });
  await join(context, COACHES, engagement, coaches);
  await join(context, PARTICIPANTS, engagement, participants);
  await placeMembers(context, engagement, participants);
  return engagement.id;
}

/** Without a program, the input says what the engagement is. */
function wanted(context: Context, { kind, format, ...input }: InputOf<typeof CreateEngagement>): NewEngagement {
  if (kind !== undefined && format !== undefined) return { ...input, kind, format };
  const field = kind === undefined ? "kind" : "format";
  return context.refuse("REQUIRED", field, `${field} is missing. Give it, or the program that says it.`);
}

async function draftOf(context: Context, input: NewEngagement, { program, cohort }: Belonging) {
  const { organizationId, teamId } = input;
  const isInformal = input.mentoringForm === "INFORMAL";
  return {
    id: newId(),
    title: input.title,
    externalId: input.externalId ?? null,
    kind: input.kind,
    format: input.format,
    mentoringForm: input.mentoringForm ?? null,
    status: "DRAFT" as const,
    objectives: input.objectives ?? null,
    startsOn: input.startsOn,
    endsOn: input.endsOn ?? null,
    allocationUnit: input.allocationUnit ?? null,
    allocationAmount: input.allocationAmount ?? null,
    proBono: input.proBono,
    organizationId:
      organizationId == null
        ? (cohort?.organizationId ?? null)
        : (await context.fetch(Organization, organizationId, "organizationId")).id,
    teamId: teamId == null ? null : (await context.fetch(Team, teamId, "teamId")).id,
    programId: program?.id ?? null,
    agreementTemplateId: (!isInformal && program?.agreementTemplateId) || null,
    needsAgreement: !isInformal && program?.needsAgreement === true,
    cohortId: cohort?.id ?? null,
    createdAt: new Date(context.now),
  };
}

/** The people with these ids, each with the input field that names them. */
async function named(context: Context, field: string, ids: readonly string[]): Promise<Named[]> {
  const uuids = ids.map((id) => uuidOf(Person, id));
  const people = await context.transaction.visibleAll(context.actor, Person, uuids);
  const byId = new Map(people.map((person) => [person.id, person]));
  return uuids.map((uuid, place) => {
    const person = byId.get(uuid);
    const path = `${field}.${place}`;
    return person
      ? { person, field: path }
      : context.refuse("NOT_FOUND", path, `There is no Person with the id ${ids[place]}.`);
  });
}

type Draft = Awaited<ReturnType<typeof draftOf>>;

async function join(
  context: Context,
  side: Side,
  { id: engagementId, startsOn }: Draft,
  people: readonly Named[],
): Promise<void> {
  const members = people.map(({ person }) => ({
    id: newId(),
    engagementId,
    personId: person.id,
    joinedOn: startsOn,
    leftOn: null,
    notesFrom: notesFrom(startsOn, context.actor.today),
  }));
  await context.transaction.insert<Membership>(side.entity, members);
  for (const { id } of members) context.transaction.tell(joinedEvent(side, engagementId, id));
}
