import { type CommandContext, dateIn } from "@coachwork/platform";
import type { SessionSeries, SessionType, Staffing } from "@coachwork/schema";
import type { Booker } from "../people/booker.js";
import type { EngagementPeople } from "../people/engagement-people.js";
import { MINUTE } from "../core/lengths.js";
import { objectionToStart } from "../staffing/slot-start.js";
import { coachesOfInstance } from "./series-coaches.js";

interface Asked {
  readonly series: Pick<SessionSeries, "timeZone" | "durationMinutes">;
  readonly people: EngagementPeople;
  readonly coachIds: readonly string[];
  readonly booker: Booker;
  readonly type: SessionType | undefined;
  readonly staffing?: Staffing | null | undefined;
  readonly least?: number | null | undefined;
}

/**
 * Clients start a series in a slot. Its later sessions keep the local time of the first, wherever the slots of that
 * week lie. `moved` is the session that moves to the start (epoch milliseconds), if there is one.
 */
export async function refuseBetweenSlots(
  context: CommandContext<"NOT_A_SLOT">,
  { series, people, coachIds, booker, type, staffing = null, least = null }: Asked,
  start: number,
  moved?: string,
): Promise<void> {
  if (booker.party !== "CLIENT") return;
  const { transaction, actor, now } = context;
  const { timeZone, durationMinutes } = series;
  const objection = await objectionToStart((text, values) => transaction.query(text, values), {
    ...{ firmId: actor.firmId, personId: booker.personId, timeZone, now, type, staffing, least },
    coachIds: coachesOfInstance(people, coachIds, dateIn(timeZone, start)),
    time: { startsAt: new Date(start), endsAt: new Date(start + durationMinutes * MINUTE) },
    ...(moved !== undefined && { moved }),
  });
  if (objection) context.refuse("NOT_A_SLOT", "firstStart", objection.message);
}
