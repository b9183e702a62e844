import { clearable, count } from "../../common/declare.js";

/** The terms of a session type, as far as they are not the coach's to set. */
export const sessionTypeTerms = {
  stepMinutes: clearable(
    count(5, 720),
    "Minutes from the start of one free slot to the next, {range}. Null means the duration.",
  ),
  bufferBeforeMinutes: clearable(
    count(0, 240),
    "Minutes kept free before it, {range}. Null means the coach's own buffer.",
  ),
  bufferAfterMinutes: clearable(
    count(0, 240),
    "Minutes kept free after it, {range}. Null means the coach's own buffer.",
  ),
  minimumNoticeMinutes: clearable(
    count(0, 43_200),
    "The minimum notice in minutes, {range} (30 days). Null means the coach's own.",
  ),
  horizonDays: clearable(
    count(1, 730),
    "How many days ahead it can be booked, {range}. Null means the coach's own limit.",
  ),
  mostPerDay: clearable(
    count(1, 50),
    "The maximum number of these sessions for a coach per day, {range}. Null means no limit.",
  ),
  mostPerWeek: clearable(
    count(1, 200),
    "The maximum number of these sessions for a coach per week, from Monday, {range}. Null means no limit.",
  ),
};
