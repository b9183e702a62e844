import { changed, idOf, MANAGERS, mutation, optional, required, stale, text, versionRead } from "../common/declare.js";
import { knownAgreementFields } from "./agreement-fields.js";
import { AgreementTemplate } from "../engagements/agreement-template.js";
import { templateText } from "./create-agreement-template.js";
import { templateRefusals } from "./refusals.js";

export const UpdateAgreementTemplate = mutation("updateAgreementTemplate", {
  owner: "gateway",
  description:
    "Changes a template. Fields that you leave out stay the same. Another text is a new version. Agreements that exist keep the version that they were made from.",
  roles: MANAGERS,
  input: {
    id: required(idOf(AgreementTemplate), "The template."),
    name: optional(text(200), "The name, which is also the title of its agreements. Unique in the firm."),
    text: optional(templateText, `The text: Markdown with fields. Known fields: ${knownAgreementFields}.`),
    version: versionRead,
  },
  refusals: { ...templateRefusals, ...stale },
  result: { agreementTemplate: changed(AgreementTemplate, "The changed template.") },
});
