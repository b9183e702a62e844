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
import { Staffing } from "../booking/staffing.js";
import { SessionType } from "../session-types/session-type.js";

/** How long a session takes: as its type says, or as is said. One of them must be given. */
const lengthFields = {
  sessionTypeId: clearable(
    idOf(SessionType),
    "The session type, whose duration and terms then hold. Give this or `durationMinutes`.",
  ),
  durationMinutes: clearable(count(5, 720), "How long a session takes, {range} minutes. Give this or `sessionTypeId`."),
};

/** What `freeSlots` asks. */
export const FindFreeSlots = argumentsOf({
  coachIds: required(list(idOf(Person)), "The coaches, 1 to 100."),
  staffing: clearable(
    wordOf(Staffing),
    "How many of them a session takes; if not given, ONE for one coach and ANY for several.",
  ),
  least: clearable(count(1, 100), "How many coaches N_OF takes, {range}."),
  ...lengthFields,
  stepMinutes: clearable(
    count(5, 720),
    "Minutes from the start of one slot to the next; the session type's if not given, or the duration.",
  ),
  from: required(instant, "Slots that start at this instant or later."),
  to: required(instant, "Slots that start before this instant; at most 92 days after `from`."),
  timeZone: clearable(
    timeZone,
    "On whose clock slots begin at full hours and the like; the first coach's if not given.",
  ),
  first: clearable(count(1, 500), "How many slots, {range}; 100 if not given."),
  after: clearable(rawText, "Only slots that come after this cursor."),
});

/** What `nextFreeSlot` of a person asks. */
export const FindNextFreeSlot = argumentsOf(lengthFields);

/** What the gateway asks for a whole page of people. */
export const FindNextFreeSlots = argumentsOf({
  coachIds: required(list(idOf(Person)), "The coaches, 1 to 100."),
  ...lengthFields,
});
