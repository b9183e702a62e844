import { type CommandContext, implement, newId } from "@coachwork/platform";
import {
  AgreementTemplate,
  AgreementTemplateVersion,
  CreateAgreementTemplate,
  knownAgreementFields,
  unknownFieldsOf,
  UpdateAgreementTemplate,
} from "@coachwork/schema";

type Context = CommandContext<"NAME_TAKEN" | "UNKNOWN_FIELD">;

/** Creates a template. Its text is the first version. */
export const createAgreementTemplate = implement(CreateAgreementTemplate, async (context, { name, text }) => {
  refuseUnknownFields(context, text);
  const [id, createdAt] = [newId(), new Date(context.now)];
  await unlessTaken(context, name, () =>
    context.transaction.insert(AgreementTemplate, { id, name, text, textVersion: 1, createdAt }),
  );
  await keepVersion(context, { id, text, number: 1 });
  context.transaction.tell({ type: "agreement_template.created", ids: { agreementTemplate: id } });
  return { agreementTemplate: id };
});

/** Changes a template. Another text is a new version, and the earlier ones are kept. */
export const updateAgreementTemplate = implement(UpdateAgreementTemplate, async (context, input) => {
  const template = await context.fetch(AgreementTemplate, input.id, "id", { lock: true });
  context.refuseStale(template, input.version);
  const { id } = template;
  const { name = template.name, text = template.text } = input;
  const isRewritten = text !== template.text;
  if (name === template.name && !isRewritten) return { agreementTemplate: id };
  const textVersion = template.textVersion + (isRewritten ? 1 : 0);
  if (isRewritten) {
    refuseUnknownFields(context, text);
    await keepVersion(context, { id, text, number: textVersion });
  }
  await unlessTaken(context, name, () =>
    context.transaction.update(AgreementTemplate, { id }, { name, text, textVersion }),
  );
  context.transaction.tell({ type: "agreement_template.updated", ids: { agreementTemplate: id } });
  return { agreementTemplate: id };
});

function refuseUnknownFields(context: Context, text: string): void {
  const unknown = unknownFieldsOf(text);
  if (unknown.length === 0) return;
  const are = unknown.length === 1 ? "which is no field" : "which are no fields";
  const message = `The text says ${unknown.join(", ")}, ${are}. Known fields are ${knownAgreementFields}.`;
  context.refuse("UNKNOWN_FIELD", "text", message);
}

interface Text {
  readonly id: string;
  readonly text: string;
  readonly number: number;
}

async function keepVersion({ transaction, actor, now }: Context, { id, text, number }: Text): Promise<void> {
  const written = { writtenAt: new Date(now), writtenById: actor.personId };
  await transaction.insert(AgreementTemplateVersion, { id: newId(), templateId: id, number, text, ...written });
}

function unlessTaken(context: Context, name: string, write: () => Promise<unknown>): Promise<void> {
  const message = `The firm already has a template of the name ${name}. Give another one.`;
  return context.unlessTaken(write, { name: ["NAME_TAKEN", message] });
}
