import { changed, MANAGERS, mutation, required, signedText, text } from "../common/declare.js";
import { knownAgreementFields } from "./agreement-fields.js";
import { AgreementTemplate } from "../engagements/agreement-template.js";
import { templateRefusals } from "./refusals.js";

/** The text of a template, and of an agreement. */
export const templateText = signedText(30_000);

export const CreateAgreementTemplate = mutation("createAgreementTemplate", {
  owner: "gateway",
  description: "Creates a template of agreements. Its text is the first version.",
  roles: MANAGERS,
  input: {
    name: required(text(200), "The name, which is also the title of its agreements. Unique in the firm."),
    text: required(templateText, `The text: Markdown with fields. Known fields: ${knownAgreementFields}.`),
  },
  refusals: templateRefusals,
  result: { agreementTemplate: changed(AgreementTemplate, "The new template.") },
});
