import { type ContextOf, implementOutside, type Network } from "@coachwork/platform";
import { SubscribeBusyCalendar } from "@coachwork/schema";
import type { BusyQuestion } from "./busy-times.js";
import { ASKED, type Calendars, findCalendar, type FoundCalendar, startWaiting } from "./calendars.js";
import { questionFor } from "./coverage.js";
import { CalendarFailure } from "./failure.js";
import { feedAddress, InvalidAddress } from "./feed-address.js";
import { coachToSet } from "../people/coach-to-set.js";
import { putCalendar } from "./put-calendar.js";

interface Wanted {
  readonly coachId: string;
  readonly address: string;
  readonly question: BusyQuestion;
}

/** The calendar with the range of its busy times, or why it cannot be read. */
type Found = { readonly calendar: FoundCalendar; readonly question: BusyQuestion } | CalendarFailure;

type Context = ContextOf<typeof SubscribeBusyCalendar>;

/** There is no known version on the first read. */
const NOTHING = { etag: null, lastModified: null };

/**
 * Reads a calendar from an address, now and regularly (by `refreshBusyCalendar`). It replaces the coach's calendar of
 * the same name.
 */
export function subscribeBusyCalendar(calendars: Calendars) {
  return implementOutside<typeof SubscribeBusyCalendar, Wanted, Found>(SubscribeBusyCalendar, {
    async judge(context, { coachId, address }) {
      const coach = await coachToSet(context, coachId);
      const question = await questionFor(context.transaction, coach.id, context.now);
      return { coachId: coach.id, address: addressToRead(context, address, calendars.network), question };
    },

    async find({ address, question }) {
      const found = await findCalendar(calendars, address, NOTHING, question, startWaiting(ASKED));
      if (found === "unchanged") throw new Error("A calendar without a known version cannot be unchanged.");
      return found instanceof CalendarFailure ? found : { calendar: found, question };
    },

    async run(context, { name }, { coachId, address }, found) {
      if (found instanceof CalendarFailure) return context.refuse(found.code, "address", found.message);
      const { etag, lastModified, ...read } = found.calendar;
      const version = { address, etag, lastModified };
      const calendar = { name, ...version, read, question: found.question, every: calendars.refreshEvery };
      const { id: busyCalendar } = await putCalendar(context, coachId, calendar);
      context.transaction.tell({ type: "busy_calendar.subscribed", ids: { coach: coachId, busyCalendar } });
      return { busyCalendar };
    },
  });
}

function addressToRead(context: Context, address: string, network: Network): string {
  try {
    return feedAddress(address, network);
  } catch (error) {
    if (error instanceof CalendarFailure) return context.refuse(error.code, "address", error.message);
    if (error instanceof InvalidAddress) return context.refuse("INVALID", "address", error.message);
    throw error;
  }
}
