import { AgreementTemplate, AgreementTemplateFilter, AgreementTemplateOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const AgreementTemplateQueries = queriesFor(AgreementTemplate, {
  one: "agreementTemplate",
  many: "agreementTemplates",
  filter: () => AgreementTemplateFilter,
  order: AgreementTemplateOrder,
  orderBy: "NAME",
});
