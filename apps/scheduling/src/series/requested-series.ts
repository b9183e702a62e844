import type { CommandContext } from "@coachwork/platform";
import { rfc3339 } from "@coachwork/schema";
import { InvalidSeries, readSeries, type Series, seriesStarts } from "../core/series.js";
import { AHEAD } from "./series-horizon.js";

const LONGEST_TEXT = 1_000;

interface RequestedSeries {
  readonly agreed: Series;
  /** The start of its first session, in epoch milliseconds. */
  readonly first: number;
}

/** The requested series, valid and with its first session ahead and within reach; or a refusal. */
export function requestedSeries(context: CommandContext<"SLOT_IN_PAST">, asked: Series): RequestedSeries {
  for (const field of ["rule", "firstStart"] as const) {
    const { length } = asked[field];
    if (length > LONGEST_TEXT)
      context.refuse("INVALID", field, `${field} has ${length} characters; give at most ${LONGEST_TEXT}.`);
  }
  const agreed = readOrRefuse(context, () => readSeries(asked));
  const { now } = context;
  const { value: first, done } = seriesStarts(agreed, -Infinity, now + AHEAD).next();
  if (done)
    return context.refuse(
      "INVALID",
      "firstStart",
      `The first start is ${agreed.firstStart}; it must be within the next 180 days.`,
    );
  if (first < now)
    context.refuse(
      "SLOT_IN_PAST",
      "firstStart",
      `The first session would start at ${rfc3339(first)}, which is in the past; choose a later start.`,
    );
  return { agreed, first };
}

/** A series, unless it is invalid: that is the command's refusal. */
export function readOrRefuse(context: CommandContext<"SLOT_IN_PAST">, read: () => Series): Series {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidSeries)) throw error;
    return context.refuse("INVALID", error.field, `${error.message[0]!.toUpperCase()}${error.message.slice(1)}.`);
  }
}
