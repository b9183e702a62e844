import { changed, flag, idOf, MANAGERS, mutation, optional, required, usual } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { Agreement } from "./agreement.js";
import { AgreementTemplate } from "../engagements/agreement-template.js";
import { preparationRefusals } from "./refusals.js";

export const PrepareAgreement = mutation("prepareAgreement", {
  owner: "gateway",
  description:
    "Prepares an agreement in an engagement, as a draft. Its text is the template's current one with the engagement's values, and never changes. Its parties are those who coach and take part today or later, and in a three-way agreement a sponsor. Nobody is asked before `sendAgreement`.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    templateId: optional(
      idOf(AgreementTemplate),
      "The template. Defaults to the one that the engagement's program named.",
    ),
    isThreeWay: usual(flag, false, "Whether a sponsor of the organization that pays signs, too."),
    sponsorId: optional(
      idOf(Person),
      "The sponsor who signs a three-way agreement. Defaults to the organization's only one.",
    ),
  },
  refusals: preparationRefusals,
  result: { agreement: changed(Agreement, "The new agreement.") },
});
