import { implementationOf } from "@coachwork/platform";
import { type Declared, mutations, type SchedulingCalls } from "@coachwork/schema";
import { TRPCError } from "@trpc/server";
import { schedulingCommands, type SchedulingServices } from "./commands.js";
import { linkForm, linkPage } from "./answers/follow-link.js";
import type { Perform } from "./answers/perform.js";
import type { LinkServices } from "./answers/visit.js";
import { calendarFeed } from "./feeds/calendar-feed.js";
import { freeSlots } from "./slots/free-slots.js";
import { schedule } from "./slots/schedule.js";
import { nextFreeSlots } from "./slots/next-free-slots.js";
import { Searches } from "./slots/searches.js";
import { withRetryHints } from "./retry-hints.js";

/** The service's table of contents: what it does for each call of the contract. */
export function schedulingCalls(services: SchedulingServices): SchedulingCalls {
  const perform = performing(services);
  const searches = new Searches();
  const links: LinkServices = {
    ...services,
    perform,
    freeSlots: (actor, question) => freeSlots(services.database, searches, actor, question, services.clock.now()),
  };
  return withRetryHints<SchedulingCalls>({
    mutate: (caller, { name, input }) => perform(caller, name, input),
    calendarFeed: (question) => calendarFeed(services, question),
    linkPage: (visited) => linkPage(links, visited),
    linkForm: (visited) => linkForm(links, visited),
    freeSlots: links.freeSlots,
    schedule: (caller, question) => schedule(services.database, caller, question, services.clock.now()),
    nextFreeSlots: (caller, question) =>
      nextFreeSlots(services.database, searches, caller, question, services.clock.now()),
  });
}

/** Performs any mutation that the service owns. */
function performing(services: SchedulingServices): Perform {
  const commands = schedulingCommands(services);
  return async (actor, name, input) => {
    const mutation = owned.get(name);
    if (!mutation) throw new TRPCError({ code: "NOT_FOUND", message: `Scheduling owns no mutation ${name}.` });
    return implementationOf<"scheduling">(commands, mutation).perform(services, actor, input);
  };
}

type Owned = Extract<Declared, { readonly owner: "scheduling" }>;

/** The service's mutations, by name. */
const owned = new Map<string, Owned>(mutations.filter(isOwned).map((mutation) => [mutation.name, mutation]));

function isOwned(mutation: Declared): mutation is Owned {
  return mutation.owner === "scheduling";
}
