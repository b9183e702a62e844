import {
  BOOKERS,
  changed,
  clearable,
  count,
  idOf,
  list,
  mutation,
  rawText,
  required,
  timeZone,
  usual,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { SessionKind } from "../session-types/session-kind.js";
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { conflicts } from "./series-conflict.js";

export const BookSeries = mutation("bookSeries", {
  owner: "scheduling",
  description:
    "Books a recurring session: what lies in the next 180 days at once, at most 100 sessions; the others by and by. All of what is booked at once or nothing, unless asked for what is possible.",
  roles: BOOKERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement; it must be active."),
    coachIds: clearable(
      list(idOf(Person)),
      "The coaches of it whom each session needs; if not given, all whom the engagement has on its day.",
    ),
    kind: clearable(wordOf(SessionKind), "What the sessions are for; REGULAR if not given."),
    firstStart: required(
      rawText,
      "When the first starts on the clock of the zone, such as `2027-03-01T09:00`: a start that the rule yields, in the next 180 days.",
    ),
    durationMinutes: required(count(5, 720), "How many minutes each takes, {range}."),
    rule: required(
      rawText,
      "When they recur: a recurrence rule (RFC 5545, 3.3.10) such as `FREQ=WEEKLY;INTERVAL=2;COUNT=10`. A time that the zone's clock leaves out is skipped and not counted. Without COUNT and UNTIL the series goes on to the engagement's end.",
    ),
    timeZone: clearable(timeZone, "The zone of the clock; the first coach's if not given."),
    book: usual(wordOf(SeriesBooking), "ALL", "What to do when some of the sessions cannot be booked."),
  },
  refusals: { ...seriesRefusals, NO_COACH: "The engagement has no coach, or not this one." },
  result: { series: changed(SessionSeries, "The series."), conflicts },
});
