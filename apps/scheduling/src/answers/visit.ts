import {
  actorOf,
  expiringToken,
  type CommandServices,
  type MailboxTokens,
  type Transaction,
} from "@coachwork/platform";
import { type Actor, type FreeSlotsAnswer, type LinkStep, Person, Seat } from "@coachwork/schema";
import { type Language, languageOf } from "../mail/catalogs/catalogs.js";
import { type SeriesFacts, seriesFacts } from "../mail/series-facts.js";
import { type SessionFacts, sessionFacts, type SessionPerson } from "../mail/session-facts.js";
import type { Perform } from "./perform.js";

/** What the pages of links work with. */
export interface LinkServices extends CommandServices {
  readonly publicUrl: string;
  readonly mailboxTokens: MailboxTokens;
  readonly perform: Perform;
  /** When coaches can be booked, as the viewer may know it. */
  readonly freeSlots: (actor: Actor, question: object) => Promise<FreeSlotsAnswer>;
}

/** Somebody who follows a link in a letter to them. */
export interface Visitor {
  readonly services: LinkServices;
  readonly actor: Actor & { readonly personId: string };
  readonly person: Person;
  readonly language: Language;
  /** When the link ends. */
  readonly until: Date;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A visit to the page of a session. */
export interface SessionVisit extends Visitor {
  readonly facts: SessionFacts;
  /** The visitor's part in it. Null if they have none, or none yet. */
  readonly part: SessionPerson["part"] | null;
  readonly seat: Seat | null;
}

export interface SeriesVisit extends Visitor {
  readonly facts: SeriesFacts;
}

/** Who follows the link of a session. Undefined if the token is not right; whether the link still works the rows say. */
export async function sessionVisit(
  services: LinkServices,
  step: LinkStep,
  token: string,
): Promise<SessionVisit | undefined> {
  return visitTo(services, step, token, async (visitor, id, transaction) => {
    const facts = await sessionFacts(transaction, id, { lock: false });
    if (!facts) return undefined;
    const { id: personId } = visitor.person;
    const seat = await transaction.findOne(Seat, { sessionId: id, personId });
    return { ...visitor, facts, part: facts.people.find((each) => each.id === personId)?.part ?? null, seat };
  });
}

/** The same of a series. */
export async function seriesVisit(services: LinkServices, token: string): Promise<SeriesVisit | undefined> {
  return visitTo(services, "series", token, async (visitor, id, transaction) => {
    const facts = await seriesFacts(transaction, id, { lock: false });
    return facts && { ...visitor, facts };
  });
}

/** Reads whom a token is for, and checks that it is. */
async function visitTo<Visit>(
  services: LinkServices,
  purpose: LinkStep,
  token: string,
  find: (visitor: Visitor, id: string, transaction: Transaction) => Promise<Visit | undefined>,
): Promise<Visit | undefined> {
  const { ids: [firmId, id, personId] = [], expiresAt } = expiringToken(token, 3) ?? {};
  const now = services.clock.now();
  if (!firmId || !id || !personId || !expiresAt || expiresAt.getTime() <= now) return undefined;
  const actor = await actorOf(services.database, { firmId, personId }, now);
  if (!actor) return undefined;
  return services.database.transaction({ firmId, personId: null }, async (transaction) => {
    const person = (await transaction.findOne(Person, { id: personId }))!;
    const subject = { purpose, ids: [firmId, id, personId], address: person.email, expiresAt };
    if (!services.mailboxTokens.isTokenOf(token, subject)) return undefined;
    return find(
      { services, actor, person, language: languageOf(person.locale), until: expiresAt, now },
      id,
      transaction,
    );
  });
}
