import { withPresentIds } from "@coachwork/platform";
import type { Actor, Refusal, SchedulingCalls } from "@coachwork/schema";
import { performing, type SchedulingServices } from "./commands.js";
import { type InboundServices, receiveMail } from "./answers/receive-mail.js";
import { linkForm, linkPage } from "./answers/follow-link.js";
import type { LinkServices } from "./answers/visit.js";
import { calendarFeed } from "./feeds/calendar-feed.js";
import { freeSlots } from "./slots/free-slots.js";
import { schedule } from "./slots/schedule.js";
import { nextFreeSlots } from "./slots/next-free-slots.js";
import { Searches } from "./slots/searches.js";
import { withRetryHints } from "./retry-hints.js";

/** The service's table of contents: what it does for each call of the contract. */
export function schedulingCalls(services: SchedulingServices & InboundServices): SchedulingCalls {
  const perform = performing(services);
  const searches = new Searches();
  /** Asks again where a question names a duplicate who was merged. */
  const present =
    <Question extends object, Answer extends { readonly refusal?: Refusal }>(
      ask: (caller: Actor, question: Question) => Promise<Answer>,
    ) =>
    async (caller: Actor, question: Question): Promise<Answer> => {
      const answer = await ask(caller, question);
      if (answer.refusal?.code !== "NOT_FOUND") return answer;
      const meant = await withPresentIds(services.database, caller, question);
      return meant === undefined ? answer : ask(caller, meant);
    };
  const links: LinkServices = {
    ...services,
    perform,
    freeSlots: present((caller, question) =>
      freeSlots(services.database, searches, caller, question, services.clock.now()),
    ),
  };
  return withRetryHints<SchedulingCalls>({
    mutate: (caller, { name, input }) => perform(caller, name, input),
    calendarFeed: (question) => calendarFeed(services, question),
    linkPage: (visited) => linkPage(links, visited),
    receiveMail: ({ raw, ...delivery }) => receiveMail(services, { ...delivery, raw: Buffer.from(raw, "base64") }),
    linkForm: (visited) => linkForm(links, visited),
    freeSlots: links.freeSlots,
    schedule: present((caller, question) => schedule(services.database, caller, question, services.clock.now())),
    nextFreeSlots: (caller, question) =>
      nextFreeSlots(services.database, searches, caller, question, services.clock.now()),
  });
}
