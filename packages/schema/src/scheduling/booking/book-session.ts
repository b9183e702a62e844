import {
  BOOKERS,
  changed,
  clearable,
  count,
  idOf,
  instant,
  list,
  mutation,
  required,
  timeZone,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { SeatsInput } from "./seats-input.js";
import { SessionType } from "../session-types/session-type.js";
import { bookingRefusals } from "./refusals.js";
import { Session } from "./session.js";
import { SessionKind } from "../session-types/session-kind.js";
import { Staffing } from "./staffing.js";

/** What is said of a session that is booked, or whose slot is held. */
export const bookingFields = {
  engagementId: required(idOf(Engagement), "The engagement; it must be active."),
  coachIds: clearable(
    list(idOf(Person)),
    "The coaches of it to choose from; if not given, all whom the engagement has on that day.",
  ),
  staffing: clearable(
    wordOf(Staffing),
    "How many of them it takes, and which of those who are free; ALL if not given.",
  ),
  least: clearable(count(1, 100), "How many coaches N_OF takes, {range}."),
  sessionTypeId: clearable(idOf(SessionType), "The session type, whose kind, duration and terms then hold."),
  kind: clearable(wordOf(SessionKind), "What it is for; the session type's if not given, or REGULAR."),
  startsAt: required(instant, "When it starts."),
  endsAt: clearable(instant, "When it ends: 5 minutes to 12 hours later; by the session type if not given."),
  timeZone: clearable(timeZone, "The zone it is agreed in; the first coach's if not given."),
  seats: clearable(
    SeatsInput,
    "Seats, for the engagement of a group: participants take one each, or wait in line. If not given, everybody is expected. Not for clients to say.",
  ),
};

export const BookSession = mutation("bookSession", {
  owner: "scheduling",
  description: "Books a session. No coach is ever booked twice at a time.",
  roles: BOOKERS,
  input: bookingFields,
  refusals: bookingRefusals,
  result: { session: changed(Session, "The booked session.") },
});
