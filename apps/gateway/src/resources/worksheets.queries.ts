import {
  AssignedWorksheet,
  AssignedWorksheetFilter,
  AssignedWorksheetOrder,
  Worksheet,
  WorksheetFilter,
  WorksheetOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const WorksheetQueries = queriesFor(Worksheet, {
  one: "worksheet",
  many: "worksheets",
  filter: () => WorksheetFilter,
  order: WorksheetOrder,
  orderBy: "TITLE",
});

export const AssignedWorksheetQueries = queriesFor(AssignedWorksheet, {
  one: "assignedWorksheet",
  many: "assignedWorksheets",
  filter: () => AssignedWorksheetFilter,
  order: AssignedWorksheetOrder,
  orderBy: "DUE_ON",
});
