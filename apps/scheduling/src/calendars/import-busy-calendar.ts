import { implementOutside } from "@coachwork/platform";
import { ImportBusyCalendar } from "@coachwork/schema";
import type { BusyQuestion } from "./busy-times.js";
import { ASKED, type Calendars, startWaiting } from "./calendars.js";
import { questionFor } from "./coverage.js";
import { CalendarFailure } from "./failure.js";
import { EXTEND_EVERY } from "./next-refresh.js";
import { InvalidCalendar, type ReadCalendar } from "../core/ics/busy-calendar.js";
import { coachToSet } from "../people/coach-to-set.js";
import { putCalendar } from "./put-calendar.js";

interface Wanted {
  readonly coachId: string;
  readonly ics: string;
  readonly question: BusyQuestion;
}

/** The calendar, with what was asked of it, or what is wrong with the text. */
type Found = { readonly read: ReadCalendar; readonly question: BusyQuestion } | { readonly problem: string };

/** Reads a calendar from outside in; its times are not free from then on. It replaces the coach's calendar of that name. */
export function importBusyCalendar(calendars: Calendars) {
  return implementOutside<typeof ImportBusyCalendar, Wanted, Found>(ImportBusyCalendar, {
    async judge(context, { coachId, ics }) {
      const coach = await coachToSet(context, coachId);
      return { coachId: coach.id, ics, question: await questionFor(context.transaction, coach.id, context.now) };
    },

    async find({ ics, question }) {
      try {
        return { read: await calendars.busyTimes(ics, question, startWaiting(ASKED)), question };
      } catch (error) {
        if (error instanceof InvalidCalendar) return { problem: `The calendar cannot be read: ${error.message}.` };
        if (error instanceof CalendarFailure) return { problem: error.message };
        throw error;
      }
    },

    async run(context, { name }, { coachId }, found) {
      if ("problem" in found) return context.refuse("BROKEN_CALENDAR", "ics", found.problem);
      const uploaded = { address: null, etag: null, lastModified: null };
      const calendar = { name, ...uploaded, ...found, every: EXTEND_EVERY };
      const { id: busyCalendar, busyTimes } = await putCalendar(context, coachId, calendar);
      context.transaction.tell({ type: "busy_calendar.imported", ids: { coach: coachId, busyCalendar } });
      return { busyCalendar, busyTimes };
    },
  });
}
