import { CommitUnknown } from "@coachwork/platform";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { Unavailable } from "./unavailable.js";

/** What is known of a change whose answer failed. */
export type Known = "NOT_DONE" | "DONE" | "NOT_KNOWN";

interface Change {
  readonly known: Known;
  /** What was changed, by the payload's fields: ids at the API. */
  readonly ids?: Readonly<Record<string, unknown>>;
  /** Whether it may be sent again as it is, and is made once. */
  readonly isRepeatable: boolean;
}

/** A change whose answer failed, with what is known of it, so that whoever asked does not make it twice. */
export class ChangeFailed extends Error {
  override readonly name = "ChangeFailed";

  constructor(
    readonly change: Change,
    override readonly cause: unknown,
  ) {
    super(`A change failed: ${change.known}.`, { cause });
  }
}

/** Has each mutation say, where it fails, what is known of its change. */
export function tellOfChanges(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()!.getFields())) {
    const resolve = field.resolve!;
    field.resolve = async (source, args, context, info) => {
      try {
        return await resolve(source, args, context, info);
      } catch (error) {
        throw error instanceof GraphQLError ? error : new ChangeFailed(changeOf(error, args), error);
      }
    };
  }
}

/**
 * All that fails does so before the commit, but for the commit's own answer. Whoever sends an idempotency key may have sent it
 * before: that this attempt did nothing says nothing of an earlier one.
 */
function changeOf(error: unknown, { input }: { input?: { idempotencyKey?: string | null } }): Change {
  const mayBeDone = error instanceof CommitUnknown || (error instanceof Unavailable && error.mayBeDone);
  const hasKey = input?.idempotencyKey != null;
  return { known: mayBeDone || hasKey ? "NOT_KNOWN" : "NOT_DONE", isRepeatable: hasKey || !mayBeDone };
}
