import { changed, idOf, mutation, required } from "../../common/declare.js";
import { HoursConsent } from "./hours-consent.js";

const input = { id: required(idOf(HoursConsent), "The consent that you were asked for.") };

export const GiveHoursConsent = mutation("giveHoursConsent", {
  owner: "gateway",
  description:
    "Lets a coach's log of coaching hours name you, with your e-mail address. Only the client who was asked can do this. `refuseHoursConsent` takes it back.",
  roles: ["CLIENT"],
  keys: "none",
  input,
  refusals: { ALREADY_GIVEN: "You have consented already." },
  result: { hoursConsent: changed(HoursConsent, "The consent.") },
});

export const RefuseHoursConsent = mutation("refuseHoursConsent", {
  owner: "gateway",
  description:
    "Refuses to be named in a coach's log of coaching hours, or takes a consent back. Logs that were downloaded before still have your name. Only the client who was asked can do this.",
  roles: ["CLIENT"],
  keys: "none",
  input,
  refusals: { ALREADY_REFUSED: "You have refused already." },
  result: { hoursConsent: changed(HoursConsent, "The refusal.") },
});
