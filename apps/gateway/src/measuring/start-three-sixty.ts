import { type ContextOf, implement, newId, newOpaqueId } from "@coachwork/platform";
import {
  Engagement,
  type InputOf,
  copiedFrom,
  Person,
  RaterGroup,
  type RaterThreshold,
  StartThreeSixty,
  Survey,
  SurveyInvitation,
  SurveyTemplate,
  unsentSurvey,
} from "@coachwork/schema";
import { membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { peopleWithSignIn } from "../tenancy/invitations.js";
import { refuseUnreachable } from "./refuse-unreachable.js";
import { timesOf } from "./survey-times.js";

type Context = ContextOf<typeof StartThreeSixty>;
type Input = InputOf<typeof StartThreeSixty>;

/** Starts a 360. Its thresholds are fixed from the start, so that nobody can lower one later to look into a group. */
export const startThreeSixty = implement(StartThreeSixty, async (context, input) => {
  const { transaction, now } = context;
  const template = await context.fetch(SurveyTemplate, input.templateId, "templateId", { lock: true });
  if (template.privacy !== "GROUPED") {
    const message = `The template is ${template.privacy}, and a 360 needs one that is GROUPED. Use sendSurvey for this one.`;
    context.refuse("WRONG_PRIVACY", "templateId", message);
  }
  const subject = await context.fetch(Person, input.subjectId, "subjectId");
  refuseUnreachable(context, subject, "subjectId");
  await refuseWithoutSignIn(context, subject);
  const engagementId = await engagementOf(context, input, subject);
  const thresholds = thresholdsOf(context, input);
  refuseWrongRaters(context, input, subject);
  const times = timesOf(context, input);
  const invited = input.raters.length + (input.asksSubject ? 1 : 0);
  const [id, createdAt] = [newId(), new Date(now)];
  await transaction.insert(Survey, {
    ...{ ...copiedFrom(template), ...unsentSurvey, ...times, id, planId: null, engagementId, subjectId: subject.id },
    ...{ thresholds, reminderCount: input.reminderCount, invitedCount: invited, createdAt },
  });
  const nowhere = { organizationId: null, programId: null, cohortId: null, kind: null, format: null };
  const unanswered = { sharedEngagementId: null, answered: false, answers: [], byAccount: false, invitedAt: createdAt };
  const blank = { surveyId: id, ...nowhere, ...unanswered };
  const raters = input.raters.map(({ group, name, email }) => {
    const rater = { personId: null, raterName: name, raterEmail: email, raterGroup: group };
    return { id: newOpaqueId(), ...rater, ...blank };
  });
  const self = { personId: subject.id, raterName: null, raterEmail: null, raterGroup: "SELF" };
  const all = input.asksSubject ? [...raters, { id: newOpaqueId(), ...self, ...blank }] : raters;
  await transaction.insert(SurveyInvitation, all);
  transaction.tell({ type: "survey.sent", ids: { survey: id } });
  if (times.status === "OPEN") transaction.tell({ type: "survey.opened", ids: { survey: id } });
  return { survey: id };
});

/**
 * The report is for the subject alone. Nobody else can merge away or re-address a person who signs in, so it never becomes that of
 * another sign-in.
 */
async function refuseWithoutSignIn(context: Context, { id, name }: Person): Promise<void> {
  if ((await peopleWithSignIn(context.transaction, [id])).has(id)) return;
  const message = `${name} cannot sign in yet, so nobody could read the report. Invite them with invitePerson, and start the 360 once they have signed in.`;
  context.refuse("CANNOT_SIGN_IN", "subjectId", message);
}

async function engagementOf(context: Context, { engagementId }: Input, subject: Person): Promise<string | null> {
  if (engagementId === undefined) return null;
  const { id } = await context.fetch(Engagement, engagementId, "engagementId");
  if ((await membersToday(context, PARTICIPANTS, id)).includes(subject.id)) return id;
  const message = `${subject.name} does not take part in the engagement today. Name one in which they do, or leave it out.`;
  return context.refuse("NOT_A_PARTICIPANT", "engagementId", message);
}

/** The threshold of every group, in the order of the report. */
function thresholdsOf(context: Context, { thresholds = [] }: Input): readonly RaterThreshold[] {
  const given = new Map<RaterGroup, number>();
  for (const [place, { group, least }] of thresholds.entries()) {
    const at = `thresholds.${place}.group`;
    if (isOfOne(group))
      context.refuse("WRONG_THRESHOLD", at, `${group} is a group of one, which is always shown. Leave it out.`);
    if (given.has(group)) context.refuse("WRONG_THRESHOLD", at, `${group} is given twice. Give it once.`);
    given.set(group, least);
  }
  const usual = (group: RaterGroup) => (isOfOne(group) ? 1 : 3);
  return Object.values(RaterGroup).map((group) => ({ group, least: given.get(group) ?? usual(group) }));
}

/** Whether a group is a single person, whose answers are always shown. */
function isOfOne(group: RaterGroup): boolean {
  return group === "MANAGER" || group === "SELF";
}

function refuseWrongRaters(context: Context, { raters }: Input, subject: Person): void {
  const seen = new Set<string>();
  for (const [place, { group, name, email }] of raters.entries()) {
    const at = `raters.${place}`;
    const address = email.toLowerCase();
    if (group === "SELF")
      context.refuse("WRONG_RATERS", `${at}.group`, "The subject is asked by asksSubject. Choose another group.");
    if (address === subject.email.toLowerCase())
      context.refuse("WRONG_RATERS", `${at}.email`, `${name} has the address of the subject. Name somebody else.`);
    if (seen.has(address))
      context.refuse("WRONG_RATERS", `${at}.email`, `${email} is named twice. Everybody answers once, in one group.`);
    seen.add(address);
  }
}
