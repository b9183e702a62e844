import { isDeepStrictEqual } from "node:util";
import {
  hasColumn,
  type NewEvent,
  type Plain,
  type PlainMutation,
  type Settable,
  snakeCase,
  takenCode,
  type Verb,
} from "@coachwork/schema";
import { newId } from "../uuid.js";
import type { ContextOf, Implementation } from "./command.js";
import type { CommandContext } from "./context.js";
import { execute } from "./execute.js";

/** The record that a plain mutation changes. */
type RecordOf<M> = M extends { readonly plain: Plain<infer T> } ? T : never;

/**
 * The rules of a plain mutation, which refuse through the context. `record` is the existing record, or the one to create, and
 * `changes` are its new values.
 */
export type Judge<M> = (
  context: ContextOf<M>,
  record: RecordOf<M>,
  changes: Partial<RecordOf<M>>,
) => Promise<void> | void;

/** Implements a plain mutation with rules of its own. One without rules needs no implementation. */
export function judged<M extends PlainMutation>(mutation: M, judge: Judge<M>): Implementation<M> {
  return plainly(mutation, judge as AnyJudge) as Implementation<M>;
}

/** Implements a plain mutation. */
export function plainly(mutation: PlainMutation, judge?: AnyJudge): Implementation<PlainMutation> {
  const { plain } = mutation;
  const run = (context: Context, input: Values) => runs[plain.verb](context, input, plain, judge);
  return { mutation, perform: (services, actor, input) => execute(services, { mutation, run }, actor, input) };
}

type Context = CommandContext<string>;
type Values = Readonly<Record<string, unknown>>;
type Row = Record<string, unknown>;
interface Versioned {
  readonly version: number;
}
type AnyJudge = (context: Context, record: object, changes: object) => Promise<void> | void;
type Run = (
  context: Context,
  input: Values,
  plain: Plain,
  judge?: AnyJudge,
) => Promise<Readonly<Record<string, string>>>;

const runs: Readonly<Record<Verb, Run>> = {
  async created(context, input, plain, judge) {
    const { entity, settables } = plain;
    const id = newId();
    const row = {
      id,
      ...(hasColumn(entity, "createdAt") && { createdAt: new Date(context.now) }),
      ...(await valuesOf(context, input, settables)),
    };
    await judge?.(context, row, row);
    await unlessTaken(context, plain, () => context.transaction.insert<object>(entity, row));
    return told(context, plain, row);
  },

  async updated(context, input, plain, judge) {
    const { entity, noun, settables } = plain;
    const record = await targetOf(context, input, plain);
    context.refuseStale(record as unknown as Versioned, input.version as number | undefined);
    const given = Object.entries(await valuesOf(context, input, settables));
    const changes = Object.fromEntries(given.filter(([name, value]) => !isDeepStrictEqual(value, record[name])));
    if (Object.keys(changes).length === 0) return { [noun]: record.id };
    await judge?.(context, record, changes);
    await unlessTaken(context, plain, () => context.transaction.update(entity, { id: record.id }, changes));
    return told(context, plain, record);
  },

  archived: (context, input, plain, judge) => setArchived(context, input, plain, new Date(context.now), judge),

  restored: (context, input, plain, judge) => setArchived(context, input, plain, null, judge),
};

/** Archives or restores. Doing so again changes nothing. */
async function setArchived(
  context: Context,
  input: Values,
  plain: Plain,
  archivedAt: Date | null,
  judge?: AnyJudge,
): Promise<Readonly<Record<string, string>>> {
  const record = await targetOf(context, input, plain);
  if ((record.archivedAt === null) === (archivedAt === null)) return { [plain.noun]: record.id };
  await judge?.(context, record, { archivedAt });
  await context.transaction.update<Row>(plain.entity as never, { id: record.id }, { archivedAt });
  return told(context, plain, record);
}

async function targetOf(context: Context, { id }: Values, { entity }: Plain): Promise<Row & { readonly id: string }> {
  return (await context.fetch(entity, id as string, "id", { lock: true })) as Row & { readonly id: string };
}

/** The values to write. A chosen record becomes its UUID, if it can be chosen. */
async function valuesOf(context: Context, input: Values, settables: readonly Settable[]): Promise<Row> {
  const values: Row = {};
  for (const { property, kind } of settables) {
    const given = input[property];
    if (given === undefined) continue;
    const { names } = kind();
    const chosen = names && given !== null && (await context.fetch<object>(names as never, given as string, property));
    values[property] = chosen ? (chosen as { readonly id: string }).id : given;
  }
  return values;
}

/** Writes. Refuses if another record has a value that must be unique. */
function unlessTaken(context: Context, { settables }: Plain, write: () => Promise<unknown>): Promise<void> {
  const unique = settables.filter(({ taken }) => taken);
  const refusals = unique.map(
    ({ property, taken }) => [property, [takenCode(property), `${taken} Give another one.`]] as const,
  );
  return context.unlessTaken(write, Object.fromEntries(refusals));
}

/** Tells of it. What belongs to an engagement names it, too: who follows the engagement hears of it. */
function told(
  context: Context,
  { noun, verb }: Plain,
  record: Row & { readonly id: string },
): Readonly<Record<string, string>> {
  const { id, engagementId } = record;
  const ids = { ...(typeof engagementId === "string" && { engagement: engagementId }), [noun]: id };
  context.transaction.tell({ type: `${snakeCase(noun)}.${verb}`, ids } as unknown as NewEvent);
  return { [noun]: id };
}
