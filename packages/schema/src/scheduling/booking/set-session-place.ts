import { changed, clearable, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Session } from "./session.js";
import { placeText } from "../places/place-fields.js";

export const SetSessionPlace = mutation("setSessionPlace", {
  owner: "scheduling",
  description: "Sets where a session takes place. Its people are told.",
  roles: SCHEDULERS,
  input: {
    id: required(idOf(Session), "The session. It must be booked and not have begun."),
    place: clearable(
      placeText,
      "An address, a phone number or the https address of a meeting. Null means in the coach's meeting room.",
    ),
  },
  refusals: { WRONG_STATUS: "Only a booked session that has not begun can take place elsewhere." },
  result: { session: changed(Session, "The session with its place.") },
});
