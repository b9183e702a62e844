import {
  Credential,
  CredentialFilter,
  CredentialOrder,
  Speciality,
  SpecialityFilter,
  SpecialityOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const SpecialityQueries = queriesFor(Speciality, {
  one: "speciality",
  many: "specialities",
  filter: () => SpecialityFilter,
  order: SpecialityOrder,
  orderBy: "NAME",
});

export const CredentialQueries = queriesFor(Credential, {
  one: "credential",
  many: "credentials",
  filter: () => CredentialFilter,
  order: CredentialOrder,
  orderBy: "VALID_UNTIL",
});
