import { implement, newId } from "@coachwork/platform";
import { AgreementTemplate, CreateProgram, Program, ProgramCoach } from "@coachwork/schema";
import { coachesToChoose } from "./program-coaches.js";
import { refusalsOfProgram } from "./program-rules.js";

/** Designs a program, as a draft. */
export const createProgram = implement(CreateProgram, async (context, { coachIds, idempotencyKey: _, ...given }) => {
  const { transaction, now } = context;
  const templateId = given.agreementTemplateId;
  const template =
    templateId == null ? null : await context.fetch(AgreementTemplate, templateId, "agreementTemplateId");
  const terms = { ...given, agreementTemplateId: template?.id ?? null };
  const refusals = refusalsOfProgram(terms);
  if (refusals.length > 0) context.refuseAll(refusals);
  const coaches = coachIds == null ? [] : await coachesToChoose(context, coachIds);
  const id = newId();
  const program = { id, ...none, ...terms, status: "DRAFT", anyCoach: coachIds == null, createdAt: new Date(now) };
  await context.unlessTaken(() => transaction.insert(Program, program), {
    name: ["NAME_TAKEN", `The firm already has a program of the name ${terms.name}. Give another one.`],
  });
  await transaction.insert(
    ProgramCoach,
    coaches.map((personId) => ({ programId: id, personId })),
  );
  transaction.tell({ type: "program.created", ids: { program: id } });
  return { program: id };
});

const none = { mentoringForm: null, allocationUnit: null, allocationAmount: null, weeks: null, mostInterviews: null };
