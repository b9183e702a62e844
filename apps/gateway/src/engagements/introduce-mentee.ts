import { type ContextOf, daysAfter, implement, newId } from "@coachwork/platform";
import {
  DECLINED_DAYS,
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

/** The one whom a mentee is introduced to, and their address if the mentor knows it. */
interface Named {
  readonly introduced: Introduced;
  readonly address: string | null;
}

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
  const named = input.introducedId == null ? outsiderOf(context, input) : await personOf(context, input, members);
  const { introduced } = named;
  if (introduced.outsiderEmail !== null) await judgeOutsider(context, introduced.outsiderEmail, members);
  await expireIntroductions(transaction, engagementId, now);
  await judgeNew(context, engagementId, mentee, named);
  const id = newId();
  await transaction.insert(Introduction, {
    ...{ id, engagementId, mentorId: actor.personId, menteeId: mentee.id, ...introduced },
    ...{ message: input.message, status: "ASKED", menteeAnswer: null, introducedAnswer: null },
    answerBy: daysAfter(actor.today, INTRODUCTION_DAYS),
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
function outsiderOf(context: Context, { outsider }: Input): Named {
  if (outsider == null) {
    const message = "Nobody is named. Give introducedId for a person of the firm, or outsider for anybody else.";
    return context.refuse("REQUIRED", "introducedId", message);
  }
  const { name: outsiderName, email: outsiderEmail } = outsider;
  return { introduced: { introducedId: null, outsiderName, outsiderEmail }, address: outsiderEmail };
}

/** A person of the firm whom the mentor sees. */
async function personOf(context: Context, input: Input, members: readonly string[]): Promise<Named> {
  if (input.outsider != null) {
    const message = "Two people are named. Give introducedId or outsider, and leave the other out.";
    context.refuse("INVALID", "outsider", message);
  }
  const person = await context.fetch(Person, input.introducedId!, "introducedId");
  if (members.includes(person.id)) refuseMember(context, "introducedId", person.name);
  await judgeCanAnswer(context, person, "introducedId", "Name them in outsider, by name and e-mail address.");
  const address = (await seesAddress(context, person.id)) ? person.email : null;
  return { introduced: { introducedId: person.id, outsiderName: null, outsiderEmail: null }, address };
}

/** Refuses somebody who could not answer in Coachwork. */
async function judgeCanAnswer(context: Context, { id, name, status }: Person, field: string, advice: string) {
  if (await canAnswer(context, { id, status })) return;
  context.refuse("CANNOT_ANSWER", field, `${name} cannot sign in as a coach or client, so as to answer. ${advice}`);
}

async function canAnswer({ transaction }: Context, { id, status }: Pick<Person, "id" | "status">): Promise<boolean> {
  if (status !== "ACTIVE") return false;
  const roles = await transaction.find(PersonRole, { personId: id });
  return roles.some(({ role }) => role === "COACH" || role === "CLIENT");
}

/**
 * Refuses the address of somebody in the engagement, whose addresses the mentor sees, and of anybody else of the firm whom the
 * mentor can name by id. Of people whose addresses the mentor does not see, nothing is told.
 */
async function judgeOutsider(context: Context, email: string, members: readonly string[]): Promise<void> {
  const { transaction } = context;
  const [known] = await transaction.query<Pick<Person, "id" | "name" | "status">>(
    "select id, name, status from person where firm_id = $1::uuid and email_lower = lower($2) limit 1",
    [transaction.scope.firmId, email],
  );
  if (!known) return;
  if (members.includes(known.id)) refuseMember(context, "outsider.email", known.name);
  if (!(await canAnswer(context, known)) || !(await seesAddress(context, known.id))) return;
  const message = `It is the address of ${known.name}, a person of the firm. Name them in introducedId instead.`;
  context.refuse("PERSON_OF_FIRM", "outsider.email", message);
}

async function seesAddress({ transaction, actor }: Context, id: string): Promise<boolean> {
  return (await transaction.visibleAll(actor, Person, [id], { seeing: ["email"] })).length > 0;
}

function refuseMember(context: Context, field: string, name: string): never {
  const message = `${name} is in the engagement already and needs no introduction. Name somebody else.`;
  return context.refuse("IN_ENGAGEMENT", field, message);
}

/** Refuses what was asked, accepted or declined before, and too many. */
async function judgeNew(context: Context, engagementId: string, mentee: Person, named: Named): Promise<void> {
  const { transaction, now } = context;
  refuseBefore(context, mentee, named, await before(context, engagementId, mentee, named));
  const [made] = await transaction.query<{ lately: number }>(
    `select count(*)::integer as lately from introduction
     where firm_id = $1::uuid and engagement_id = $2::uuid and created_at > $3::timestamptz`,
    [transaction.scope.firmId, engagementId, new Date(now - DAY)],
  );
  if (made!.lately < MOST_INTRODUCTIONS) return;
  const message = `${made!.lately} introductions were made in the engagement in the last 24 hours, the most possible. Go on tomorrow.`;
  context.refuse("TOO_MANY", "engagementId", message);
}

interface Before {
  readonly isAsked: boolean | null;
  readonly isAccepted: boolean | null;
  readonly declinedAt: Date | null;
}

/** What became of introductions of the same two in the engagement. When one is declined, only the name outside is kept. */
async function before(
  { transaction, now }: Context,
  engagementId: string,
  { id: menteeId }: Person,
  { introduced: { introducedId, outsiderName }, address }: Named,
): Promise<Before> {
  const [found] = await transaction.query<Before>(
    `select bool_or(x.status = 'ASKED') as "isAsked", bool_or(x.status = 'ACCEPTED') as "isAccepted",
       max(x.decided_at) filter (where x.status = 'DECLINED' and x.decided_at > $7::timestamptz) as "declinedAt"
     from introduction x left join person p on p.firm_id = $1::uuid and p.id = x.introduced_id
     where x.firm_id = $1::uuid and x.engagement_id = $2::uuid and x.mentee_id = $3::uuid
       and (x.introduced_id = $4::uuid or lower(coalesce(x.outsider_email, p.email)) = lower($5::text)
         or x.status = 'DECLINED' and lower(x.outsider_name) = lower($6::text))`,
    [
      ...[transaction.scope.firmId, engagementId, menteeId, introducedId, address, outsiderName],
      new Date(now - DECLINED_DAYS * DAY),
    ],
  );
  return found!;
}

function refuseBefore(
  context: Context,
  { name }: Person,
  { introduced: { introducedId, outsiderName } }: Named,
  { isAsked, isAccepted, declinedAt }: Before,
): void {
  const field = introducedId === null ? "outsider" : "introducedId";
  if (isAsked) {
    const message = `${name} and this person are already asked. Wait for their answers, or withdraw that introduction.`;
    context.refuse("ALREADY_ASKED", field, message);
  }
  if (isAccepted) {
    const message = `${name} and this person have both accepted before, and know each other's address. Name somebody else.`;
    context.refuse("ALREADY_INTRODUCED", field, message);
  }
  if (declinedAt === null) return;
  const again = new Date(declinedAt.getTime() + DECLINED_DAYS * DAY).toISOString();
  const other = outsiderName === null ? "" : ` If this is another ${outsiderName}, give a name that tells them apart.`;
  const message = `${name} or this person has declined. Ask them again after ${again}, or name somebody else.${other}`;
  context.refuse("DECLINED_BEFORE", field, message);
}
