import { randomUUID, timingSafeEqual } from "node:crypto";
import { executeWithoutActor, idsInToken, type Transaction } from "@coachwork/platform";
import {
  Firm,
  MOST_ANSWERS_AN_HOUR,
  NEEDS_PATH,
  NeedsAssessment,
  NeedsLink,
  NeedsQuestionnaire,
  needsVisitor,
  read,
} from "@coachwork/schema";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Services } from "../../graphql/context.js";
import { endedPage } from "../../graphql/mailed-page.js";
import { HTML, serveMailedPages } from "../../graphql/mailed-pages.js";
import { visitLimits } from "../../graphql/visit-limits.js";
import { hashOf } from "./needs-links.js";
import { crowdedPage, formPage, resultPage } from "./needs-page.js";
import type { Problem } from "./needs-page-texts.js";
import { recordAssessment } from "./record-assessment.js";

type Visit = { readonly Params: { readonly token: string } };
type Fields = Readonly<Record<string, string | undefined>>;
interface Answer {
  readonly status: 200 | 404 | 422 | 429;
  readonly page: string;
}

const HOUR_MS = 3_600_000;
/** As `randomUUID` writes it. */
const FORM = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Serves the page on which people without an account answer a needs questionnaire, at /needs/<token>. GET shows the form. POST keeps
 * the answers and shows the result in its response, which no address leads to. The page never looks anybody up, so it cannot reveal
 * who is known to the firm. Every link that does not work gets the same answer.
 */
export function serveNeeds(app: FastifyInstance, services: Services): void {
  serveMailedPages(app, services, (pages) => {
    pages.get<Visit>(`${NEEDS_PATH}:token`, async ({ params }, reply) => send(reply, await visited(params.token)));
    pages.post<Visit>(`${NEEDS_PATH}:token`, { bodyLimit: visitLimits.form }, async (request, reply) =>
      send(reply, await visited(request.params.token, (request.body ?? {}) as Fields)),
    );
  });

  /** The page of a link: its form, or the result once the form is sent. */
  async function visited(token: string, fields?: Fields): Promise<Answer> {
    const [firmId, id] = idsInToken(token, 2) ?? [];
    if (firmId === undefined || id === undefined) return ended();
    return executeWithoutActor(services, firmId, async (transaction, now) => {
      // Answers to a link are counted, so visitors who answer take turns.
      if (fields) await lock(transaction, id);
      const link = await transaction.findOne(NeedsLink, { id });
      if (!link || !isTokenOf(token, link)) return ended();
      if (link.withdrawnAt !== null || link.expiresAt.getTime() <= now) return ended();
      const questionnaire = (await transaction.findOne(NeedsQuestionnaire, { id: link.questionnaireId }))!;
      if (questionnaire.archivedAt !== null) return ended();
      const { name: firm } = (await transaction.findOne(Firm, {}))!;
      if (fields) return answered(transaction, { link, questionnaire, firm, fields, now });
      if (link.answerCount >= link.mostAnswers) return ended();
      return { status: 200, page: formPage(firm, questionnaire, randomUUID()) };
    });
  }
}

interface Sending {
  readonly link: NeedsLink;
  readonly questionnaire: NeedsQuestionnaire;
  readonly firm: string;
  readonly fields: Fields;
  readonly now: number;
}

async function answered(transaction: Transaction, sending: Sending): Promise<Answer> {
  const { link, questionnaire, firm, fields, now } = sending;
  const { locale, questions, questionsVersion } = questionnaire;
  const form = FORM.test(fields.form ?? "") ? fields.form! : randomUUID();
  const formHash = hashOf(form);
  const earlier = await transaction.findOne(NeedsAssessment, { linkId: link.id, formHash });
  if (earlier) return { status: 200, page: resultPage(firm, locale, earlier) };
  if (link.answerCount >= link.mostAnswers) return ended();
  const again = (...problems: readonly Problem[]): Answer => {
    return { status: 422, page: formPage(firm, questionnaire, form, { problems, fields }) };
  };
  if (fields.version !== String(questionsVersion)) return again("CHANGED");
  const chosen = questions.map(({ choices }, place) => {
    const nth = choices.findIndex((_, index) => fields[`q${place + 1}`] === String(index + 1));
    return nth < 0 ? undefined : nth;
  });
  const { value, flaws } = read(needsVisitor, {
    name: fields.name?.trim() || null,
    email: fields.email?.trim() || null,
  });
  const problems: Problem[] = (flaws ?? []).map(({ path }) => (path[0] === "name" ? "NAME" : "EMAIL"));
  if (chosen.every((choice) => choice === undefined)) problems.unshift("UNANSWERED");
  if (problems.length > 0) return again(...problems);
  if (await isCrowded(transaction, link, now)) return { status: 429, page: crowdedPage(firm, locale) };
  const { name: visitorName = null, email: visitorEmail = null } = value!;
  const origin = { personId: null, recordedById: null, linkId: link.id, visitorName, visitorEmail, formHash };
  const id = await recordAssessment(transaction, questionnaire, { chosen, origin, now });
  await transaction.update(NeedsLink, { id: link.id }, { answerCount: link.answerCount + 1 });
  const assessment = (await transaction.findOne(NeedsAssessment, { id }))!;
  return { status: 200, page: resultPage(firm, locale, assessment) };
}

async function lock(transaction: Transaction, id: string): Promise<void> {
  await transaction.query("select from needs_link where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    id,
  ]);
}

/** Whether a link has reached its hourly limit of answers. */
async function isCrowded(transaction: Transaction, { id }: NeedsLink, now: number): Promise<boolean> {
  const [recent] = await transaction.query<{ count: number }>(
    `select count(*)::integer as count from needs_assessment
     where firm_id = $1::uuid and link_id = $2::uuid and created_at > $3::timestamptz`,
    [transaction.scope.firmId, id, new Date(now - HOUR_MS)],
  );
  return recent!.count >= MOST_ANSWERS_AN_HOUR;
}

function isTokenOf(token: string, { tokenHash }: NeedsLink): boolean {
  const [given, kept] = [Buffer.from(hashOf(token)), Buffer.from(tokenHash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

function ended(): Answer {
  return { status: 404, page: endedPage() };
}

function send(reply: FastifyReply, { status, page }: Answer): FastifyReply {
  if (status === 429) reply.header("retry-after", String(HOUR_MS / 1_000));
  return reply.code(status).type(HTML).send(page);
}
