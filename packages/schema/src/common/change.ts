import { Field, Int } from "type-graphql";
import { DateTime } from "./scalars.js";

/** What a subscription delivers for an event: its number in the firm's log and the objects as they are now. */
export abstract class Change {
  seq!: number;
}

/** The number of a change, or of an event, in the firm's log. */
export function Seq(noun = "change"): PropertyDecorator {
  return Field(() => Int, { description: `The ${noun}'s number in the firm's event log.`, simple: true });
}

/** Its position there. `more` says what else there is to know of it. */
export function Position(noun = "change", more = ""): PropertyDecorator {
  const description = `The ${noun}'s position in the firm's event log. To resume without gaps or repeats, pass the last one you received as \`position\`.`;
  return Field(() => String, { description: `${description}${more && ` ${more}`}`, simple: true });
}

export function OccurredAt(): PropertyDecorator {
  return Field(() => DateTime, { description: "When it happened.", simple: true });
}
