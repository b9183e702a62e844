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
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { conflicts } from "./series-conflict.js";

export const ChangeSeries = mutation("changeSeries", {
  owner: "scheduling",
  description: "Has a series go on otherwise from one of its sessions on: another series follows it.",
  roles: BOOKERS,
  input: {
    id: required(idOf(SessionSeries), "The series."),
    from: required(instant, "The original start of the first session that is to be otherwise; it must lie ahead."),
    firstStart: optional(
      rawText,
      "When that session is to start, on the clock of the series' zone, such as `2027-03-02T10:30`.",
    ),
    rule: optional(
      rawText,
      "When the sessions recur from then on (RFC 5545, 3.3.10); a COUNT counts from that session.",
    ),
    durationMinutes: optional(count(5, 720), "How many minutes each is to take, {range}."),
    book: usual(
      wordOf(SeriesBooking),
      "ALL",
      "What to do when some of the sessions cannot be then; what cannot be moved is called off, as `cancelSession` would.",
    ),
  },
  refusals: {
    ...seriesRefusals,
    WRONG_STATUS: "The series has ended already.",
    POLICY: "The cancellation policy does not let clients move or call off one of the sessions any more.",
  },
  result: {
    series: changed(SessionSeries, "The series from that session on; it follows the one that there was."),
    conflicts,
  },
});
