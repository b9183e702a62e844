import { day, startFeedServer } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";

export const calendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:story",
  "BEGIN:VEVENT",
  "UID:story",
  `DTSTAMP:${day(0).replaceAll("-", "")}T000000Z`,
  `DTSTART:${day(20).replaceAll("-", "")}T090000Z`,
  `DTEND:${day(20).replaceAll("-", "")}T100000Z`,
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

/** A calendar at an address: subscribed to, changed there, read again, and done without. */
export async function followCalendar(mutate: Mutate, coachId: string): Promise<void> {
  const feeds = await startFeedServer();
  try {
    feeds.serve(calendar, '"one"');
    const id = await mutate("subscribeBusyCalendar", { coachId, name: "Story feed", address: feeds.url });
    feeds.serve(calendar.replaceAll("T100000Z", "T110000Z"), '"two"');
    await mutate("refreshBusyCalendar", { id });
    await mutate("removeBusyCalendar", { id });
  } finally {
    await feeds.close();
  }
}
