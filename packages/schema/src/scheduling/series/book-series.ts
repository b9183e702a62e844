import {
  ARRANGERS,
  changed,
  clearable,
  count,
  flag,
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
import { SessionType } from "../session-types/session-type.js";
import { Override, overrideText } from "../booking/override.js";
import { Staffing } from "../booking/staffing.js";
import { SeriesSeatsInput } from "./series-seats-input.js";
import { holidayRegion, unknownRegion } from "./holiday-region.js";
import { SeriesBooking } from "./series-booking.js";
import { seriesRefusals } from "./refusals.js";
import { SessionSeries } from "./series.js";
import { conflicts } from "./series-conflict.js";

export const BookSeries = mutation("bookSeries", {
  owner: "scheduling",
  description:
    "Books a recurring session. Sessions in the next 180 days are booked at once, at most 100. Later sessions are booked as the horizon moves. The first bookings succeed or fail together, unless `book` is POSSIBLE.",
  roles: ARRANGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement. It must be active."),
    coachIds: clearable(
      list(idOf(Person)),
      "The engagement's coaches that each session needs, or to choose from. By default, each session has all coaches of the engagement on its day.",
    ),
    staffing: clearable(
      wordOf(Staffing),
      "How many of the coaches are needed. All sessions have the same coaches, also those that are booked later. ANY, ROUND_ROBIN and N_OF choose those who can take most of the first sessions, and of equals in turn. Defaults to ALL.",
    ),
    least: clearable(count(1, 100), "How many coaches N_OF needs."),
    sessionTypeId: clearable(
      idOf(SessionType),
      "The session type. It sets the kind, the duration and the booking terms, also of sessions that are booked later. Clients cannot choose one of the kind CHEMISTRY.",
    ),
    kind: clearable(
      wordOf(SessionKind),
      "What the sessions are for. Defaults to the session type's kind, or to REGULAR. Clients cannot choose CHEMISTRY.",
    ),
    firstStart: required(
      rawText,
      "The local start of the first session, such as `2027-03-01T09:00`. The rule must include it, and it must be in the next 180 days.",
    ),
    durationMinutes: clearable(
      count(5, 720),
      "The duration of each session in minutes. Defaults to the session type's.",
    ),
    rule: required(
      rawText,
      "The recurrence rule (RFC 5545, 3.3.10), such as `FREQ=WEEKLY;INTERVAL=2;COUNT=10`. Local times that a clock change skips are left out and not counted. Without COUNT and UNTIL, the series ends with the engagement.",
    ),
    timeZone: clearable(timeZone, "The time zone of the rule. Defaults to the first coach's."),
    place: placeField,
    seats: clearable(
      SeriesSeatsInput,
      "The seats of each session, for a GROUP engagement. Participants take a seat or join the waiting list, session by session. By default, everybody in the engagement is expected. Clients cannot set this.",
    ),
    skipsFirmHolidays: usual(flag, false, "Whether it has no sessions on the firm's holidays (`holidays`)."),
    holidayRegion,
    book: usual(wordOf(SeriesBooking), "ALL", "What to do if some of the sessions cannot be booked."),
    override: clearable(
      list(wordOf(Override)),
      `${overrideText} Sessions that are booked later are booked over the same.`,
    ),
  },
  refusals: {
    ...seriesRefusals,
    ...unknownRegion,
    NO_COACH: "The engagement does not have this coach, any coach, or enough coaches.",
    NOT_A_GROUP: "Only GROUP sessions have seats. Individual and team sessions expect everybody.",
  },
  result: { series: changed(SessionSeries, "The series."), conflicts },
});
