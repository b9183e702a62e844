import { Speciality, SpecialityFilter, SpecialityOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const SpecialityQueries = queriesFor(Speciality, {
  one: "speciality",
  many: "specialities",
  filter: () => SpecialityFilter,
  order: SpecialityOrder,
  orderBy: "NAME",
});
