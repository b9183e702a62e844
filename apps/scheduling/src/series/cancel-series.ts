import { implement } from "@coachwork/platform";
import { CancelSeries, SessionSeries } from "@coachwork/schema";
import { cancelAndSettle } from "../booking/cancellation.js";
import { cancellingParty, settlementOf } from "../booking/cancel-session.js";
import { isAhead } from "../booking/sessions-ahead.js";
import { refuseIfOthersTakePart } from "../booking/changeable-session.js";
import { changeableSeries, instancesFrom, refuseSessionsOfOthers, splitAt } from "./changeable-series.js";

/**
 * Cancels the future of a series, or from one of its starts on. No more sessions are booked. Booked ones are cancelled,
 * each as by `cancelSession`, at its own cost.
 */
export const cancelSeries = implement(CancelSeries, async (context, input) => {
  const { transaction, now } = context;
  const reason = input.reason ?? null;
  const { series, engagement, people, party, coachIds } = await changeableSeries(context, input.id);
  const left = input.from == null ? undefined : splitAt(context, series, input.from).earlier;
  const cancelledBy = cancellingParty(context, party, input.cancelledBy);

  const all = await instancesFrom(transaction, series.id, input.from ?? new Date(0));
  const instances = all.filter((each) => isAhead(each.session, now));
  refuseSessionsOfOthers(context, people, instances);
  for (const instance of instances) {
    refuseIfOthersTakePart(context, { ...instance, engagement, party });
    const settlement = await settlementOf(context, { ...instance, party }, cancelledBy);
    await cancelAndSettle(context, { ...instance, engagement }, { cancelledBy, reason, settlement });
  }
  const end = left === undefined ? { endedAt: new Date(now) } : { rule: left.rule };
  await transaction.update(SessionSeries, { id: series.id }, end);
  transaction.tell({
    type: "series.cancelled",
    ids: { series: series.id, engagement: engagement.id, coaches: [...coachIds] },
  });
  return { series: series.id };
});
