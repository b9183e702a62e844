import {
  ARRANGERS,
  changed,
  clearable,
  count,
  flag,
  idOf,
  instant,
  list,
  listed,
  mutation,
  optional,
  rawText,
  required,
  timeZone,
  usual,
  wordOf,
} from "../../common/declare.js";
import { Override, overrideText } from "../booking/override.js";
import { Session } from "../booking/session.js";
import { holidayRegion, unknownRegion } from "./holiday-region.js";
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { SingleChanges } from "./single-changes.js";
import { conflicts } from "./series-conflict.js";

export const ChangeSeries = mutation("changeSeries", {
  owner: "scheduling",
  description:
    "Moves or changes a series, all that is ahead or from one session onward: a new series follows the old one. Fields that you leave out stay the same. If you give no rule, every session moves as far as the first: by as many days, and to its time of day. If you give one, old and new sessions are paired in order within each day, week, month or year, and old ones without a pair are cancelled. Sessions that move keep their identity, people, seats and place, and do not stand in each other's way. One that would move to a holiday that the series skips is cancelled, as by `cancelSession`. Clients cannot change a series of CHEMISTRY sessions.",
  roles: ARRANGERS,
  input: {
    id: required(idOf(SessionSeries), "The series."),
    from: clearable(
      instant,
      "The original start of the first session to change. It must be in the future. Defaults to the first start of the series that is.",
    ),
    firstStart: optional(rawText, "The new local start of that session in the time zone, such as `2027-03-02T10:30`."),
    timeZone: optional(
      timeZone,
      "The new time zone of the rule. The sessions keep their local time in it, unless firstStart gives another.",
    ),
    rule: optional(
      rawText,
      "The new recurrence rule (RFC 5545, 3.3.10). A COUNT counts from that session. By default, days such as BYDAY and the end move along with firstStart.",
    ),
    durationMinutes: optional(count(5, 720), "The new duration of each session in minutes."),
    skipsFirmHolidays: optional(
      flag,
      "Whether it has no sessions on the firm's holidays. Those whose start by the rule is on one are cancelled, as by `cancelSession`, unless they were moved by themselves.",
    ),
    holidayRegion,
    singleChanges: usual(
      wordOf(SingleChanges),
      "KEEP",
      "What becomes of sessions that were moved or cancelled by themselves.",
    ),
    book: usual(
      wordOf(SeriesBooking),
      "ALL",
      "What to do if some of the sessions cannot be booked at their new times. With POSSIBLE, those that cannot be moved are cancelled, as by `cancelSession`.",
    ),
    override: clearable(
      list(wordOf(Override)),
      `${overrideText} Sessions that are booked later are booked over the same. If only the rule changes, what the series is booked over stays by default.`,
    ),
  },
  refusals: {
    ...seriesRefusals,
    ...unknownRegion,
    WRONG_STATUS: "The series has already ended, or nothing of it is ahead.",
    POLICY: "The cancellation policy no longer lets clients move or cancel one of the sessions.",
  },
  result: {
    series: changed(SessionSeries, "The new series, which starts at that session and follows the old one."),
    conflicts,
    sessionsCancelled: listed<Session>(
      () => Session,
      "The sessions that the change cancelled, earliest first: they would be on a holiday that the series skips, have no place in the new rule, or cannot be booked at their new time. Only those that you may see.",
    ),
  },
});
