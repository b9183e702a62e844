import { implementationOf } from "@coachwork/platform";
import { type Declared, mutations, type SchedulingCalls } from "@coachwork/schema";
import { TRPCError } from "@trpc/server";
import { schedulingCommands, type SchedulingServices } from "./commands.js";
import { calendarFeed } from "./feeds/calendar-feed.js";
import { freeSlots } from "./slots/free-slots.js";
import { schedule } from "./slots/schedule.js";
import { nextFreeSlots } from "./slots/next-free-slots.js";
import { Searches } from "./slots/searches.js";
import { withRetryHints } from "./retry-hints.js";

/** The service's table of contents: what it does for each call of the contract. */
export function schedulingCalls(services: SchedulingServices): SchedulingCalls {
  const commands = schedulingCommands(services);
  const searches = new Searches();
  return withRetryHints<SchedulingCalls>({
    async mutate(caller, { name, input }) {
      const mutation = owned.get(name);
      if (!mutation) throw new TRPCError({ code: "NOT_FOUND", message: `Scheduling owns no mutation ${name}.` });
      return implementationOf<"scheduling">(commands, mutation).perform(services, caller, input);
    },
    calendarFeed: (question) => calendarFeed(services, question),
    freeSlots: (caller, question) => freeSlots(services.database, searches, caller, question, services.clock.now()),
    schedule: (caller, question) => schedule(services.database, caller, question, services.clock.now()),
    nextFreeSlots: (caller, question) =>
      nextFreeSlots(services.database, searches, caller, question, services.clock.now()),
  });
}

type Owned = Extract<Declared, { readonly owner: "scheduling" }>;

/** The service's mutations, by name. */
const owned = new Map<string, Owned>(mutations.filter(isOwned).map((mutation) => [mutation.name, mutation]));

function isOwned(mutation: Declared): mutation is Owned {
  return mutation.owner === "scheduling";
}
