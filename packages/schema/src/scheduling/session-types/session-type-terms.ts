import { clearable, count } from "../../common/declare.js";

/** What a session of a type needs, where that is not the coach's to say. */
export const sessionTypeTerms = {
  stepMinutes: clearable(count(5, 720), "Minutes from one free slot to the next, {range}; null: the duration."),
  bufferBeforeMinutes: clearable(count(0, 240), "Minutes kept free before it, {range}; null: what the coach keeps."),
  bufferAfterMinutes: clearable(count(0, 240), "Minutes kept free after it, {range}; null: what the coach keeps."),
  minimumNoticeMinutes: clearable(
    count(0, 43_200),
    "How many minutes ahead it must be booked, {range} (30 days); null: as the coach asks for.",
  ),
  horizonDays: clearable(count(1, 730), "How many days ahead it can be booked, {range}; null: as the coach allows."),
  mostPerDay: clearable(count(1, 50), "The most of this type that a coach has on one day, {range}; null: any."),
  mostPerWeek: clearable(
    count(1, 200),
    "The most of this type that a coach has in one week, from Monday, {range}; null: any.",
  ),
};
