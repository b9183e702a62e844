import { createHash } from "node:crypto";
import {
  executeWithoutActor,
  type CommandServices,
  type Logger,
  type MailboxTokens,
  type Transaction,
} from "@coachwork/platform";
import { type Person, type MailReceipt } from "@coachwork/schema";
import { uuidsOfUid } from "../calendars/session-uid.js";
import { mailbox } from "../core/ics/mailbox.js";
import { enqueue } from "../jobs/enqueue.js";
import { type InboundMail, isProofOf, readReplyAddress } from "../mail/reply-address.js";
import { type CalendarAnswer, calendarReply } from "./calendar-reply.js";
import { type Delivery, isSigned } from "./inbound-signature.js";
import { takeDecline } from "./take-decline.js";

export interface InboundServices extends CommandServices {
  readonly logger: Logger;
  readonly mailboxTokens: MailboxTokens;
  /** None unless it is configured. */
  readonly inbound: InboundMail | undefined;
}

/**
 * Takes a letter from the mail provider. Declines are recorded as jobs before it is acknowledged, so none is lost. Everything
 * else is acknowledged too, so that the provider does not send it again, and logged without a word of it.
 */
export async function receiveMail(services: InboundServices, delivery: Delivery): Promise<MailReceipt> {
  const { inbound, clock, logger } = services;
  if (!inbound) return "OFF";
  if (!isSigned(delivery, inbound.secrets, clock.now())) return "FORGED";
  const reply = await calendarReply(delivery.raw, clock.now());
  const outcomes: string[] = [];
  for (const answer of reply?.answers ?? [])
    outcomes.push(await take(services, inbound, reply!.addresses, answer, delivery));
  logger.info({ mail: outcomes.length > 0 ? outcomes : ["no reply of a calendar"] }, "An e-mail came in.");
  return "TAKEN";
}

/** What became of an answer, in words for the log. */
async function take(
  services: InboundServices,
  inbound: InboundMail,
  addresses: readonly string[],
  answer: CalendarAnswer,
  { raw }: Delivery,
): Promise<string> {
  const { session, series } = uuidsOfUid(answer.uid);
  for (const address of addresses) {
    const named = readReplyAddress(inbound.mailbox, address);
    if (!named) continue;
    const { firmId, proof } = named;
    const outcome = await executeWithoutActor(services, firmId, async (transaction) => {
      for (const person of await invitedTo(transaction, { session, series })) {
        const subjectId = person.isOfSeries ? series : session;
        if (!isProofOf(services.mailboxTokens, proof, { firmId, subjectId, person })) continue;
        const own = answer.answers.filter((each) => each.address === mailbox(person.email));
        const [{ status } = { status: "" }] = own.length > 0 ? own : answer.answers;
        if (status !== "DECLINED") return `answered with ${/^[A-Z-]{1,20}$/.test(status) ? status : "something else"}`;
        const { sequence, recurrenceId: originalStart, andLater } = answer;
        enqueue(transaction, takeDecline, {
          ...(person.isOfSeries
            ? { series, ...(originalStart !== undefined && { originalStart }), ...(andLater && { andLater }) }
            : { session }),
          ...{ person: person.id, sequence, isOthers: own.length === 0 },
          reply: createHash("sha256").update(raw).digest("hex").slice(0, 32),
        });
        return "declined";
      }
      return undefined;
    });
    if (outcome !== undefined) return outcome;
  }
  return "nobody was invited like this";
}

/** Everybody who was ever sent an e-mail about it, with their present address. */
async function invitedTo(
  transaction: Transaction,
  { session, series }: { readonly session: string; readonly series: string },
): Promise<readonly (Pick<Person, "id" | "email"> & { readonly isOfSeries: boolean })[]> {
  return transaction.query(
    `select distinct p.id, p.email, m.series_id is not null as "isOfSeries"
     from email m join person p on p.firm_id = $1::uuid and p.id = m.person_id
     where m.firm_id = $1::uuid and m.message_id is not null and p.email is not null
       and (m.series_id = $3::uuid or (m.series_id is null and m.session_id = $2::uuid))`,
    [transaction.scope.firmId, session, series],
  );
}
