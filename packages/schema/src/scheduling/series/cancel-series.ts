import {
  ARRANGERS,
  changed,
  clearable,
  idOf,
  instant,
  longText,
  mutation,
  required,
  wordOf,
} from "../../common/declare.js";
import { CancellingParty } from "../booking/session.js";
import { SessionSeries } from "./series.js";

export const CancelSeries = mutation("cancelSeries", {
  owner: "scheduling",
  description: "Cancels the future sessions of a series, or those from one session onward.",
  roles: ARRANGERS,
  input: {
    id: required(idOf(SessionSeries), "The series."),
    from: clearable(
      instant,
      "The original start of the first session to cancel. It must be in the future. Defaults to the first session that has not begun.",
    ),
    cancelledBy: clearable(
      wordOf(CancellingParty),
      "The side that cancels. Defaults to your own. A coach or the firm can say that the client cancelled. Then the cancellation policy applies.",
    ),
    reason: clearable(longText(500), "The reason. The engagement's people can read it."),
  },
  refusals: {
    WRONG_STATUS: "The series has already ended.",
    POLICY: "The cancellation policy no longer lets clients cancel one of the sessions.",
  },
  result: { series: changed(SessionSeries, "The series with its remaining sessions.") },
});
