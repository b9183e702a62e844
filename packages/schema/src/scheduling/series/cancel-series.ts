import {
  BOOKERS,
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
  description: "Calls off what lies ahead of a series, or of it from one of its sessions on.",
  roles: BOOKERS,
  input: {
    id: required(idOf(SessionSeries), "The series."),
    from: clearable(
      instant,
      "The original start of the first session to call off, which must lie ahead; if not given, all that have not begun.",
    ),
    cancelledBy: clearable(
      wordOf(CancellingParty),
      "On whose side: one's own if not given. A coach or the firm may say that the client called off, for whom the policy holds.",
    ),
    reason: clearable(longText(500), "Why, {range}; its people read it."),
  },
  refusals: {
    WRONG_STATUS: "The series has ended already.",
    POLICY: "The cancellation policy does not let clients call one of the sessions off any more.",
  },
  result: { series: changed(SessionSeries, "The series, as far as it is left.") },
});
