import { executeWithoutActor, idsInToken, type MailboxTokens, type Transaction } from "@coachwork/platform";
import { Firm, Introduction, INTRODUCTIONS_PATH, Person } from "@coachwork/schema";
import type { FastifyInstance } from "fastify";
import type { Services } from "../graphql/context.js";
import { sendPage, serveMailedPages } from "../graphql/mailed-pages.js";
import { visitLimits } from "../graphql/visit-limits.js";
import { introductionPage, type Introduced } from "./introduction-page-texts.js";
import { answerIntroduction, isAsked, lockIntroduction } from "./introductions.js";

type Visit = { readonly Params: { readonly token: string } };

/**
 * Serves the page on which somebody outside the firm accepts or declines an introduction, at /introductions/<token>. GET shows it
 * and changes nothing, since programs that check mail follow links. The address alone says who asks: no cookie is read, so no
 * other page can send the form. Every link that does not work has the same answer.
 */
export function serveIntroductions(app: FastifyInstance, services: Services, mailboxTokens: MailboxTokens): void {
  serveMailedPages(app, services, (pages) => {
    pages.get<Visit>(`${INTRODUCTIONS_PATH}:token`, async ({ params }, reply) => {
      const page = await visited(params.token, undefined);
      return sendPage(reply, page);
    });
    pages.post<Visit>(`${INTRODUCTIONS_PATH}:token`, { bodyLimit: visitLimits.form }, async (request, reply) => {
      const { answer } = (request.body ?? {}) as Readonly<Record<string, string>>;
      const page = await visited(request.params.token, answer);
      return sendPage(reply, page);
    });
  });

  /** The page of a link, after what its form asks for. Undefined if the link does not work. */
  async function visited(token: string, given: string | undefined): Promise<string | undefined> {
    const [firmId, id] = idsInToken(token, 2) ?? [];
    if (firmId === undefined || id === undefined) return undefined;
    return executeWithoutActor(services, firmId, async (transaction, now) => {
      const found = await transaction.findOne(Introduction, { id });
      const address = found?.outsiderEmail;
      if (!found || !address) return undefined;
      if (!mailboxTokens.isTokenOf(token, { purpose: "introduction", ids: [firmId, id], address })) return undefined;
      const introduction = given === undefined ? found : await lockIntroduction(transaction, found);
      if (!introduction) return undefined;
      const facts = await factsOf(transaction, introduction);
      if (introduction.status === "ACCEPTED") return introductionPage(facts, "BOTH_ACCEPTED");
      if (!(await isAsked(transaction, introduction, now))) return undefined;
      const answer = answers.get(given);
      const before = introduction.introducedAnswer;
      if (answer && answer !== before)
        await answerIntroduction(transaction, introduction, { side: "INTRODUCED", answer }, now);
      if (answer === "DECLINED") return introductionPage(facts, "DECLINED");
      if ((answer ?? before) !== "ACCEPTED") return introductionPage(facts, "ASKED");
      return introductionPage(facts, introduction.menteeAnswer === "ACCEPTED" ? "BOTH_ACCEPTED" : "ACCEPTED");
    });
  }
}

/** What the buttons of the page send. */
const answers = new Map([
  ["accept", "ACCEPTED"],
  ["decline", "DECLINED"],
] as const) as ReadonlyMap<string | undefined, "ACCEPTED" | "DECLINED">;

/** Names and the message. No address is ever on the page. */
async function factsOf(transaction: Transaction, introduction: Introduction): Promise<Introduced> {
  const [mentor, mentee] = await Promise.all(
    [introduction.mentorId, introduction.menteeId].map((id) => transaction.findOne(Person, { id })),
  );
  const { name: firm } = (await transaction.findOne(Firm, {}))!;
  const { message } = introduction;
  return { mentor: mentor!.name, mentee: mentee!.name, firm, message, locale: mentor!.locale };
}
