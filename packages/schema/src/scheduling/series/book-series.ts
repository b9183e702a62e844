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
import { placeField } from "../places/place-fields.js";
import { SessionKind } from "../session-types/session-kind.js";
import { override } from "../booking/override.js";
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { conflicts } from "./series-conflict.js";

export const BookSeries = mutation("bookSeries", {
  owner: "scheduling",
  description:
    "Books a recurring session. Sessions in the next 180 days are booked at once, at most 100. Later sessions are booked as the horizon moves. The first bookings succeed or fail together, unless `book` is POSSIBLE.",
  roles: BOOKERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement. It must be active."),
    coachIds: clearable(
      list(idOf(Person)),
      "The engagement's coaches that each session needs. By default, each session has all coaches of the engagement on its day.",
    ),
    kind: clearable(wordOf(SessionKind), "What the sessions are for. Defaults to REGULAR."),
    firstStart: required(
      rawText,
      "The local start of the first session, such as `2027-03-01T09:00`. The rule must include it, and it must be in the next 180 days.",
    ),
    durationMinutes: required(count(5, 720), "The duration of each session in minutes."),
    rule: required(
      rawText,
      "The recurrence rule (RFC 5545, 3.3.10), such as `FREQ=WEEKLY;INTERVAL=2;COUNT=10`. Local times that a clock change skips are left out and not counted. Without COUNT and UNTIL, the series ends with the engagement.",
    ),
    timeZone: clearable(timeZone, "The time zone of the rule. Defaults to the first coach's."),
    place: placeField,
    book: usual(wordOf(SeriesBooking), "ALL", "What to do if some of the sessions cannot be booked."),
    override,
  },
  refusals: { ...seriesRefusals, NO_COACH: "The engagement does not have this coach, or any coach." },
  result: { series: changed(SessionSeries, "The series."), conflicts },
});
