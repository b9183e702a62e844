import {
  argumentsOf,
  clearable,
  count,
  idOf,
  instant,
  list,
  rawText,
  required,
  timeZone,
  wordOf,
} from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "../booking/session.js";
import { Staffing } from "../booking/staffing.js";
import { SessionType } from "../session-types/session-type.js";

/** The length of a session: by its type or in minutes. One of them is required. */
const lengthFields = {
  sessionTypeId: clearable(
    idOf(SessionType),
    "The session type. It sets the duration and the booking terms. Give either this or `durationMinutes`.",
  ),
  durationMinutes: clearable(
    count(5, 720),
    "The duration of a session in minutes, {range}. Give either this or `sessionTypeId`.",
  ),
};

/** The arguments of `freeSlots`. */
export const FindFreeSlots = argumentsOf({
  coachIds: required(list(idOf(Person)), "The coaches, 1 to 100."),
  staffing: clearable(
    wordOf(Staffing),
    "How many of the coaches a session needs. Defaults to ONE for one coach and ANY for several.",
  ),
  least: clearable(count(1, 100), "How many coaches N_OF needs."),
  ...lengthFields,
  stepMinutes: clearable(
    count(5, 720),
    "Minutes from the start of one slot to the next, {range}. Defaults to the session type's interval, or to the duration.",
  ),
  from: required(instant, "Slots that start at this instant or later."),
  to: required(instant, "Slots that start before this instant. At most 92 days after `from`."),
  timeZone: clearable(
    timeZone,
    "The time zone in which slots start at full hours and the like. Defaults to the first coach's.",
  ),
  movingSessionId: clearable(
    idOf(Session),
    "A session that you want to move. Its own time, its buffers and its place in the limits do not hide where it could go. The terms of its session type apply. There are no slots outside the days of its engagement, or in a pause. The time zone of the session says which day it is.",
  ),
  first: clearable(count(1, 500), "How many slots to return, {range}. Defaults to 100."),
  after: clearable(rawText, "Returns only slots after this cursor."),
});

/** The arguments of a person's `nextFreeSlot`. */
export const FindNextFreeSlot = argumentsOf(lengthFields);

/** The gateway's query for a whole page of people. */
export const FindNextFreeSlots = argumentsOf({
  coachIds: required(list(idOf(Person)), "The coaches, 1 to 100."),
  ...lengthFields,
});
