import { type CommandContext, implement } from "@coachwork/platform";
import {
  ActivateProgram,
  ArchiveProgram,
  Program,
  type ProgramMoveInput,
  type ProgramMoveName,
  programMoves,
} from "@coachwork/schema";

type Context = CommandContext<"WRONG_STATUS">;

/** Takes a step of a program's life, if its status allows that. */
async function moveProgram(context: Context, { id }: ProgramMoveInput, move: ProgramMoveName) {
  const program = await context.fetch(Program, id, "id", { lock: true });
  const status = context.statusAfter(programMoves[move], program.status, { thing: "program", step: `be ${move}` });
  await context.transaction.update(Program, { id: program.id }, { status });
  context.transaction.tell({ type: `program.${move}`, ids: { program: program.id } });
  return { program: program.id };
}

/** What is archived stays as it is. */
export function refuseArchivedProgram(context: Context, { name, status }: Pick<Program, "name" | "status">): void {
  if (status !== "ARCHIVED") return;
  context.refuse("WRONG_STATUS", "id", `The program ${name} is archived. Create another one.`);
}

export const activateProgram = implement(ActivateProgram, (context, input) => moveProgram(context, input, "activated"));

export const archiveProgram = implement(ArchiveProgram, (context, input) => moveProgram(context, input, "archived"));
