import { clearable } from "../../common/inputs.js";
import { text } from "../../common/kinds.js";

/** An address, a phone number or the https address of a meeting. */
export const placeText = text(500);

/** The field for a place. */
export const placeField = clearable(
  placeText,
  "Where it takes place: an address, a phone number or the https address of a meeting. By default, in the coach's meetingRoom. Clients cannot set this.",
);
