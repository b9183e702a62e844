import { implement, newId, Overtaken } from "@coachwork/platform";
import { MatchWeights, Program, RemoveMatchWeights, SetMatchWeights, usualWeights } from "@coachwork/schema";
import { IsNull } from "typeorm";

type Weight = "specialities" | "industries" | "language" | "level" | "load" | "history";

const usual: Readonly<Record<Weight, number>> = {
  specialities: usualWeights.SPECIALITIES,
  industries: usualWeights.INDUSTRIES,
  language: usualWeights.LANGUAGE,
  level: usualWeights.LEVEL,
  load: usualWeights.LOAD,
  history: usualWeights.HISTORY,
};
const WEIGHTS = Object.keys(usual) as Weight[];

/** Sets the weights of a program or the firm. A weight that is not given keeps the value that applied before. */
export const setMatchWeights = implement(SetMatchWeights, async (context, input) => {
  const { transaction } = context;
  const program = input.programId === undefined ? null : await context.fetch(Program, input.programId, "programId");
  const of = { programId: program?.id ?? IsNull() };
  const before = await transaction.findOne(MatchWeights, of);
  context.refuseStale(before ?? undefined, input.version);
  const applied = before ?? (await transaction.findOne(MatchWeights, { programId: IsNull() })) ?? usual;
  const weights = Object.fromEntries(WEIGHTS.map((name) => [name, input[name] ?? applied[name]])) as Record<
    Weight,
    number
  >;
  if (WEIGHTS.every((name) => weights[name] === 0))
    context.refuse("NOTHING_COUNTS", null, "All weights would be 0. Give at least one weight above 0.");
  const id = before?.id ?? newId();
  if (before) await transaction.update(MatchWeights, { id }, weights);
  else if (!(await transaction.insertUnlessTaken(MatchWeights, { id, programId: program?.id ?? null, ...weights })))
    throw new Overtaken("The weights were set at the same time.");
  transaction.tell({ type: "match_weights.set", ids: { matchWeights: id } });
  return { matchWeights: id };
});

/** Removes the weights of a program or of the firm. */
export const removeMatchWeights = implement(RemoveMatchWeights, async (context, input) => {
  const { id } = await context.fetch(MatchWeights, input.id, "id", { lock: true });
  await context.transaction.delete(MatchWeights, { id });
  context.transaction.tell({ type: "match_weights.removed", ids: { matchWeights: id } });
  return { removed: true };
});
