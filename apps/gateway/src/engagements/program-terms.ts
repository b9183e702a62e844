import { type CommandContext, type ContextOf, daysAfter } from "@coachwork/platform";
import { type CreateEngagement, type InputOf, Program } from "@coachwork/schema";

/** The program with this id, if it can be used. It cannot be archived before the transaction ends. */
export async function programInUse(
  context: CommandContext<"PROGRAM_NOT_ACTIVE">,
  id: string,
  field: string,
): Promise<Program> {
  const program = await context.fetch(Program, id, field, { lock: true });
  refuseUnlessActive(context, program, field);
  return program;
}

export function refuseUnlessActive(
  context: CommandContext<"PROGRAM_NOT_ACTIVE">,
  { name, status }: Pick<Program, "name" | "status">,
  field: string,
): void {
  if (status === "ACTIVE") return;
  const remedy = status === "DRAFT" ? "Activate it first." : "Use another program.";
  context.refuse("PROGRAM_NOT_ACTIVE", field, `The program ${name} is ${status}. ${remedy}`);
}

/** What is wanted of a new engagement, with the program's terms where nothing else is given. */
export function withTermsOf(
  context: ContextOf<typeof CreateEngagement>,
  program: Program,
  input: InputOf<typeof CreateEngagement>,
): InputOf<typeof CreateEngagement> {
  const other = refusalsOfOther(program, input);
  if (other.length > 0) context.refuseAll(other);
  return termsOf(program, input);
}

type Asked = Pick<InputOf<typeof CreateEngagement>, "startsOn"> & Partial<InputOf<typeof CreateEngagement>>;

/** What is asked for that the program has otherwise. */
export function refusalsOfOther(program: Program, input: Asked) {
  return (["kind", "format"] as const).flatMap((field) => {
    if (input[field] === undefined || input[field] === program[field]) return [];
    const message = `The program ${program.name} has the ${field} ${program[field]}. Leave ${field} out, or use another program.`;
    return [{ code: "OTHER_IN_PROGRAM", field, message } as const];
  });
}

/** What is asked for, with the program's terms where nothing else is. */
export function termsOf<Input extends Asked>(program: Program, input: Input) {
  const { allocationUnit, allocationAmount } = program;
  const saysAllocation = input.allocationUnit !== undefined || input.allocationAmount !== undefined;
  return {
    ...input,
    kind: program.kind,
    format: program.format,
    mentoringForm: input.mentoringForm === undefined ? program.mentoringForm : input.mentoringForm,
    endsOn: input.endsOn === undefined ? lastDay(input.startsOn, program.weeks) : input.endsOn,
    ...(!saysAllocation && { allocationUnit, allocationAmount }),
  };
}

/** The last of so many weeks that begin on a day. */
function lastDay(startsOn: string, weeks: number | null): string | null {
  return weeks === null ? null : daysAfter(daysAfter(startsOn, weeks * 7), -1);
}
