import type { CommandContext } from "@coachwork/platform";
import { InvalidSeries, readSeries, type Series, seriesStarts } from "../core/series.js";
import { AHEAD } from "./series-horizon.js";

const LONGEST_TEXT = 1_000;

interface AskedSeries {
  readonly agreed: Series;
  /** When its first session starts, epoch milliseconds. */
  readonly first: number;
}

/** A series that somebody asks for, known to be one whose first session lies ahead, in reach; or a refusal. */
export function askedSeries(context: CommandContext<"SLOT_IN_PAST">, asked: Series): AskedSeries {
  for (const field of ["rule", "firstStart"] as const) {
    const { length } = asked[field];
    if (length > LONGEST_TEXT)
      context.refuse("INVALID", field, `${field} has ${length} characters; it may have ${LONGEST_TEXT}.`);
  }
  const agreed = read(context, asked);
  const { now } = context;
  const { value: first, done } = seriesStarts(agreed, -Infinity, now + AHEAD).next();
  if (done)
    return context.refuse(
      "INVALID",
      "firstStart",
      `The first start is ${agreed.firstStart}; sessions are booked 180 days ahead, so that the first must start by then.`,
    );
  if (first < now)
    context.refuse(
      "SLOT_IN_PAST",
      "firstStart",
      `The first session would start at ${new Date(first).toISOString()}, which is in the past; choose a later start.`,
    );
  return { agreed, first };
}

function read(context: CommandContext<"SLOT_IN_PAST">, asked: Series): Series {
  try {
    return readSeries(asked);
  } catch (error) {
    if (!(error instanceof InvalidSeries)) throw error;
    return context.refuse("INVALID", error.field, `${error.message[0]!.toUpperCase()}${error.message.slice(1)}.`);
  }
}
