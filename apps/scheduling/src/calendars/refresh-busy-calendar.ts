import { implementOutside } from "@coachwork/platform";
import { BusyCalendar, RefreshBusyCalendar } from "@coachwork/schema";
import { ASKED, type CalendarServices } from "./calendars.js";
import { type Refresh, refresh, type Refreshed, refreshOf, writeRefreshed } from "./refresh.js";

interface Wanted extends Refresh {
  readonly now: number;
}

type Found = readonly [before: Refresh, came: Refreshed];

/**
 * Reads a calendar from its address now, for anybody who sees it: its coach and managers. If it is invalid, the
 * calendar says so.
 */
export function refreshBusyCalendar(services: CalendarServices) {
  return implementOutside<typeof RefreshBusyCalendar, Wanted, Found>(RefreshBusyCalendar, {
    async judge(context, input) {
      const { transaction, now } = context;
      const { id, address } = await context.fetch(BusyCalendar, input.id, "id");
      if (address === null) {
        const message = "The calendar was uploaded. Upload it again to change its times.";
        return context.refuse("NO_ADDRESS", "id", message);
      }
      const wanted = await refreshOf(transaction, id, now);
      return wanted ? { ...wanted, now } : context.refuse("NOT_FOUND", "id", "There is no BusyCalendar with this id.");
    },

    find: async (wanted) => [wanted, await refresh(services, wanted, wanted.now, ASKED)],

    async run({ transaction, now }, _, { calendar }, [before, came]) {
      await writeRefreshed(transaction, before, came, now, services.calendars.refreshEvery);
      return { busyCalendar: calendar.id };
    },
  });
}
