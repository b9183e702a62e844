import {
  ARRANGERS,
  changed,
  clearable,
  count,
  idOf,
  list,
  minute,
  mutation,
  required,
  timeZone,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { placeField } from "../places/place-fields.js";
import { SeatsInput } from "./seats-input.js";
import { SessionType } from "../session-types/session-type.js";
import { override } from "./override.js";
import { bookingRefusals } from "./refusals.js";
import { Session } from "./session.js";
import { SessionKind } from "../session-types/session-kind.js";
import { Staffing } from "./staffing.js";

/** The fields for booking a session or holding its slot. */
export const bookingFields = {
  engagementId: required(
    idOf(Engagement),
    "The engagement. It must be active. A draft can have CHEMISTRY sessions, which come before the work: also before the engagement's first day, with those who are to join it.",
  ),
  coachIds: clearable(
    list(idOf(Person)),
    "The engagement's coaches to choose from. Defaults to all its coaches on that day, and before its first day to all who are to join it.",
  ),
  staffing: clearable(
    wordOf(Staffing),
    "How many of the coaches are needed, and how to choose among those who are free. Defaults to ALL.",
  ),
  least: clearable(count(1, 100), "How many coaches N_OF needs."),
  sessionTypeId: clearable(
    idOf(SessionType),
    "The session type. It sets the kind, the duration and the booking terms. Clients cannot choose one of the kind CHEMISTRY.",
  ),
  kind: clearable(
    wordOf(SessionKind),
    "What the session is for. Defaults to the session type's kind, or to REGULAR. Clients cannot choose CHEMISTRY.",
  ),
  startsAt: required(
    minute,
    "When it starts, {range}. Clients book slots as `freeSlots` offers them, in the steps of the session type or of the duration.",
  ),
  endsAt: clearable(
    minute,
    "When it ends, {range}, 5 minutes to 12 hours after the start. Defaults to the session type's duration.",
  ),
  timeZone: clearable(timeZone, "The time zone it is agreed in. Defaults to the first coach's."),
  place: placeField,
  seats: clearable(
    SeatsInput,
    "The seats, for a GROUP engagement. Each participant takes one or joins the waiting list. By default, everybody in the engagement is expected. Clients cannot set this.",
  ),
  override,
};

export const BookSession = mutation("bookSession", {
  owner: "scheduling",
  description: "Books a session. A coach is never booked twice at the same time.",
  roles: ARRANGERS,
  input: bookingFields,
  refusals: bookingRefusals,
  result: { session: changed(Session, "The booked session.") },
});
