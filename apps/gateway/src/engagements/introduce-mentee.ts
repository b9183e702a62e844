import { type ContextOf, implement, newId } from "@coachwork/platform";
import {
  Engagement,
  INTRODUCTION_DAYS,
  IntroduceMentee,
  Introduction,
  type InputOf,
  MOST_INTRODUCTIONS,
  Person,
  PersonRole,
} from "@coachwork/schema";
import { expireIntroductions } from "./introductions.js";
import { COACHES, isOn, membersToday, PARTICIPANTS } from "./membership.js";

type Context = ContextOf<typeof IntroduceMentee>;
type Input = InputOf<typeof IntroduceMentee>;

const DAY = 86_400_000;

/** The one whom a mentee is introduced to: somebody of the firm, or somebody outside. */
type Introduced = Pick<Introduction, "introducedId" | "outsiderName" | "outsiderEmail">;

/** Introduces a mentee to somebody. Both are asked, and nobody learns an address yet. */
export const introduceMentee = implement(IntroduceMentee, async (context, input) => {
  const { transaction, actor, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const { id: engagementId } = engagement;
  if (!(await isOn(context, COACHES, engagementId)))
    context.refuse("FORBIDDEN", "engagementId", "Only the engagement's mentors can introduce its mentees to others.");
  judgeEngagement(context, engagement);
  const participants = await membersToday(context, PARTICIPANTS, engagementId);
  const mentee = await context.fetch(Person, input.menteeId, "menteeId");
  if (!participants.includes(mentee.id)) {
    const message = `${mentee.name} does not take part in the engagement today. Name one of its mentees.`;
    context.refuse("NOT_A_PARTICIPANT", "menteeId", message);
  }
  await judgeCanAnswer(context, mentee, "menteeId", "Invite them first.");
  const members = [...participants, ...(await membersToday(context, COACHES, engagementId))];
  const introduced = input.introducedId == null ? outsiderOf(context, input) : await personOf(context, input, members);
  if (introduced.outsiderEmail !== null) await judgeOutsider(context, introduced.outsiderEmail, members);
  await expireIntroductions(transaction, engagementId, now);
  await judgeNew(context, engagementId, mentee, introduced);
  const id = newId();
  await transaction.insert(Introduction, {
    ...{ id, engagementId, mentorId: actor.personId, menteeId: mentee.id, ...introduced },
    ...{ message: input.message, status: "ASKED", menteeAnswer: null, introducedAnswer: null },
    answerBy: new Date(Date.parse(actor.today) + INTRODUCTION_DAYS * DAY).toISOString().slice(0, 10),
    createdAt: new Date(now),
    decidedAt: null,
  });
  transaction.tell({ type: "introduction.asked", ids: { engagement: engagementId, introduction: id } });
  return { introduction: id };
});

function judgeEngagement(context: Context, { kind, status }: Engagement): void {
  if (kind !== "MENTORING") {
    const message = "The engagement is coaching. Introductions to others are for mentoring.";
    context.refuse("NOT_MENTORING", "engagementId", message);
  }
  if (status !== "ACTIVE" && status !== "PAUSED")
    context.refuse("WRONG_STATUS", "engagementId", `The engagement is ${status}; it must be ACTIVE or PAUSED.`);
}

/** Somebody outside, as the mentor names them. */
function outsiderOf(context: Context, { outsider }: Input): Introduced {
  if (outsider == null) {
    const message = "Nobody is named. Give introducedId for a person of the firm, or outsider for anybody else.";
    return context.refuse("REQUIRED", "introducedId", message);
  }
  return { introducedId: null, outsiderName: outsider.name, outsiderEmail: outsider.email };
}

/** A person of the firm whom the mentor sees. */
async function personOf(context: Context, input: Input, members: readonly string[]): Promise<Introduced> {
  if (input.outsider != null) {
    const message = "Two people are named. Give introducedId or outsider, and leave the other out.";
    context.refuse("INVALID", "outsider", message);
  }
  const person = await context.fetch(Person, input.introducedId!, "introducedId");
  if (members.includes(person.id)) refuseMember(context, "introducedId", person.name);
  await judgeCanAnswer(context, person, "introducedId", "Name them in outsider, by name and e-mail address.");
  return { introducedId: person.id, outsiderName: null, outsiderEmail: null };
}

/** Refuses somebody who could not answer in Coachwork. */
async function judgeCanAnswer(context: Context, { id, name, status }: Person, field: string, advice: string) {
  const roles = (await context.transaction.find(PersonRole, { personId: id })).map(({ role }) => role);
  if (status === "ACTIVE" && roles.some((role) => role === "COACH" || role === "CLIENT")) return;
  context.refuse("CANNOT_ANSWER", field, `${name} cannot sign in as a coach or client, so as to answer. ${advice}`);
}

/** Refuses the address of somebody in the engagement, whose addresses the mentor sees. */
async function judgeOutsider(context: Context, email: string, members: readonly string[]): Promise<void> {
  const { transaction } = context;
  const [known] = await transaction.query<{ name: string }>(
    "select name from person where firm_id = $1::uuid and id = any($2::uuid[]) and lower(email) = lower($3) limit 1",
    [transaction.scope.firmId, members, email],
  );
  if (known) refuseMember(context, "outsider.email", known.name);
}

function refuseMember(context: Context, field: string, name: string): never {
  const message = `${name} is in the engagement already and needs no introduction. Name somebody else.`;
  return context.refuse("IN_ENGAGEMENT", field, message);
}

/** Refuses the same introduction twice, and too many. */
async function judgeNew(
  context: Context,
  engagementId: string,
  { id: menteeId, name }: Person,
  { introducedId, outsiderEmail }: Introduced,
): Promise<void> {
  const { transaction, now } = context;
  const [found] = await transaction.query<{ isAsked: boolean; lately: number }>(
    `select bool_or(status = 'ASKED' and mentee_id = $3::uuid
         and (introduced_id = $4::uuid or lower(outsider_email) = lower($5::text))) as "isAsked",
       count(*) filter (where created_at > $6::timestamptz)::integer as lately
     from introduction where firm_id = $1::uuid and engagement_id = $2::uuid`,
    [transaction.scope.firmId, engagementId, menteeId, introducedId, outsiderEmail, new Date(now - DAY)],
  );
  if (found?.isAsked) {
    const field = introducedId === null ? "outsider" : "introducedId";
    const message = `${name} and this person are already asked. Wait for their answers, or withdraw that introduction.`;
    context.refuse("ALREADY_ASKED", field, message);
  }
  if (found!.lately < MOST_INTRODUCTIONS) return;
  const message = `${found!.lately} introductions were made in the engagement in the last 24 hours, the most possible. Go on tomorrow.`;
  context.refuse("TOO_MANY", "engagementId", message);
}
