import type { Input, OwnFilter } from "@coachwork/reader";
import { Field } from "type-graphql";
import { DateTime } from "./scalars.js";

/** What changed since partners last looked. Name `updatedAt` in `reads` where not everybody sees it. */
export const updatedSince: OwnFilter = {
  // The changes of a night are few, and those since the beginning are all.
  isSkewed: true,
  where: (row, since: Input<Date>, sql) => `${row}.updated_at >= ${sql.bind(since, "timestamptz")}`,
};

/** Its field in the input of a filter. `gone` names those that are not in use any more. */
export function UpdatedSince(what: string, gone: string): PropertyDecorator {
  const description = `${what} whose \`updatedAt\` is this instant or later, ${gone} ones included.`;
  return Field(() => DateTime, { nullable: true, description });
}
