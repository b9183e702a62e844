import { CommitUnknown } from "@coachwork/platform";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { Unavailable } from "./unavailable.js";

/** What is known about a change whose answer failed. */
export type Known = "NOT_DONE" | "DONE" | "NOT_KNOWN";

interface Change {
  readonly known: Known;
  /** What was changed, by payload field: API ids. */
  readonly ids?: Readonly<Record<string, unknown>>;
  /** Whether it can be sent again unchanged and still happens only once. */
  readonly isRepeatable: boolean;
}

/** A change whose answer failed, with what is known about it, so that the client does not repeat it. */
export class ChangeFailed extends Error {
  override readonly name = "ChangeFailed";

  constructor(
    readonly change: Change,
    override readonly cause: unknown,
  ) {
    super(`A change failed: ${change.known}.`, { cause });
  }
}

/** Makes a failing mutation say what is known about its change. */
export function reportChanges(schema: GraphQLSchema): void {
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
 * Everything fails before the commit, except the commit's own answer. A request with an idempotency key may be a retry:
 * that this attempt did nothing says nothing about an earlier one.
 */
function changeOf(error: unknown, { input }: { input?: { idempotencyKey?: string | null } }): Change {
  const mayBeDone = error instanceof CommitUnknown || (error instanceof Unavailable && error.mayBeDone);
  const hasKey = input?.idempotencyKey != null;
  return { known: mayBeDone || hasKey ? "NOT_KNOWN" : "NOT_DONE", isRepeatable: hasKey || !mayBeDone };
}
