import {
  BOOKERS,
  changed,
  count,
  idOf,
  instant,
  mutation,
  optional,
  rawText,
  required,
  usual,
  wordOf,
} from "../../common/declare.js";
import { override } from "../booking/override.js";
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { conflicts } from "./series-conflict.js";

export const ChangeSeries = mutation("changeSeries", {
  owner: "scheduling",
  description:
    "Changes a series from one session onward: a new series follows the old one. Fields that you leave out stay the same. Old and new sessions are paired in order within each day, week, month or year of the rule. Paired sessions keep their identity. Sessions without a pair are cancelled. Sessions that were moved individually stay where they are.",
  roles: BOOKERS,
  input: {
    id: required(idOf(SessionSeries), "The series."),
    from: required(instant, "The original start of the first session to change. It must be in the future."),
    firstStart: optional(
      rawText,
      "The new local start of that session in the series' time zone, such as `2027-03-02T10:30`.",
    ),
    rule: optional(rawText, "The new recurrence rule (RFC 5545, 3.3.10). A COUNT counts from that session."),
    durationMinutes: optional(count(5, 720), "The new duration of each session in minutes."),
    book: usual(
      wordOf(SeriesBooking),
      "ALL",
      "What to do if some of the sessions cannot be booked at their new times. Those that cannot be moved are cancelled, as by `cancelSession`.",
    ),
    override,
  },
  refusals: {
    ...seriesRefusals,
    WRONG_STATUS: "The series has already ended.",
    POLICY: "The cancellation policy no longer lets clients move or cancel one of the sessions.",
  },
  result: {
    series: changed(SessionSeries, "The new series, which starts at that session and follows the old one."),
    conflicts,
  },
});
