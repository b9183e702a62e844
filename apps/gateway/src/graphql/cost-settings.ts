import { z } from "zod";

const whole = (standard: number, error: string) =>
  z.coerce.number({ error }).int(error).min(1, error).max(1_000_000_000_000, error).default(standard);

/**
 * The cost settings, by variable. A frontend's page of 50 sessions with their coaches costs a few hundred. Ten of them
 * a second, all day long, are fine.
 */
export const costSettings = {
  /** The maximum cost of a single operation. */
  COST_LIMIT: whole(20_000, "give the maximum cost of a single operation, such as 20000"),
  /** What a person, a key or an anonymous address may spend at once; at least COST_LIMIT. */
  COST_BUCKET: whole(50_000, "give the cost that may be spent at once, such as 50000"),
  /** How much of that is refilled each second. */
  COST_RESTORE_PER_SECOND: whole(5_000, "give the cost that is refilled each second, such as 5000"),
  /** How many times that all people and keys of a firm have together. */
  COST_FIRM_MULTIPLE: whole(5, "give how many times a person's share a firm has, such as 5").pipe(
    z.number().max(1_000, "give how many times a person's share a firm has, at most 1000"),
  ),
};
