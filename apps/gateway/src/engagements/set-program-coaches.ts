import { implement } from "@coachwork/platform";
import { Program, ProgramCoach, SetProgramCoaches } from "@coachwork/schema";
import { In } from "typeorm";
import { refuseArchivedProgram } from "./move-program.js";
import { coachesToChoose } from "./program-coaches.js";

/** Replaces those who may coach in a program. */
export const setProgramCoaches = implement(SetProgramCoaches, async (context, { id, coachIds = null, version }) => {
  const { transaction } = context;
  const program = await context.fetch(Program, id, "id", { lock: true });
  refuseArchivedProgram(context, program);
  context.refuseStale(program, version);
  const wanted = new Set(coachIds === null ? [] : await coachesToChoose(context, coachIds));
  const before = (await transaction.find(ProgramCoach, { programId: program.id })).map(({ personId }) => personId);
  const gone = before.filter((personId) => !wanted.has(personId));
  const added = [...wanted].filter((personId) => !before.includes(personId));
  if (gone.length > 0) await transaction.delete(ProgramCoach, { programId: program.id, personId: In(gone) });
  await transaction.insert(
    ProgramCoach,
    added.map((personId) => ({ programId: program.id, personId })),
  );
  await transaction.update(Program, { id: program.id }, { anyCoach: coachIds === null });
  transaction.tell({ type: "program.coaches_set", ids: { program: program.id } });
  return { program: program.id };
});
