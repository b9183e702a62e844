import { executeWithoutActor, newId, newOpaqueId, type Transaction } from "@coachwork/platform";
import {
  type AskedPerson,
  participantsToAskSql,
  type EngagementStatus,
  invitationTo,
  copiedFrom,
  Survey,
  SurveyInvitation,
  SurveyPlan,
  type SurveyPoint,
  SurveyTemplate,
  unsentSurvey,
} from "@coachwork/schema";
import { DAY } from "../core/lengths.js";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, uuid } from "../jobs/job.js";
import { enqueueLetters } from "../mail/tell-of-survey.js";
import { closeSurvey } from "./close-survey.js";
import { isTooSmall } from "./is-too-small.js";
import { lockSurvey } from "./lock-survey.js";
import { waitForPoints, waitForSession } from "./points.js";

/** In which statuses an engagement asks at a point that it has come to. */
const statusesAskedIn: Readonly<Record<SurveyPoint, readonly EngagementStatus[]>> = {
  START: ["ACTIVE", "PAUSED"],
  MIDDLE: ["ACTIVE", "PAUSED"],
  END: ["COMPLETED"],
  AFTER_SESSION: ["ACTIVE", "PAUSED", "COMPLETED"],
};

/** Asks the participants of an engagement that has come to a point of a plan, or those who came to one of its sessions. */
export const askByPlan = job({
  name: "askByPlan",
  told: { plan: uuid, engagement: uuid, session: uuid.nullable() },
  causedBy: [
    on(
      [
        ...([
          "engagement.imported",
          "engagement.activated",
          "engagement.updated",
          "engagement.paused",
          "engagement.resumed",
        ] as const),
        ...(["engagement.completed", "engagement.cancelled", "engagement.reopened", "extension.accepted"] as const),
      ],
      waitForEngagement,
    ),
    on(["survey_plan.created", "survey_plan.updated", "survey_plan.archived", "survey_plan.restored"], waitForPlan),
    on(["session.completed"], waitForEnd),
  ],

  async run(services, { firmId, plan: planId, ...at }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, now) => {
      const plan = await lockPlan(transaction, planId);
      if (!plan || plan.archivedAt) return;
      const asked = await askedAt(transaction, plan, at, now);
      const survey =
        asked.length > 0 && ((await gathering(transaction, plan, now)) ?? (await begin(transaction, plan, now)));
      if (survey) await ask(transaction, survey, asked, new Date(now + plan.answerDays * DAY), now);
    });
  },
});

interface Timed {
  readonly occurredAt: Date;
}

function waitForEngagement(transaction: Transaction, { ids, occurredAt }: Naming<"engagement"> & Timed): Promise<void> {
  return waitForPoints(transaction, askByPlan, { engagement: ids.engagement }, occurredAt);
}

function waitForPlan(transaction: Transaction, { ids, occurredAt }: Naming<"surveyPlan"> & Timed): Promise<void> {
  return waitForPoints(transaction, askByPlan, { plan: ids.surveyPlan }, occurredAt);
}

function waitForEnd(transaction: Transaction, { ids }: Naming<"session" | "engagement">): Promise<void> {
  return waitForSession(transaction, askByPlan, ids);
}

/** So that two engagements do not begin two surveys. */
async function lockPlan(transaction: Transaction, id: string): Promise<SurveyPlan | null> {
  await transaction.query("select from survey_plan where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    id,
  ]);
  return transaction.findOne(SurveyPlan, { id });
}

/** Whom to ask: nobody who is in a survey of the plan that is open. */
function askedAt(
  transaction: Transaction,
  { id: plan, point }: SurveyPlan,
  { engagement, session }: { readonly engagement: string; readonly session: string | null },
  now: number,
): Promise<readonly AskedPerson[]> {
  const today = "($3::timestamptz at time zone (select time_zone from firm where firm_id = $1::uuid))::date";
  const came = `exists (select from attendance a where a.firm_id = $1::uuid and a.session_id = $5::uuid
    and a.person_id = p.person_id and a.status in ('PRESENT', 'LATE'))`;
  const isAsked = `exists (select from survey_invitation i join survey s on s.firm_id = $1::uuid and s.id = i.survey_id
    where i.firm_id = $1::uuid and i.person_id = p.person_id and s.plan_id = $6::uuid and s.status = 'OPEN')`;
  const where = `e.id = $2::uuid and e.status = any ($4::text[]) and ($5::uuid is null or ${came}) and not ${isAsked}`;
  return transaction.query<AskedPerson>(participantsToAskSql("$1::uuid", today, where), [
    ...[transaction.scope.firmId, engagement, new Date(now), statusesAskedIn[point], session, plan],
  ]);
}

/** The plan's survey that gathers people now, locked, if there is one. */
async function gathering(transaction: Transaction, plan: SurveyPlan, now: number): Promise<Survey | undefined> {
  const open = await transaction.find(Survey, { planId: plan.id, status: "OPEN" });
  for (const { id } of open) {
    const survey = await lockSurvey(transaction, id);
    if (survey?.status === "OPEN" && (isTooSmall(survey) || now < survey.gathersUntil!.getTime())) return survey;
  }
  return undefined;
}

/** Opens a survey that gathers people. None if the template is archived. */
async function begin(transaction: Transaction, plan: SurveyPlan, now: number): Promise<Survey | undefined> {
  const template = (await transaction.findOne(SurveyTemplate, { id: plan.templateId }))!;
  if (template.archivedAt) return undefined;
  const [id, createdAt] = [newId(), new Date(now)];
  const gathersUntil = new Date(now + plan.gatherDays * DAY);
  const closesAt = new Date(gathersUntil.getTime() + plan.answerDays * DAY);
  const times = { opensAt: createdAt, gathersUntil, closesAt, createdAt };
  const { id: planId, reminderCount } = plan;
  await transaction.insert(Survey, {
    ...{
      ...copiedFrom(template),
      ...unsentSurvey,
      ...times,
      id,
      status: "OPEN",
      planId,
      reminderCount,
      invitedCount: 0,
    },
  });
  transaction.tell({ type: "survey.sent", ids: { survey: id } });
  transaction.tell({ type: "survey.opened", ids: { survey: id } });
  return (await transaction.findOne(Survey, { id }))!;
}

/** Adds people to a survey and writes to them. It closes no sooner than at `least`. */
async function ask(
  transaction: Transaction,
  survey: Survey,
  asked: readonly AskedPerson[],
  least: Date,
  now: number,
): Promise<void> {
  const added = asked.map((each) => ({
    ...invitationTo(survey, each),
    id: newOpaqueId(),
    invitedAt: new Date(now),
  }));
  await transaction.insert(SurveyInvitation, added);
  const closesAt = survey.closesAt! < least ? least : survey.closesAt!;
  const invitedCount = survey.invitedCount + added.length;
  await transaction.update(Survey, { id: survey.id }, { invitedCount, closesAt });
  enqueue(transaction, closeSurvey, { survey: survey.id }, { runAt: closesAt, key: survey.id });
  for (const { id } of added) enqueueLetters(transaction, { ...survey, closesAt }, id, now);
}
