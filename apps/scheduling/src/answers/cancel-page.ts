import { Engagement } from "@coachwork/schema";
import { reservedFor } from "../allocation/allocation.js";
import {
  freeCancellationUntil,
  isForfeiting,
  noticeBegins,
  objectionToCancelling,
  policyOf,
} from "../booking/cancellation-policy.js";
import { stepsUnder, type Withdrawal } from "../mail/session-steps.js";
import { instantText } from "../mail/when.js";
import { partyIn } from "../people/party.js";
import { donePage, isAhead, sessionPage } from "./session-page.js";
import type { Step } from "./step.js";
import type { SessionVisit } from "./visit.js";
import { form, paragraph, refusal } from "./web-page.js";
import { withdrawalCall } from "./withdraw.js";

/** Cancels a session, or says that one member of a group does not come. The page says beforehand what it costs. */
export const cancelStep: Step = {
  isOpen: (visit) => isAhead(visit) && visit.part !== null && visit.part !== "SPONSOR",

  async show(visit, { key, refusal: refused }) {
    const { pages, withdrawals } = visit.language.catalog;
    const { isPossible, text } = await termsOf(visit);
    const offer = isPossible ? [paragraph(pages.nothingYet), form(key, withdrawals[wayOf(visit)])] : [];
    const said = refused === undefined ? [] : [paragraph(pages.notDone), refusal(refused, visit)];
    return sessionPage(visit, [...said, paragraph(text), ...offer]);
  },

  does: {
    mutation: (visit) => withdrawalCall(wayOf(visit), { sessionId: visit.facts.session.id, seatId: visit.seat?.id }),
    done: (visit) => donePage(visit, visit.language.catalog.pages.withdrawn[wayOf(visit)]),
  },
};

/** Who has left a group already was a participant of it. */
function wayOf({ facts, part }: SessionVisit): Withdrawal {
  return stepsUnder({ clientsCancel: "ALWAYS", clientsReschedule: "ALWAYS" }, part ?? "PARTICIPANT", facts).withdrawal!;
}

interface Terms {
  readonly isPossible: boolean;
  readonly text: string;
}

/** Whether the visitor may do it now, and what it costs. */
function termsOf(visit: SessionVisit): Promise<Terms> | Terms {
  const { services, actor, facts, language, person, now } = visit;
  const { catalog, locale } = language;
  const { pages } = catalog;
  const { session } = facts;
  if (wayOf(visit) !== "CANCEL") return { isPossible: true, text: pages.othersMeet };
  const told = (instant: Date) => instantText(instant, locale, person.timeZone);
  return services.database.transaction({ firmId: actor.firmId, personId: null }, async (transaction) => {
    const free = { isPossible: true, text: pages.free };
    if ((await partyIn(transaction, actor, session)) !== "CLIENT") return free;
    const policy = await policyOf(transaction, session);
    if (objectionToCancelling(policy, session, now) !== undefined) {
      const text =
        policy.clientsCancel === "NEVER" ? pages.notByClients : pages.tooLate(told(noticeBegins(policy, session)));
      return { isPossible: false, text };
    }
    const amount = await reservedFor(transaction, session.id);
    if (amount === 0) return free;
    if (isForfeiting(policy, session, now)) {
      const { allocationUnit } = (await transaction.findOne(Engagement, { id: session.engagementId }))!;
      return { isPossible: true, text: pages.costs(allocationUnit === "HOURS" ? amount : null) };
    }
    const until = freeCancellationUntil(policy, session);
    return { isPossible: true, text: until === null ? pages.free : catalog.freeUntil(told(until)) };
  });
}
