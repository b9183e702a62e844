import { HoursConsent, HoursConsentFilter, HoursConsentOrder } from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const HoursConsentQueries = queriesFor(HoursConsent, {
  one: "hoursConsent",
  many: "hoursConsents",
  filter: () => HoursConsentFilter,
  order: HoursConsentOrder,
  orderBy: "ASKED",
});
