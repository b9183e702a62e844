import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Firm, Person, Survey, SurveyInvitation, SURVEYS_PATH } from "@coachwork/schema";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

interface Told extends OfFirm {
  readonly invitation: string;
  readonly reminder: number;
}

const REMINDED_EVERY_MS = 3 * 24 * 3_600_000;

/**
 * Asks people to answer a survey that has opened, and reminds those who have not answered, as often as the survey says. It writes
 * to nobody who has answered, and to nobody after the survey has closed.
 */
export const tellOfSurvey = job({
  name: "tellOfSurvey",
  lane: "mail",
  told: { invitation: uuid, reminder: z.int().min(0) },
  causedBy: [on(["survey.opened"], tellEverybody)],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function tellEverybody(
  transaction: Transaction,
  { ids: { survey: id } }: Naming<"survey">,
  now: number,
): Promise<void> {
  const survey = await transaction.findOne(Survey, { id, status: "OPEN" });
  // By a plan, each is written to when they are asked.
  if (!survey || survey.planId !== null) return;
  for (const { id: invitation } of await transaction.find(SurveyInvitation, { surveyId: id }))
    enqueueLetters(transaction, survey, invitation, now);
}

/** Lets the letter and the reminders about an invitation go out. */
export function enqueueLetters(
  transaction: Transaction,
  { reminderCount, closesAt }: Survey,
  invitation: string,
  now: number,
): void {
  for (let reminder = 0; reminder <= reminderCount; reminder += 1) {
    const runAt = new Date(now + reminder * REMINDED_EVERY_MS);
    if (reminder > 0 && closesAt && closesAt <= runAt) break;
    enqueue(transaction, tellOfSurvey, { invitation, reminder }, { runAt, key: `${invitation} ${reminder}` });
  }
}

function letterOf(
  services: JobServices,
  { firmId, invitation: id, reminder }: Told,
): Promise<PlainLetter<"surveyWanted"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const invitation = await transaction.findOne(SurveyInvitation, { id, answered: false });
    const survey = invitation && (await transaction.findOne(Survey, { id: invitation.surveyId, status: "OPEN" }));
    if (!survey) return undefined;
    const { title, privacy, opensAt, closesAt, subjectId } = survey;
    const subject = subjectId === null ? null : await transaction.findOne(Person, { id: subjectId });
    const { name: firm, frontendUrl, timeZone } = (await transaction.findOne(Firm, {}))!;
    const reader = await readerOf(transaction, invitation, subject);
    if (!reader) return undefined;
    const { hasAccount, ...to } = reader;
    const page = hasAccount ? frontendPage(frontendUrl, "surveys", id) : null;
    const link = hasAccount ? null : linkFor(services, firmId, { id, address: to.email });
    const day = closesAt && dayTo(to, dayOf(closesAt, timeZone));
    const isOfSelf = subjectId !== null && subjectId === invitation.personId;
    const about = isOfSelf ? null : (subject?.name ?? null);
    const kept = { isAnonymous: privacy === "ANONYMOUS", isNamed: privacy === "NAMED" };
    const facts = { survey: title, firm, subject: about, link, day, ...kept, isReminder: reminder > 0 };
    return { kind: "surveyWanted", id: `${id}.${reminder}`, reader: to, firm, page, facts, writtenAt: opensAt };
  });
}

/** Whom the letter goes to. The language of a rater without an account is not known, so the letter is in that of the subject. */
async function readerOf(
  transaction: Transaction,
  { personId, raterName, raterEmail }: SurveyInvitation,
  subject: Person | null,
) {
  if (personId === null)
    return { name: raterName!, email: raterEmail!, locale: subject?.locale ?? "en", hasAccount: false };
  const person = await transaction.findOne(Person, { id: personId });
  if (!person || person.email === null || person.status === "DEACTIVATED") return undefined;
  const { name, email, locale, status } = person;
  return { name, email, locale, hasAccount: status === "ACTIVE" };
}

/** The date of an instant in a time zone, `YYYY-MM-DD`. */
function dayOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
}

/** Where somebody without an account answers. The link ends when the survey closes. */
function linkFor(
  { publicUrl, mailboxTokens }: Pick<JobServices, "publicUrl" | "mailboxTokens">,
  firmId: string,
  { id, address }: { readonly id: string; readonly address: string },
): string {
  const token = mailboxTokens.tokenOf({ purpose: "survey", ids: [firmId, id], address });
  return new URL(`${SURVEYS_PATH}${token}`, publicUrl).href;
}
