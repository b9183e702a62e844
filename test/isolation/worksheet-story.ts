import { apiId } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** Those who run the firm make worksheets, coaches assign them, and participants fill them in. */
export async function fillInWorksheets(mutate: Mutate, world: World): Promise<void> {
  const { COACH: coach, CLIENT: client } = viewersOf(world);
  const fields = [{ label: "Story", kind: "SHORT_TEXT" }];
  const worksheetId = await mutate("createWorksheet", { title: "Story", fields });
  await mutate("updateWorksheet", { id: worksheetId, instructions: "Story" });
  await mutate("assignWorksheet", { worksheetId, engagementId: apiId("engagement", world.near.alone) }, coach);
  const id = apiId("assigned_worksheet", world.near.worksheets.own);
  await mutate("handBackWorksheet", { id, comment: "Story" }, coach);
  const answers = [{ number: 1, choices: ["NEAR YES"] }];
  await mutate("saveWorksheet", { id, answers }, client);
  await mutate("handInWorksheet", { id }, client);
  await mutate("withdrawWorksheet", { id: apiId("assigned_worksheet", world.near.worksheets.open) }, coach);
  await mutate("archiveWorksheet", { id: worksheetId });
  await mutate("restoreWorksheet", { id: worksheetId });
}
