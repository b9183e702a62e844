import { executeWithoutActor, idsInToken, type MailboxTokens, type Transaction } from "@coachwork/platform";
import { Firm, Person, type Survey, SurveyInvitation, SURVEYS_PATH } from "@coachwork/schema";
import type { FastifyInstance } from "fastify";
import type { Services } from "../graphql/context.js";
import { sendPage, serveMailedPages } from "../graphql/mailed-pages.js";
import { keepReplies, openSurvey } from "./answer-survey.js";
import { repliesIn, type Sent, sentBy } from "./survey-page-form.js";
import { type Filled, languageFor, surveyPage } from "./survey-page.js";
import type { SurveyFacts } from "./survey-page-texts.js";

type Visit = { readonly Params: { readonly token: string } };

/** The largest form that is accepted, in bytes: 50 long texts, encoded. */
const MOST_SENT = 1_000_000;

/**
 * Serves the page on which somebody without an account answers a survey, at /surveys/<token>. GET shows it and changes nothing,
 * since programs that check mail follow links. The address alone says who asks: no cookie is read, so no other page can send the
 * form. Every link that does not work gets the same answer, as does a link to a closed survey.
 */
export function serveSurveys(app: FastifyInstance, services: Services, mailboxTokens: MailboxTokens): void {
  serveMailedPages(app, services, (pages) => {
    pages.get<Visit>(`${SURVEYS_PATH}:token`, async ({ params, headers }, reply) => {
      const page = await visited(params.token, headers["accept-language"]);
      return sendPage(reply, page);
    });
    pages.post<Visit>(`${SURVEYS_PATH}:token`, { bodyLimit: MOST_SENT }, async ({ params, headers, body }, reply) => {
      const page = await visited(params.token, headers["accept-language"], (body ?? {}) as Sent);
      return sendPage(reply, page);
    });
  });

  /** The page of a link, after what its form sends. Undefined if the link does not work. */
  async function visited(token: string, languages: string | undefined, sent?: Sent): Promise<string | undefined> {
    const [firmId, id] = idsInToken(token, 2) ?? [];
    if (firmId === undefined || id === undefined) return undefined;
    return executeWithoutActor(services, firmId, async (transaction, now) => {
      const invitation = await transaction.findOne(SurveyInvitation, { id });
      if (!invitation) return undefined;
      const address = await addressOf(transaction, invitation);
      if (address === undefined) return undefined;
      if (!mailboxTokens.isTokenOf(token, { purpose: "survey", ids: [firmId, id], address })) return undefined;
      const survey = await openSurvey(transaction, invitation.surveyId, now);
      if (!survey) return undefined;
      const facts = await factsOf(transaction, survey, invitation, languages);
      if (!sent) return surveyPage(facts, { ...before(survey, invitation), wrong: [], isKept: false });
      const { replies, wrong } = repliesIn(survey.form, sent);
      if (wrong.length > 0) return surveyPage(facts, { sent, wrong, isKept: false });
      await keepReplies(transaction, id, { answers: replies, byAccount: false });
      return surveyPage(facts, { sent, wrong: [], isKept: true });
    });
  }
}

/**
 * What the page begins with. The address of a rater never changes, so raters find their answers. Others could be given another
 * address, whose owner must not read what was sent.
 */
function before(
  { form }: Survey,
  { personId, answers, answered }: SurveyInvitation,
): Pick<Filled, "sent" | "isReplaced"> {
  return personId === null ? { sent: sentBy(form, answers) } : { sent: {}, isReplaced: answered };
}

/** The mailbox that a link went to. Undefined if its owner must no longer be reached there. */
async function addressOf(
  transaction: Transaction,
  { personId, raterEmail }: SurveyInvitation,
): Promise<string | undefined> {
  if (personId === null) return raterEmail ?? undefined;
  const person = await transaction.findOne(Person, { id: personId });
  return person?.status === "DEACTIVATED" ? undefined : (person?.email ?? undefined);
}

async function factsOf(
  transaction: Transaction,
  survey: Survey,
  { raterGroup, personId }: SurveyInvitation,
  languages: string | undefined,
): Promise<SurveyFacts> {
  const { title, introduction, privacy, sharedWithCoaches, form, subjectId } = survey;
  const { name: firm } = (await transaction.findOne(Firm, {}))!;
  const subject = subjectId === null ? null : await transaction.findOne(Person, { id: subjectId });
  const person = personId === null ? subject : await transaction.findOne(Person, { id: personId });
  const language = languageFor(languages, person?.locale ?? "en");
  return {
    title,
    introduction,
    privacy,
    sharedWithCoaches,
    form,
    firm,
    subject: subject?.name ?? null,
    raterGroup,
    language,
  };
}
