import {
  Agreement,
  AgreementFilter,
  AgreementOrder,
  AgreementTemplate,
  AgreementTemplateFilter,
  AgreementTemplateOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const AgreementTemplateQueries = queriesFor(AgreementTemplate, {
  one: "agreementTemplate",
  many: "agreementTemplates",
  filter: () => AgreementTemplateFilter,
  order: AgreementTemplateOrder,
  orderBy: "NAME",
});

export const AgreementQueries = queriesFor(Agreement, {
  one: "agreement",
  many: "agreements",
  filter: () => AgreementFilter,
  order: AgreementOrder,
  orderBy: "PREPARED",
});
