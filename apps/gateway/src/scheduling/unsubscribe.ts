import { executeWithoutActor, idsInToken, type MailboxTokens } from "@coachwork/platform";
import { Person, UNSUBSCRIBE_PATH } from "@coachwork/schema";
import type { FastifyInstance } from "fastify";
import type { Services } from "../graphql/context.js";
import { visitLimits } from "../graphql/visit-limits.js";

type Visit = { readonly Params: { readonly token: string } };

/**
 * Switches off somebody's reminders at POST /mail/unsubscribe/<token>, whatever is sent with it: mail programs do so with
 * one click (RFC 8058). GET shows a page with a button and changes nothing, since programs that check links follow them.
 * A token that is not valid gets the same page.
 */
export function serveUnsubscribe(app: FastifyInstance, services: Services, mailboxTokens: MailboxTokens): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser("*", { parseAs: "buffer" }, (_, __, done) => done(null));
    pages.addHook("onRequest", async ({ clientAddress }, reply) => {
      reply.headers({ "referrer-policy": "no-referrer", "content-security-policy": POLICY });
      reply.type("text/html; charset=utf-8");
      if (services.costs.charge({ actor: null, clientAddress }, visitLimits.cost).granted) return undefined;
      return reply.code(429).send(pageOf("Too many requests. Try again later."));
    });
    pages.get<Visit>(`${UNSUBSCRIBE_PATH}:token`, (_, reply) =>
      reply.send(pageOf("You get reminders of your sessions by e-mail.", "<button>Send no more reminders</button>")),
    );
    pages.post<Visit>(`${UNSUBSCRIBE_PATH}:token`, { bodyLimit: visitLimits.form }, async ({ params }, reply) => {
      const [firmId, personId] = idsInToken(params.token, 2) ?? [];
      const isRight =
        firmId !== undefined &&
        personId !== undefined &&
        mailboxTokens.isTokenOf(params.token, { purpose: "reminders", ids: [firmId, personId], address: "" });
      if (isRight) await switchOff(services, firmId, personId);
      return reply.send(pageOf("You get no more reminders. In Coachwork you can switch them on again."));
    });
  });
}

const POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function switchOff(services: Services, firmId: string, id: string): Promise<void> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const person = await transaction.findOne(Person, { id });
    if (!person?.getsReminders) return;
    transaction.stamp(id, now);
    await transaction.update(Person, { id }, { getsReminders: false });
    transaction.tell({ type: "person.updated", ids: { person: id } });
  });
}

function pageOf(text: string, button = ""): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Reminders</title></head>
<body><p>${text}</p><form method="post">${button}</form></body></html>
`;
}
